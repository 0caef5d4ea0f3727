package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npy;
import lstm4j.pack.Expected;
import lstm4j.pack.Pack;
import lstm4j.pack.PackCase;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code vectors} and {@code check --pack}, with folders of arrays that are right, wrong, and no arrays at all. */
class PackCommandsTest extends TypedCommands {
    private static final Path PACK = Path.of("testdata/pack");

    private Path mine;

    private int check(String... more) {
        String[] words = Stream.concat(Stream.of("check", "--pack", PACK.toString(), "--actual", mine.toString()), Stream.of(more)).toArray(String[]::new);
        return run(words);
    }

    /** The recorded numbers, rounded to float32, are what a perfect backend would hand over. */
    @BeforeEach
    void perfect() throws IOException {
        mine = Files.createDirectory(folder.resolve("mine"));
        for (PackCase one : Pack.open(PACK).cases()) {
            for (Map.Entry<String, Expected> array : one.expected().entrySet()) {
                write(one.id() + "." + array.getKey().replace('/', '.'), array.getValue().shape(), array.getValue().values());
            }
        }
    }

    private void write(String name, int[] shape, double[] values) throws IOException {
        float[] floats = new float[values.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) values[k];
        }
        Files.write(mine.resolve(name + ".npy"), Npy.write(new Tensor(shape, floats), NumberType.F32));
    }

    @Test
    @Rule("PACK-5")
    void aPerfectRunEndsInZeroWithATable() {
        assertEquals(0, check(), () -> printed);
        assertTrue(printed.startsWith("| group | arrays | right | wrong | missing | numbers | worst |\n|---|---:|"), printed);
        assertTrue(printed.contains("Every number is within what float32 explains"), printed);
    }

    @Test
    @Rule("PACK-5")
    void aMistakeEndsInOneWithItsName() throws IOException {
        for (PackCase one : Pack.open(PACK).cases()) {
            if (one.group().equals("states")) {
                Expected output = one.expected().get("output");
                write(one.id() + ".h_n", one.expected().get("h_n").shape(), one.expected().get("c_n").values());
                write(one.id() + ".c_n", one.expected().get("c_n").shape(), one.expected().get("h_n").values());
                write(one.id() + ".output", output.shape(), output.values());
            }
        }
        assertEquals(1, check("--groups", "states", "--json", folder.resolve("run.json").toString()), () -> printed);
        assertTrue(printed.contains("Most likely: These are the numbers of an LSTM whose final h and c are exchanged (final-states-swapped)."), () -> printed);
        assertTrue(printed.contains("The pack's table has it wrong in exactly the 4 cases that are."), printed);
        assertTrue(Files.readString(folder.resolve("run.json")).startsWith("{\"correct\": false, \"left\": 0, \"arrays\": [{\"name\": \"states.output\""));
    }

    @Test
    @Rule("PACK-3")
    void whatCannotBeComparedIsSaid() throws IOException {
        Path forward = mine.resolve("forward.output.npy");
        byte[] whole = Files.readAllBytes(forward);
        assertSaid(forward, new byte[0], "an empty file");
        assertSaid(forward, Arrays.copyOf(whole, whole.length - 8), "[FILE-50]");
        assertSaid(forward, Npy.write(new Tensor(new int[] {2, 5, 3}, new float[30])), "shape (2, 5, 3), should be (3, 5, 3): cut off, or of too few samples");
        assertSaid(forward, Npy.write(new Tensor(new int[] {5, 3, 3}, new float[45])), "shape (5, 3, 3), should be (3, 5, 3): exchange the axes");
        float[] nan = new float[45];
        Arrays.fill(nan, Float.NaN);
        assertSaid(forward, Npy.write(new Tensor(new int[] {3, 5, 3}, nan)), "every number is NaN: was the array ever written?");
        assertSaid(forward, Npy.write(new Tensor(new int[] {3, 5, 3}, new float[45])), "every number is 0: was the array ever written?");
        Files.delete(forward);
        assertEquals(1, check("--groups", "forward"), () -> printed);
        assertTrue(printed.contains("MISSING forward.output: not given"), printed);
        Files.writeString(mine.resolve("forward.output.csv"), "0.5, no\n");
        assertEquals(1, check("--groups", "forward"), () -> printed);
        assertTrue(printed.contains("WRONG forward.output: [CLI-8]") && printed.contains("a number"), printed);
    }

    private void assertSaid(Path file, byte[] bytes, String words) throws IOException {
        Files.write(file, bytes);
        assertEquals(1, check("--groups", "forward"), () -> printed);
        assertTrue(printed.contains("WRONG forward.output: ") && printed.contains(words), printed);
    }

    @Test
    @Rule({"PACK-2", "PACK-3"})
    void whatIsNotUnderstoodEndsInTwoAndAPackThatIsNoneInOne() throws IOException {
        assertEquals(2, run("check", "--pack", PACK.toString(), "--actual", folder.resolve("nowhere").toString()), () -> printed);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(2, run("check", "--pack", PACK.toString(), "--actual", empty.toString()), () -> printed);
        assertTrue(printed.contains("[PACK-3]") && printed.contains("an empty folder"), printed);
        assertEquals(2, check("--groups", "forwards"), () -> printed);
        assertTrue(printed.contains("did you mean forward?"), printed);
        assertEquals(2, check("--precision", "float32"), () -> printed);
        assertEquals(2, run("check", "--pack", PACK.toString()), () -> printed);
        assertEquals(1, run("check", "--pack", empty.toString(), "--actual", mine.toString()), () -> printed);
        assertTrue(printed.contains("[PACK-2]"), printed);
    }

    @Test
    @Rule({"PACK-1", "PACK-2"})
    void vectorsWritesWhatWasRecorded() throws IOException {
        Path pack = folder.resolve("pack");
        assertEquals(0, run("vectors", "--output", pack.toString()), () -> printed);
        try (Stream<Path> files = Files.walk(PACK)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(pack.resolve(PACK.relativize(file).toString())), file::toString);
            }
        }
        assertEquals(0, run("check", "--pack", pack.toString(), "--actual", mine.toString()), () -> printed);
        Files.writeString(pack.resolve("check.py"), "\n", java.nio.file.StandardOpenOption.APPEND);
        assertEquals(1, run("check", "--pack", pack.toString(), "--actual", mine.toString()), () -> printed);
        assertTrue(printed.contains("[PACK-2] check.py"), printed);
        assertEquals(2, run("vectors", "--output", pack.toString()), () -> printed);
        assertEquals(0, run("vectors", "--output", pack.toString(), "--force"), () -> printed);
    }

    @Test
    void editionsHoldWhatTheirReadersNeed() throws IOException {
        assertEquals(0, run("vectors", "--output", folder.resolve("c").toString(), "--edition", "c"), () -> printed);
        assertEquals(List.of("README.md", "check.c", "lstm4j_pack.h"), names(folder.resolve("c")));
        assertEquals(0, run("vectors", "--output", folder.resolve("npy").toString(), "--edition", "npy"), () -> printed);
        assertEquals(List.of("README.md", "arrays", "check.py", "manifest.json", "schema.json"), names(folder.resolve("npy")));
        assertEquals(2, run("vectors", "--output", folder.resolve("x").toString(), "--edition", "rust"), () -> printed);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
