package lstm4j.engine;

import java.util.function.IntConsumer;

import lstm4j.layer.ActivationFunction;

/**
 * exp, tanh and the logistic function of rows of floats: correctly rounded for every one of the 2³² floats, by
 * + − × ÷ min max abs alone, so the bits are the same on every Java virtual machine. The profile {@code exhaustive}
 * proves it.
 *
 * <p>All three start with v = n·ln 2 + r, |r| ≤ ½·ln 2, and e^v = 2^n·(1 + q) with q = e^r − 1. They work in double on
 * tiles, one short loop per step, because that is what C2 turns into SIMD: on JDK 17 a cast stops it, and so does a long
 * body or any trick with bits. Per element 1.5 ns on JDK 17 (AVX-512; AVX2: 2.2), Math.tanh 39: bench {@code Functions}.
 *
 * <p>One object per workspace: it owns the tiles and must not be shared by threads. NaN gives NaN, ±∞ the limit, and
 * tanh(−0) = −0. Spec: chapter 8.
 */
final class Elementary {
    static final int TILE = 512;

    /** Beyond ±110 all three results, rounded to float, are those at ±110. */
    private static final double FAR = 110;
    private static final double LOG2_E = 0x1.71547652b82fep0;

    /** Adding and subtracting it rounds a double below 2⁵¹ to an integer. */
    private static final double ROUND = 0x1.8p52;

    /** ln 2 = HIGH + LOW; HIGH has 45 significant bits, so n·HIGH is exact. */
    private static final double LN2_HIGH = 0x1.62e42fefa38p-1;
    private static final double LN2_LOW = 0x1.ef35793c7673p-45;

    /** Multiplying by it and subtracting twice, as Veltkamp does, leaves one significant bit of 53. */
    private static final double SPLIT = 0x1.0000000000001p52;

    final double[] t;             // arguments, then results
    private final double[] power; // n, then 2^n
    private final double[] rest;  // r, then q

    private final IntConsumer exp = this::exp; // kept, so that no call makes a new one
    private final IntConsumer tanh = this::tanh;
    private final IntConsumer sigmoid = this::sigmoid;
    private final IntConsumer hardSigmoid;
    private final IntConsumer hardSigmoidKeras2;

    Elementary(Buffers buffers) {
        t = buffers.doubles(TILE);
        power = buffers.doubles(TILE);
        rest = buffers.doubles(TILE);
        hardSigmoid = m -> ramp(3, 6, t, m);
        hardSigmoidKeras2 = m -> ramp(2.5, 5, t, m);
    }

    /** rows[r][j] = e^rows[r][j] for r &lt; count, j &lt; n. */
    void exp(float[][] rows, int count, int n) {
        overTiles(rows, count, n, exp);
    }

    /** rows[r][j] = tanh(rows[r][j]). */
    void tanh(float[][] rows, int count, int n) {
        overTiles(rows, count, n, tanh);
    }

    /** rows[r][j] = 1 / (1 + e^−rows[r][j]). */
    void sigmoid(float[][] rows, int count, int n) {
        overTiles(rows, count, n, sigmoid);
    }

    /** rows[r][j] = clip((rows[r][j] + 3)/6, 0, 1): 0.7 ns against 9.8 one by one. */
    void hardSigmoid(float[][] rows, int count, int n) {
        overTiles(rows, count, n, hardSigmoid);
    }

    /** rows[r][j] = clip((rows[r][j] + 2.5)/5, 0, 1). */
    void hardSigmoidKeras2(float[][] rows, int count, int n) {
        overTiles(rows, count, n, hardSigmoidKeras2);
    }

    /** Applies what f does to the first m numbers of t. Short rows fill a tile together, a long one takes several. */
    private void overTiles(float[][] rows, int count, int n, IntConsumer f) {
        int together = Math.max(1, TILE / Math.max(1, n));
        for (int r = 0; r < count; r += together) {
            int taken = Math.min(together, count - r);
            for (int from = 0; from < n; from += TILE) {
                int m = Math.min(TILE, n - from);
                for (int q = 0; q < taken; q++) {
                    widen(rows[r + q], from, t, q * m, m);
                }
                f.accept(taken * m);
                for (int q = 0; q < taken; q++) {
                    narrow(t, q * m, rows[r + q], from, m);
                }
            }
        }
    }

    private void tanh(int m) {
        if (Kernels.FOUND.apply(ActivationFunction.TANH, t, m)) {
            return;
        }
        split(2, t, power, rest, m);
        powersOfTwo(power, m);
        expm1(rest, m);
        tanh(power, rest, t, m);
    }

    private void sigmoid(int m) {
        if (Kernels.FOUND.apply(ActivationFunction.SIGMOID, t, m)) {
            return;
        }
        split(-1, t, power, rest, m);
        powersOfTwo(power, m);
        expm1(rest, m);
        sigmoid(power, rest, t, m);
    }

