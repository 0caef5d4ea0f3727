package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/**
 * From derivatives by the output back to everything: chapter 4 in the order of {@link Twin}, with the backward {@link Switch}es.
 * It also adds up, sample by sample, what roundings of a {@link Precision} in the forward pass can change the seeded sum by:
 * Σ |derivative by a number| · what that number may be off. That is the first-order bound of chapter 16.
 */
final class Backward {
    private final Plan plan;
    private final List<LayerTap> taps;
    private final Precision precision; // null: no bound wanted
    private final double ulps;
    private final boolean gradients;
    private Noise noise;      // moves dh, dx and dz as roundings would
    private boolean absolute; // weight gradients as sums of magnitudes
    private final List<Sizes> sizes;
    /** Σ |derivative|·error of each sample. */
    final double[] bound;
    final List<double[][][]> dWeights = new ArrayList<>();
    final Map<String, OracleState> dInitial = new HashMap<>();
    double[][][] dInput;

    Backward(Plan plan, List<LayerTap> taps, List<Sizes> sizes, Precision precision, double ulps, boolean gradients) {
        this.plan = plan;
        this.taps = taps;
        this.sizes = sizes;
        this.precision = precision;
        this.ulps = ulps;
        this.gradients = gradients;
        bound = new double[plan.x.length];
    }

    /** With every sum of the way back moved as the roundings of {@code precision} may move it. */
    Backward shaken(Noise by) {
        noise = by;
        return this;
    }

    /** With Σ|x|·|dz| in place of Σ x·dz. */
    Backward magnitudes() {
        absolute = true;
        return this;
    }

    /** The row times the matrix, moved by noise. */
    private void carry(double[] d, double[] dz, double[][] m) {
        FastRows.addProduct(d, dz, m);
        if (noise != null) {
            double[] size = new double[d.length];
            FastRows.addProduct(size, FastRows.absolute(dz), FastRows.absolute(m));
            for (int k = 0; k < d.length; k++) {
                d[k] += noise.next() * precision.sum(dz.length, size[k]);
            }
        }
    }

    /** Seeds: derivatives by the output of the last layer, or of layer {@code from}, and by final states of LSTM layers. */
    Backward run(int from, double[][][] dOutput, Map<String, OracleState> dFinal) {
        double[][][] d = dOutput;
        for (int i = from; i >= 0; i--) {
            Layer layer = plan.layers.get(i);
            LayerTap tap = taps.get(i);
            if (layer instanceof LSTM lstm) {
                d = lstm(i, lstm, tap, d, dFinal.get(lstm.name()));
            } else if (layer instanceof Dense dense) {
                d = dense(i, dense, tap, d);
            } else {
                d = other(layer, tap, d);
                dWeights.add(0, new double[0][][]);
            }
        }
        dInput = d;
        return this;
    }

    private double[][][] other(Layer layer, LayerTap tap, double[][][] d) {
        if (layer instanceof Activation activation) {
            return activated(activation.function(), tap, d);
        }
        if (layer instanceof Flatten) {
            double[][][] dx = new double[d.length][tap.input()[0].length][];
            int F = tap.input()[0][0].length;
            for (int b = 0; b < d.length; b++) {
                for (int t = 0; t < dx[b].length; t++) {
                    dx[b][t] = Arrays.copyOfRange(d[b][0], t * F, (t + 1) * F);
                }
            }
            return dx;
        }
        return d;
    }

    private double[][][] activated(ActivationFunction function, LayerTap tap, double[][][] dy) {
        double[][][] dz = new double[dy.length][dy[0].length][];
        for (int b = 0; b < dy.length; b++) {
            for (int t = 0; t < dy[b].length; t++) {
                dz[b][t] = Functions.rowBackward(function, tap.z()[b][t], dy[b][t]);
                for (int k = 0; precision != null && function != ActivationFunction.LINEAR && k < dy[b][t].length; k++) {
                    bound[b] += Math.abs(dy[b][t][k]) * precision.function(tap.output()[b][t][k], ulps);
                }
            }
        }
        return dz;
    }

