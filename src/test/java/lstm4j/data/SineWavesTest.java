package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import lstm4j.testing.Budget;

/** Sine waves against the values of the sine that everybody knows. */
class SineWavesTest {
    private static void refuses(Executable setting, String message) {
        assertEquals("[DATA-42] sine waves, " + message, assertThrows(IllegalArgumentException.class, setting).getMessage());
    }

    @Test
    void aWaveReturnsAfterItsPeriod() {
        assertArrayEquals(new double[] {0, 0.5, 1, 0.5, 0, -0.5, -1, -0.5},
                Arrays.stream(new int[] {0, 1, 3, 5, 6, 7, 9, 11}).mapToDouble(t -> SineWaves.of(12).truth(12)[t]).toArray(),
                Budget.SINE_VALUE.limit());
    }

    @Test
    void phaseShiftsAndAmplitudeStretches() {
        assertArrayEquals(new double[] {3, 0, -3, 0, 3}, SineWaves.of(4).phase(Math.PI / 2).amplitude(3).series(5),
                Budget.SINE_VALUE_TIMES_3.limit());
    }

    @Test
    void theNoiseHasTheDeviationThatWasAskedFor() {
        SineWaves waves = SineWaves.of(50).amplitude(2).noise(0.25).seed(3);
        double[] noisy = waves.series(20_000);
        double[] truth = waves.truth(20_000);
        double sum = 0;
        double squares = 0;
        for (int t = 0; t < noisy.length; t++) {
            sum += noisy[t] - truth[t];
            squares += (noisy[t] - truth[t]) * (noisy[t] - truth[t]);
        }
        assertEquals(0, sum / noisy.length, 0.01);
        assertEquals(0.0625, squares / noisy.length, 0.002);
    }

    /** Pinned with JDK 17 and found equal with JDK 25, with and without the compilers. */
    @Test
    void theBitsAreTheSameOnEveryMachine() {
        double[] series = SineWaves.of(25).phase(0.3).noise(0.1).seed(42).series(1000);
        assertEquals("8408880e", Integer.toHexString(Arrays.hashCode(series)));
        assertArrayEquals(Arrays.copyOf(series, 10), SineWaves.of(25).phase(0.3).noise(0.1).seed(42).series(10));
    }

    @Test
    void settingsThatMakeNoWaveAreRefused() {
        refuses(() -> SineWaves.of(2), "period: expected a finite number of steps above 2, got 2.0."
                + "\n          Hint: with two samples or less for a wave nothing of it is left to see.");
        refuses(() -> SineWaves.of(9).phase(Double.NaN), "phase: expected a finite number, got NaN.");
        refuses(() -> SineWaves.of(9).amplitude(0), "amplitude: expected a positive number, got 0.0.");
        refuses(() -> SineWaves.of(9).noise(-1), "noise: expected a number of at least 0, got -1.0.");
        assertEquals("[DATA-40] sine waves: expected a length of at least 1, got 0.",
                assertThrows(IllegalArgumentException.class, () -> SineWaves.of(9).series(0)).getMessage());
    }
}
