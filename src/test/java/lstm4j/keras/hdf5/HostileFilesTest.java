package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files built to do harm: each is refused with its rule, and what is sound in them stays readable. */
class HostileFilesTest {
    private static ModelFormatException refused(String rule, Executable action) {
        ModelFormatException refused = assertThrows(ModelFormatException.class, action);
        assertEquals(rule, refused.rule(), refused.getMessage());
        return refused;
    }

    private static Hdf5Group read(byte[] bytes) throws ModelFormatException {
        return Hdf5.read(bytes, "hostile.h5", Limits.DEFAULT);
    }

    private static Hdf5Group testdata(String name) throws IOException {
        return Hdf5.read(Files.readAllBytes(Path.of("testdata/hdf5", name)), name, Limits.DEFAULT);
    }

    /** One dataset of 1000 × 777 floats and one of a single value. */
    private static byte[] twoDatasets() {
        Hdf5Writer root = Hdf5Writer.root();
        root.dataset("kernel", Hdf5Data.floats(new int[]{1000, 777}, new float[777_000]));
        root.dataset("sound", Hdf5Data.floats(new int[0], 2.5f));
        return root.toBytes();
    }

    /** As in CVE-2026-0897: a shape that asks for petabytes. */
    @ParameterizedTest
    @CsvSource({"1125899906842624, 777, FILE-9", "1000000000, 1000000000, FILE-9", "2147483647, 2147483647, FILE-9",
        "1000, 778, FILE-19", "1001, 777, FILE-19", "-1, 777, FILE-7"})
    void aShapeBeyondTheBytesThatAreThereIsRefusedBeforeAnythingIsAllocated(long rows, long columns, String rule)
            throws ModelFormatException {
        byte[] bytes = new Patch(twoDatasets()).findLong(1000).putLong(rows).putLong(columns).bytes;
        if (rule.equals("FILE-7")) {
            refused(rule, () -> read(bytes));
            return;
        }
        Hdf5Group root = read(bytes);
        assertArrayEquals(new long[]{rows, columns}, root.dataset("kernel").shape());
        ModelFormatException refused = refused(rule, () -> root.dataset("kernel").floats());
        assertTrue(refused.getMessage().contains("hostile.h5:/kernel"), refused.getMessage());
        assertArrayEquals(new float[]{2.5f}, root.dataset("sound").floats());
    }

