package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.Architecture;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Layer;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.Padding;
import lstm4j.layer.Shape;
import lstm4j.layer.Taps;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** Convolutions and poolings in the configurations and arrays of every Keras. */
class ConvolutionFilesTest {
    private static Architecture read(String version, String layer) throws ModelFormatException {
        String json = "{\"keras_version\": \"" + version + "\", \"class_name\": \"Sequential\", \"config\": ["
                + "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"in\", \"batch_input_shape\": [null, 9, 2]}}, " + layer.replace('\'', '"') + "]}";
        return KerasReader.readConfig(json.getBytes(StandardCharsets.UTF_8), "m.json", Limits.DEFAULT);
    }

    @Test
    @Rule("CONV-2")
    void theConvolutionOfKeras1HasItsOwnNamesOfOptions() throws ModelFormatException {
        Conv1D old = (Conv1D) read("1.2.2", "{'class_name': 'Convolution1D', 'config': {'name': 'convolution1d_1', 'trainable': true, 'nb_filter': 4,"
                + " 'filter_length': 3, 'init': 'he_normal', 'activation': 'relu', 'border_mode': 'same', 'subsample_length': 2, 'bias': false,"
                + " 'W_regularizer': null, 'b_regularizer': null, 'activity_regularizer': null, 'W_constraint': null, 'b_constraint': null,"
                + " 'input_dim': 2, 'input_length': 9}}").layer(0);
        assertEquals(new Taps(3, 1, 2, Padding.SAME), old.taps());
        assertEquals(4, old.filters());
        assertTrue(!old.useBias() && old.name().equals("convolution1d_1"));
        Conv1D holes = (Conv1D) read("1.2.2", "{'class_name': 'AtrousConvolution1D', 'config': {'name': 'a', 'nb_filter': 4, 'filter_length': 3,"
                + " 'atrous_rate': 2}}").layer(0);
        assertEquals(new Taps(3, 2, 1, Padding.VALID), holes.taps());
        MaxPooling1D pool = (MaxPooling1D) read("1.2.2", "{'class_name': 'MaxPooling1D', 'config': {'name': 'p', 'pool_length': 3, 'stride': 2,"
                + " 'border_mode': 'valid'}}").layer(0);
        assertEquals(new Taps(3, 1, 2, Padding.VALID), pool.taps());
    }

    /** By hand: Keras 1 has an axis of 1 behind the taps. */
    @Test
    @Rule("FILE-85")
    void theKernelOfKeras1LosesAnAxis() throws ModelFormatException {
        Layer layer = Conv1D.of(1, 2).name("c");
        List<NumberRows> arrays = List.of(NumberRows.of(new Tensor(new int[] {2, 1, 3, 1}, new float[] {1, 2, 3, 4, 5, 6})), NumberRows.of(new float[] {7}));
        List<float[][]> weights = WeightShapes.fit(layer, layer.weights(Shape.of(Shape.ANY, 9, 3)), arrays, "file");
        assertArrayEquals(new float[][] {{1}, {2}, {3}, {4}, {5}, {6}}, weights.get(0));
        List<NumberRows> theano = List.of(NumberRows.of(new Tensor(new int[] {1, 3, 2, 1}, new float[6])), NumberRows.of(new float[] {7}));
        assertEquals("FILE-70", assertThrows(ModelFormatException.class,
                () -> WeightShapes.fit(layer, layer.weights(Shape.of(Shape.ANY, 9, 3)), theano, "file")).rule());
    }

    @Test
    @Rule("FILE-73")
    void theBackendThatTurnsKernelsRoundIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(KerasModels.refused().stream().filter(path -> path.endsWith("conv_theano.h5")).findFirst().orElseThrow());
        assertEquals("FILE-73", assertThrows(ModelFormatException.class, () -> KerasReader.read(bytes, "m.h5", Limits.DEFAULT)).rule());
    }

    @Test
    @Rule("CONV-2")
    void groupsAndChannelsInFrontAreRefusedByName() {
        String config = "{'class_name': 'Conv1D', 'config': {'name': 'c', 'filters': 4, 'kernel_size': [3], 'strides': [1], 'groups': 2,"
                + " 'data_format': 'channels_first'}}";
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> read("3.15.0", config));
        assertEquals("FILE-62", e.rule());
        assertTrue(e.getMessage().contains("groups = 2") && e.getMessage().contains("data_format = \"channels_first\""), e.getMessage());
    }
}
