package lstm4j.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Recurrent;
import lstm4j.oracle.OracleState;

/**
 * What recurrent layers share when they are judged: the walk over the steps, masks, outputs. One row of one step is computed,
 * reversed, bounded and computed in float32 by the kinds. Chapters 3, 4 and 14; B samples, S steps in the order of processing.
 */
abstract class JudgedRecurrent extends JudgedLayer implements Anchored.Cell {
    final Recurrent<?> layer;
    final String prefix; // of the names of its arrays
    final Changes changes;
    final int U;
    final int N;         // columns of the kernels
    final double[][] W;
    final double[][] V;
    final double[][] bias; // a row, or two, or none
    final OracleState start; // null: zeros
    private final double[][][] own;
    final Transposed transposed;
    private float[][][] floats;

    JudgedRecurrent(Recurrent<?> layer, String prefix, double[][][] own, Changes changes, OracleState start) {
        this.start = start;
        this.layer = layer;
        this.prefix = prefix;
        this.own = own;
        this.changes = changes;
        U = layer.units();
        W = changes.afterDropout(layer.dropout(), own[0]);
        V = changes.afterDropout(layer.recurrentDropout(), own[1]);
        N = V[0].length;
        bias = own.length > 2 ? own[2] : new double[0][];
        transposed = new Transposed(W, V);
    }

    /** What is made at each step, in this order, and how many numbers. */
    abstract Map<String, Integer> parts();

    /** One row of one step, into the parts of the tap. */
    abstract void step(LayerTap tap, int b, int s, double[] x, Rounding rounding);

    /** Its reversal: {@code d} are derivatives by the parts of the state, after the step and then before it; dx is added to. */
    abstract void back(LayerTap tap, int b, int s, double[][] d, double[] dx, double[][][] dWeights, Backward way);

    /** The step in float32: shown parts by name, the state's among them. */
    abstract Map<String, float[]> stepInFloat(float[] x, float[][] state, float[][][] weights, SumOrder order);

    final List<String> states() {
        return layer.stateNames();
    }

    @Override
    public final String prefix() {
        return prefix;
    }

    @Override
    public final Recurrent<?> layer() {
        return layer;
    }

    @Override
    public final OracleState start() {
        return start;
    }

    final double[] kernelSize(double[] x) {
        double[] size = bias.length == 0 ? new double[N] : FastRows.absolute(bias[0]);
        FastRows.addProduct(size, FastRows.absolute(x), transposed.kernelSize());
        return size;
    }

    final void addRecurrentSize(double[] size, double[] hPrev) {
        FastRows.addProduct(size, FastRows.absolute(hPrev), transposed.recurrentSize());
    }

    /** b + x·W. */
    final double[] kernelSums(double[] x) {
        double[] z = bias.length == 0 ? new double[N] : bias[0].clone();
        FastRows.addProduct(z, x, W);
        return z;
    }

