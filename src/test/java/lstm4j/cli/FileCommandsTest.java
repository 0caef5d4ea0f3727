package lstm4j.cli;

import static lstm4j.testing.Json.object;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npy;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Input;
import lstm4j.layer.Shape;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on files, on models saved by real Keras with the outputs that Keras gave. */
class FileCommandsTest {
    private static final Path MODEL = Path.of("testdata/models/keras3/lstm.keras");

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Object... words) {
        out.reset();
        err.reset();
        String[] args = new String[words.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = words[i].toString();
        }
        return Main.run(args, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> recorded() {
        return object(Json.read(Path.of("testdata/models/keras3/lstm.json")));
    }

    private static Tensor tensor(String name) {
        Map<String, Object> stored = object(recorded().get(name));
        float[] sizes = Json.row(stored.get("shape"));
        int[] shape = new int[sizes.length];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = (int) sizes[axis];
        }
        return new Tensor(shape, Json.row(stored.get("values")));
    }

    private static void assertOutputs(float[] got) {
        assertArrayEquals(tensor("output").values(), got, (float) Budget.RECORDED_SIX_DECIMALS.limit());
    }

    private static float[] numbers(String csv) {
        String[] words = csv.strip().split("[,\n]");
        float[] numbers = new float[words.length];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = Float.parseFloat(words[n]);
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void samplesOfMoreAxesGoIn(int rank) throws IOException {
        int[] sizes = Arrays.copyOf(new int[] {2, 3, 2, 2, 2}, rank);
        Path model = folder.resolve("m.keras");
        int[] shape = sizes.clone();
        shape[0] = Shape.ANY;
        Sequential.of(Input.batchShape(shape), Activation.of(ActivationFunction.RELU)).save(model);
        float[] values = new float[(int) Tensor.size(sizes)];
        for (int k = 0; k < values.length; k++) {
            values[k] = k % 3 - 1;
        }
        Files.write(folder.resolve("x.npy"), Npy.write(new Tensor(sizes, values)));
        assertEquals(0, run("predict", model, "--input", folder.resolve("x.npy"), "--output", folder.resolve("y.npy")), this::err);
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.max(0, values[k]);
        }
        assertEquals(new Tensor(sizes, values), Npy.read(Files.readAllBytes(folder.resolve("y.npy")), "y.npy", Limits.DEFAULT));
        Files.writeString(folder.resolve("x.csv"), ("0,1,-2" + ",3".repeat(values.length / 2 - 3) + "\n").repeat(2));
        assertEquals(0, run("predict", model, "--input", folder.resolve("x.csv")), this::err);
        assertTrue(out().startsWith("0.0,1.0,0.0,3.0"), out());
        Files.writeString(folder.resolve("x.csv"), "0,1\n");
        assertEquals(1, run("predict", model, "--input", folder.resolve("x.csv")));
        assertTrue(err().contains("CLI-8") && err().contains(values.length / 2 + " numbers"), err());
    }

    @Test
    void predictGivesWhatKerasGaveFromNpyToNpyAndFromCsvToTheScreen() throws IOException {
        Tensor x = tensor("input");
        Path npy = Files.write(folder.resolve("x.npy"), Npy.write(x));
        Path y = folder.resolve("y.npy");
        assertEquals(0, run("predict", MODEL, "--input", npy, "--output", y, "--threads", "1"), err());
        Tensor written = Npy.read(Files.readAllBytes(y), "y.npy", Limits.DEFAULT);
        assertArrayEquals(tensor("output").shape(), written.shape());
        assertOutputs(written.values());

        StringBuilder csv = new StringBuilder();
        int width = x.values().length / x.shape()[0];
        for (int n = 0; n < x.values().length; n++) {
            csv.append(x.values()[n]).append(n % width == width - 1 ? "\n" : ",");
        }
        Path lines = Files.writeString(folder.resolve("x.csv"), csv);
        assertEquals(0, run("predict", MODEL, "--input", lines), err());
        assertOutputs(numbers(out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras", "h5"})
    void aConvertedModelPredictsTheSame(String format) throws IOException {
        Path converted = folder.resolve("m." + format);
        assertEquals(0, run("convert", MODEL, "--to", format, "--output", converted), err());
        Path npy = Files.write(folder.resolve("x.npy"), Npy.write(tensor("input")));
        assertEquals(0, run("predict", converted, "--input", npy), err());
        assertOutputs(numbers(out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.h5", "npz", "safetensors", "json"})
    void weightsAndLayersAloneAreWrittenAndListed(String format) {
        Path converted = folder.resolve("m." + format);
        assertEquals(0, run("convert", MODEL, "--to", format, "--output", converted), err());
        assertEquals(0, run("inspect", converted), err());
        assertTrue(format.equals("json") || out().contains("(3, 16)"), out());
        if (format.equals("json")) {
            assertEquals(0, run("summary", converted), err());
            assertTrue(out().contains("│ lstm (LSTM) "), out());
        }
    }

    @Test
    void summaryAndExplainTakeFiles() {
        assertEquals(0, run("summary", MODEL));
        assertTrue(out().contains(" Total params: 128 (512.00 B)"), out());
        assertEquals(0, run("explain", MODEL, "--short"));
        assertTrue(out().contains("4·3·4 + 4·4·4 + 4·4"), out());
        assertEquals(2, run("summary", MODEL, "--input", "3,3"));
        assertTrue(err().startsWith("[CLI-6] summary: expected the file alone, which says the shape, got --input beside it."), err());
    }

    @Test
    void inspectShowsTheTreeOfAKerasFile() {
        assertEquals(0, run("inspect", MODEL));
        assertTrue(out().contains("  model.weights.h5: HDF5, "), out());
        assertTrue(out().contains("            1  (4, 16) float32, contiguous\n"), out());
    }

    @Test
    void theSelfCheckIsReplayedOnRequest() throws IOException {
        Path saved = folder.resolve("m.keras");
        Path npy = Files.write(folder.resolve("x.npy"), Npy.write(tensor("input")));
        assertEquals(0, run("convert", MODEL, "--to", "keras", "--output", saved));
        assertEquals(0, run("predict", saved, "--input", npy, "--verify"));
        assertTrue(err().contains("gave the same bits"), err());
        assertEquals(1, run("predict", MODEL, "--input", npy, "--verify"));
        assertTrue(err().startsWith("[FILE-91] "), err());
    }

    @Test
    void nothingIsOverwrittenUnlessForced() throws IOException {
        Path kept = Files.writeString(folder.resolve("m.keras"), "mine");
        assertEquals(1, run("convert", MODEL, "--to", "keras", "--output", kept));
        assertTrue(err().startsWith("[CLI-9] " + kept), err());
        assertEquals("mine", Files.readString(kept));
        assertEquals(0, run("convert", MODEL, "--to", "keras", "--output", kept, "--force"));
        assertEquals(0, run("summary", kept));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertEquals(2, run("convert", MODEL, "--to", "kears"));
        assertTrue(err().contains("did you mean keras?"), err());
        assertEquals(2, run("convert", MODEL, "--to", "npz", "--output", folder.resolve("w.txt")));
        assertEquals(2, run("predict", MODEL));
        assertTrue(err().startsWith("[CLI-3] predict: expected --input"), err());
        assertEquals(1, run("predict", folder.resolve("none.keras"), "--input", "x.csv"));
        assertTrue(err().startsWith("There is no file "), err());
        Path words = Files.writeString(folder.resolve("words.csv"), "1,2,x\n");
        assertEquals(1, run("predict", MODEL, "--input", words));
        assertTrue(err().contains("line 1, column 3: expected a number, got \"x\""), err());
        Path wide = Files.writeString(folder.resolve("wide.csv"), "1,2,3,4\n");
        assertEquals(1, run("predict", MODEL, "--input", wide));
        assertTrue(err().startsWith("[CLI-8] "), err());
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "1,2,3\n1,2\n");
        assertEquals(1, run("predict", MODEL, "--input", ragged));
        Path empty = Files.writeString(folder.resolve("empty.csv"), "\n");
        assertEquals(1, run("predict", MODEL, "--input", empty));
        Path cut = Files.write(folder.resolve("cut.keras"), Arrays.copyOf(Files.readAllBytes(MODEL), 700));
        assertEquals(1, run("summary", cut));
        assertTrue(err().contains("the file is cut off"), err());
        assertFalse(err().contains("Exception"), err());
    }

    @Test
    void inspectSaysWhatAPointerAndADirectoryAre() throws IOException {
        Path pointer = Files.writeString(folder.resolve("m.h5"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
        assertEquals(1, run("inspect", pointer));
        assertTrue(err().contains("git lfs pull"), err());
        Path saved = Files.createDirectory(folder.resolve("saved.h5"));
        Files.write(saved.resolve("saved_model.pb"), new byte[10]);
        for (String command : new String[] {"inspect", "summary", "convert"}) {
            assertEquals(1, command.equals("convert") ? run(command, saved, "--to", "keras") : run(command, saved));
            assertTrue(err().contains("SavedModel") && err().contains("load_model("), err());
        }
    }

    @Test
    void convertSaysWhatOtherReadersOfAnH5MakeOtherwise() {
        assertEquals(0, run("convert", "testdata/models/keras2/hard.h5", "--to", "h5", "--output", folder.resolve("m.h5")), err());
        assertTrue(err().contains("hard_sigmoid") && err().contains("clip(x/6"), err());
        assertEquals(0, run("convert", "testdata/models/keras3/lstm.keras", "--to", "h5", "--output", folder.resolve("n.h5")), err());
        assertEquals("", err());
    }

    @Test
    @Rule("CLI-9")
    void aDeviceIsWrittenToAndNotReplaced() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/null")));
        Path link = Files.createSymbolicLink(folder.resolve("null.h5"), Path.of("/dev/null"));
        assertEquals(0, run("convert", MODEL, "--to", "h5", "--output", link), err());
        assertTrue(Files.isSymbolicLink(link) && !Files.isRegularFile(Path.of("/dev/null")));
    }

    @Test
    void aNameThatTheLocaleCannotSpellIsNoBug() {
        assertEquals(2, run("inspect", "m\0.keras"));
        assertTrue(err().contains("cannot be used") && !err().contains("bug"), err());
    }
}