    private double[][][] dense(int i, Dense dense, LayerTap tap, double[][][] dy) {
        double[][][] dz = activated(dense.activation(), tap, dy);
        double[][] kernelT = sizes.get(i).kernelT();
        int F = tap.input()[0][0].length;
        double[][] dW = new double[F][dense.units()];
        double[][] db = new double[1][dense.units()];
        double[][][] dx = new double[dz.length][dz[0].length][F];
        for (int b = 0; b < dz.length; b++) {
            for (int t = 0; t < dz[b].length; t++) {
                addBound(b, dz[b][t], i, t, F);
                carry(dx[b][t], dz[b][t], kernelT);
                double[] d = absolute ? FastRows.absolute(dz[b][t]) : dz[b][t];
                for (int j = 0; gradients && j < F; j++) {
                    double x = tap.input()[b][t][j];
                    FastRows.add(dW[j], absolute ? Math.abs(x) : x, d);
                }
                FastRows.add(db[0], 1, d);
            }
        }
        dWeights.add(0, dense.useBias() ? new double[][][] {dW, db} : new double[][][] {dW});
        return dx;
    }

    private void addBound(int b, double[] dz, int i, int s, int n) {
        if (precision != null && noise == null) {
            double[] size = sizes.get(i).z()[b][s];
            for (int k = 0; k < dz.length; k++) {
                bound[b] += Math.abs(dz[k]) * precision.sum(n, size[k]);
            }
        }
    }

    private double[][][] lstm(int i, LSTM lstm, LayerTap tap, double[][][] dy, OracleState dFinal) {
        int B = tap.input().length;
        int S = tap.steps();
        int U = lstm.units();
        int F = tap.input()[0][0].length;
        double[][][] dx = new double[B][S][F];
        double[][] dW = new double[F][4 * U];
        double[][] dR = new double[U][4 * U];
        double[][] db = new double[1][4 * U];
        OracleState initial = OracleState.zeros(B, U, U);
        for (int b = 0; b < B; b++) {
            double[] dh = dFinal == null ? new double[U] : dFinal.h()[b].clone();
            double[] dc = dFinal == null ? new double[U] : dFinal.c()[b].clone();
            double[] held = new double[U];
            for (int s = S - 1; s >= 0; s--) {
                double[] dys = lstm.returnsSequences() ? dy[b][s] : s == S - 1 ? dy[b][0] : null;
                if (dys != null && !(plan.has(Switch.LAST_OUTPUT_ONLY) && s < S - 1)) {
                    FastRows.add(held, 1, dys);
                }
                int t = tap.time(s, lstm.goesBackwards());
                boolean used = tap.used(b, t);
                if (used || plan.has(Switch.BACKWARD_IGNORES_MASK)) {
                    if (plan.has(Switch.OUTPUT_REPLACES_DH) && lstm.returnsSequences()) {
                        Arrays.fill(dh, 0);
                    }
                    FastRows.add(dh, 1, held);
                    double[] dz = step(lstm, tap, b, s, dh, dc);
                    addBound(b, dz, i, s, F + U);
                    weightGradients(tap, b, s, t, dz, dW, dR, db);
                    Arrays.fill(dh, 0);
                    carry(dh, dz, sizes.get(i).recurrentT());
                    if (plan.has(Switch.DX_WITH_F_I_SWAPPED)) {
                        dz = swapped(dz, U);
                    }
                    carry(dx[b][t], dz, sizes.get(i).kernelT());
                } else if (plan.has(Switch.BACKWARD_STOPS_AT_MASK)) {
                    Arrays.fill(dh, 0);
                    Arrays.fill(dc, 0);
                }
                if (used || lstm.zeroesMasked() || plan.has(Switch.BACKWARD_IGNORES_MASK)) {
                    held = new double[U];
                }
                if (plan.has(Switch.DH_NOT_CARRIED) || plan.has(Switch.TRUNCATED_2) && S - s == 2) {
                    Arrays.fill(dh, 0);
                }
                if (plan.has(Switch.DC_NOT_CARRIED) || plan.has(Switch.TRUNCATED_2) && S - s == 2) {
                    Arrays.fill(dc, 0);
                }
            }
            initial.h()[b] = dh;
            initial.c()[b] = dc;
        }
        dInitial.put(lstm.name(), initial);
        if (plan.has(Switch.LOWER_LAYERS_UNTRAINED)) {
            dx = Arrays.stream(dx).map(sample -> new double[sample.length][F]).toArray(double[][][]::new);
        }
        dWeights.add(0, lstm.useBias() ? new double[][][] {dW, dR, db} : new double[][][] {dW, dR});
        return plan.has(Switch.DX_MISSING) ? new double[B][S][F] : dx;
    }

