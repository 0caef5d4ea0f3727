package lstm4j.data;

/**
 * A sine wave with noise, to learn a forecast from: amplitude · sin(2π · t ÷ period + phase) at t = 0, 1, 2, …, plus noise.
 * The value at t is a function of the settings and t alone and has the same bits on every JDK, OS and processor.
 * Immutable; each setter gives a new one.
 */
public final class SineWaves {
    private static final int STREAM = 3;

    private final double period;
    private final double phase;
    private final double amplitude;
    private final double noise;
    private final long seed;

    private SineWaves(double period, double phase, double amplitude, double noise, long seed) {
        this.period = period;
        this.phase = phase;
        this.amplitude = amplitude;
        this.noise = noise;
        this.seed = seed;
    }

    /** A wave of amplitude 1 without noise that repeats after {@code period} steps; more than 2 and finite, else [DATA-42]. */
    public static SineWaves of(double period) {
        require(period > 2 && Double.isFinite(period), "period", "a finite number of steps above 2", period,
                "with two samples or less for a wave nothing of it is left to see");
        return new SineWaves(period, 0, 1, 0, 0);
    }

    /** Where the wave is at t = 0, in radians; finite, else [DATA-42]. */
    public SineWaves phase(double radians) {
        require(Double.isFinite(radians), "phase", "a finite number", radians, "");
        return new SineWaves(period, radians, amplitude, noise, seed);
    }

    /** Height of the wave above 0; positive and finite, else [DATA-42]. */
    public SineWaves amplitude(double height) {
        require(height > 0 && Double.isFinite(height), "amplitude", "a positive number", height, "");
        return new SineWaves(period, phase, height, noise, seed);
    }

    /** Standard deviation of the noise, in the unit of the amplitude; 0 or more and finite, else [DATA-42]. */
    public SineWaves noise(double deviation) {
        require(deviation >= 0 && Double.isFinite(deviation), "noise", "a number of at least 0", deviation, "");
        return new SineWaves(period, phase, amplitude, deviation, seed);
    }

    /** Which noise. */
    public SineWaves seed(long seed) {
        return new SineWaves(period, phase, amplitude, noise, seed);
    }

    /** The first {@code length} values, with noise. At least 1, else [DATA-40]. */
    public double[] series(int length) {
        double[] values = truth(length);
        for (int t = 0; t < length; t++) {
            values[t] += noise * SplitMix.of(seed, STREAM, t).bell();
        }
        return values;
    }

    /** The same values without the noise, the best that a forecast could do. At least 1, else [DATA-40]. */
    public double[] truth(int length) {
        if (length < 1) {
            throw Message.mistake("DATA-40", "sine waves", "a length of at least 1", String.valueOf(length), "");
        }
        double[] values = new double[length];
        for (int t = 0; t < length; t++) {
            values[t] = amplitude * StrictMath.sin(2 * Math.PI * (t / period) + phase);
        }
        return values;
    }

    private static void require(boolean holds, String name, String expected, double got, String hint) {
        if (!holds) {
            throw Message.mistake("DATA-42", "sine waves, " + name, expected, String.valueOf(got), hint);
        }
    }
}