    @Test
    void aFillValueThatStandsForMoreThanTheFileAllowsIsRefused() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("testdata/hdf5/old-fill.h5"));
        // A dataspace of version 1 with one axis and its largest size.
        byte[] bytes = new Patch(file).find(new byte[]{1, 1, 1, 0, 0, 0, 0, 0, 3}).skip(8).putLong(60_000_000)
                .putLong(60_000_000).bytes;
        Hdf5Group root = read(bytes);
        String message = refused("FILE-9", () -> root.dataset("never").floats()).getMessage();
        assertTrue(message.contains("limit UNPACKED_BYTES"), message);
    }

    @Test
    void theSameBytesReadAgainAndAgainUseUpTheBudgetOfTheFile() throws ModelFormatException {
        Hdf5Group root = read(twoDatasets());
        for (int k = 0; k < 21; k++) {
            root.dataset("kernel").floats();
        }
        refused("FILE-9", () -> root.dataset("kernel").floats());
    }

    @Test
    void aBTreeThatIsItsOwnChildIsRefused() {
        Patch tree = new Patch(twoDatasets()).find("TREE");
        int address = tree.position();
        // level 1, and the first child behind count, siblings and first key
        byte[] bytes = tree.skip(5).put(1).skip(2 + 16 + 8).putLong(address).bytes;
        refused("FILE-8", () -> read(bytes));
    }

    @Test
    void aBTreeWhoseLevelsDoNotDescendIsRefused() {
        byte[] bytes = new Patch(twoDatasets()).find("TREE").skip(5).put(255).bytes;
        refused("FILE-9", () -> read(bytes));
    }

    @Test
    void anObjectHeaderThatContinuesWhereItBeginsIsRefused() {
        Hdf5Writer root = Hdf5Writer.root().attribute("continued-here", Hdf5Data.longs(new int[0], 1));
        Patch header = new Patch(root.toBytes()).find("continued-here");
        int body = header.position() - 8;
        byte[] bytes = header.skip(-16).put(HeaderMessage.CONTINUATION).skip(7).putLong(body - 8).putLong(64).bytes;
        assertTrue(refused("FILE-8", () -> read(bytes)).getMessage().contains("where it has been before"));
    }

    @Test
    void anObjectHeaderThatContinuesOutsideTheFileIsRefused() {
        Hdf5Writer root = Hdf5Writer.root().attribute("continued-here", Hdf5Data.longs(new int[0], 1));
        Patch header = new Patch(root.toBytes()).find("continued-here");
        byte[] bytes = header.skip(-16).put(HeaderMessage.CONTINUATION).skip(7).putLong(Long.MAX_VALUE - 7).putLong(24).bytes;
        refused("FILE-3", () -> read(bytes));
    }

    @Test
    void linksInACircleAreRefusedAndHardLinksUpwardsMakeNoEndlessTree() throws IOException {
        Hdf5Group root = testdata("loops.h5");
        refused("FILE-12", () -> root.find("a"));
        refused("FILE-12", () -> root.find("b/c"));
        assertNull(root.find("dangling"));
        assertEquals("/g", ((Hdf5Group) root.find("g/self/self/self")).path());
        assertEquals("/g", ((Hdf5Group) root.find("/g/up/g/up/g")).path());
        assertTrue(root.group("g").children().get("self") instanceof Hdf5Link);
    }

    /** As in CVE-2026-1669: links and storage in other files. */
    @Test
    void otherFilesAreNeverOpened() throws IOException {
        Hdf5Group root = testdata("refused.h5");
        assertTrue(refused("FILE-13", () -> root.find("external")).getMessage().contains("other.h5:/a"));
        refused("FILE-13", () -> root.dataset("external/x"));
        refused("FILE-14", () -> root.dataset("stored-outside").floats());
        refused("FILE-15", () -> testdata("virtual.h5").dataset("virtual").floats());
        assertArrayEquals(new float[]{1}, root.dataset("fine").floats());
    }

    @Test
    void whatIsNotSupportedIsRefusedByItsName() throws IOException {
        Hdf5Group root = testdata("refused.h5");
        assertTrue(refused("FILE-16", () -> root.dataset("lzf").floats()).getMessage().contains("filter lzf"));
        assertTrue(refused("FILE-17", () -> root.dataset("enum").longs()).getMessage().contains("enumeration"));
        assertTrue(refused("FILE-17", () -> root.dataset("complex").floats()).getMessage().contains("compound"));
        refused("FILE-18", () -> root.dataset("fine").strings());
        refused("FILE-18", () -> root.dataset("fine").longs());
    }

    @Test
    void aSharedDatatypeIsNamedWhenItsValuesAreAskedFor() throws ModelFormatException {
        // The flags stand behind type and length of the message.
        Patch header = new Patch(twoDatasets()).find((byte) HeaderMessage.DATATYPE, (byte) 0, (byte) 24, (byte) 0, (byte) 1);
        byte[] bytes = header.skip(4).put(3).bytes;
        Hdf5Dataset kernel = read(bytes).dataset("kernel");
        assertEquals("committed (named) datatype", kernel.type());
        refused("FILE-17", kernel::floats);
    }

    @Test
    void whatLiesInTheTableOfSharedMessagesIsRefused() throws ModelFormatException {
        Patch layout = new Patch(twoDatasets()).find((byte) HeaderMessage.LAYOUT, (byte) 0, (byte) 24, (byte) 0);
        Hdf5Group root = read(layout.skip(4).put(2).bytes);
        refused("FILE-26", () -> root.dataset("kernel").floats());
        Patch space = new Patch(twoDatasets()).find((byte) HeaderMessage.DATASPACE, (byte) 0, (byte) 24, (byte) 0);
        Hdf5Group other = read(space.skip(4).put(2).bytes);
        String message = refused("FILE-11", () -> other.dataset("kernel")).getMessage();
        assertTrue(message.contains("table of shared messages"), message);
    }

    @Test
    void metadataThatDoNotGiveTheirChecksumAreRefused() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("testdata/hdf5/new-dense.h5"));
        for (String structure : List.of("OHDR", "FRHP", "FHDB", "BTHD", "BTLF")) {
            Patch patch = new Patch(file).find(structure).skip(5);
            patch.put(patch.bytes[patch.position()] ^ 0x40);
            String message = assertThrows(ModelFormatException.class, () -> read(patch.bytes)).getMessage();
            assertTrue(message.startsWith("[FILE-"), message);
        }
        // A byte of an attribute's value: nothing else could notice it.
        Patch value = new Patch(file).find("attribute5").skip(-1);
        value.find((byte) 5, (byte) 0, (byte) 0, (byte) 0).put(6);
        assertTrue(refused("FILE-6", () -> read(value.bytes)).getMessage().contains("checksum"));
    }

    @Test
    void aChunkThatDoesNotLieOnTheGridIsRefused() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("testdata/hdf5/old-chunks.h5"));
        // Behind count and siblings: size and mask of the first chunk, and where it begins.
        Patch tree = new Patch(file).find((byte) 'T', (byte) 'R', (byte) 'E', (byte) 'E', (byte) BTree1.CHUNKS);
        Hdf5Group root = read(tree.skip(8 + 16 + 8).putLong(1).bytes);
        refused("FILE-20", () -> root.dataset("c").floats());
    }

    @Test
    void namesThatNoPathReachesOrThatTalkToTerminalsAreRefused() {
        refused("FILE-10", () -> read(new Patch(twoDatasets()).find("kernel").put("sound\0").bytes));
        refused("FILE-10", () -> read(new Patch(twoDatasets()).find("kernel").put("ker/el").bytes));
        refused("FILE-10", () -> read(new Patch(twoDatasets()).find("kernel").put("\0").bytes));
        String message = refused("FILE-10", () -> read(new Patch(twoDatasets()).find("kernel").put("\u001b[2Jel").bytes))
                .getMessage();
        assertTrue(message.chars().noneMatch(c -> c == 0x1b), message);
        refused("FILE-23", () -> read(new Patch(twoDatasets()).find("kernel").put(0xff).bytes));
    }

    @Test
    void stringsThatAreNotInTheirHeapAreRefused() throws ModelFormatException {
        byte[] file = Hdf5Writer.root().attribute("x", Hdf5Data.strings(new int[]{1}, List.of("lstm4j"))).toBytes();
        // The reference: length 6, the address of the collection behind the superblock, number 1.
        Hdf5Group noSuchNumber = read(new Patch(file).find((byte) 6, (byte) 0, (byte) 0, (byte) 0, (byte) 96).skip(12).put(2).bytes);
        refused("FILE-24", () -> noSuchNumber.attribute("x").strings());
        Hdf5Group tooLong = read(new Patch(file).find((byte) 6, (byte) 0, (byte) 0, (byte) 0, (byte) 96).put(7).bytes);
        refused("FILE-3", () -> tooLong.attribute("x").strings());
        Hdf5Group elsewhere = read(new Patch(file).find((byte) 6, (byte) 0, (byte) 0, (byte) 0, (byte) 96).skip(4).put(97).bytes);
        refused("FILE-4", () -> elsewhere.attribute("x").strings());
    }

    @ParameterizedTest
    @CsvSource({"version https://git-lfs.github.com/spec/v1, git lfs pull", "PK, zip archive", "<!DOCTYPE html>, web page",
        "'', empty", "nothing known, signature"})
    void aFileOfAnotherKindIsToldApart(String content, String expected) {
        String message = refused("FILE-1", () -> read(content.getBytes(StandardCharsets.UTF_8))).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void aNewerSuperblockIsRefusedWithAWayOut() {
        String message = refused("FILE-5", () -> read(new Patch(twoDatasets()).skip(8).put(4).bytes)).getMessage();
        assertTrue(message.contains("superblock, got 4") && message.contains("h5repack"), message);
    }

    @ParameterizedTest
    @CsvSource({"FILE_BYTES, 1000", "NAME, 5", "HDF5_DEPTH, 0", "HDF5_OBJECTS, 1", "HDF5_STEPS, 10", "HDF5_TREE_DEPTH, 0",
        "TENSOR_RANK, 1", "TENSOR_DIMENSION, 999", "TENSOR_BYTES, 3000000", "HDF5_CHUNK_BYTES, 15"})
    void everyLimitIsKeptAndNamedInTheMessage(Limit limit, long value) throws IOException {
        boolean chunks = limit == Limit.HDF5_CHUNK_BYTES;
        byte[] bytes = chunks ? Files.readAllBytes(Path.of("testdata/hdf5/old-chunks.h5")) : deep();
        Limits limits = Limits.DEFAULT.with(limit, value);
        String message = refused("FILE-9", () -> Hdf5.read(bytes, "m.h5", limits).dataset(chunks ? "c" : "group/kernel").floats())
                .getMessage();
        assertTrue(message.contains("limit " + limit) && message.contains(limit.words()), message);
        assertTrue(message.contains("Limits.DEFAULT.with(Limit." + limit), message);
    }

    private static byte[] deep() {
        Hdf5Writer root = Hdf5Writer.root();
        root.group("group").dataset("kernel", Hdf5Data.floats(new int[]{1000, 777}, new float[777_000]));
        return root.toBytes();
    }

    @Test
    void whatIsMissingIsAnsweredWithWhatIsThere() throws ModelFormatException {
        Hdf5Group root = read(deep());
        String message = refused("FILE-11", () -> root.dataset("group/bias")).getMessage();
        assertTrue(message.contains("expected group/bias to be a dataset, but it is not there") && message.contains("holds group"),
                message);
        assertTrue(refused("FILE-11", () -> root.group("group/kernel")).getMessage().contains("it is a dataset"));
        assertTrue(refused("FILE-11", () -> root.dataset("group")).getMessage().contains("it is a group"));
    }
}
