package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npy;
import lstm4j.testing.Rule;
import lstm4j.train.SampleSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Mapped files: what they hold is what reading them whole gives. */
class SampleFileTest {
    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static float[][] read(SampleSource source, long n) {
        float[][] rows = new float[source.steps()][source.columns()];
        source.read(n, rows);
        return rows;
    }

    private static void assertSizes(SampleSource source, long samples, int steps, int columns) {
        assertEquals(samples + " " + steps + " " + columns, source.samples() + " " + source.steps() + " " + source.columns());
    }

    @Test
    void aNumpyFileOfAnyNumbersIsReadSampleBySample() throws IOException {
        float[] values = new float[24];
        for (int i = 0; i < 24; i++) {
            values[i] = i;
        }
        for (NumberType type : new NumberType[] {NumberType.F16, NumberType.F32, NumberType.F64, NumberType.U8, NumberType.I64}) {
            SampleSource source = SampleFile.npy(file("x.npy", Npy.write(new Tensor(new int[] {4, 2, 3}, values), type)));
            assertSizes(source, 4, 2, 3);
            assertArrayEquals(new float[][] {{18, 19, 20}, {21, 22, 23}}, read(source, 3));
            assertArrayEquals(new float[][] {{6, 7, 8}, {9, 10, 11}}, read(source, 1));
        }
        assertSizes(SampleFile.npy(file("d.npy", Npy.write(new Tensor(new int[] {2, 2, 3, 2}, values), NumberType.F32))), 2, 6, 2);
        assertSizes(SampleFile.npy(file("y.npy", Npy.write(new Tensor(new int[] {24}, values), NumberType.F32))), 24, 1, 1);
        assertSizes(SampleFile.npy(file("z.npy", Npy.write(new Tensor(new int[] {8, 3}, values), NumberType.F32))), 8, 1, 3);
    }

    @Test
    void imagesAndLabelsOfIdxAreThoseOfTheReader() throws IOException {
        Path images = file("images", Bytes.twoImages());
        Path labels = file("labels", Bytes.twoLabels());
        SampleSource mapped = SampleFile.idxImages(images);
        assertSizes(mapped, 2, 2, 3);
        for (int n = 0; n < 2; n++) {
            assertArrayEquals(Idx.images(images)[n], read(mapped, n));
            assertEquals(Idx.labels(labels)[n], read(SampleFile.idxLabels(labels), n)[0][0]);
        }
    }

    @Test
    @Rule("DATA-48")
    void columnsOfACsvFileAreRowsOfFloats() throws IOException {
        Path csv = Files.writeString(folder.resolve("table.csv"), "day,open,close\nmonday,1.5,2\ntuesday,-3e2,0.1\n");
        SampleSource rows = SampleFile.csv(csv, folder.resolve("numbers"), "close", "open");
        assertSizes(rows, 2, 1, 2);
        assertArrayEquals(new float[][] {{2, 1.5f}}, read(rows, 0));
        assertArrayEquals(new float[][] {{0.1f, -300}}, read(rows, 1));
        assertEquals("DATA-32", assertThrows(DataFormatException.class, () -> SampleFile.csv(csv, folder.resolve("numbers"), "volume")).rule());
        assertEquals("DATA-33", assertThrows(DataFormatException.class, () -> SampleFile.csv(csv, folder.resolve("numbers"), "day")).rule());
        Path empty = Files.writeString(folder.resolve("empty.csv"), "open,close\n");
        assertEquals("DATA-29", assertThrows(DataFormatException.class, () -> SampleFile.csv(empty, folder.resolve("numbers"), "open")).rule());
        byte[] before = Files.readAllBytes(csv);
        assertEquals("DATA-48", assertThrows(DataFormatException.class, () -> SampleFile.csv(csv, csv, "close")).rule());
        assertArrayEquals(before, Files.readAllBytes(csv));
        assertEquals(2 * 2 * 4, Files.size(folder.resolve("numbers")), "what was there stays where nothing new can be made");
    }

    @Test
    @Rule("DATA-48")
    void whatCannotBeMappedIsRefusedBeforeItIs() throws IOException {
        Path fortran = file("f.npy", new String(Npy.write(new Tensor(new int[] {1, 2}, new float[2]), NumberType.F32),
                StandardCharsets.ISO_8859_1).replace("False,", "True, ").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("[DATA-48] " + fortran + ": expected an array of samples in C order, got Fortran order.\n"
                + "          Hint: in Python: numpy.save(path, numpy.ascontiguousarray(array)).", message(() -> SampleFile.npy(fortran)));
        Path gzipped = file("g", Bytes.gzip(Bytes.twoImages()));
        assertEquals("[DATA-48] " + gzipped + ": expected a plain file, which can be mapped, got a gzipped one.\n"
                + "          Hint: unpack it first: gunzip.", message(() -> SampleFile.idxImages(gzipped)));
        Path none = file("n.npy", Npy.write(new Tensor(new int[] {3, 0}, new float[0]), NumberType.F32));
        assertEquals("[DATA-48] " + none + ": expected samples of 1 to 2^30 bytes, got 0 bytes.", message(() -> SampleFile.npy(none)));
    }

    @Test
    @Rule("DATA-24")
    void aFileOfAnotherLengthThanItsHeaderSaysIsRefused() throws IOException {
        Path longer = file("l", Arrays.copyOf(Bytes.twoImages(), 40));
        assertEquals("[DATA-24]", message(() -> SampleFile.idxImages(longer)).substring(0, 9));
        byte[] npy = Npy.write(new Tensor(new int[] {3}, new float[3]), NumberType.F32);
        Path cut = file("c.npy", Arrays.copyOf(npy, npy.length - 1));
        assertEquals("FILE-50", assertThrows(ModelFormatException.class, () -> SampleFile.npy(cut)).rule());
        assertEquals("DATA-21", assertThrows(DataFormatException.class, () -> SampleFile.npy(folder.resolve("nothing"))).rule());
    }

    private static String message(Executable call) {
        return assertThrows(DataFormatException.class, call).getMessage();
    }
}
