package lstm4j.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.Objects;

/**
 * Texts that are for or against something.
 *
 * @param texts the texts
 * @param labels (N), 1 for, 0 against
 */
public record LabelledTexts(List<String> texts, int[] labels) {
    private static final Map<String, Integer> LABELS = Map.of("0", 0, "1", 1, "neg", 0, "pos", 1, "negative", 0, "positive", 1);

    /** One label a text, else [DATA-46]. */
    public LabelledTexts {
        if (texts.size() != labels.length) {
            throw Message.mistake("DATA-46", "labelled texts", "a label for each of the " + texts.size() + " texts", labels.length + " labels", "");
        }
    }

    /**
     * A CSV file, or one with tabs, of a text and a label in each line: 0 or 1, {@code neg} or {@code pos}, {@code negative} or {@code positive}.
     * The label is in the first column that has nothing else, the text in the longest of the others; a first line without label is a header.
     *
     * @throws DataFormatException DATA-21 no file, DATA-29 nothing in it, DATA-30, DATA-31 no CSV, DATA-46 no labels or no texts
     */
    public static LabelledTexts read(Path file) throws IOException {
        List<List<String>> records = records(file);
        if (records.isEmpty()) {
            throw DataFormatException.of("DATA-29", file, "a text and a label in each line", "an empty file", "");
        }
        List<List<String>> body = records.subList(1, records.size());
        int label = IntStream.range(0, records.get(0).size()).filter(k -> !body.isEmpty() && body.stream().allMatch(record -> isLabel(record.get(k))))
                .findFirst().orElse(-1);
        if (label < 0 || records.get(0).size() < 2) {
            throw DataFormatException.of("DATA-46", file, "a column of labels beside one of texts", "no column that has 0 and 1, neg and pos, or negative and positive alone",
                    "each line is a text and its label, separated by a comma, a semicolon or a tab");
        }
        int text = IntStream.range(0, records.get(0).size()).filter(k -> k != label).boxed()
                .max(Comparator.comparingLong(k -> body.stream().mapToLong(record -> record.get(k).length()).sum())).orElseThrow();
        List<List<String>> kept = isLabel(records.get(0).get(label)) ? records : body;
        return new LabelledTexts(kept.stream().map(record -> record.get(text)).toList(), kept.stream().mapToInt(record -> label(record.get(label))).toArray());
    }

    private static boolean isLabel(String field) {
        return LABELS.containsKey(field.toLowerCase(Locale.ROOT));
    }

    private static int label(String field) {
        return LABELS.get(field.toLowerCase(Locale.ROOT));
    }

    private static List<List<String>> records(Path file) throws IOException {
        DataFormatException.requireFile(file);
        List<List<String>> records = new ArrayList<>();
        if (hasTabs(file)) {
            for (String line : Files.readString(file).split("\r\n|\n|\r")) {
                if (!line.isBlank()) {
                    add(file, records.size() + 1, records, List.of(line.split("\t", -1)));
                }
            }
            return records;
        }
        try (CsvReader reader = CsvReader.open(file)) {
            for (List<String> record = reader.next(); record != null; record = reader.next()) {
                add(file, reader.line(), records, record);
            }
        }
        return records;
    }

    private static void add(Path file, int line, List<List<String>> records, List<String> record) throws DataFormatException {
        if (!records.isEmpty()) {
            CsvSeries.requireWidth(file, line, record, records.get(0));
        }
        records.add(record.stream().map(String::strip).toList());
    }

    /** Whether the first line has one. */
    private static boolean hasTabs(Path file) throws IOException {
        byte[] start = new byte[65_536];
        try (var in = Files.newInputStream(file)) {
            int length = in.readNBytes(start, 0, start.length);
            return new String(start, 0, length, StandardCharsets.UTF_8).lines().findFirst().orElse("").indexOf('\t') >= 0;
        }
    }

    /** The first {@code count} of them, at most all; beyond that this and {@link #from} throw an IndexOutOfBoundsException. */
    public LabelledTexts first(int count) {
        Objects.checkIndex(count, labels.length + 1);
        return part(IntStream.range(0, count).boxed().toList());
    }

    /** The same in another order, which the seed alone decides. */
    public LabelledTexts shuffled(long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
        SplitMix random = SplitMix.of(seed, 0, 0);
        for (int n = labels.length - 1; n > 0; n--) {
            Collections.swap(order, n, random.below(n + 1));
        }
        return part(order);
    }

    /** Those from {@code from} on. */
    public LabelledTexts from(int from) {
        Objects.checkIndex(from, labels.length + 1);
        return part(IntStream.range(from, labels.length).boxed().toList());
    }

    private LabelledTexts part(List<Integer> which) {
        return new LabelledTexts(which.stream().map(texts::get).toList(), which.stream().mapToInt(n -> labels[n]).toArray());
    }
}
