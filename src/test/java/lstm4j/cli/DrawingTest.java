package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {
    private static final float[][] LETTER = {
        {1, 0, 0, 1},
        {1, 0, 0, 0},
        {0.5f, 0.49f, 1, 1},
        {1, Float.NaN, 0, 1},
        {-1, 0, 1, 0}};

    @Test
    void twoRowsOfPixelsShareALine() {
        assertEquals("█  ▀\n█ ▀█\n  ▀ ", Drawing.image(LETTER, false));
    }

    @Test
    void asciiShowsTheMeanOfTwoRowsInTenShades() {
        assertEquals("@  +\n#:+@\n  + ", Drawing.image(LETTER, true));
    }

    @Test
    void brightnessIsRelativeToTheBrightestPixel() {
        assertEquals("▀▄", Drawing.image(new float[][] {{255, 0}, {100, 200}}, false));
        assertEquals("  ", Drawing.image(new float[][] {{0, 0}}, false));
        assertEquals("▀ ", Drawing.image(new float[][] {{Float.POSITIVE_INFINITY, 1}}, false));
    }

    @Test
    void anImageOf28By28Takes14LinesOf28Columns() {
        List<String> lines = Drawing.image(new float[28][28], false).lines().toList();
        assertEquals(14, lines.size());
        lines.forEach(line -> assertEquals(28, line.length()));
    }

    @Test
    void picturesStandSideBySide() {
        assertEquals("""
                ab   x
                c    y
                     z""", Drawing.beside(List.of("ab\nc", "x\ny\nz"), 3));
    }

    @Test
    void curvesAreDrawnBetweenTheirLowestAndHighestValue() {
        assertEquals(List.of("10.0 |   .", "     |  .o", "     | *", "     |o", "0.00 |."),
                Drawing.curves(new float[] {0, 5, 7.5f, 10}, new float[] {2.5f, 5, Float.NaN, 7.5f}, 4, 5, true).lines().toList());
    }

    @Test
    void curvesMeetInAStarAndKeepToTheirField() {
        List<String> lines = Drawing.curves(new float[] {1, 2, 3, 2, 1}, new float[] {1, 1, 1, 1, 1}, 5, 3, true).lines().toList();
        assertEquals(List.of("3.00 |  .", "     | . .", "1.00 |*ooo*"), lines);
    }

    @Test
    void aLongSeriesIsAveragedAndAShortOneStretched() {
        assertEquals(List.of("2.50 |  ..", "0.50 |.."),
                Drawing.curves(new float[] {0, 1, 0, 1, 2, 3, 2, 3}, new float[] {}, 4, 2, true).lines().toList());
        assertEquals(List.of("1.00 |  ..", "0.00 |.."), Drawing.curves(new float[] {0, 1}, new float[] {}, 4, 2, true).lines().toList());
    }

    @Test
    void aConstantSeriesIsALineInTheMiddle() {
        assertEquals(List.of("5.00 |", "     |ooo", "5.00 |"),
                Drawing.curves(new float[] {}, new float[] {5, 5, 5}, 3, 3, true).lines().toList());
        assertTrue(Drawing.curves(new float[] {1}, new float[] {1}, 1, 3, false).contains("●"));
    }

    @Test
    void confusionsAreCountedByTrueClassAndGuess() {
        assertEquals("""
                true \\ guess   0   1  10   right
                           0  98   2   .   98.0%
                           1   . 100   .  100.0%
                          10   .   .   .       -""",
                Drawing.confusion(new int[][] {{98, 2, 0}, {0, 100, 0}, {0, 0, 0}}, List.of("0", "1", "10")));
    }
}
