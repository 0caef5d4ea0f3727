package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is written can be read, and what cannot be written is refused. testdata/gen/hdf5_check.py lets h5py read it too. */
class Hdf5WriterTest {
    private static Hdf5Group readBack(Hdf5Writer root) throws ModelFormatException {
        return Hdf5.read(root.toBytes(), "written.h5", Limits.DEFAULT);
    }

    private static IllegalArgumentException refused(String rule, Executable action) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, action);
        assertTrue(refused.getMessage().startsWith("[" + rule + "] "), refused.getMessage());
        return refused;
    }

    /** h5py wrote testdata/hdf5/old-numbers.h5; the same float32 dataset from here differs in no value. */
    @Test
    void numbersComeBackAsH5pyReadsThem() throws IOException {
        Hdf5Writer root = Hdf5Writer.root();
        root.dataset("f4", Hdf5Data.floats(new int[]{2, 3}, 0.75f, 1.5f, 2.25f, 3, 3.75f, 4.5f));
        root.dataset("i8", Hdf5Data.longs(new int[0], -5));
        Hdf5Group expected = Hdf5.read(Files.readAllBytes(Path.of("testdata/hdf5/old-numbers.h5")), "", Limits.DEFAULT);
        Hdf5Group written = readBack(root);
        for (String name : List.of("f4", "i8")) {
            assertArrayEquals(expected.dataset(name).shape(), written.dataset(name).shape());
            assertEquals(expected.dataset(name).type(), written.dataset(name).type());
            assertArrayEquals(expected.dataset(name).doubles(), written.dataset(name).doubles());
        }
    }

    @Test
    void everyTypeComesBack() throws ModelFormatException {
        float[] special = {Float.NaN, -0.0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.intBitsToFloat(0x7fa00001)};
        Hdf5Writer root = Hdf5Writer.root();
        root.dataset("float32", Hdf5Data.floats(new int[]{5}, special));
        root.dataset("rows", Hdf5Data.rows(new float[][]{{1, 2, 3}, {4, 5, 6}}));
        root.dataset("float64", Hdf5Data.doubles(new int[]{1, 2}, Math.PI, -1e300));
        root.dataset("int32", Hdf5Data.ints(new int[]{2}, Integer.MIN_VALUE, 7));
        root.dataset("int64", Hdf5Data.longs(new int[0], Long.MIN_VALUE));
        root.dataset("none", Hdf5Data.floats(new int[]{0, 4}));
        root.dataset("strings", Hdf5Data.strings(new int[]{2, 2}, List.of("a", "", "größe", "𝄞")));
        root.dataset("fixed", Hdf5Data.fixedStrings(new int[]{3}, List.of("lstm_1", "", "ü")));
        Hdf5Group read = readBack(root);
        float[] floats = read.dataset("float32").floats();
        for (int k = 0; k < special.length; k++) {
            assertEquals(Float.floatToIntBits(special[k]), Float.floatToRawIntBits(floats[k]), "NaN becomes the canonical one");
        }
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6}, read.dataset("rows").floats());
        assertArrayEquals(new long[]{2, 3}, read.dataset("rows").shape());
        assertArrayEquals(new double[]{Math.PI, -1e300}, read.dataset("float64").doubles());
        assertArrayEquals(new long[]{Integer.MIN_VALUE, 7}, read.dataset("int32").longs());
        assertArrayEquals(new long[]{Long.MIN_VALUE}, read.dataset("int64").longs());
        assertArrayEquals(new long[]{0, 4}, read.dataset("none").shape());
        assertEquals(0, read.dataset("none").floats().length);
        assertEquals(List.of("a", "", "größe", "𝄞"), read.dataset("strings").strings());
        assertEquals(List.of("lstm_1", "", "ü"), read.dataset("fixed").strings());
    }

    @Test
    void attributesComeBackAlsoWhenEmptyLongOrSplitInPieces() throws ModelFormatException {
        Hdf5Writer root = Hdf5Writer.root();
        root.attribute("model_config", Hdf5Data.string("{}".repeat(100_000)));
        root.attribute("weight_names", Hdf5Data.doubles(new int[]{0}));
        root.attribute("größe", Hdf5Data.string(""));
        root.attribute("layer_names0", Hdf5Data.fixedStrings(new int[]{2}, List.of("a", "b")));
        root.attribute("layer_names1", Hdf5Data.fixedStrings(new int[]{1}, List.of("c")));
        Hdf5Group read = readBack(root);
        assertEquals("{}".repeat(100_000), read.attribute("model_config").string());
        assertEquals(List.of(), read.attributeStrings("weight_names"));
        assertEquals("", read.attribute("größe").string());
        assertEquals(List.of("a", "b", "c"), read.attributeStrings("layer_names"));
        assertNull(read.attributeStrings("nothing"));
        assertNull(read.attribute("nothing"));
    }

    @Test
    void groupsWithThousandsOfMembersAreFoundInTheOrderOfTheirNames() throws ModelFormatException {
        Hdf5Writer root = Hdf5Writer.root();
        IntStream.range(0, 3000).forEach(k -> root.group("large").dataset("d" + k, Hdf5Data.ints(new int[0], k)));
        Hdf5Group large = readBack(root).group("large");
        assertEquals(3000, large.children().size());
        assertEquals(IntStream.range(0, 3000).mapToObj(k -> "d" + k).sorted().toList(), List.copyOf(large.children().keySet()));
        for (int k = 0; k < 3000; k += 7) {
            assertEquals(k, large.dataset("d" + k).longs()[0]);
        }
    }

    @Test
    void theSameTreeGivesTheSameBytesInWhateverOrderItIsBuilt() {
        Hdf5Writer one = Hdf5Writer.root().attribute("a", Hdf5Data.string("x")).attribute("b", Hdf5Data.string("y"));
        one.group("p/q");
        one.group("p").dataset("d", Hdf5Data.floats(new int[]{1}, 1));
        Hdf5Writer other = Hdf5Writer.root().attribute("b", Hdf5Data.string("y")).attribute("a", Hdf5Data.string("x"));
        other.group("p").dataset("d", Hdf5Data.floats(new int[]{1}, 1));
        other.group("p").group("q");
        assertArrayEquals(one.toBytes(), other.toBytes());
        assertArrayEquals(one.toBytes(), one.toBytes());
    }

    @Test
    void anAttributeThatDoesNotFitIntoAnObjectHeaderIsRefusedWithWhatToDo() throws ModelFormatException {
        Hdf5Writer root = Hdf5Writer.root();
        String message = refused("FILE-32", () -> root.attribute("names", Hdf5Data.doubles(new int[]{8200}, new double[8200])))
                .getMessage();
        assertTrue(message.contains("/, attribute names") && message.contains("names0, names1"), message);
        root.attribute("names", Hdf5Data.doubles(new int[]{8180}, new double[8180]));
        assertEquals(8180, readBack(root).attribute("names").doubles().length);
    }

    @Test
    void namesThatNoReaderCouldFindAreRefused() {
        Hdf5Writer root = Hdf5Writer.root();
        for (String name : List.of("", ".", "a/b", "bell\u0007", "half\ud800", "x".repeat(513))) {
            refused("FILE-30", () -> root.dataset(name, Hdf5Data.ints(new int[0], 1)));
            refused("FILE-30", () -> root.attribute(name, Hdf5Data.ints(new int[0], 1)));
        }
        refused("FILE-30", () -> root.group("a//b"));
        refused("FILE-30", () -> root.group(String.join("/", java.util.Collections.nCopies(65, "deep"))));
    }

    @Test
    void namesThatAreTakenAreRefused() {
        Hdf5Writer root = Hdf5Writer.root();
        root.dataset("d", Hdf5Data.ints(new int[0], 1)).attribute("a", Hdf5Data.string(""));
        refused("FILE-33", () -> root.dataset("d", Hdf5Data.ints(new int[0], 1)));
        refused("FILE-33", () -> root.group("d"));
        refused("FILE-33", () -> root.group("g").toBytes());
        root.attribute("a", Hdf5Data.string(""));
        refused("FILE-33", () -> root.attribute("a", Hdf5Data.string("")));
    }

    @Test
    void valuesThatDoNotFillTheirShapeAreRefused() {
        refused("FILE-31", () -> Hdf5Data.floats(new int[]{2, 3}, 1, 2, 3));
        refused("FILE-31", () -> Hdf5Data.floats(new int[]{-1}, 1));
        refused("FILE-31", () -> Hdf5Data.ints(new int[0]));
        refused("FILE-31", () -> Hdf5Data.floats(new int[]{65536, 65536, 0, 2}, 1));
        refused("FILE-31", () -> Hdf5Data.rows(new float[][]{{1, 2}, {3}}));
        refused("FILE-31", () -> Hdf5Data.strings(new int[]{3}, List.of("a")));
        refused("FILE-35", () -> Hdf5Data.string("zero\0inside"));
        refused("FILE-35", () -> Hdf5Data.fixedStrings(new int[]{1}, List.of("half\udc00")));
    }

    @Test
    void aFileBeyondTwoGibibytesIsRefusedBeforeMemoryRunsOut() {
        float[][] rows = new float[20_000][];
        Arrays.fill(rows, new float[20_000]);
        Hdf5Writer root = Hdf5Writer.root();
        root.dataset("a", Hdf5Data.rows(rows));
        root.dataset("b", Hdf5Data.rows(rows));
        refused("FILE-34", root::toBytes);
    }

    @Test
    void everyTruncationOfAWrittenFileIsRefused() {
        byte[] file = Hdf5Writer.root().attribute("a", Hdf5Data.ints(new int[0], 1)).toBytes();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(ModelFormatException.class, () -> Hdf5.read(cut, "cut.h5", Limits.DEFAULT));
        }
    }
}
