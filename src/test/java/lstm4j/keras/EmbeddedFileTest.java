package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import lstm4j.ModelFiles;
import lstm4j.Sequential;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Constraint;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Embedding;
import lstm4j.layer.GRU;
import lstm4j.layer.Initializer;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Merge;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models in one small file, read back by lstm4j and by the program in C of chapter 21. */
class EmbeddedFileTest {
    private static final String GOOD = "Input(shape=None:None:2) LSTM(name=lstm,units=1)";

    @TempDir
    Path folder;

    static Stream<Golden> models() throws IOException {
        return KerasModels.all().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    @Rule({"SMALL-3", "SMALL-5"})
    void aModelComesBackWithItsLayersAndTheBitsOfItsWeights(Golden golden) throws IOException {
        KerasModel model = golden.read();
        byte[] bytes = EmbeddedFile.write(model);
        KerasModel back = EmbeddedFile.read(Blob.of(bytes), "m", Limits.DEFAULT);
        assertEquals(LayerText.write(model.architecture()), LayerText.write(back.architecture()));
        assertEquals(model.name(), back.name());
        assertEquals(model.weights().size(), back.weights().size());
        for (int w = 0; w < model.weights().size(); w++) {
            assertTrue(Arrays.deepEquals(model.weights().get(w), back.weights().get(w)));
        }
        assertArrayEquals(bytes, EmbeddedFile.write(KerasReader.read(bytes, "m", Limits.DEFAULT)));
        assertEquals(List.copyOf(EmbeddedFile.arrays(model).keySet()), List.copyOf(Safetensors.read(bytes, "m", Limits.DEFAULT).keySet()));
    }

    @Test
    @Rule("SMALL-4")
    void everyOptionThatIsNotTheDefaultIsInTheLine() throws ModelFormatException {
        Architecture all = Architecture.of(List.<Layer>of(Input.batchShape(2, Shape.ANY, 3),
                Masking.value(-1.5),
                LSTM.units(4).name("a (b), c=d ü").activation(ActivationFunction.HARD_SIGMOID_KERAS2).returnSequences().stateful().useBias(false)
                        .kernelInitializer(Initializer.randomUniform(-0.25, 1e-7)).kernelRegularizer(new Regularizer(0.01, 1e-30)).dropout(0.2)
                        .kernelConstraint(Constraint.minMaxNorm(0.5, 2, 0.25)),
                Bidirectional.of(GRU.units(2).returnSequences().resetAfter(false)).mergeMode(Merge.SUM),
                TimeDistributed.of(Dense.units(5).activation(ActivationFunction.RELU)),
                Dropout.rate(0.5), LSTM.units(2).unitForgetBias(false).trainable(false)));
        String line = LayerText.write(all);
        assertTrue(line.matches("[ !#-\\[\\]-~]+"), line);
        Architecture back = LayerText.read(line, new Reading("m", Limits.DEFAULT, Generation.KERAS_3));
        assertEquals(line, LayerText.write(back));
        assertEquals(new LayerWriter(true).layers(all), new LayerWriter(true).layers(back));
        Architecture words = Architecture.of(List.of(Embedding.of(7, 2).maskZero(true), LSTM.units(1)));
        assertEquals(LayerText.write(words), LayerText.write(LayerText.read(LayerText.write(words), new Reading("m", Limits.DEFAULT, Generation.KERAS_3))));
    }

    @ParameterizedTest
    @Rule("SMALL-4")
    @CsvSource(delimiter = '|', value = {
        "''", "Input(shape=2)", "Input(shape=None:None:2)", "Input(shape=None:None:2) ", "Input(shape=x:2) Dense(units=1)",
        "Input(shape=None:None:2) Conv1D(units=1)", "Input(shape=None:None:2) LSTM()", "Input(shape=None:None:2) LSTM(units=1,units=2)",
        "Input(shape=None:None:2) LSTM(units=1,unroll=true)", "Input(shape=None:None:2) LSTM(units=1", "Input(shape=None:None:2) LSTM(units=1)x",
        "Input(shape=None:None:2) LSTM(units=-1)", "Input(shape=None:None:2) LSTM(units=1,stateful=yes)", "Input(shape=None:None:2) LSTM(units=1,name=%)",
        "Input(shape=None:None:2) LSTM(units=1,kernel_initializer=zeros)", "Input(shape=None:None:2) LSTM(units=1,kernel_regularizer=1:-1)",
        "Input(shape=None:None:2) LSTM(units=1,activation=softmax)", "Input(shape=None:None:2) Bidirectional(layer=LSTM(units=1),merge_mode=max)",
        "Input(shape=None:2:2:2:2:2:2:2:2) Dense(units=1)", "Input(shape=2147483647:2147483647:2147483647) LSTM(units=134217727)"})
    void aLineThatIsNoModelIsRefused(String line) {
        ModelFormatException refused = assertThrows(ModelFormatException.class, () -> read("1", line, arrays()));
        assertTrue(refused.rule().matches("SMALL-4|FILE-64|FILE-9"), refused.getMessage());
    }

    @Test
    @Rule("SMALL-4")
    void layersInsideLayersEndSomewhere() {
        String deep = "TimeDistributed(layer=".repeat(100_000);
        assertEquals("FILE-9", assertThrows(ModelFormatException.class, () -> read("1", "Input(shape=None:None:2) " + deep, arrays())).rule());
    }

    @Test
    @Rule({"SMALL-3", "SMALL-5"})
    void anotherVersionAndOtherArraysAreRefused() throws ModelFormatException {
        assertEquals(1, read("1", GOOD, arrays()).architecture().size());
        assertEquals("SMALL-3", refused("2", arrays()));
        Map<String, Tensor> arrays = arrays();
        arrays.remove("lstm/bias");
        assertEquals("FILE-71", refused("1", arrays));
        arrays.put("lstm/bias", new Tensor(new int[] {1, 4}, new float[4]));
        assertEquals("FILE-70", refused("1", arrays));
        arrays.put("lstm/bias", new Tensor(new int[] {4}, new float[4]));
        arrays.put("lstm/biases", new Tensor(new int[] {4}, new float[4]));
        assertEquals("FILE-71", refused("1", arrays));
        arrays.remove("lstm/biases");
        arrays.put("lstm4j.input", new Tensor(new int[] {1, 1, 2}, new float[2]));
        assertEquals("FILE-72", refused("1", arrays));
    }

    @Test
    @Rule("FILE-36")
    void bytesThatAreChangedAnywhereEndInAModelOrARefusal() {
        byte[] good = file("1", GOOD, arrays());
        for (int n = 0; n < good.length; n++) {
            for (int change : new int[] {1, 16, 128}) {
                byte[] bytes = good.clone();
                bytes[n] ^= change;
                try {
                    EmbeddedFile.read(Blob.of(bytes), "m", Limits.DEFAULT);
                } catch (ModelFormatException expected) {
                    assertTrue(expected.getMessage().startsWith("["));
                }
            }
        }
    }

    private static Map<String, Tensor> arrays() {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("lstm/kernel", new Tensor(new int[] {2, 4}, new float[8]));
        arrays.put("lstm/recurrent_kernel", new Tensor(new int[] {1, 4}, new float[4]));
        arrays.put("lstm/bias", new Tensor(new int[] {4}, new float[4]));
        return arrays;
    }

    private static byte[] file(String version, String line, Map<String, Tensor> arrays) {
        return Safetensors.write(arrays, Map.of("lstm4j.embedded", version, "lstm4j.layers", line));
    }

    private static KerasModel read(String version, String line, Map<String, Tensor> arrays) throws ModelFormatException {
        return EmbeddedFile.read(Blob.of(file(version, line, arrays)), "m", Limits.DEFAULT);
    }

    private static String refused(String version, Map<String, Tensor> arrays) {
        return assertThrows(ModelFormatException.class, () -> read(version, GOOD, arrays)).rule();
    }

    @Test
    void theOptimizerStaysBehindAndTheSelfCheckIsReplayed() throws IOException {
        Sequential trained = Sequential.load(KerasModels.golden("keras3/adam.keras").path());
        Path file = folder.resolve("m.safetensors");
        trained.save(file);
        Sequential back = Sequential.load(file);
        assertEquals("FIT-20", assertThrows(RuleException.class, back::optimizer).rule());
        assertTrue(Arrays.deepEquals(trained.getWeights(), back.getWeights()));
        byte[] bytes = Files.readAllBytes(file);
        bytes[8 + (bytes[0] & 255) + 256 * (bytes[1] & 255) + 2] ^= 1; // of the first weight, behind the header
        assertEquals("FILE-90", assertThrows(ModelFormatException.class, () -> Sequential.load(bytes)).rule());
        back.loadWeights(file);
        assertTrue(Arrays.deepEquals(trained.getWeights(), back.getWeights()));
    }

    @Test
    void modelsLoadWithoutTheOptimizerTheyWereSavedWith() throws IOException {
        for (String name : List.of("keras3/adam.keras", "keras2/rmsprop_legacy.h5")) {
            Path file = KerasModels.golden(name).path();
            Sequential model = ModelFiles.load(file, false);
            assertEquals("FIT-20", assertThrows(RuleException.class, model::optimizer).rule());
            assertTrue(Arrays.deepEquals(Sequential.load(file).getWeights(), model.getWeights()));
            assertEquals(Sequential.load(file).optimizer().iteration(), ModelFiles.load(file, true).optimizer().iteration());
        }
    }

    /** The program on the page, compiled by the C compiler of this machine, on models with the layers it knows. */
    @Test
    @Rule("SMALL-5")
    void theProgramInCReadsTheFileAndComputesItsSelfCheck() throws IOException, InterruptedException {
        Matcher block = Pattern.compile("(?s)```c\n(.*?)```").matcher(Files.readString(Path.of("spec/21-embedded.md")));
        assertTrue(block.find());
        Path source = Files.writeString(folder.resolve("reader.c"), block.group(1));
        Path program = folder.resolve("reader");
        assumeTrue(compiled(source, program), "no C compiler");
        int read = 0;
        for (Golden golden : KerasModels.all()) {
            Path file = folder.resolve("m.safetensors");
            Sequential.load(golden.path()).save(file);
            String line = Safetensors.metadata(Blob.of(Files.readAllBytes(file)), "m", Limits.DEFAULT).get("lstm4j.layers");
            boolean known = line.matches("Input\\(shape=[^:)]+:[^:)]+:[^:)]+\\)( (LSTM|Dense)\\([^()]*\\))+") && !line.matches(".*(go_backwards|stateful|return_state|activation=(?!tanh|sigmoid|relu\\b|softmax|linear)).*");
            if (known && Safetensors.read(Files.readAllBytes(file), "m", Limits.DEFAULT).containsKey("lstm4j.input")) {
                Process process = new ProcessBuilder(program.toString(), file.toString()).redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(0, process.waitFor(), golden + ": " + line + "\n" + said);
                assertTrue(said.endsWith(", 0 bytes left over\n"), golden + ": " + said);
                read++;
            }
        }
        assertTrue(read >= 3, "models read: " + read);
    }

    private static boolean compiled(Path source, Path program) throws InterruptedException, IOException {
        try {
            Process cc = new ProcessBuilder("gcc", "-O2", "-Wall", "-Werror", "-ffp-contract=off", "-o", program.toString(), source.toString(), "-lm")
                    .redirectErrorStream(true).start();
            String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(cc.waitFor(60, TimeUnit.SECONDS) && cc.exitValue() == 0, said);
            return true;
        } catch (IOException noCompiler) {
            return false;
        }
    }
}
