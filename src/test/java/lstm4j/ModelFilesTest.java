package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.KerasModels;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.KerasReader;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.Progress;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.RMSprop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of real Keras predict what Keras predicts; what is saved goes on where it stopped. */
class ModelFilesTest {
    @TempDir
    Path folder;

    static Stream<Golden> models() throws IOException {
        return KerasModels.all().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelOfKerasPredictsWhatKerasPredicts(Golden golden) throws IOException {
        Sequential model = Sequential.load(golden.path());
        float[] got = KerasModels.predict(model, KerasModels.tensor(golden.expected().need("input")));
        assertClose(KerasModels.tensor(golden.expected().need("output")).values(), got, Budget.FILE_PREDICTION);
    }

    static Stream<Golden> statefulModels() throws IOException {
        return models().filter(golden -> golden.expected().get("then") != null);
    }

    @ParameterizedTest
    @MethodSource("statefulModels")
    @Rule({"RNN-2", "GRU-4"})
    void aStatefulModelOfKerasGoesOnFromItsState(Golden golden) throws IOException {
        Sequential model = Sequential.load(golden.path());
        KerasModels.predict(model, KerasModels.tensor(golden.expected().need("input")));
        Json then = golden.expected().need("then");
        assertClose(KerasModels.tensor(then.need("output")).values(), KerasModels.predict(model, KerasModels.tensor(then.need("input"))), Budget.FILE_PREDICTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras3/gru_state.keras", "keras2/gru_state.h5"})
    @Rule("RNN-2")
    void aStateThatIsReturnedIsThatOfKeras(String name) throws IOException {
        Golden golden = KerasModels.golden(name);
        Outputs outputs = KerasModels.predictAll(Sequential.load(golden.path()), KerasModels.tensor(golden.expected().need("input")));
        assertClose(KerasModels.tensor(golden.expected().need("state")).values(), Tensor.of(outputs.states().get("g").parts()[0]).values(), Budget.FILE_PREDICTION);
    }

    private static void assertClose(float[] expected, float[] got, Budget budget) {
        assertEquals(expected.length, got.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], got[i], budget.limit(), "output " + i);
        }
    }

    private static Sequential small(long seed) {
        return Sequential.of(LSTM.units(5).returnSequences().dropout(0.2).inputShape(6, 3), LSTM.units(4), Dense.units(2)).seed(seed).parallelism(1);
    }

    private static float[][][] inputs(int N) {
        float[][][] x = new float[N][6][3];
        for (int i = 0; i < N * 18; i++) {
            x[i / 18][i / 3 % 6][i % 3] = (i * 37 % 101 - 50) / 50f;
        }
        return x;
    }

    private static float[][] targets(int N) {
        float[][] y = new float[N][2];
        for (int n = 0; n < N; n++) {
            y[n] = new float[] {n % 3 - 1, n % 5 / 5f};
        }
        return y;
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.keras", "m.h5"})
    @Rule("FILE-84")
    void aSavedModelTrainsOnAsIfItHadNeverStopped(String name) throws IOException {
        Sequential model = small(7).compile(new Adam().amsgrad().learningRate(0.01), Loss.MSE, Metric.MAE);
        for (int step = 0; step < 3; step++) {
            model.trainOnBatch(Data.of(inputs(8), targets(8)));
        }
        Path path = folder.resolve(name);
        model.save(path);
        Sequential back = Sequential.load(path);
        assertEquals(3, back.optimizer().iteration());
        for (int step = 0; step < 3; step++) {
            assertEquals(model.trainOnBatch(Data.of(inputs(8), targets(8))), back.trainOnBatch(Data.of(inputs(8), targets(8))));
        }
        assertTrue(Arrays.deepEquals(model.getWeights(), back.getWeights()));
    }

    private static Sequential stateful() {
        return Sequential.of(LSTM.units(3).stateful().recurrentDropout(0.3).batchInputShape(2, 6, 3), Dense.units(2)).seed(Long.MIN_VALUE + 5).truncate(4)
                .compile(new Adam(), Loss.MSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.keras", "m.h5"})
    @Rule("FILE-84")
    void seedTruncationEpochsAndStatesComeBack(String name) throws IOException {
        Fit five = Fit.epochs(5).batchSize(2);
        Sequential whole = stateful();
        whole.fit(inputs(8), targets(8), five);
        Sequential first = stateful();
        first.fit(inputs(8), targets(8), Fit.epochs(2).batchSize(2));
        first.save(folder.resolve(name));
        Sequential back = Sequential.load(folder.resolve(name));
        assertEquals(2, back.epochs());
        assertTrue(Arrays.deepEquals(first.state("lstm").parts(), back.state("lstm").parts()));
        back.fit(inputs(8), targets(8), five.initialEpoch(back.epochs()));
        assertTrue(Arrays.deepEquals(whole.getWeights(), back.getWeights()));
        assertTrue(Arrays.deepEquals(whole.state("lstm").parts(), back.state("lstm").parts()));
    }

    @Test
    void theSeedOfALoadedModelMayBeAnother() throws IOException {
        small(1).save(folder.resolve("m.keras"));
        Sequential.load(folder.resolve("m.keras")).seed(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"seed\": 0.5, \"truncate\": 0, \"epochs\": 0, \"states\": {}}", "{\"seed\": 0, \"truncate\": -1, \"epochs\": 0, \"states\": {}}",
            "{\"seed\": 0, \"truncate\": 0, \"epochs\": 0, \"states\": {\"0\": {\"lstm4j-array\": 0, \"sizes\": [[1, 1]]}}}",
            "{\"seed\": 0, \"truncate\": 0, \"epochs\": 0, \"states\": {\"0\": {\"lstm4j-array\": 0, \"sizes\": [[1]]}}}"})
    @Rule("FILE-92")
    void whatStandsBesideTheModelIsCheckedToo(String json) throws IOException {
        Path path = folder.resolve("m.keras");
        small(1).save(path);
        ZipEntries zip = ZipEntries.open(Files.readAllBytes(path), "m", Limits.DEFAULT);
        ZipBuilder changed = new ZipBuilder();
        for (String name : zip.names()) {
            changed.add(name, name.equals("lstm4j.json") ? json.getBytes(StandardCharsets.UTF_8) : zip.read(name));
        }
        Files.write(path, changed.build());
        assertEquals("FILE-92", assertThrows(ModelFormatException.class, () -> Sequential.load(path)).rule());
    }

    @Test
    @Rule("FILE-92")
    void aStateThatIsNotOfTheModelIsRefused() throws IOException {
        Path path = folder.resolve("m.keras");
        Files.write(path, KerasWriter.keras(ModelFiles.file(small(1)).progressed(new Progress(1, 0, 0, Map.of(0, new float[][][] {{{1}}}), ""))));
        assertEquals("FILE-92", assertThrows(ModelFormatException.class, () -> Sequential.load(path)).rule());
    }

    @Test
    void theLearningRateThatACallbackLeftIsSaved() throws IOException {
        Sequential model = small(1).compile(new RMSprop(), Loss.MSE);
        model.trainOnBatch(Data.of(inputs(4), targets(4)));
        model.optimizer().learningRate(0.0625);
        model.save(folder.resolve("m.keras"));
        assertEquals(0.0625f, Sequential.load(folder.resolve("m.keras")).optimizer().learningRate());
    }

    @Test
    @Rule("FILE-83")
    void identicalModelsGiveIdenticalFiles() throws IOException {
        for (String name : List.of("a.keras", "b.keras")) {
            Sequential model = small(3).compile(new Adam(), Loss.MSE);
            model.trainOnBatch(Data.of(inputs(8), targets(8)));
            model.save(folder.resolve(name));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.keras")), Files.readAllBytes(folder.resolve("b.keras")));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
    }

    @Test
    @Rule("FILE-90")
    void theSelfCheckIsReplayedAndFindsChangedWeights() throws IOException {
        Path path = folder.resolve("m.keras");
        small(3).save(path);
        ModelFiles.loadVerified(path);
        byte[] bytes = Files.readAllBytes(path);
        var read = KerasReader.read(bytes, "m.keras", Limits.DEFAULT);
        read.weights().get(0)[1][2] += 0.25f;
        Files.write(path, KerasWriter.keras(read));
        assertEquals("FILE-90", assertThrows(ModelFormatException.class, () -> ModelFiles.loadVerified(path)).rule());
        assertEquals("FILE-90", assertThrows(ModelFormatException.class, () -> Sequential.load(path)).rule());
        Path keras = KerasModels.golden("keras3/lstm.keras").path();
        assertEquals("FILE-91", assertThrows(ModelFormatException.class, () -> ModelFiles.loadVerified(keras)).rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "w.npz", "w.safetensors"})
    void weightsAloneGoThroughEveryFormat(String name) throws IOException {
        Sequential model = small(1);
        model.saveWeights(folder.resolve(name));
        Sequential other = small(2);
        other.loadWeights(folder.resolve(name));
        assertTrue(Arrays.deepEquals(model.getWeights(), other.getWeights()));
        Sequential third = small(3);
        third.loadWeightsByName(folder.resolve(name));
        assertTrue(Arrays.deepEquals(model.getWeights(), third.getWeights()));
    }

    @Test
    void configurationAndWeightsOfKerasLoadFromTwoFiles() throws IOException {
        Path models = Path.of("testdata/models/keras3");
        Sequential model = ModelFiles.load(models.resolve("stack.config"), models.resolve("stack.weights.h5"));
        assertTrue(Arrays.deepEquals(Sequential.load(models.resolve("stack.keras")).getWeights(), model.getWeights()));
        Sequential byName = Sequential.of(model.architecture());
        byName.loadWeightsByName(models.resolve("stack.weights.h5"));
        assertTrue(Arrays.deepEquals(model.getWeights(), byName.getWeights()));
    }

    @Test
    void weightsOfPyTorchGiveWhatPyTorchsFormulasGive() throws IOException {
        Path arrays = Path.of("testdata/models/arrays");
        Sequential model = Sequential.of(LSTM.units(4).returnSequences().inputShape(5, 3), LSTM.units(4), Dense.units(2));
        model.loadWeights(arrays.resolve("torch.safetensors"));
        Json expected = JsonParser.parse(Files.readAllBytes(arrays.resolve("expected.json")), "expected", Limits.DEFAULT).need("torch");
        assertClose(KerasModels.tensor(expected.need("output")).values(), KerasModels.predict(model, KerasModels.tensor(expected.need("input"))), Budget.FILE_PREDICTION);
    }

    @Test
    void aLoadedModelKeepsNameAndCompilation() throws IOException {
        Sequential model = Sequential.load(KerasModels.golden("keras3/adam.keras").path());
        assertEquals("adam", model.name());
        assertEquals(3, model.optimizer().iteration());
        assertEquals("adam", Sequential.load(new ByteArrayInputStream(KerasModels.golden("keras3/adam.keras").bytes())).name());
        assertEquals("FIT-20", assertThrows(RuleException.class,
                () -> Sequential.load(KerasModels.golden("keras3/lstm.keras").path()).optimizer()).rule());
    }

    @Test
    void aStatefulModelIsSavedWithoutDisturbingItsState() throws IOException {
        Sequential model = Sequential.of(LSTM.units(3).stateful().batchInputShape(2, 6, 3));
        model.predict(inputs(2));
        float[][] before = model.state("lstm").h();
        model.save(folder.resolve("m.keras"));
        assertTrue(Arrays.deepEquals(before, model.state("lstm").h()));
        assertEquals(2, Sequential.load(folder.resolve("m.keras")).architecture().inputShape().batch());
    }

    @Test
    @Rule("FILE-80")
    void whatAFormatCannotCarryIsRefusedAndTheOldFileStays() throws IOException {
        Path path = folder.resolve("m.keras");
        Files.writeString(path, "old", StandardCharsets.UTF_8);
        Sequential model = small(1).compile(new Adam().learningRate(iteration -> 0.1f / (1 + iteration)), Loss.MSE);
        RuleException e = assertThrows(RuleException.class, () -> model.save(path));
        assertEquals("FILE-80", e.rule());
        assertEquals("old", Files.readString(path, StandardCharsets.UTF_8));
        assertEquals("FILE-81", assertThrows(RuleException.class, () -> model.save(folder.resolve("m.txt"))).rule());
        assertEquals("FILE-81", assertThrows(RuleException.class, () -> model.save(folder.resolve("m.weights.h5"))).rule());
        assertEquals("FILE-81", assertThrows(RuleException.class, () -> model.saveWeights(folder.resolve("m.keras"))).rule());
    }

    @Test
    void aFileBeyondTheLimitIsNotEvenRead() throws IOException {
        Path path = folder.resolve("m.keras");
        Files.write(path, new byte[100]);
        assertEquals("FILE-9", assertThrows(ModelFormatException.class,
                () -> FileBytes.read(path, Limits.DEFAULT.with(Limit.FILE_BYTES, 99))).rule());
    }

    @Test
    void anUnknownTimeAxisIsSavedAsNone() throws IOException {
        Sequential model = Sequential.of(LSTM.units(3).inputShape(Shape.ANY, 2));
        model.save(folder.resolve("m.h5"));
        assertEquals(Shape.of(Shape.ANY, Shape.ANY, 2), Sequential.load(folder.resolve("m.h5")).architecture().inputShape());
    }

    @Test
    @Rule("FILE-9")
    void anEndlessFileEndsInTheOneException() {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless));
        assertEquals("FILE-9", assertThrows(ModelFormatException.class, () -> Sequential.load(endless)).rule());
        assertEquals("FILE-9", assertThrows(ModelFormatException.class,
                () -> FileBytes.read(endless, Limits.DEFAULT.with(Limit.FILE_BYTES, 1 << 20))).rule());
    }

    @Test
    @Rule("FILE-56")
    void aDirectoryIsNamedAsWhatItIs() {
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> Sequential.load(folder));
        assertTrue(e.rule().equals("FILE-56") && e.getMessage().contains("got a directory"), e.getMessage());
    }

    @Test
    void weightsThatDivergedAreSaidToHave() throws IOException {
        Path path = folder.resolve("m.keras");
        Sequential model = small(1);
        float[][][] weights = model.getWeights();
        weights[3][1][2] = Float.NaN;
        weights[4][0][0] = Float.POSITIVE_INFINITY;
        model.setWeights(weights);
        Files.write(path, KerasWriter.keras(ModelFiles.file(model)));
        List<String> heard = new ArrayList<>();
        ModelFiles.load(path, Limits.DEFAULT, heard::add);
        assertEquals(1, heard.size());
        assertTrue(heard.get(0).startsWith("2 of the numbers in the weights are NaN or infinite, the first in lstm_1/kernel"), heard.get(0));
    }
}