    @Override
    final LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        LayerTap tap = tap(x, changes.has(Switch.MASK_IGNORED) ? null : mask);
        int S = tap.steps();
        boolean late = changes.has(Switch.OUTPUTS_LATE) && layer.returnsSequences();
        for (int b = 0; b < x.length; b++) {
            for (int n = 0; b > 0 && changes.has(Switch.ROWS_LEAK) && n < states().size(); n++) {
                tap.initial().parts()[n][b] = tap.part(states().get(n))[b - 1][S - 1].clone();
            }
            double[] shown = new double[U], before = shown;
            for (int s = 0; s < S; s++) {
                int t = tap.time(s, layer.goesBackwards());
                if (tap.used(b, t)) {
                    step(tap, b, s, x[b][t], rounding);
                    shown = output(tap, b, s, x[b][t]);
                } else {
                    shown = skipped(tap, b, s, shown, rounding);
                }
                if (layer.returnsSequences() || s == S - 1) {
                    tap.output()[b][layer.returnsSequences() ? s : 0] = late ? before : shown;
                }
                before = shown;
            }
        }
        return tap;
    }

    private LayerTap tap(double[][][] x, boolean[][] mask) {
        int B = x.length;
        int S = x[0].length;
        double[][][] initial = new double[states().size()][][];
        for (int n = 0; n < initial.length; n++) {
            initial[n] = start == null ? new double[B][U] : FastRows.copy(start.parts()[n]);
        }
        Map<String, double[][][]> made = new LinkedHashMap<>();
        parts().forEach((name, width) -> made.put(name, new double[B][S][width]));
        return new LayerTap(x, mask, new OracleState(initial), made, new double[B][layer.returnsSequences() ? S : 1][],
                layer.returnsSequences() ? mask : null, List.of());
    }

    /** [U] the state h that goes into the sums of step s. */
    final double[] hPrev(LayerTap tap, int b, int s) {
        return changes.has(Switch.HIDDEN_NOT_CARRIED) ? new double[U] : tap.before(b, changes.has(Switch.STATE_TWO_STEPS_OLD) ? Math.max(0, s - 1) : s);
    }

    /** What is put out at a step that is used. */
    double[] output(LayerTap tap, int b, int s, double[] x) {
        double[] h = tap.part("h")[b][s];
        if (changes.has(Switch.RESIDUAL) && x.length == U) {
            h = h.clone();
            FastRows.add(h, 1, x);
        }
        return h;
    }

    /** A masked step: the state is held, and so is the output. */
    private double[] skipped(LayerTap tap, int b, int s, double[] shown, Rounding rounding) {
        boolean computed = changes.has(Switch.MASK_ZEROES_INPUT) || changes.has(Switch.MASK_HOLDS_ONLY_C);
        if (computed || changes.has(Switch.MASK_HOLDS_ONLY_H)) {
            double[] x = tap.input()[b][tap.time(s, layer.goesBackwards())];
            step(tap, b, s, changes.has(Switch.MASK_ZEROES_INPUT) ? new double[x.length] : x, rounding);
        }
        for (int n = 0; !changes.has(Switch.MASK_ZEROES_INPUT) && n < states().size(); n++) {
            if (!changes.has(n == 0 ? Switch.MASK_HOLDS_ONLY_C : Switch.MASK_HOLDS_ONLY_H)) {
                tap.part(states().get(n))[b][s] = changes.has(Switch.MASK_CLEARS_STATE) ? new double[U] : tap.before(states().get(n), n, b, s);
            }
        }
        if (changes.has(Switch.MASK_REPEATS)) {
            return shown;
        }
        return changes.has(Switch.MASK_ZEROES_OUTPUT) || layer.zeroesMasked() ? new double[U] : computed ? tap.part("h")[b][s] : shown;
    }

    @Override
    final void show(LayerTap tap, Arrays3 out) {
        shown().forEach(name -> out.put(prefix + name, tap.part(name)));
        for (String state : states()) {
            out.put(prefix + state + "_n", Arrays.stream(tap.part(state)).map(sample -> new double[][] {sample[sample.length - 1]})
                    .toArray(double[][][]::new));
        }
    }

    @Override
    final double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        int B = tap.input().length;
        double[][][] dx = new double[B][tap.steps()][W.length];
        double[][][] dWeights = Arrays.stream(own).map(rows -> new double[rows.length][rows[0].length]).toArray(double[][][]::new);
        double[][][] d = new double[states().size()][B][U];
        for (int b = 0; b < B; b++) {
            double[][] row = new double[states().size()][];
            for (int n = 0; n < row.length; n++) {
                row[n] = d[n][b];
            }
            backward(tap, dy, b, row, dx, dWeights, way);
        }
        for (int n = 0; n < d.length; n++) {
            way.initial(prefix, states().get(n), d[n]);
        }
        way.weights(layer.useBias() ? dWeights : Arrays.copyOf(dWeights, 2));
        return changes.has(Switch.DX_MISSING) ? new double[B][tap.steps()][W.length] : dx;
    }

    private void backward(LayerTap tap, double[][][] dy, int b, double[][] d, double[][][] dx, double[][][] dWeights, Backward way) {
        int S = tap.steps();
        double[] held = new double[U];
        for (int s = S - 1; s >= 0; s--) {
            double[] dys = layer.returnsSequences() ? dy[b][s] : s == S - 1 ? dy[b][0] : null;
            if (dys != null && !(changes.has(Switch.LAST_OUTPUT_ONLY) && s < S - 1)) {
                FastRows.add(held, 1, dys);
            }
            int t = tap.time(s, layer.goesBackwards());
            boolean used = tap.used(b, t);
            if (used || changes.has(Switch.BACKWARD_IGNORES_MASK)) {
                if (changes.has(Switch.OUTPUT_REPLACES_DH) && layer.returnsSequences()) {
                    Arrays.fill(d[0], 0);
                }
                FastRows.add(d[0], 1, held);
                back(tap, b, s, d, dx[b][t], dWeights, way);
            }
            if (used || layer.zeroesMasked() || changes.has(Switch.BACKWARD_IGNORES_MASK)) {
                held = new double[U];
            }
            clear(d, !used && changes.has(Switch.BACKWARD_STOPS_AT_MASK) || changes.has(Switch.TRUNCATED_2) && S - s == 2);
        }
    }

    private void clear(double[][] d, boolean all) {
        for (int n = 0; n < d.length; n++) {
            if (all || changes.has(n == 0 ? Switch.DH_NOT_CARRIED : Switch.DC_NOT_CARRIED)) {
                Arrays.fill(d[n], 0);
            }
        }
    }

    /** The reversal of z = b + x·W + hPrev·V where all columns are one sum: dh and dx are made, gradients of weights added to. */
    final void sumsBack(LayerTap tap, int b, int s, double[] dz, double[] dh, double[] dx, double[][][] dWeights, Backward way) {
        double[] x = tap.input()[b][tap.time(s, layer.goesBackwards())];
        if (way.bounds()) {
            double[] size = kernelSize(x);
            addRecurrentSize(size, tap.before(b, s));
            way.sums(b, dz, size, W.length + U);
        }
        boolean last = s == tap.steps() - 1;
        if (last || !changes.has(Switch.LAST_STEP_ONLY_W)) {
            way.outer(dWeights[0], x, dz);
            way.outer(dWeights[1], changes.has(Switch.RECURRENT_BY_NEW_H) ? tap.part("h")[b][s] : tap.before(b, s), dz);
        }
        if (bias.length > 0 && (last || !changes.has(Switch.LAST_STEP_ONLY_B))) {
            way.add(dWeights[2][0], dz);
        }
        Arrays.fill(dh, 0);
        way.carry(dh, dz, transposed.recurrent());
        way.carry(dx, changes.has(Switch.DX_WITH_F_I_SWAPPED) ? Layouts.firstTwoSwapped(dz, U) : dz, transposed.kernel());
    }

    @Override
    final List<String> anchors() {
        return List.of(prefix + "h");
    }

    @Override
    Arrays3 states(double[][][] output) {
        Arrays3 states = new Arrays3();
        if (layer.returnsSequences()) {
            states.put(prefix + "h", output);
        }
        return states;
    }

    @Override
    final double[][][] anchored(Anchored judge, double[][][] x, boolean[][] mask) {
        return judge.run(this, x, mask);
    }

    @Override
    final float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        floats = floats == null ? FastRows.floats(own) : floats;
        float[][] state = new float[states().size()][];
        for (int n = 0; n < state.length; n++) {
            state[n] = start == null ? new float[U] : FastRows.floats(start.parts()[n])[b];
        }
        float[][] outputs = new float[layer.returnsSequences() ? x.length : 1][];
        for (int s = 0; s < x.length; s++) {
            Map<String, float[]> made = stepInFloat(x[layer.goesBackwards() ? x.length - 1 - s : s], state, floats, order);
            for (String name : shown()) {
                if (!FastRows.same(actual.get(prefix + name), b, s, made.get(name))) {
                    return null;
                }
            }
            for (int n = 0; n < state.length; n++) {
                state[n] = made.get(states().get(n));
            }
            outputs[layer.returnsSequences() ? s : 0] = state[0];
        }
        for (int n = 0; n < state.length; n++) {
            if (!FastRows.same(actual.get(prefix + states().get(n) + "_n"), b, 0, state[n])) {
                return null;
            }
        }
        return outputs;
    }

    @Override
    final double cost(int T) {
        return ((double) W.length + U) * N * T;
    }
}