    /** t[j] = e^t[j] for j &lt; m ≤ TILE, in double with a relative error below 2⁻⁵¹ for |t[j]| ≤ 110. */
    void exp(int m) {
        if (Kernels.FOUND.apply(ActivationFunction.EXPONENTIAL, t, m)) {
            return;
        }
        split(1, t, power, rest, m);
        powersOfTwo(power, m);
        expm1(rest, m);
        exp(power, rest, t, m);
    }

    private static void widen(float[] x, int from, double[] t, int at, int m) {
        for (int j = 0; j < m; j++) {
            t[at + j] = x[from + j];
        }
    }

    private static void ramp(double shift, double width, double[] t, int m) {
        for (int j = 0; j < m; j++) {
            t[j] = Math.min(Math.max((t[j] + shift) / width, 0), 1);
        }
    }

    private static void narrow(double[] t, int at, float[] y, int from, int m) {
        for (int j = 0; j < m; j++) {
            y[from + j] = (float) t[at + j];
        }
    }

    /** v = scale·t = n·ln 2 + r. For t = −0 and scale &gt; 0, r = −0. */
    private static void split(double scale, double[] t, double[] n, double[] r, int m) {
        for (int j = 0; j < m; j++) {
            double v = Math.min(Math.max(scale * t[j], -FAR), FAR);
            double k = (v * LOG2_E + ROUND) - ROUND;
            n[j] = k;
            r[j] = (v - k * LN2_HIGH) - k * LN2_LOW;
        }
    }

    /**
     * power[j] = 2^power[j], exact for whole numbers up to ±160. A parabola meets 2^(n/512) within 4.3e-4, so its 512th
     * power is between 0.80 and 1.25 times 2^n, and rounding that to one significant bit gives 2^n itself.
     */
    static void powersOfTwo(double[] power, int m) {
        for (int j = 0; j < m; j++) {
            double n = power[j];
            double p = 1.0000683 + n * (0.0013617118 + n * 9.1370926e-7);
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            double s = p * SPLIT;
            power[j] = s - (s - p);
        }
    }

    /**
     * rest[j] = e^rest[j] − 1 for |rest[j]| ≤ ½·ln 2. The coefficients of r² to r¹¹ are those of the polynomial with the
     * smallest relative error of e^r, 2⁻⁵⁷·⁹ (Remez), rounded to double; even and odd powers apart shorten the chain.
     */
    private static void expm1(double[] rest, int m) {
        for (int j = 0; j < m; j++) {
            double r = rest[j];
            double r2 = r * r;
            double even = 0x1.000000000000ap-1 + r2 * (0x1.555555555087cp-5 + r2 * (0x1.6c16c1842a18fp-10
                    + r2 * (0x1.a0199a0c5affdp-16 + r2 * 0x1.28ad72d3fa16fp-22)));
            double odd = 0x1.55555555554fap-3 + r2 * (0x1.1111111127beap-7 + r2 * (0x1.a01a012a559b1p-13
                    + r2 * (0x1.71df255761396p-19 + r2 * 0x1.ad7f6655530e7p-26)));
            rest[j] = r * (1 + r * (even + r * odd));
        }
    }

    private static void exp(double[] power, double[] q, double[] y, int m) {
        for (int j = 0; j < m; j++) {
            y[j] = power[j] + power[j] * q[j];
        }
    }

    /**
     * sigmoid(x) = 1/(e + 2) with e = e^−x − 1. Near 0 it is ½ + x/4 − x³/48, and where ½ + x/4 is halfway between two
     * floats, a double is too short for x³/48: 66 ties would go the wrong way. So the numerator moves the result by 2⁻⁵²
     * towards ½, where the true value lies: |e − c| − |e + c| is −2c or 2c by the sign of e as soon as |e| ≥ c, and
     * takes no time beside the division (min and max would: 0.28 and 0.39 ns per element with AVX2).
     */
    private static void sigmoid(double[] power, double[] q, double[] y, int m) {
        for (int j = 0; j < m; j++) {
            double e = power[j] * q[j] - (1 - power[j]);
            double sign = Math.abs(e - 0x1p-25) - Math.abs(e + 0x1p-25);
            y[j] = (1 - sign * 0x1p-28) / (e + 2);
        }
    }

    /** tanh(x) = e/(e + 2) with e = e^2x − 1 = 2^n·q − (1 − 2^n); this order keeps −0. */
    private static void tanh(double[] power, double[] q, double[] y, int m) {
        for (int j = 0; j < m; j++) {
            double e = power[j] * q[j] - (1 - power[j]);
            y[j] = e / (e + 2);
        }
    }
}
