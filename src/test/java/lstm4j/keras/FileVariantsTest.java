package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Hdf5Data;
import lstm4j.keras.hdf5.Hdf5Writer;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.train.Adam;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of files that were seen in the wild but that no current Keras writes. */
class FileVariantsTest {
    private static final Architecture TWO = Architecture.of(List.of(LSTM.units(1).useBias(false).returnSequences().inputShape(2, 1).name("a"),
            LSTM.units(1).useBias(false).name("b")));

    private static float[] numbers(int from) {
        return new float[] {from, from + 1, from + 2, from + 3};
    }

    private static void assertTwo(byte[] file) throws ModelFormatException {
        List<float[][]> weights = KerasReader.readWeights(file, "w.h5", TWO, false, Limits.DEFAULT);
        for (int k = 0; k < 4; k++) {
            assertArrayEquals(numbers(10 * k), weights.get(k)[0]);
        }
    }

    private static Hdf5Writer kernels(Hdf5Writer vars, int from) {
        vars.dataset("0", Hdf5Data.floats(new int[] {1, 4}, numbers(from)));
        vars.dataset("1", Hdf5Data.floats(new int[] {1, 4}, numbers(from + 10)));
        return vars;
    }

    @Test
    void tfKeras213CountsLayersByTwosUnderAnotherName() throws ModelFormatException {
        Hdf5Writer root = Hdf5Writer.root();
        kernels(root.group("_layer_checkpoint_dependencies/lstm_10/cell/vars"), 20); // behind lstm_2, though not by letters
        kernels(root.group("_layer_checkpoint_dependencies/lstm_2/cell/vars"), 0);
        assertTwo(root.toBytes());
    }

    @Test
    void windowsWroteBackslashes() throws ModelFormatException {
        Hdf5Writer root = Hdf5Writer.root();
        kernels(root.group("layers\\lstm\\cell").group("vars"), 0);
        kernels(root.group("layers\\lstm_1\\cell").group("vars"), 20);
        assertTwo(root.toBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":0"})
    void legacyWeightsAreFoundUnderTheNamesThatTheFileGives(String suffix) throws ModelFormatException {
        Hdf5Writer root = Hdf5Writer.root();
        root.attribute("layer_names", Hdf5Data.fixedStrings(new int[] {3}, List.of("input_1", "zz", "aa")));
        root.group("input_1").attribute("weight_names", Hdf5Data.doubles(new int[] {0}));
        for (int layer = 0; layer < 2; layer++) {
            String name = layer == 0 ? "zz" : "aa"; // the order is that of layer_names, not of letters
            Hdf5Writer group = root.group(name);
            group.attribute("weight_names", Hdf5Data.strings(new int[] {2}, List.of("x/kernel" + suffix, "x/recurrent_kernel" + suffix)));
            group.group("x").dataset("kernel" + suffix, Hdf5Data.floats(new int[] {1, 4}, numbers(20 * layer)));
            group.group("x").dataset("recurrent_kernel" + suffix, Hdf5Data.floats(new int[] {1, 4}, numbers(20 * layer + 10)));
        }
        assertTwo(root.toBytes());
    }

