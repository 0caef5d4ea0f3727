package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Bidirectional;
import lstm4j.layer.Merge;

/** Two recurrent layers on the same rows, the outputs of the second turned round and merged with those of the first. Chapter 15. */
final class JudgedBidirectional extends JudgedLayer {
    private final Bidirectional layer;
    private final JudgedRecurrent one;
    private final JudgedRecurrent other;
    private final Changes changes;
    private final Merge merge;

    JudgedBidirectional(Bidirectional layer, JudgedRecurrent one, JudgedRecurrent other, Changes changes) {
        this.layer = layer;
        this.one = one;
        this.other = other;
        this.changes = changes;
        merge = changes.has(Switch.MERGE_SUM) ? Merge.SUM : changes.has(Switch.MERGE_AVE) ? Merge.AVE : changes.has(Switch.MERGE_MUL) ? Merge.MUL
                : layer.mergeMode();
    }

    private boolean sideBySide() {
        return merge == Merge.CONCAT || merge == Merge.NONE;
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        LayerTap a = one.forward(x, mask, rounding);
        LayerTap b = other.forward(x, mask, rounding);
        if (changes.has(Switch.BACKWARD_GIVES_FIRST) && !other.layer.returnsSequences()) {
            Arrays.setAll(b.output(), n -> new double[][] {b.part("h")[n][0]});
        }
        return new LayerTap(x, mask, null, Map.of(), merged(a.output(), b.output(), rounding), a.outputMask(), List.of(a, b));
    }

    private double[][][] merged(double[][][] a, double[][][] b, Rounding rounding) {
        double[][][] y = new double[a.length][a[0].length][];
        for (int n = 0; n < y.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                double[] first = a[n][t], second = b[n][turned(t, y[n].length)];
                y[n][t] = changes.has(Switch.HALVES_SWAPPED) ? merged(second, first, rounding) : merged(first, second, rounding);
            }
        }
        return y;
    }

    /** The step of the second half that belongs to step t. */
    private int turned(int t, int S) {
        return changes.has(Switch.HALF_NOT_TURNED) ? t : S - 1 - t;
    }

    private double[] merged(double[] a, double[] b, Rounding rounding) {
        if (sideBySide()) {
            double[] y = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, y, a.length, b.length);
            return y;
        }
        double[] y = new double[a.length];
        for (int u = 0; u < y.length; u++) {
            double value = merge == Merge.MUL ? a[u] * b[u] : (a[u] + b[u]) * (merge == Merge.AVE ? 0.5 : 1);
            y[u] = rounding.stored(value, value);
        }
        return y;
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        double[][][] a = tap.inside().get(0).output(), b = tap.inside().get(1).output();
        double[][][] da = new double[a.length][a[0].length][one.U], db = new double[b.length][b[0].length][other.U];
        for (int n = 0; n < dy.length; n++) {
            for (int t = 0; t < dy[n].length; t++) {
                int k = turned(t, dy[n].length); // forward: y[t] = merged(a[t], b[k])
                split(dy[n][t], a[n][t], b[n][k], da[n][t], db[n][k]);
                for (int u = 0; way.bounds() && !sideBySide() && u < dy[n][t].length; u++) {
                    way.stored(n, dy[n][t][u], tap.output()[n][t][u]);
                }
            }
        }
        double[][][] second = other.backward(tap.inside().get(1), db, way);
        double[][][] first = one.backward(tap.inside().get(0), da, way);
        way.join(2);
        for (int n = 0; n < first.length; n++) {
            for (int t = 0; t < first[n].length; t++) {
                FastRows.add(first[n][t], 1, second[n][t]);
            }
        }
        return first;
    }

    /** The derivatives by a and b of their merged row. */
    private void split(double[] dy, double[] a, double[] b, double[] da, double[] db) {
        for (int u = 0; u < da.length; u++) {
            da[u] = dy[u] * (merge == Merge.MUL ? b[u] : merge == Merge.AVE ? 0.5 : 1);
        }
        for (int u = 0; u < db.length; u++) {
            db[u] = dy[sideBySide() ? da.length + u : u] * (merge == Merge.MUL ? a[u] : merge == Merge.AVE ? 0.5 : 1);
        }
    }

    @Override
    void show(LayerTap tap, Arrays3 out) {
        one.show(tap.inside().get(0), out);
        other.show(tap.inside().get(1), out);
    }

    @Override
    List<String> anchors() {
        List<String> names = new ArrayList<>(one.anchors());
        names.addAll(other.anchors());
        return names;
    }

    /** Side by side the output shows both. */
    @Override
    Arrays3 states(double[][][] output) {
        if (!sideBySide()) {
            return new Arrays3();
        }
        Arrays3 states = one.states(part(output, 0, one.U, false));
        states.all.putAll(other.states(part(output, one.U, one.U + other.U, true)).all);
        return states;
    }

    private static double[][][] part(double[][][] output, int from, int to, boolean turned) {
        double[][][] part = new double[output.length][output[0].length][];
        for (int n = 0; n < part.length; n++) {
            for (int t = 0; t < part[n].length; t++) {
                part[n][t] = Arrays.copyOfRange(output[n][turned ? part[n].length - 1 - t : t], from, to);
            }
        }
        return part;
    }

    @Override
    double[][][] anchored(Anchored judge, double[][][] x, boolean[][] mask) {
        return merged(one.anchored(judge, x, mask), other.anchored(judge, x, mask), Rounding.NONE);
    }

    @Override
    double[][][] output(List<double[][][]> states) {
        return merged(states.get(0), states.get(1), Rounding.NONE);
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        float[][] first = one.inFloat(x, order, actual, b), second = other.inFloat(x, order, actual, b);
        if (first == null || second == null) {
            return null;
        }
        float[][] y = new float[first.length][];
        for (int t = 0; t < y.length; t++) {
            y[t] = merged(first[t], second[y.length - 1 - t]);
        }
        return y;
    }

    private float[] merged(float[] a, float[] b) {
        float[] y = Arrays.copyOf(a, sideBySide() ? a.length + b.length : a.length);
        if (sideBySide()) {
            System.arraycopy(b, 0, y, a.length, b.length);
            return y;
        }
        for (int u = 0; u < y.length; u++) {
            y[u] = merge == Merge.MUL ? a[u] * b[u] : (a[u] + b[u]) * (merge == Merge.AVE ? 0.5f : 1);
        }
        return y;
    }

    @Override
    double cost(int T) {
        return one.cost(T) + other.cost(T);
    }
}
