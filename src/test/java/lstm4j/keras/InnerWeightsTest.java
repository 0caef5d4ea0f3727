package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.Architecture;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of layers that are inside others. */
class InnerWeightsTest {
    /** The .weights.h5 in Keras's own archive, into the same layers made in Java. */
    @Test
    void weightsOfATimeDistributedFitAModelMadeInJava() throws IOException {
        KerasModels.Golden golden = KerasModels.golden("keras3/time_distributed.keras");
        KerasModel file = golden.read();
        byte[] weights = ZipEntries.open(golden.bytes(), "m.keras", Limits.DEFAULT).read("model.weights.h5");
        Architecture made = Architecture.of(List.of(LSTM.of(3, 5, 3).returnSequences(), TimeDistributed.of(Dense.units(2)), LSTM.units(2), Dense.units(1)));
        List<float[][]> read = KerasReader.readWeights(weights, "m.weights.h5", made, false, Limits.DEFAULT);
        assertEquals(file.weights().size(), read.size());
        for (int w = 0; w < read.size(); w++) {
            assertArrayEquals(file.weights().get(w), read.get(w), "array " + w);
        }
    }

    @Test
    @Rule("FILE-71")
    void weightsOfMoreOrOtherLayersThanTheModelHasAreRefusedByName() throws IOException {
        byte[] weights = ZipEntries.open(KerasModels.golden("keras3/time_distributed.keras").bytes(), "m.keras", Limits.DEFAULT).read("model.weights.h5");
        Layer[] first = {LSTM.of(3, 5, 3).returnSequences(), TimeDistributed.of(Dense.units(2)), LSTM.units(2)};
        assertTrue(refused(weights, first).contains("got also [layers/dense]"), refused(weights, first));
        String message = refused(weights, first[0], first[1], first[2], Dense.units(1), Dense.units(1));
        assertTrue(message.contains("group number 2 of class Dense") && message.contains("layers/time_distributed"), message);
    }

    private static String refused(byte[] weights, Layer... layers) {
        Architecture made = Architecture.of(List.of(layers));
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.readWeights(weights, "m.weights.h5", made, false, Limits.DEFAULT));
        assertEquals("FILE-71", e.rule());
        return e.getMessage();
    }

    @Test
    void weightsOfBothDirectionsOfPyTorchAreRefusedWithWhatHelps() {
        Map<String, Tensor> state = Stream.of("weight_ih_l0", "weight_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse")
                .collect(Collectors.toMap(name -> name, name -> Tensor.of(new float[8][2])));
        Architecture model = Architecture.of(List.of(Bidirectional.of(LSTM.units(2).useBias(false)).inputShape(3, 2)));
        byte[] file = Safetensors.write(state);
        String message = assertThrows(ModelFormatException.class, () -> KerasReader.readWeights(file, "m.safetensors", model, false, Limits.DEFAULT)).getMessage();
        assertTrue(message.contains("_reverse") && message.contains("forward first"), message);
    }

    /** What was one model inside another is a chain in Keras, too, once it was saved here. */
    @ParameterizedTest
    @ValueSource(strings = {"keras3/nested.keras", "keras3/legacy_nested.h5"})
    @Rule("FILE-96")
    void aModelInsideAModelIsOpenedAsItsLayers(String name) throws IOException {
        KerasModel model = KerasModels.golden(name).read();
        assertEquals(List.of("lstm", "encoder_lstm", "last", "wide", "inner_wide", "head"), model.architecture().layers().stream().map(Layer::name).toList());
        assertEquals(List.of(true, false, true, true, true, true), model.architecture().layers().stream().map(Layer::isTrainable).toList());
        SavedForKerasTest.assertSame(model, KerasReader.read(KerasWriter.h5(model), "saved.h5", Limits.DEFAULT));
    }
}
