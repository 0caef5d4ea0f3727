package lstm4j.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Inputs worth keeping, {@code testdata/fuzz/<target>.zip}: each reached code that no other did, or was a finding once. */
final class FuzzCorpus {
    /** Compressed bytes that the inputs of one target may take. */
    private static final int BUDGET = 20_000;

    private FuzzCorpus() {
    }

    private static Path path(FuzzTarget target) {
        return Path.of("testdata", "fuzz", target.name().toLowerCase(Locale.ROOT) + ".zip");
    }

    static List<byte[]> read(FuzzTarget target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        if (Files.exists(path(target))) {
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path(target)))) {
                while (zip.getNextEntry() != null) {
                    inputs.add(zip.readAllBytes());
                }
            }
        }
        return inputs;
    }

    /** Keeps inputs, in their order, as long as there is room; those that stand twice only once. */
    static int write(FuzzTarget target, Collection<byte[]> inputs) throws IOException {
        Files.createDirectories(path(target).getParent());
        Set<ByteBuffer> seen = new HashSet<>();
        long size = 0;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path(target)))) {
            for (byte[] input : inputs) {
                if (size < BUDGET && seen.add(ByteBuffer.wrap(input))) {
                    ZipEntry entry = new ZipEntry(String.format(Locale.ROOT, "%03d", seen.size()));
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    zip.putNextEntry(entry);
                    zip.write(input);
                    zip.closeEntry();
                    size += entry.getCompressedSize() + 100;
                }
            }
        }
        return seen.size();
    }
}
