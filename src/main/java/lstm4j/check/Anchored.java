package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/**
 * Judges an LSTM layer whose states are known, step by step: each begins with the state that the candidate itself reached, so
 * errors do not add up and the bound stays a few dozen u however long the sequence is. Within a step each given array takes the
 * place of what was computed, so a mistake is seen where it is made. Where c is not given its error is carried on, which the
 * forget gate keeps small. Spec: chapter 16.
 */
final class Anchored {
    private final LSTM lstm;
    private final int layer;
    private final double[][][] own;
    private final Arrays3 actual;
    private final Precision p;
    private final double ulps;
    private final int U;
    private final double[] bias;
    private final double[][] kernelSize;
    private final double[][] recurrentSize;
    private final List<Compared> compared = new ArrayList<>();

    Anchored(LSTM lstm, int layer, double[][][] own, Arrays3 actual, Precision p, double ulps) {
        this.lstm = lstm;
        this.layer = layer;
        this.own = own;
        this.actual = actual;
        this.p = p;
        this.ulps = ulps;
        U = lstm.units();
        bias = own.length > 2 ? own[2][0] : new double[4 * U];
        kernelSize = FastRows.absolute(own[0]);
        recurrentSize = FastRows.absolute(own[1]);
    }

    /** The comparison of every given array; h is given. */
    List<Compared> run(double[][][] x, boolean[][] mask, OracleState start) {
        double[][][] h = given("h");
        Compared last = given("c") == null ? open("c_n") : null;
        Compared[] of = {open("z"), open("i"), open("f"), open("g"), open("o"), open("c"), open("h")};
        for (int b = 0; b < x.length; b++) {
            double[] hPrev = start == null ? new double[U] : start.h()[b];
            double[] c = start == null ? new double[U] : start.c()[b].clone();
            double[] cError = new double[U];
            for (int s = 0; s < x[b].length; s++) {
                int t = lstm.goesBackwards() ? x[b].length - 1 - s : s;
                if (mask == null || mask[b][t]) {
                    step(of, b, s, x[b][t], hPrev, c, cError);
                } else {
                    for (int u = 0; u < U; u++) {
                        set(of[5], b, s, u, c[u], cError[u] + p.absolute());
                        set(of[6], b, s, u, hPrev[u], p.absolute());
                    }
                    skip(of, b, s);
                    c = of[5] == null ? c : of[5].actual()[b][s].clone();
                }
                hPrev = h[b][s];
            }
            for (int u = 0; u < U; u++) {
                set(last, b, 0, u, c[u], cError[u] + p.absolute());
            }
        }
        return compared;
    }

    private double[][][] given(String name) {
        return actual.get(lstm.name() + "/" + name);
    }

    private Compared open(String name) {
        double[][][] numbers = given(name);
        if (numbers == null) {
            return null;
        }
        double[][][] like = new double[numbers.length][numbers[0].length][numbers[0][0].length];
        double[][][] bound = new double[numbers.length][numbers[0].length][numbers[0][0].length];
        compared.add(new Compared(lstm.name() + "/" + name, layer, like, bound, numbers, p.largest()));
        return compared.get(compared.size() - 1);
    }

    /** Gates of a masked step may be anything. */
    private static void skip(Compared[] of, int b, int s) {
        for (int q = 0; q < 5; q++) {
            if (of[q] != null) {
                System.arraycopy(of[q].actual()[b][s], 0, of[q].expected()[b][s], 0, of[q].actual()[b][s].length);
            }
        }
    }

    private static void set(Compared one, int b, int s, int u, double expected, double bound) {
        if (one != null) {
            one.expected()[b][s][u] = expected;
            one.bound()[b][s][u] = bound;
        }
    }

    /** The candidate's number where there is one, with no error of its own; else what was computed. */
    private static double[] next(Compared one, int b, int s, int u, double expected, double bound) {
        set(one, b, s, u, expected, bound);
        return one == null ? new double[] {expected, bound} : new double[] {one.actual()[b][s][u], 0};
    }

    private void step(Compared[] of, int b, int s, double[] x, double[] hPrev, double[] c, double[] cError) {
        double[] z = bias.clone();
        FastRows.addProduct(z, x, own[0]);
        FastRows.addProduct(z, hPrev, own[1]);
        double[] size = FastRows.absolute(bias);
        FastRows.addProduct(size, FastRows.absolute(x), kernelSize);
        FastRows.addProduct(size, FastRows.absolute(hPrev), recurrentSize);
        for (int u = 0; u < U; u++) {
            double[][] gate = new double[4][];
            for (int q = 0; q < 4; q++) {
                int k = q * U + u;
                double[] zk = next(of[0], b, s, k, z[k], p.sum(x.length + U, size[k]));
                ActivationFunction function = q == 2 ? lstm.activation() : lstm.recurrentActivation();
                double y = Functions.value(function, zk[0]);
                gate[q] = next(of[1 + q], b, s, u, y, moved(function, zk[0], zk[1], y) + p.function(y, ulps));
            }
            double i = gate[0][0], f = gate[1][0], g = gate[2][0];
            double kept = f * c[u], added = i * g;
            double error = Math.abs(c[u]) * gate[1][1] + (Math.abs(f) + gate[1][1]) * cError[u] + Math.abs(g) * gate[0][1]
                    + (Math.abs(i) + gate[0][1]) * gate[2][1] + 2 * p.stored * (Math.abs(kept) + Math.abs(added)) + p.absolute();
            double[] cNew = next(of[5], b, s, u, kept + added, error);
            double a = Functions.value(lstm.activation(), cNew[0]);
            double aError = moved(lstm.activation(), cNew[0], cNew[1], a) + p.function(a, ulps);
            double hNew = gate[3][0] * a;
            set(of[6], b, s, u, hNew, Math.abs(gate[3][0]) * aError + (Math.abs(a) + aError) * gate[3][1] + 2 * p.stored * Math.abs(hNew)
                    + p.absolute());
            c[u] = cNew[0];
            cError[u] = cNew[1];
        }
    }

    /** How far y = φ(x) moves when x moves by {@code error}. */
    static double moved(ActivationFunction function, double x, double error, double y) {
        if (error == 0) {
            return 0;
        }
        double most = 0;
        for (double side : new double[] {-1, -0.5, 0.5, 1}) {
            most = Math.max(most, Math.abs(Functions.value(function, x + side * error) - y));
        }
        return most;
    }
}
