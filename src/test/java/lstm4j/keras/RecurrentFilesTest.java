package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RNN;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GRU, SimpleRNN and RNN in the configurations and arrays of every Keras. */
class RecurrentFilesTest {
    private static Layer read(String version, String layer) throws ModelFormatException {
        String json = "{\"keras_version\": \"" + version + "\", \"class_name\": \"Sequential\", \"config\": {\"layers\": ["
                + "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"in\", \"batch_shape\": [null, 4, 2]}}, " + layer.replace('\'', '"') + "]}}";
        return KerasReader.readConfig(json.getBytes(StandardCharsets.UTF_8), "m.json", Limits.DEFAULT).layer(0);
    }

    @Rule("GRU-4")
    @ParameterizedTest
    @CsvSource({"1.2.2, false, HARD_SIGMOID_KERAS2", "2.1.3, false, HARD_SIGMOID_KERAS2", "2.3.1, false, SIGMOID", "3.15.0, true, SIGMOID"})
    void whatAConfigurationLeavesOutIsThatKerassDefault(String version, boolean after, ActivationFunction gate) throws ModelFormatException {
        GRU gru = (GRU) read(version, "{'class_name': 'GRU', 'config': {'name': 'a', 'units': 3}}");
        assertEquals(after, gru.resetAfter());
        assertEquals(gate, gru.recurrentActivation());
    }

    @Rule("GRU-4")
    @Test
    void theGpusGruHasTheResetAfterSigmoidAndTanh() throws ModelFormatException {
        GRU gru = (GRU) read("2.1.3", "{'class_name': 'CuDNNGRU', 'config': {'name': 'a', 'units': 3, 'return_sequences': true}}");
        assertTrue(gru.resetAfter() && gru.returnsSequences());
        assertEquals(ActivationFunction.SIGMOID, gru.recurrentActivation());
    }

    @Rule("RNN-4")
    @ParameterizedTest
    @CsvSource({"LSTMCell, LSTM", "GRUCell, GRU", "SimpleRNNCell, SimpleRNN"})
    void anRnnAroundACellIsTheLayerOfThatName(String cell, String type) throws ModelFormatException {
        Recurrent<?> layer = (Recurrent<?>) read("3.15.0", "{'class_name': 'RNN', 'config': {'name': 'a', 'return_sequences': true, 'go_backwards': true, "
                + "'unroll': true, 'cell': {'class_name': '" + cell + "', 'config': {'name': 'c', 'units': 3, 'activation': 'relu', 'seed': null}}}}");
        assertEquals(type, layer.type());
        assertEquals("a", layer.name());
        assertEquals(3, layer.units());
        assertEquals(ActivationFunction.RELU, layer.activation());
        assertTrue(layer.returnsSequences() && layer.goesBackwards() && !layer.isStateful());
    }

    /** Keras 2.3.1 has no zeros there either: its backend's rnn takes the output of the step before. */
    @Rule("FILE-62")
    @ParameterizedTest
    @CsvSource({"1.2.2, true", "2.2.4, true", "2.3.1, true", "2.2.4-tf, false", "2.4.0, false", "2.15.0, false", "3.15.0, false"})
    void aMaskedBidirectionalOfBeforeTfKerasIsRefused(String version, boolean refused) throws ModelFormatException {
        String layers = "{'class_name': 'Masking', 'config': {'name': 'm', 'mask_value': 0.0}}, {'class_name': 'Bidirectional', 'config': {'name': 'b', 'layer': "
                + "{'class_name': 'LSTM', 'config': {'name': 'a', 'units': 3, 'return_sequences': true}}}}";
        if (refused) {
            ModelFormatException e = assertThrows(ModelFormatException.class, () -> read(version, layers));
            assertEquals("FILE-62", e.rule());
            assertTrue(e.getMessage().contains("repeats the outputs of its halves at masked steps"), e.getMessage());
        } else {
            read(version, layers);
        }
    }

    /** What comes out is compared with Keras by ModelFilesTest. */
    @Rule("FILE-66")
    @ParameterizedTest
    @ValueSource(strings = {"keras3/functional_state_unused.keras", "keras2/functional_state_unused.h5"})
    void aStateThatNothingTakesIsLeftOut(String name) throws IOException {
        Recurrent<?> first = (Recurrent<?>) KerasModels.golden(name).read().architecture().layer(0);
        assertTrue(first.returnsSequences() && !first.returnsState());
    }

