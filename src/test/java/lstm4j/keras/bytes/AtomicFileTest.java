package lstm4j.keras.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file is its old bytes or its new ones, whichever call to the disk fails, is cut short, or is the last of its process. */
class AtomicFileTest {
    private static final byte[] NEW = "new bytes".getBytes(UTF_8);
    private static final Content WHOLE = out -> out.write(NEW);
    @TempDir
    Path folder;

    private enum Fault {
        FAILS, CUT_SHORT, DIES
    }

    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The disk, with a fault at one call; after a death nothing is called any more. */
    private static final class FaultyDisk extends Disk {
        final List<String> calls = new ArrayList<>();
        private final int at;
        private final Fault fault;

        FaultyDisk(int at, Fault fault) {
            this.at = at;
            this.fault = fault;
        }

        private boolean cut(String call) throws IOException {
            calls.add(call);
            if (calls.size() - 1 == at && fault == Fault.FAILS) {
                throw new IOException("No space left on device");
            }
            if (calls.size() - 1 >= at && fault == Fault.DIES) {
                throw new Died();
            }
            return calls.size() - 1 == at && fault == Fault.CUT_SHORT;
        }

        private static void require(boolean cut) throws IOException {
            if (cut) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        FileOutputStream create(Path path) throws IOException {
            boolean cut = cut("create");
            FileOutputStream out = super.create(path);
            require(cut);
            return out;
        }

        @Override
        void like(Path old, Path path) throws IOException {
            require(cut("like"));
            super.like(old, path);
        }

        @Override
        void write(FileOutputStream out, byte[] bytes, int from, int count) throws IOException {
            boolean cut = cut("write");
            super.write(out, bytes, from, cut ? count / 2 : count);
            require(cut);
        }

        @Override
        void force(FileDescriptor file) throws IOException {
            require(cut("force"));
            super.force(file);
        }

        @Override
        void move(Path from, Path to) throws IOException {
            require(cut("move"));
            super.move(from, to);
        }

        @Override
        void delete(Path path) throws IOException {
            require(cut("delete"));
            super.delete(path);
        }

        @Override
        void forceDirectory(Path directory) {
            calls.add("forceDirectory");
            if (calls.size() - 1 >= at && fault == Fault.DIES) {
                throw new Died();
            }
            super.forceDirectory(directory);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @Rule("FILE-82")
    void bytesAreForcedToTheDiskBeforeTheNameLeadsToThem() throws IOException {
        Path path = Files.writeString(folder.resolve("m.keras"), "old");
        FaultyDisk disk = new FaultyDisk(-1, null);
        new AtomicFile(disk).replace(path, WHOLE);
        assertEquals(List.of("create", "like", "write", "force", "move", "forceDirectory"), disk.calls);
        assertEquals("new bytes", Files.readString(path));
        assertEquals(List.of("m.keras"), names());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Rule("FILE-82")
    void whateverFailsTheFileIsWholeAndTheNextSaveCleansUp(Fault fault) throws IOException {
        for (boolean old : new boolean[] {true, false}) {
            for (int at = 0; at < 6; at++) {
                Path path = folder.resolve("m.keras");
                Files.deleteIfExists(path);
                if (old) {
                    Files.writeString(path, "old");
                }
                FaultyDisk disk = new FaultyDisk(at, fault);
                attempt(path, disk, fault, WHOLE);
                String where = fault + " at " + at + " " + disk.calls;
                boolean moved = Files.exists(path) && Files.readString(path).equals("new bytes");
                assertTrue(moved || (old ? Files.readString(path).equals("old") : !Files.exists(path)), where);
                assertTrue(fault == Fault.DIES || names().size() == (old || moved ? 1 : 0), where + names());
                AtomicFile.write(path, NEW);
                assertEquals(List.of("m.keras"), names(), where);
                assertEquals("new bytes", Files.readString(path), where);
            }
        }
    }

    private static void attempt(Path path, FaultyDisk disk, Fault fault, Content content) throws IOException {
        boolean old = Files.exists(path);
        try {
            new AtomicFile(disk).replace(path, content);
        } catch (Died e) {
            assertEquals(Fault.DIES, fault);
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith(path + ": was not written: "), e.getMessage());
            assertTrue(e.getMessage().endsWith(old ? "; the old file is as it was" : fault == Fault.FAILS ? "No space left on device" : "Input/output error"), e.getMessage());
            assertFalse(e.getMessage().contains(".tmp"), e.getMessage());
        }
    }

    /** Three calls to write, each of which fails once. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    @Rule("FILE-82")
    void aLargeFileIsWrittenInPiecesAndEachOfThemMayFail(Fault fault) throws IOException {
        byte[] large = new byte[150_000];
        Content pieces = out -> {
            for (int k = 0; k < 1000; k++) {
                out.write(large, 0, 150);
            }
        };
        for (int at = 0; at < 8; at++) {
            Path path = Files.writeString(folder.resolve("m.keras"), "old");
            FaultyDisk disk = new FaultyDisk(at, fault);
            attempt(path, disk, fault, pieces);
            assertTrue(Files.size(path) == 3 || Files.size(path) == large.length, fault + " at " + at + " " + disk.calls);
            AtomicFile.write(path, pieces);
            assertEquals(List.of("m.keras"), names());
            assertEquals(large.length, Files.size(path));
        }
        FaultyDisk disk = new FaultyDisk(-1, null);
        new AtomicFile(disk).replace(folder.resolve("m.keras"), pieces);
        assertEquals(3, disk.calls.stream().filter("write"::equals).count());
    }

    /** What is to be written may fail, too: a model too large for its format, no memory left. */
    @Test
    @Rule("FILE-82")
    void whatTheContentThrowsLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = Files.writeString(folder.resolve("m.keras"), "old");
        for (Throwable thrown : List.of(new IllegalArgumentException("too large"), new OutOfMemoryError("on purpose"))) {
            assertEquals(thrown, assertThrows(Throwable.class, () -> AtomicFile.write(path, out -> {
                out.write(NEW);
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            })));
            assertEquals(List.of("m.keras"), names());
            assertEquals("old", Files.readString(path));
        }
    }

    @Test
    void aTemporaryFileThatCannotBeDeletedGoesAtTheNextSave() throws IOException {
        Path path = folder.resolve("m.keras");
        Disk stuck = new Disk() {
            @Override
            void write(FileOutputStream out, byte[] bytes, int from, int count) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            void delete(Path file) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        assertThrows(IOException.class, () -> new AtomicFile(stuck).replace(path, WHOLE));
        assertEquals(1, names().size());
        Files.writeString(folder.resolve(".m.keras.notours.lstm4j.tmp"), "somebody's");
        AtomicFile.write(path, NEW);
        assertEquals(List.of(".m.keras.notours.lstm4j.tmp", "m.keras"), names());
    }

    @Test
    void anInterruptWaitsUntilTheFileIsWritten() throws IOException {
        Path path = folder.resolve("m.keras");
        Thread.currentThread().interrupt();
        AtomicFile.write(path, NEW);
        assertTrue(Thread.interrupted());
        assertEquals("new bytes", Files.readString(path));
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path path = Files.writeString(folder.resolve("real"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), path.getFileName());
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("later"));
        AtomicFile.write(link, NEW);
        AtomicFile.write(dangling, NEW);
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(dangling));
        assertEquals(List.of("new bytes", "new bytes"), List.of(Files.readString(path), Files.readString(folder.resolve("later"))));
    }

    @Test
    void devicesAreWrittenToAndDirectoriesRefused() throws IOException {
        assertTrue(assertThrows(IOException.class, () -> AtomicFile.write(folder, NEW)).getMessage().contains("is a directory; nothing was written"));
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        AtomicFile.write(device, NEW);
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void modeAndOwnerStay() throws IOException {
        Path path = Files.writeString(folder.resolve("m.keras"), "old");
        assumeTrue(Files.getFileStore(path).supportsFileAttributeView("posix"));
        for (String mode : List.of("rw-------", "r--r-----", "rwxrw-rw-")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            AtomicFile.write(path, NEW);
            assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Path path = folder.resolve("no/m.keras");
        String message = assertThrows(IOException.class, () -> AtomicFile.write(path, NEW)).getMessage();
        assertEquals(path + ": was not written: there is no directory " + folder.resolve("no"), message);
    }
}
