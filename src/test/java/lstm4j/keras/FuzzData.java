package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.cli.ModelText;
import lstm4j.data.CsvSeries;
import lstm4j.data.CsvTable;
import lstm4j.data.DataFormatException;
import lstm4j.data.Idx;
import lstm4j.data.LabelledTexts;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/** The fuzz targets that are no model files: tables, images, and the model text of the command line. */
final class FuzzData {
    private static final Path FILE = file();

    private FuzzData() {
    }

    private interface Reading {
        Object of(Path file) throws IOException;
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".csv");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void csv(byte[] bytes) {
        write(bytes);
        ask(CsvSeries::read);
        ask(file -> CsvSeries.read(file, "b"));
        ask(file -> CsvSeries.read(file, 2));
        ask(CsvTable::read);
        ask(LabelledTexts::read);
        for (Shape input : List.of(Shape.of(Shape.ANY, 2), Shape.of(Shape.ANY, 2, 1), Shape.of(Shape.ANY, Shape.ANY, 2), Shape.of(Shape.ANY, 2, 2, 1))) {
            ask(file -> ModelText.samples(file, input));
        }
    }

    static void idx(byte[] bytes) {
        write(bytes);
        ask(Idx::images);
        ask(Idx::labels);
        ask(file -> Idx.read(file, file));
    }

    /** The text alone, and with the shape that it may leave out. */
    static void text(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        for (String problem : List.of(ModelText.problem(text), ModelText.problem("Input(4, 3) " + text))) {
            if (!problem.isEmpty() && !problem.matches("(?s)\\[[A-Z]+-\\d+\\] .*: expected .+, got .+")) {
                throw new AssertionError(problem);
            }
        }
    }

    private static void write(byte[] bytes) {
        try {
            Files.write(FILE, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ask(Reading reading) {
        try {
            reading.of(FILE);
        } catch (DataFormatException | RuleException e) {
            if (!e.getMessage().matches("(?s)\\[(DATA|CLI)-\\d+\\] .*: expected .+, got .+")) {
                throw new AssertionError("a message of another form: " + e.getMessage(), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<byte[]> csvSeeds() {
        return Stream.of("a,b\n1,2\n3,4\n", "day;b\n1;2,5\n\"3\";4e-1\n", "1 2\n3 4\n", "\uFEFF1,2\r\n\r\n3,\"4\"\n", "a,b\n1,\n", "x\n\"1\"\"\"\n")
                .map(text -> text.getBytes(UTF_8)).toList();
    }

    /** Two images of one row of two pixels, three labels, a gzip header. */
    static List<byte[]> idxSeeds() {
        return List.of(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4}, new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9},
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    static List<byte[]> textSeeds() {
        return Stream.of("LSTM(128, return_sequences) LSTM(128) Dense(10, softmax)", "LSTM(50, dropout=0.2, input_shape=(4, 3)) -> Dense(1)",
                "Bidirectional(LSTM(8), merge_mode=sum), TimeDistributed(Dense(2))", "Embedding(100, 8, mask_zero) GRU(4) Dropout(0.5) Dense(units=3, activation='relu')",
                "Masking(0) SimpleRNN(3, stateful, batch_input_shape=(2, none, 3)) Flatten RepeatVector(2)")
                .map(text -> text.getBytes(UTF_8)).toList();
    }
}
