package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lstm4j.data.DigitStyles.Stroke;
import lstm4j.data.DigitStyles.Style;
import org.junit.jupiter.api.Test;

/** What the pen leaves on the sheet, and the strokes it follows. */
class CanvasTest {
    private static float[][] scanned(Canvas canvas) {
        return canvas.scan(0, new SplitMix(0));
    }

    /** Pixel centres lie at .5: rows 1 and 3 are one pixel away from the line in row 2, which reaches 0.75 + 0.5. */
    @Test
    void aLineCoversItsRowAndAQuarterOfTheNext() {
        Canvas canvas = new Canvas(5);
        canvas.draw(-9, 2.5, 0.75, 14, 2.5, 0.75);
        float quarter = 64 / 255f;
        assertArrayEquals(new float[][] {{0, 0, 0, 0, 0}, {quarter, quarter, quarter, quarter, quarter}, {1, 1, 1, 1, 1},
                {quarter, quarter, quarter, quarter, quarter}, {0, 0, 0, 0, 0}}, scanned(canvas));
    }

    @Test
    void theEndOfAStrokeIsRound() {
        Canvas canvas = new Canvas(5);
        canvas.draw(2.5, 2.5, 1, 2.5, 2.5, 1);
        float diagonal = 22 / 255f;    // 255 · (1.5 − √2) = 21.88
        float side = 128 / 255f;
        assertArrayEquals(new float[][] {{0, 0, 0, 0, 0}, {0, diagonal, side, diagonal, 0}, {0, side, 1, side, 0},
                {0, diagonal, side, diagonal, 0}, {0, 0, 0, 0, 0}}, scanned(canvas));
    }

    @Test
    void strokesThatCrossDoNotAddUpAndTheWidthMayChange() {
        Canvas canvas = new Canvas(3);
        canvas.draw(0, 1.5, 0.25, 3, 1.5, 0.25);
        canvas.draw(0, 1.5, 0.25, 3, 1.5, 0.25);
        assertArrayEquals(new float[] {191 / 255f, 191 / 255f, 191 / 255f}, scanned(canvas)[1]);
        Canvas wedge = new Canvas(4);
        wedge.draw(0.5, 0.5, 0, 3.5, 0.5, 0.375);
        assertArrayEquals(new float[] {128 / 255f, 159 / 255f, 191 / 255f, 223 / 255f}, scanned(wedge)[0]);
    }

    @Test
    void nothingIsDrawnBesideTheSheet() {
        Canvas canvas = new Canvas(3);
        canvas.draw(-20, -20, 1, -10, 50, 1);
        canvas.draw(40, 40, 1, 50, 50, 1);
        assertArrayEquals(new float[3][3], scanned(canvas));
    }

    @Test
    void everyDigitHasSeveralStylesInsideTheBox() {
        for (int digit = 0; digit < 10; digit++) {
            assertTrue(DigitStyles.of(digit).size() >= 3);
            for (Style style : DigitStyles.of(digit)) {
                for (Stroke stroke : style.strokes()) {
                    assertTrue(stroke.x().length >= 3, "digit " + digit);
                    for (int i = 0; i < stroke.x().length; i++) {
                        assertTrue(stroke.x()[i] >= 0 && stroke.x()[i] <= 70 && stroke.y()[i] >= 0 && stroke.y()[i] <= 100);
                    }
                }
            }
        }
        assertEquals(4, DigitStyles.of(7).size());
    }
}