    @Rule("RNN-4")
    @Test
    void severalCellsAreAnRnn() throws ModelFormatException {
        RNN layer = (RNN) read("2.2.4", stack("{'class_name': 'LSTMCell', 'config': {'name': 'c', 'units': 3}}, {'class_name': 'GRUCell', 'config': "
                + "{'name': 'd', 'units': 2, 'trainable': false}}], 'trainable': true"));
        assertEquals(List.of("LSTM", "GRU"), layer.cells().stream().map(Layer::type).toList());
        assertEquals(ActivationFunction.HARD_SIGMOID_KERAS2, ((LSTM) layer.cells().get(0)).recurrentActivation());
        assertTrue(layer.returnsSequences() && layer.cells().get(0).isTrainable() && !layer.cells().get(1).isTrainable());
    }

    @Rule("RNN-4")
    @ParameterizedTest
    @CsvSource({"FILE-64, ']', STACK-2", "FILE-60, '{''class_name'': ''ConvLSTM2DCell'', ''config'': {}}]', ConvLSTM2DCell",
        "FILE-60, '{''class_name'': ''StackedRNNCells'', ''config'': {}}]', StackedRNNCells", "FILE-62, '], ''reverse_state_order'': true', reverse_state_order"})
    void aStackOfAnythingElseIsRefused(String rule, String cells, String part) {
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> read("3.15.0", stack(cells)));
        assertEquals(rule, e.rule());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static String stack(String cells) {
        return "{'class_name': 'RNN', 'config': {'name': 'a', 'return_sequences': true, 'cell': {'class_name': 'StackedRNNCells', 'config': {'cells': ["
                + cells + "}}}}";
    }

    @Rule("GRU-4")
    @Test
    void theNineArraysOfKeras1AreTheGatesSideBySide() throws ModelFormatException {
        Layer gru = GRU.units(1).resetAfter(false).name("gru");
        List<NumberRows> arrays = new ArrayList<>();
        for (int gate = 1; gate <= 3; gate++) {
            arrays.add(NumberRows.of(new float[][] {{gate}, {10 * gate}}));
            arrays.add(NumberRows.of(new float[][] {{100 * gate}}));
            arrays.add(NumberRows.of(new float[] {1000 * gate}));
        }
        List<float[][]> weights = WeightShapes.fit(gru, weights(gru), arrays, "file");
        assertArrayEquals(new float[][] {{1, 2, 3}, {10, 20, 30}}, weights.get(0));
        assertArrayEquals(new float[][] {{100, 200, 300}}, weights.get(1));
        assertArrayEquals(new float[][] {{1000, 2000, 3000}}, weights.get(2));
    }

    /** By hand: a gate's block, read in rows, is the gate's matrix transposed; the biases are two halves. */
    @Rule("GRU-4")
    @Test
    void theBlocksOfTheGpusGruAreTransposedAndItsBiasesAreTwo() throws ModelFormatException {
        Layer gru = GRU.units(2).name("gru");
        List<NumberRows> arrays = List.of(NumberRows.of(new float[][] {{1, 2, 5, 6, 9, 10}, {3, 4, 7, 8, 11, 12}}),
                NumberRows.of(new float[][] {{1, 2, 5, 6, 9, 10}, {3, 4, 7, 8, 11, 12}}), NumberRows.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
        List<float[][]> weights = WeightShapes.fit(gru, weights(gru), arrays, "file");
        assertArrayEquals(new float[][] {{1, 3, 5, 7, 9, 11}, {2, 4, 6, 8, 10, 12}}, weights.get(0));
        assertArrayEquals(weights.get(0), weights.get(1));
        assertArrayEquals(new float[][] {{1, 2, 3, 4, 5, 6}, {7, 8, 9, 10, 11, 12}}, weights.get(2));
    }

    private static List<Weight> weights(Layer layer) {
        return layer.weights(Shape.of(Shape.ANY, 4, 2));
    }

    @Rule("GRU-1")
    @Test
    void gatesAreColumnsByName() {
        Sequential model = Sequential.of(GRU.units(2).inputShape(4, 3).name("gru")).seed(1);
        float[][] kernel = model.layer("gru").kernel();
        float[][] reset = model.layer("gru").get("kernel_r");
        assertEquals(kernel[2][3], reset[2][1]);
        assertEquals(2, model.layer("gru").get("bias_h").length);
    }
}
