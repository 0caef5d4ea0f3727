package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files built by hand: what they hold, and what is said of broken ones. */
class IdxTest {
    private static final String DAMAGED = "\n          Hint: the file is damaged or was cut off; download it again.";

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private void refusesImages(byte[] bytes, String rule, long offset, String message) throws IOException {
        Path file = file(bytes);
        refused(assertThrows(DataFormatException.class, () -> Idx.images(file)), file, rule, offset, message);
    }

    private void refusesLabels(byte[] bytes, String rule, long offset, String message) throws IOException {
        Path file = file(bytes);
        refused(assertThrows(DataFormatException.class, () -> Idx.labels(file)), file, rule, offset, message);
    }

    private static void refused(DataFormatException e, Path file, String rule, long offset, String message) {
        assertEquals("[" + rule + "] " + file + message, e.getMessage());
        assertEquals(rule, e.rule());
        assertEquals(offset, e.offset());
        assertEquals(file.toString(), e.file());
    }

    @Test
    void pixelsAreBytesDividedBy255() throws IOException {
        float[][][] images = Idx.images(file(Bytes.twoImages()));
        assertEquals(2, images.length);
        assertArrayEquals(new float[][] {{0, 0.2f, 0.4f}, {0.6f, 0.8f, 1}}, images[0]);
        assertArrayEquals(new float[] {4 / 255f, 5 / 255f, 128 / 255f}, images[1][1]);
    }

    @Test
    void labelsAreUnsignedBytes() throws IOException {
        assertArrayEquals(new int[] {9, 0, 255}, Idx.labels(file(Bytes.of(0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 255))));
    }

    @Test
    void aGzippedFileIsKnownByItsBytesNotByItsName() throws IOException {
        assertArrayEquals(new int[] {7, 0}, Idx.labels(file(Bytes.gzip(Bytes.twoLabels()))));
        assertArrayEquals(new float[] {0.6f, 0.8f, 1}, Idx.images(file(Bytes.gzip(Bytes.twoImages())))[0][1]);
    }

    @Test
    void imagesAndLabelsAreReadTogether() throws IOException {
        Path labels = Files.write(folder.resolve("labels"), Bytes.twoLabels());
        LabelledImages both = Idx.read(file(Bytes.twoImages()), labels);
        assertEquals(2, both.count());
        assertArrayEquals(new int[] {7, 0}, both.labels());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing");
        refused(assertThrows(DataFormatException.class, () -> Idx.images(missing)), missing, "DATA-21", -1,
                ": expected a readable file, got nothing of that name.\n          Hint: a relative path starts at "
                        + Path.of("").toAbsolutePath() + ".");
        refused(assertThrows(DataFormatException.class, () -> Idx.labels(folder)), folder, "DATA-21", -1,
                ": expected a readable file, got a folder.");
    }

    @Test
    void labelsInPlaceOfImagesAreRecognised() throws IOException {
        refusesImages(Bytes.twoLabels(), "DATA-22", 0, " at byte 0: expected 00 00 08 03 (IDX images), got 00 00 08 01."
                + "\n          Hint: this is a file of labels; the images are in the file with \"images\" in its name.");
        refusesLabels(Bytes.twoImages(), "DATA-22", 0, " at byte 0: expected 00 00 08 01 (IDX labels), got 00 00 08 03."
                + "\n          Hint: this is a file of images; the labels are in the file with \"labels\" in its name.");
    }

    @Test
    void anotherKindOfFileIsRecognisedWhereItCanBe() throws IOException {
        String expected = " at byte 0: expected 00 00 08 03 (IDX images), got ";
        refusesImages(Bytes.of(0, 0, 13, 3), "DATA-22", 0, expected + "00 00 0d 03."
                + "\n          Hint: this IDX file holds numbers of another type; only unsigned bytes are read.");
        refusesImages(Bytes.of('P', 'K', 3, 4), "DATA-22", 0, expected + "50 4b 03 04."
                + "\n          Hint: this is a zip archive (or .npz); unpack it first.");
        refusesImages(Bytes.of('<', 'h', 't', 'm', 'l'), "DATA-22", 0, expected + "3c 68 74 6d."
                + "\n          Hint: this looks like a web page: the download did not give the file itself.");
        refusesImages(Bytes.gzip(Bytes.gzip(Bytes.twoImages())), "DATA-22", 0, expected + "1f 8b 08 00."
                + "\n          Hint: the file was gzipped twice; unpack it once.");
        refusesImages(Bytes.of(1, 2, 3, 4), "DATA-22", 0, expected + "01 02 03 04.\n          Hint: this is no IDX file.");
    }

    @Test
    void anEmptyFileOrHalfAHeaderIsTooShort() throws IOException {
        refusesImages(new byte[0], "DATA-24", 0, " at byte 0: expected a header of 8 or 16 bytes, got the end of the file."
                + "\n          Hint: the file is empty; download it again.");
        refusesImages(Bytes.first(11, Bytes.twoImages()), "DATA-24", 11,
                " at byte 11: expected a header of 8 or 16 bytes, got the end of the file." + DAMAGED);
    }