    private static double[] swapped(double[] dz, int U) {
        double[] swapped = dz.clone();
        System.arraycopy(dz, 0, swapped, U, U);
        System.arraycopy(dz, U, swapped, 0, U);
        return swapped;
    }

    private void weightGradients(LayerTap tap, int b, int s, int t, double[] dz, double[][] dW, double[][] dR, double[][] db) {
        if (!gradients) {
            return;
        }
        boolean last = s == tap.steps() - 1;
        double[] d = absolute ? FastRows.absolute(dz) : dz;
        double[] h = plan.has(Switch.RECURRENT_BY_NEW_H) ? tap.h()[b][s] : tap.before(b, s);
        if (last || !plan.has(Switch.LAST_STEP_ONLY_W)) {
            for (int j = 0; j < dW.length; j++) {
                FastRows.add(dW[j], absolute ? Math.abs(tap.input()[b][t][j]) : tap.input()[b][t][j], d);
            }
            for (int u = 0; u < dR.length; u++) {
                FastRows.add(dR[u], absolute ? Math.abs(h[u]) : h[u], d);
            }
        }
        if (last || !plan.has(Switch.LAST_STEP_ONLY_B)) {
            FastRows.add(db[0], 1, d);
        }
    }

    /** From dh and dc after the step to dz; dc becomes that of the state before. */
    private double[] step(LSTM lstm, LayerTap tap, int b, int s, double[] dh, double[] dc) {
        int U = lstm.units();
        double[] z = tap.z()[b][s], gates = tap.gates()[b][s], c = tap.c()[b][s], a = tap.a()[b][s], cPrev = tap.cBefore(b, s);
        double[] dz = new double[4 * U];
        for (int u = 0; u < U; u++) {
            double i = gates[u], f = gates[U + u], g = gates[2 * U + u], o = gates[3 * U + u];
            double h = o * a[u];
            double slope = plan.has(Switch.SLOPE_BY_H) ? 1 - h * h : plan.has(Switch.DC_WITHOUT_SLOPE) ? 1 : Functions.slope(lstm.activation(), c[u]);
            dc[u] += dh[u] * (plan.has(Switch.DC_WITHOUT_O) ? 1 : o) * slope;
            if (precision != null) {
                bound[b] += Math.abs(dc[u]) * (precision.stored * (2 * Math.abs(f * cPrev[u]) + 2 * Math.abs(i * g))
                        + Math.abs(cPrev[u]) * precision.function(f, ulps) + Math.abs(g) * precision.function(i, ulps)
                        + Math.abs(i) * precision.function(g, ulps));
                bound[b] += Math.abs(dh[u]) * (precision.stored * Math.abs(h) + Math.abs(a[u]) * precision.function(o, ulps)
                        + Math.abs(o) * precision.function(a[u], ulps));
            }
            double di = dc[u] * (plan.has(Switch.DI_WITHOUT_G) ? 1 : g);
            double df = dc[u] * (plan.has(Switch.DF_BY_NEW_C) ? c[u] : cPrev[u]);
            double dg = dc[u] * (plan.has(Switch.DG_WITHOUT_I) ? 1 : i);
            double dO = dh[u] * (plan.has(Switch.DO_BY_C) ? c[u] : a[u]);
            boolean swap = plan.has(Switch.DI_DF_SWAPPED);
            dz[u] = (swap ? df : di) * gateSlope(lstm, z[u], i);
            dz[U + u] = (swap ? di : df) * gateSlope(lstm, z[U + u], f);
            dz[2 * U + u] = dg * (plan.has(Switch.CANDIDATE_SLOPE_MISSING) ? 1 : Functions.slope(lstm.activation(), z[2 * U + u]));
            dz[3 * U + u] = dO * gateSlope(lstm, z[3 * U + u], o);
            for (int q = 0; noise != null && q < 4; q++) {
                dz[q * U + u] *= 1 + 6 * noise.next() * precision.stored;
            }
            boolean initial = s == 0 && plan.has(Switch.DC0_WITHOUT_F);
            dc[u] *= plan.has(Switch.DC_WITHOUT_F) || initial ? 1 : f;
        }
        return dz;
    }

    private double gateSlope(LSTM lstm, double z, double y) {
        return plan.has(Switch.SLOPE_WITHOUT_COMPLEMENT) ? y : Functions.slope(lstm.recurrentActivation(), z);
    }
}
