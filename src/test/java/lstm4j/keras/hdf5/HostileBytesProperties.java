package lstm4j.keras.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import lstm4j.testing.Rule;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the bytes, reading ends in a tree or in a ModelFormatException ({@link Exhaust} fails on anything else). */
@Rule({"FILE-36", "ERR-2"})
class HostileBytesProperties {
    private static final List<byte[]> FILES = files();

    private static List<byte[]> files() {
        try (Stream<Path> all = Files.list(Path.of("testdata/hdf5"))) {
            List<Path> sorted = all.filter(file -> file.toString().endsWith(".h5")).sorted().toList();
            List<byte[]> files = new java.util.ArrayList<>();
            for (Path file : sorted) {
                files.add(Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 1000)
    void randomBytesBehindASignatureAreRefused(@ForAll byte[] bytes, @ForAll boolean recent) {
        byte[] file = new byte[12 + bytes.length];
        byte[] start = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', (byte) (recent ? 2 : 0), 8, 8, 0};
        System.arraycopy(start, 0, file, 0, start.length);
        System.arraycopy(bytes, 0, file, start.length, bytes.length);
        Exhaust.read(file, false);
    }

    /** Values that overflow, point to interesting places, or are just other: one to four of them anywhere in a real file. */
    @Property(tries = 5_000)
    void severalWrongFieldsInARealFileEndInATreeOrInARefusal(@ForAll Random random) {
        byte[] file = FILES.get(random.nextInt(FILES.size())).clone();
        for (int k = random.nextInt(4); k >= 0; k--) {
            int at = random.nextInt(file.length);
            int width = Math.min(1 << random.nextInt(4), file.length - at);
            long value = switch (random.nextInt(5)) {
                case 0 -> random.nextInt(file.length);
                case 1 -> -1L >>> random.nextInt(64);
                case 2 -> 1L << random.nextInt(64);
                case 3 -> random.nextInt(8);
                default -> random.nextLong();
            };
            for (int b = 0; b < width; b++) {
                file[at + b] = (byte) (value >>> 8 * b);
            }
        }
        Exhaust.read(file, false);
    }

    /** Pieces of real files copied over others: structures in places where they do not belong. */
    @Property(tries = 3_000)
    void piecesOfRealFilesInWrongPlacesEndInATreeOrInARefusal(@ForAll Random random) {
        byte[] file = FILES.get(random.nextInt(FILES.size())).clone();
        byte[] other = FILES.get(random.nextInt(FILES.size()));
        int length = 1 + random.nextInt(Math.min(600, Math.min(file.length, other.length)));
        int from = random.nextInt(other.length - length + 1) & ~7;
        int to = 48 + random.nextInt(file.length - 48) & ~7;
        System.arraycopy(other, from, file, to, Math.min(length, file.length - to));
        Exhaust.read(file, false);
    }
}
