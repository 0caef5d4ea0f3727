package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lstm4j.testing.Json;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Padding, words as numbers and windows are what Keras makes of the same data: testdata/sequences.json. */
class SequencesAgainstKerasTest {
    private static final Map<String, Object> RECORDED = Json.object(Json.read(Path.of("testdata/sequences.json")));

    private static Stream<Map<String, Object>> cases(String topic) {
        return Json.list(RECORDED.get(topic)).stream().map(Json::object);
    }

    static Stream<Map<String, Object>> padded() {
        return cases("pad_sequences");
    }

    static Stream<Map<String, Object>> vectorized() {
        return cases("TextVectorization");
    }

    static Stream<Map<String, Object>> characters() {
        return cases("characters");
    }

    static Stream<Map<String, Object>> given() {
        return cases("vocabulary");
    }

    static Stream<Map<String, Object>> windows() {
        return cases("timeseries_dataset_from_array");
    }

    private static int[][] ints(Object rows) {
        return Json.list(rows).stream().map(row -> Json.list(row).stream().mapToInt(value -> ((Double) value).intValue()).toArray()).toArray(int[][]::new);
    }

    private static List<String> strings(Object list) {
        return Json.list(list).stream().map(String::valueOf).toList();
    }

    private static int option(Map<String, Object> test, String name, int otherwise) {
        return ((Double) Json.object(test.get("options")).getOrDefault(name, (double) otherwise)).intValue();
    }

    private static PadSequences.Side side(Map<String, Object> test, String name) {
        return PadSequences.Side.valueOf(Json.object(test.get("options")).getOrDefault(name, "pre").toString().toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("padded")
    @Rule("DATA-43")
    void sequencesArePaddedAndCutAsKerasDoes(Map<String, Object> test) {
        PadSequences pad = PadSequences.standard().padding(side(test, "padding")).truncating(side(test, "truncating")).value(option(test, "value", 0));
        pad = option(test, "maxlen", -1) < 0 ? pad : pad.maxlen(option(test, "maxlen", -1));
        int[][] ragged = ints(RECORDED.get("ragged"));
        assertArrayEquals(ints(test.get("result")), pad.of(ragged));
        float[][][] rows = pad.of(Stream.of(ragged).map(row -> IntStream.of(row).mapToObj(k -> new float[] {k}).toArray(float[][]::new)).toArray(float[][][]::new));
        assertArrayEquals(ints(test.get("result")), Stream.of(rows).map(sample -> Stream.of(sample).mapToInt(row -> (int) row[0]).toArray()).toArray(int[][]::new));
    }

    @ParameterizedTest
    @MethodSource("vectorized")
    @Rule("DATA-44")
    void wordsAreNumberedAsKerasDoes(Map<String, Object> test) {
        List<String> texts = strings(RECORDED.get("adapted"));
        assertNumbers(test, texts, TextVectorization.adapt(texts, option(test, "max_tokens", Integer.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("characters")
    @Rule("DATA-44")
    void charactersAreNumberedAsKerasDoes(Map<String, Object> test) {
        List<String> texts = strings(RECORDED.get("adapted"));
        assertNumbers(test, texts, TextVectorization.adaptCharacters(texts, option(test, "max_tokens", Integer.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("given")
    @Rule("DATA-44")
    void aGivenVocabularyNumbersWordsAsKerasDoes(Map<String, Object> test) {
        TextVectorization words = TextVectorization.ofVocabulary(strings(test.get("words")));
        assertEquals(strings(test.get("vocabulary")), words.vocabulary());
        assertArrayEquals(ints(test.get("texts")), words.of(strings(RECORDED.get("adapted"))));
    }

    private static void assertNumbers(Map<String, Object> test, List<String> texts, TextVectorization words) {
        int length = option(test, "output_sequence_length", 0);
        words = length == 0 ? words : words.outputSequenceLength(length);
        assertEquals(strings(test.get("vocabulary")), words.vocabulary());
        assertArrayEquals(ints(test.get("texts")), words.of(texts));
        assertArrayEquals(ints(test.get("others")), words.of(strings(RECORDED.get("others"))));
    }

    @ParameterizedTest
    @MethodSource("windows")
    @Rule("DATA-45")
    void windowsAreThoseOfKeras(Map<String, Object> test) {
        double[][] table = IntStream.range(0, 11).mapToObj(n -> new double[] {2 * n, 2 * n + 1}).toArray(double[][]::new);
        double[] targets = IntStream.range(0, ((Double) test.get("targets")).intValue()).mapToDouble(n -> 100 + n).toArray();
        Timeseries.Dataset found = Timeseries.sequenceLength(option(test, "sequence_length", 1)).sequenceStride(option(test, "sequence_stride", 1))
                .samplingRate(option(test, "sampling_rate", 1)).of(table, targets);
        assertArrayEquals(Json.tensor(test.get("x")), found.x());
        assertArrayEquals(Json.row(test.get("y")), found.y());
    }

    @Test
    @Rule({"DATA-43", "DATA-44", "DATA-45"})
    void whatCannotBeIsRefused() {
        assertRefused("DATA-43", () -> PadSequences.standard().maxlen(-1));
        assertRefused("DATA-44", () -> TextVectorization.adapt(List.of("a"), 2));
        assertRefused("DATA-44", () -> TextVectorization.adapt(List.of("a")).outputSequenceLength(0));
        assertRefused("DATA-45", () -> Timeseries.sequenceLength(0));
        assertRefused("DATA-45", () -> Timeseries.sequenceLength(1).sequenceStride(0));
        assertRefused("DATA-34", () -> Timeseries.sequenceLength(3).of(new double[2][1], null));
        assertRefused("DATA-35", () -> Timeseries.sequenceLength(1).of(new double[][] {{Double.NaN}}, null));
    }

    private static void assertRefused(String rule, Runnable call) {
        assertTrue(assertThrows(IllegalArgumentException.class, call::run).getMessage().startsWith("[" + rule + "]"));
    }
}
