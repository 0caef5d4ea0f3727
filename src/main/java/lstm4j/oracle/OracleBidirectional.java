package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Bidirectional;
import lstm4j.layer.Merge;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Shape;

/**
 * Two layers on the same rows, the second one's outputs turned round in time and merged with the first one's. Spec: chapter 15.
 * Letters: n sample, t place in time; a and b the outputs of the halves at the same place in time.
 */
final class OracleBidirectional implements OracleLayer {
    private final Bidirectional layer;
    private final OracleLayer one;
    private final OracleLayer other;
    private final int parts; // of the state of the first half

    OracleBidirectional(Bidirectional layer, Shape input, double[][][] weights, Options options, OracleFactory factory) {
        this.layer = layer;
        parts = layer.forward().stateNames().size();
        int first = layer.forward().weights(input).size();
        OracleState state = options.initialState(layer.name());
        one = factory.of(named(layer.forward()), input, Arrays.copyOfRange(weights, 0, first), of(layer.forward(), options, state == null ? null : range(state, 0, parts)));
        other = factory.of(named(layer.backward()), input, Arrays.copyOfRange(weights, first, weights.length), of(layer.backward(), options,
                state == null ? null : range(state, parts, state.parts().length)));
    }

    /** A half under a name that no layer of the model has. */
    private Recurrent<?> named(Recurrent<?> half) {
        return half.name(layer.name() + "/" + half.name());
    }

    private Options of(Recurrent<?> half, Options options, OracleState state) {
        return state == null ? options : options.initialState(named(half).name(), state);
    }

    private static OracleState range(OracleState state, int from, int to) {
        return new OracleState(Arrays.copyOfRange(state.parts(), from, to));
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        LayerTrace first = one.forward(x, mask);
        LayerTrace second = other.forward(x, mask);
        double[][][] y = new double[x.length][first.output()[0].length][];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                y[n][t] = merged(first.output()[n][t], second.output()[n][y[n].length - 1 - t]);
            }
        }
        List<Step> steps = new ArrayList<>(first.steps());
        steps.addAll(second.steps());
        return new LayerTrace(layer.name(), x, mask, y, first.outputMask(), steps, joined(first.finalState(), second.finalState()));
    }

    private static OracleState joined(OracleState a, OracleState b) {
        List<double[][]> all = new ArrayList<>(List.of(a.parts()));
        all.addAll(List.of(b.parts()));
        return new OracleState(all.toArray(double[][][]::new));
    }

    private double[] merged(double[] a, double[] b) {
        if (sideBySide()) {
            double[] y = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, y, a.length, b.length);
            return y;
        }
        double[] y = new double[a.length];
        for (int u = 0; u < y.length; u++) {
            y[u] = switch (layer.mergeMode()) {
                case SUM -> a[u] + b[u];
                case MUL -> a[u] * b[u];
                default -> (a[u] + b[u]) / 2;
            };
        }
        return y;
    }

    private boolean sideBySide() {
        return layer.mergeMode() == Merge.CONCAT || layer.mergeMode() == Merge.NONE;
    }

    /** The halves are run once more, for what they keep of their steps. */
    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        LayerTrace first = one.forward(trace.input(), trace.mask());
        LayerTrace second = other.forward(trace.input(), trace.mask());
        double[][][] da = DoubleRows.zerosLike(first.output());
        double[][][] db = DoubleRows.zerosLike(second.output());
        for (int n = 0; n < dy.length; n++) {
            for (int t = 0; t < dy[n].length; t++) {
                int k = dy[n].length - 1 - t; // forward: y[t] = merged(a[t], b[T − 1 − t])
                split(dy[n][t], first.output()[n][t], second.output()[n][k], da[n][t], db[n][k]);
            }
        }
        LayerGradients a = one.backward(first, da, dFinal == null ? null : range(dFinal, 0, parts));
        LayerGradients b = other.backward(second, db, dFinal == null ? null : range(dFinal, parts, dFinal.parts().length));
        return new LayerGradients(sum(a.input(), b.input()), both(a.weights(), b.weights()), joined(a.initialState(), b.initialState()));
    }

    /** The derivatives by a and b of {@link #merged}. */
    private void split(double[] dy, double[] a, double[] b, double[] da, double[] db) {
        for (int u = 0; u < da.length; u++) {
            da[u] = dy[u] * (layer.mergeMode() == Merge.MUL ? b[u] : layer.mergeMode() == Merge.AVE ? 0.5 : 1);
        }
        for (int u = 0; u < db.length; u++) {
            db[u] = dy[sideBySide() ? da.length + u : u] * (layer.mergeMode() == Merge.MUL ? a[u] : layer.mergeMode() == Merge.AVE ? 0.5 : 1);
        }
    }

    private static double[][][] sum(double[][][] a, double[][][] b) {
        double[][][] sum = DoubleRows.copy(a);
        for (int n = 0; n < a.length; n++) {
            for (int t = 0; t < a[n].length; t++) {
                for (int j = 0; j < a[n][t].length; j++) {
                    sum[n][t][j] += b[n][t][j];
                }
            }
        }
        return sum;
    }

    private static double[][][] both(double[][][] a, double[][][] b) {
        double[][][] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
