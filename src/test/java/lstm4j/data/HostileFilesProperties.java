package lstm4j.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import lstm4j.testing.Rule;

/** Whatever the bytes, reading ends in data or in a DataFormatException. */
@Rule("ERR-2")
class HostileFilesProperties {
    private static Path file;

    @BeforeContainer
    static void createFile() throws IOException {
        file = Files.createTempFile("hostile", null);
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    private static void read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            Idx.images(file);
        } catch (DataFormatException e) {
            requireHelpful(e);
        }
        try {
            Idx.labels(file);
        } catch (DataFormatException e) {
            requireHelpful(e);
        }
        try {
            CsvSeries.read(file);
        } catch (DataFormatException e) {
            requireHelpful(e);
        }
    }

    private static void requireHelpful(DataFormatException e) {
        if (!e.getMessage().matches("(?s)\\[DATA-\\d+\\] .*: expected .+, got .+\\..*")) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 300)
    void anyBytes(@ForAll @Size(max = 100) byte[] bytes) throws IOException {
        read(bytes);
    }

    @Property(tries = 300)
    void oneByteOfAGoodFileChanged(@ForAll @IntRange(max = 27) int index, @ForAll byte value) throws IOException {
        read(Bytes.with(Bytes.twoImages(), index, value));
        byte[] packed = Bytes.gzip(Bytes.twoImages());
        read(Bytes.with(packed, index % packed.length, value));
    }

    @Property(tries = 200)
    void aGoodFileCutOffAnywhere(@ForAll @IntRange(max = 60) int length) throws IOException {
        byte[] packed = Bytes.gzip(Bytes.twoImages());
        read(Bytes.first(Math.min(length, packed.length), packed));
        read(Bytes.first(Math.min(length, 28), Bytes.twoImages()));
    }

    @Property(tries = 500)
    void anyTextOfTheCharactersThatMatter(@ForAll("table") String text) throws IOException {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> table() {
        return Arbitraries.strings().withChars(",;\"\n\r 1.-ex\0\uFEFF").ofMaxLength(40);
    }
}
