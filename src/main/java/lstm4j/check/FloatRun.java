package lstm4j.check;

import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/** The model in float32 with sums in a declared order and correctly rounded functions, to recognise a candidate to the bit. Without masks. */
final class FloatRun {
    private final Plan plan;
    private final SumOrder order;

    private final List<float[][][]> weights;

    FloatRun(Plan plan, SumOrder order) {
        this.plan = plan;
        this.order = order;
        weights = plan.weights.stream().map(own -> Arrays.stream(own).map(FloatRun::floats).toArray(float[][][]::new)).toList();
    }

    /** The first declared order in which every given array comes out bit by bit; empty if there is none. */
    static String recognised(Plan plan, Arrays3 actual) {
        boolean plain = plan.mask == null && plan.layers.stream().allMatch(layer -> layer instanceof LSTM || layer instanceof Dense
                || layer instanceof Activation || layer instanceof Dropout || layer instanceof Flatten);
        if (!plain || actual.all.keySet().stream().anyMatch(Outcome::needsGradients)) {
            return "";
        }
        for (SumOrder order : SumOrder.all()) {
            FloatRun run = new FloatRun(plan, order);
            boolean equal = true;
            for (int b = 0; equal && b < plan.x.length; b++) {
                equal = run.outputs(actual, b) != null;
            }
            if (equal) {
                return order.name();
            }
        }
        return "";
    }

    /** The outputs of sample b, or null as soon as a given array differs. */
    float[][] outputs(Arrays3 actual, int b) {
        float[][] rows = floats(plan.x[b]);
        for (int i = 0; i < plan.layers.size(); i++) {
            Layer layer = plan.layers.get(i);
            float[][][] own = weights.get(i);
            if (layer instanceof LSTM lstm) {
                rows = lstm(lstm, own, rows, actual, b);
            } else if (layer instanceof Dense dense) {
                float[][] in = rows;
                rows = Arrays.stream(in).map(x -> activated(dense.activation(), order.sums(dense.useBias() ? own[1][0] : null, x, own[0], new float[0], null)))
                        .toArray(float[][]::new);
            } else if (layer instanceof Activation activation) {
                rows = Arrays.stream(rows).map(x -> activated(activation.function(), x)).toArray(float[][]::new);
            } else if (layer instanceof Flatten) {
                rows = new float[][] {flat(rows)};
            }
            if (rows == null) {
                return null;
            }
        }
        return same(actual.get("output"), b, rows) ? rows : null;
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, flat, t * rows[0].length, rows[0].length);
        }
        return flat;
    }

    private static boolean same(double[][][] actual, int b, float[][] rows) {
        for (int s = 0; actual != null && s < rows.length; s++) {
            for (int u = 0; u < rows[s].length; u++) {
                if (Double.compare(actual[b][s][u] + 0.0, (double) rows[s][u] + 0.0) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static float[] activated(ActivationFunction function, float[] z) {
        double[] y = Functions.row(function, doubles(z));
        float[] rounded = new float[y.length];
        for (int k = 0; k < y.length; k++) {
            rounded[k] = (float) y[k];
        }
        return rounded;
    }

    /** Every output of the layer, or null as soon as a given array differs. */
    private float[][] lstm(LSTM lstm, float[][][] own, float[][] x, Arrays3 actual, int b) {
        int U = lstm.units();
        OracleState start = plan.states.get(lstm.name());
        float[] h = start == null ? new float[U] : floats(start.h())[b];
        float[] c = start == null ? new float[U] : floats(start.c())[b];
        float[][][] all = new float[3][x.length][]; // z, c, h
        for (int s = 0; s < x.length; s++) {
            float[] xt = x[lstm.goesBackwards() ? x.length - 1 - s : s];
            float[] z = order.sums(own.length > 2 ? own[2][0] : null, xt, own[0], h, own[1]);
            float[] cNew = new float[U];
            float[] hNew = new float[U];
            for (int u = 0; u < U; u++) {
                float i = (float) Functions.value(lstm.recurrentActivation(), z[u]);
                float f = (float) Functions.value(lstm.recurrentActivation(), z[U + u]);
                float g = (float) Functions.value(lstm.activation(), z[2 * U + u]);
                float o = (float) Functions.value(lstm.recurrentActivation(), z[3 * U + u]);
                cNew[u] = order.kind() == SumOrder.Kind.FMA ? SumOrder.fma(f, c[u], i * g) : f * c[u] + i * g;
                hNew[u] = o * (float) Functions.value(lstm.activation(), cNew[u]);
            }
            h = hNew;
            c = cNew;
            float[][] made = {z, c, h};
            for (int n = 0; n < 3; n++) {
                all[n][s] = made[n];
                double[][][] given = actual.get(lstm.name() + "/" + "zch".charAt(n));
                if (given != null && !same(new double[][][] {{given[b][s]}}, 0, new float[][] {made[n]})) {
                    return null;
                }
            }
        }
        boolean finals = same(actual.get(lstm.name() + "/h_n"), b, new float[][] {h}) && same(actual.get(lstm.name() + "/c_n"), b, new float[][] {c});
        return !finals ? null : lstm.returnsSequences() ? all[2] : new float[][] {h};
    }

    static float[][] floats(double[][] rows) {
        float[][] floats = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            floats[r] = new float[rows[r].length];
            for (int k = 0; k < rows[r].length; k++) {
                floats[r][k] = (float) rows[r][k];
            }
        }
        return floats;
    }

    private static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            doubles[k] = row[k];
        }
        return doubles;
    }
}