    @Test
    void weightsOfAnotherModelAreRefused() {
        Hdf5Writer three = Hdf5Writer.root();
        for (String name : List.of("lstm", "lstm_1", "lstm_2")) {
            kernels(three.group("layers/" + name + "/cell/vars"), 0);
        }
        assertEquals("FILE-71", assertThrows(ModelFormatException.class, () -> assertTwo(three.toBytes())).rule());
        Hdf5Writer one = Hdf5Writer.root();
        kernels(one.group("layers/lstm/cell/vars"), 0);
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> assertTwo(one.toBytes()));
        assertTrue(e.rule().equals("FILE-71") && e.getMessage().contains("group number 2 of class LSTM"), e.getMessage());
    }

    @Test
    void longListsOfNamesAreSplitAsKerasSplitsThem() throws ModelFormatException {
        List<Layer> layers = new ArrayList<>();
        List<float[][]> weights = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            layers.add(i == 0 ? Dense.units(1).inputShape(1).name("d" + "x".repeat(300) + i) : Dense.units(1).name("d" + "x".repeat(300) + i));
            weights.add(new float[][] {{i}});
            weights.add(new float[][] {{-i}});
        }
        KerasModel model = KerasModel.of("long", Architecture.of(layers), weights);
        KerasModel back = KerasReader.read(KerasWriter.h5(model), "long.h5", Limits.DEFAULT);
        assertEquals(model.architecture().layers().stream().map(Layer::name).toList(), back.architecture().layers().stream().map(Layer::name).toList());
        assertEquals(299f, back.weights().get(598)[0][0]);
        assertEquals(299f, KerasReader.read(KerasWriter.keras(model), "long.keras", Limits.DEFAULT).weights().get(598)[0][0]);
    }

    @Test
    void kerasWithoutItsMetadataIsReadAsKeras3() throws ModelFormatException {
        Architecture architecture = Architecture.of(List.of(Activation.of(ActivationFunction.HARD_SIGMOID).inputShape(2)));
        KerasModel model = KerasModel.of("m", architecture, List.of());
        byte[] file = new ZipBuilder().add("config.json", KerasWriter.json(model)).add("model.weights.h5", KerasWriter.weightsH5(model)).build();
        Layer layer = KerasReader.read(file, "m.keras", Limits.DEFAULT).architecture().layer(0);
        assertEquals(ActivationFunction.HARD_SIGMOID, ((Activation) layer).function());
    }

    @Test
    void aModelNeverBuiltSaysHowToBuildIt() {
        byte[] json = "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[{\"class_name\":\"Dense\",\"config\":{\"units\":2}}]}}".getBytes(UTF_8);
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.readConfig(json, "m.json", Limits.DEFAULT));
        assertTrue(e.rule().equals("FILE-65") && e.getMessage().contains("model.build((None, T, F))"), e.getMessage());
    }

    @Test
    void bothHardSigmoidsCannotGoIntoOneFile() {
        Architecture both = Architecture.of(List.of(Activation.of(ActivationFunction.HARD_SIGMOID).inputShape(2),
                Activation.of(ActivationFunction.HARD_SIGMOID_KERAS2)));
        KerasModel model = KerasModel.of("m", both, List.of());
        assertEquals("FILE-80", assertThrows(RuleException.class, () -> KerasWriter.h5(model)).rule());
        assertEquals("FILE-80", assertThrows(RuleException.class, () -> KerasWriter.keras(model)).rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a//b", "/a", "a/"})
    void namesThatHdf5WouldReadAsPathsOfAnotherKindGoIntoKerasFilesOnly(String name) throws ModelFormatException {
        KerasModel model = KerasModel.of("m", Architecture.of(List.of(Dense.units(1).useBias(false).inputShape(1).name(name))), List.<float[][]>of(new float[][] {{3}}));
        assertEquals("FILE-80", assertThrows(RuleException.class, () -> KerasWriter.h5(model)).rule());
        assertEquals(name, KerasReader.read(KerasWriter.keras(model), "m.keras", Limits.DEFAULT).architecture().layer(0).name());
    }

    @Test
    void anOptimizersMemoryThatDoesNotFitIsAWarning() throws ModelFormatException {
        KerasModel model = KerasModel.of("m", TWO, List.of(new float[1][4], new float[1][4], new float[1][4], new float[1][4]))
                .compiled(new Adam(), Loss.MSE, List.of());
        byte[] keras = KerasWriter.keras(model);
        var zip = ZipEntries.open(keras, "m", Limits.DEFAULT);
        String config = new String(zip.read("config.json"), UTF_8).replace("\"amsgrad\": false", "\"amsgrad\": true");
        byte[] changed = new ZipBuilder().add("metadata.json", zip.read("metadata.json")).add("config.json", config.getBytes(UTF_8))
                .add("model.weights.h5", zip.read("model.weights.h5")).build();
        KerasModel read = KerasReader.read(changed, "m.keras", Limits.DEFAULT);
        assertTrue(read.optimizerState().isEmpty() && read.warnings().get(0).contains("8 for 4 weights"), read.warnings().toString());
    }

    @Test
    void weightsThatDoNotBelongToTheLayersAreTheCallersMistake() {
        assertEquals("FILE-70", assertThrows(RuleException.class, () -> KerasModel.of("m", TWO, List.<float[][]>of(new float[1][4]))).rule());
        assertEquals("FILE-70", assertThrows(RuleException.class, () -> KerasModel.of("m", TWO,
                List.of(new float[1][4], new float[1][5], new float[1][4], new float[1][4]))).rule());
        assertEquals("FILE-70", assertThrows(RuleException.class, () -> KerasModel.of("m", TWO,
                List.of(new float[1][4], new float[1][4], new float[1][4], new float[1][4], new float[1][4]))).rule());
        assertEquals("FILE-70", assertThrows(RuleException.class, () -> KerasModel.of("m", Architecture.of(List.of(Dense.units(1).inputShape(2))),
                List.of(new float[][] {{1}, {2, 3}}, new float[1][1]))).rule());
    }

    @Test
    void theConfigurationIsWhatKerasCallsIt() throws ModelFormatException {
        var json = JsonParser.parse(KerasWriter.json(KerasModel.of("m", TWO, List.of(new float[1][4], new float[1][4], new float[1][4], new float[1][4]))),
                "m.json", Limits.DEFAULT);
        assertEquals("Sequential", json.need("class_name").text());
        assertEquals("[null, 2, 1]", json.need("config").need("layers").list().get(0).need("config").need("batch_shape").toText());
    }
}