    @Test
    void aFileThatStopsEarlyIsTooShort() throws IOException {
        refusesImages(Bytes.first(27, Bytes.twoImages()), "DATA-24", 16,
                " at byte 16: expected 2·2·3 more bytes, as its header declares, got 11." + DAMAGED);
        refusesLabels(Bytes.first(9, Bytes.twoLabels()), "DATA-24", 8,
                " at byte 8: expected 2 more bytes, as its header declares, got 1." + DAMAGED);
        refusesImages(Bytes.gzip(Bytes.first(20, Bytes.twoImages())), "DATA-24", 20,
                " at byte 20: expected 8 more bytes, as its header declares, got the end of the file." + DAMAGED);
    }

    @Test
    void trailingBytesAreRefused() throws IOException {
        String hint = "\n          Hint: the header is damaged, or files were joined.";
        refusesLabels(Bytes.first(13, Bytes.twoLabels()), "DATA-24", 10,
                " at byte 10: expected the end of the file, as its header declares, got 3 more bytes." + hint);
        refusesImages(Bytes.gzip(Bytes.first(29, Bytes.twoImages())), "DATA-24", 28,
                " at byte 28: expected the end of the file, as its header declares, got more bytes." + hint);
    }

    @Test
    void sizesThatAreZeroOrAbsurdAreRefused() throws IOException {
        String hint = "\n          Hint: the header is damaged, or the file has no data.";
        refusesImages(Bytes.with(Bytes.twoImages(), 7, 0), "DATA-23", 4,
                " at byte 4: expected a count from 1 to 2147483647, got 0." + hint);
        refusesImages(Bytes.with(Bytes.twoImages(), 4, 0xFF), "DATA-23", 4,
                " at byte 4: expected a count from 1 to 2147483647, got 4278190082." + hint);
        refusesImages(Bytes.with(Bytes.twoImages(), 9, 1), "DATA-23", 8,
                " at byte 8: expected a number of rows from 1 to 65535, got 65538." + hint);
        refusesImages(Bytes.with(Bytes.twoImages(), 15, 0), "DATA-23", 12,
                " at byte 12: expected a number of columns from 1 to 65535, got 0." + hint);
    }

    @Test
    void whatAHeaderOnlyClaimsIsNotAllocated() throws IOException {
        byte[] claims = Bytes.of(0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 1, 2, 3);
        refusesImages(claims, "DATA-24", 16, " at byte 16: expected 2147483647·65535·65535 more bytes, as its header declares,"
                + " got 3." + DAMAGED);
        byte[] packed = Bytes.gzip(claims);
        refusesImages(packed, "DATA-24", 16, " at byte 16: expected 2147483647·65535·65535 more bytes, as its header declares,"
                + " got a file of " + packed.length + " bytes, which cannot inflate to that many." + DAMAGED);
    }

    @Test
    void dataThatDoNotFitIntoTheMemoryAreRefusedBeforeTheyAreRead() throws IOException {
        byte[] bytes = new byte[16 + 3_000_000];
        System.arraycopy(Bytes.of(0, 0, 8, 3, 0, 0, 3, 0xE8, 0, 0, 0, 30, 0, 0, 0, 100), 0, bytes, 0, 16);
        Path images = file(Bytes.gzip(bytes));
        refused(assertThrows(DataFormatException.class, () -> Idx.images(images, 4 << 20)), images, "DATA-23", -1,
                ": expected data that fit into 4 MB of memory, got about 12 MB of numbers."
                        + "\n          Hint: give Java more memory: java -Xmx4g ….");
        assertEquals(1000, Idx.images(images, 16 << 20).length);
        Path labels = Files.write(folder.resolve("labels"), Bytes.twoLabels());
        assertThrows(DataFormatException.class, () -> Idx.labels(labels, 11));
    }

    @Test
    void aBrokenGzipStreamIsRefused() throws IOException {
        byte[] packed = Bytes.gzip(Bytes.twoImages());
        Path cutOff = file(Bytes.first(packed.length - 12, packed));
        String message = assertThrows(DataFormatException.class, () -> Idx.images(cutOff)).getMessage();
        assertTrue(message.endsWith(": expected a whole gzip stream, got its end in the middle." + DAMAGED), message);
        refusesImages(Bytes.first(5, packed), "DATA-25", 0,
                " at byte 0: expected a whole gzip stream, got its end in the middle." + DAMAGED);
        refusesImages(Bytes.with(packed, packed.length - 8, packed[packed.length - 8] + 1), "DATA-25", 28,
                " at byte 28: expected a whole gzip stream, got a broken one (Corrupt GZIP trailer)." + DAMAGED);
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() throws IOException {
        Path images = file(Bytes.twoImages());
        Path labels = Files.write(folder.resolve("labels"), Bytes.of(0, 0, 8, 1, 0, 0, 0, 1, 5));
        refused(assertThrows(DataFormatException.class, () -> Idx.read(images, labels)), labels, "DATA-26", -1,
                ": expected 2 labels, one for each image of " + images + ", got 1 labels."
                        + "\n          Hint: the two files do not belong together; take both from the same data set.");
        assertEquals("[DATA-26] labelled images: expected one label for each of the 1 images, got 2 labels.", assertThrows(
                IllegalArgumentException.class, () -> new LabelledImages(new float[1][2][2], new int[2])).getMessage());
    }
}
