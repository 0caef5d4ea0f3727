package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Windows of any series. */
class WindowsProperties {
    @Provide
    Arbitrary<double[]> series() {
        return Arbitraries.doubles().between(-1e6, 1e6).array(double[].class).ofMinSize(4).ofMaxSize(60);
    }

    @Property(tries = 200)
    void stepTOfWindowNIsValueNPlusT(@ForAll("series") double[] series,
            @ForAll @IntRange(min = 1, max = 59) int anyLength) {
        int length = 1 + anyLength % (series.length - 1);
        Windows windows = Windows.of(series, length);
        assertEquals(series.length - length, windows.x().length);
        assertEquals(series.length - length, windows.y().length);
        for (int n = 0; n < windows.y().length; n++) {
            assertEquals(length, windows.x()[n].length);
            for (int t = 0; t < length; t++) {
                assertEquals(1, windows.x()[n][t].length);
                assertEquals((float) series[n + t], windows.x()[n][t][0]);
            }
            assertEquals((float) series[n + length], windows.y()[n]);
        }
    }

    @Property(tries = 200)
    void theSplitKeepsEveryWindowOnce(@ForAll("series") double[] series,
            @ForAll @IntRange(max = 1000) int any, @ForAll @IntRange(max = 1000) int anyCut) {
        int length = 1 + any % (series.length - 3);
        int cut = length + 1 + anyCut % (series.length - length - 1);
        Windows windows = Windows.of(series, length);
        Windows.Split split = windows.splitAt(cut);
        assertEquals(cut - length, split.train().y().length);
        assertEquals(series.length - cut, split.test().y().length);
        for (int n = 0; n < windows.y().length; n++) {
            boolean train = n < cut - length;
            Windows part = train ? split.train() : split.test();
            int m = train ? n : n - (cut - length);
            assertSame(windows.x()[n], part.x()[m]);
            assertEquals(windows.y()[n], part.y()[m]);
        }
    }
}
