package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Windows of short series, written out. */
class WindowsTest {
    private static final double[] SERIES = {10, 20, 30, 40, 50};

    private static void refuses(Executable call, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void eachWindowIsFollowedByItsTarget() {
        Windows windows = Windows.of(SERIES, 3);
        assertArrayEquals(new float[][][] {{{10}, {20}, {30}}, {{20}, {30}, {40}}}, windows.x());
        assertArrayEquals(new float[] {40, 50}, windows.y());
    }

    @Test
    void aWindowOfOneStepIsTheLagOneForecast() {
        Windows windows = Windows.of(new double[] {1, 2}, 1);
        assertArrayEquals(new float[][][] {{{1}}}, windows.x());
        assertArrayEquals(new float[] {2}, windows.y());
    }

    @Test
    void theSplitIsInTimeOrderAtAPositionOfTheSeries() {
        Windows.Split split = Windows.of(SERIES, 2).splitAt(4);
        assertArrayEquals(new float[][][] {{{10}, {20}}, {{20}, {30}}}, split.train().x());
        assertArrayEquals(new float[] {30, 40}, split.train().y());
        assertArrayEquals(new float[][][] {{{30}, {40}}}, split.test().x());
        assertArrayEquals(new float[] {50}, split.test().y());
    }

    @Test
    void windowsThatDoNotFitAreRefused() {
        refuses(() -> Windows.of(SERIES, 0), "[DATA-34] windows: expected a length of at least 1, got 0.");
        refuses(() -> Windows.of(SERIES, 5), "[DATA-34] windows: expected a series of more than 5 values, a window and its"
                + " target, got 5 values.\n          Hint: use shorter windows or a longer series.");
    }

    @Test
    void valuesThatAreNotFiniteAreNamedByTheirIndex() {
        String hint = ".\n          Hint: a series has no gaps: remove or fill in what is missing, and scale what is huge.";
        refuses(() -> Windows.of(new double[] {1, 2, Double.NaN, 4}, 2),
                "[DATA-35] series: expected finite numbers, got NaN at index 2" + hint);
        refuses(() -> Windows.of(new double[] {1e39, 2, 3}, 2),
                "[DATA-35] series: expected finite numbers, got 1.0E39 at index 0" + hint);
    }

    @Test
    void aCutThatLeavesOnePartEmptyIsRefused() {
        String expected = "[DATA-36] windows: expected a cut from 3 to 4 in a series of 5 with windows of 2, got ";
        String hint = ".\n          Hint: the cut counts values of the series; windows need some on both sides.";
        refuses(() -> Windows.of(SERIES, 2).splitAt(2), expected + 2 + hint);
        refuses(() -> Windows.of(SERIES, 2).splitAt(5), expected + 5 + hint);
    }
}
