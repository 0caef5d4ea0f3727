package lstm4j.run;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import lstm4j.testing.Json;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of samples against {@code testdata/gen/sample_order.py}, which turns the columns and rows of a whole table. */
class SampleOrderVectorsTest {
    static Stream<Map<String, Object>> orders() {
        return Json.list(Json.object(Json.read(Path.of("testdata/sample_order.json"))).get("orders")).stream().map(Json::object);
    }

    private static long number(Object value) {
        return ((Double) value).longValue();
    }

    @ParameterizedTest
    @MethodSource("orders")
    @Rule("FIT-16")
    void everyPositionHasTheRecordedSampleAndBack(Map<String, Object> recorded) {
        SampleOrder order = new SampleOrder(number(recorded.get("samples")), number(recorded.get("seed")), number(recorded.get("epoch")));
        for (int i = 0; i < Json.list(recorded.get("at")).size(); i++) {
            long position = number(Json.list(recorded.get("positions")).get(i));
            long sample = number(Json.list(recorded.get("at")).get(i));
            assertEquals(sample, order.at(position));
            assertEquals(position, order.positionOf(sample));
        }
    }

    @Test
    @Rule("FIT-16")
    void theOrdersOfChapter12ComeOut() throws IOException {
        String chapter = Files.readString(Path.of("spec/12-fit.md"));
        for (int epoch : new int[] {0, 1}) {
            SampleOrder order = new SampleOrder(10, 42, epoch);
            String text = LongStream.range(0, 10).map(order::at).mapToObj(String::valueOf).collect(Collectors.joining(" "));
            assertTrue(chapter.contains("epoch " + epoch + ": " + text), text);
        }
        assertTrue(chapter.contains("In each of " + SampleOrder.ROUNDS + " rounds"));
    }

    @Test
    @Rule("FIT-41")
    void moreSamplesThanThereAreOrdersForAreRefused() {
        assertMessage("[FIT-41] fit: expected 1 to 2^40 samples, got 1099511627777.", () -> new SampleOrder(SampleOrder.MOST + 1, 0, 0));
    }
}
