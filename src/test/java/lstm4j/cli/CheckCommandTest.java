package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;

import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.npy.Npz;
import lstm4j.layer.Architecture;
import lstm4j.report.Valid;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of somebody who types: a probe, a run of his backend, a verdict. */
class CheckCommandTest extends TypedCommands {
    private static final String MODEL = "LSTM(4, return_sequences, input_shape=(6, 3)) Dense(2)";

    private int check(String actual, String... more) {
        String[] words = {"check", MODEL, "--seed", "7", "--input", file("probe.npz"), "--actual", file(actual)};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return run(all);
    }

    private float[][][] outputs(int seed) throws IOException {
        Tensor x = Npz.read(Files.readAllBytes(folder.resolve("probe.npz")), "probe", Limits.DEFAULT).get("x");
        return Sequential.of(Architecture.of(ModelParser.parse(MODEL))).seed(seed).predictSequences(x.sequences());
    }

    @BeforeEach
    void probe() {
        assertEquals(0, run("probe", MODEL, "--seed", "7", "--output", file("probe.npz")), () -> printed);
    }

    @Test
    void rightNumbersEndInZeroInEveryFormat() throws IOException {
        float[][][] y = outputs(7);
        Tensor tensor = Tensor.of(y);
        Files.write(folder.resolve("y.npy"), Npy.write(tensor));
        Files.write(folder.resolve("y64.npy"), Npy.write(tensor, NumberType.F64));
        Files.writeString(folder.resolve("y.csv"), NumberFile.csv(y));
        Files.writeString(folder.resolve("y.json"), "{\"theirs\": " + java.util.Arrays.deepToString(y) + "}");
        assertEquals(0, check("y.npy"), () -> printed);
        assertTrue(printed.startsWith("EQUAL TO THE BIT: float32, sums in ascending order, bias first, x then h in one sum"), printed);
        assertEquals(0, check("y64.npy"), () -> printed);
        assertEquals(0, check("y.csv"), () -> printed);
        assertEquals(0, check("y.json", "--map", "theirs=output", "--json", file("verdict.json")), () -> printed);
        assertTrue(Files.readString(folder.resolve("verdict.json")).startsWith("{\"verdict\": \"correct_in_float32\", \"correct\": true"));
    }

    @Test
    @Rule("CHECK-9")
    void wrongNumbersEndInOneWithAPlace() throws IOException {
        Files.write(folder.resolve("y.npy"), Npy.write(Tensor.of(outputs(8))));
        assertEquals(1, check("y.npy"), () -> printed);
        assertTrue(printed.contains("first wrong  output at step 0"), printed);
    }

    @Test
    void aVerdictIsAPageOfValidHtml() throws IOException {
        for (int seed : new int[] {7, 8}) {
            Files.write(folder.resolve("y.npy"), Npy.write(Tensor.of(outputs(seed))));
            check("y.npy", "--report", file("verdict.html"));
            String page = Files.readString(folder.resolve("verdict.html"));
            Valid.require(page);
            assertTrue(page.contains(seed == 7 ? "EQUAL TO THE BIT" : "The first wrong number"), page);
        }
    }

    @Test
    void whatIsNoFileOfNumbersIsSaid() throws IOException {
        Files.write(folder.resolve("empty.npy"), new byte[0]);
        assertEquals(1, check("empty.npy"));
        assertTrue(printed.contains("an empty file"), printed);
        byte[] whole = Npy.write(Tensor.of(outputs(7)));
        Files.write(folder.resolve("cut.npy"), java.util.Arrays.copyOf(whole, whole.length - 8));
        assertEquals(1, check("cut.npy"));
        assertTrue(printed.contains("[FILE-50]"), printed);
        assertEquals(1, check("missing.npy"));
        assertEquals(2, run("check", MODEL, "--input", file("probe.npz")));
        assertEquals(2, check("cut.npy", "--layout", "torch"));
    }
}
