package lstm4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.layer.Bidirectional;
import lstm4j.layer.Layer;
import lstm4j.layer.Merge;
import lstm4j.layer.RNN;
import lstm4j.layer.Recurrent;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;
import lstm4j.oracle.LayerTrace;
import lstm4j.oracle.OracleState;

/** Faulty layers around layers on the forward vectors; what is inside them is right. */
final class AroundMutants {
    private final AroundFault fault;

    private AroundMutants(AroundFault fault) {
        this.fault = fault;
    }

    static Stream<Golden> tests() {
        return Golden.of("around_forward");
    }

    static boolean fails(Golden test, AroundFault fault) {
        return LayerByLayer.fails(test, new AroundMutants(fault)::made);
    }

    private boolean is(AroundFault other) {
        return fault == other;
    }

    private LayerTrace made(Layer layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        if (layer instanceof Bidirectional both) {
            return halves(both, input, weights, x, mask, state);
        }
        if (layer instanceof RNN rnn) {
            return cells(rnn, input, weights, x, mask, state);
        }
        LayerTrace trace = LayerByLayer.right(layer, input, weights, x, mask, state);
        boolean repeated = layer instanceof RepeatVector && is(AroundFault.REPEATED_ONCE);
        boolean first = layer instanceof TimeDistributed && is(AroundFault.EVERY_STEP_THE_FIRST);
        return repeated ? LayerByLayer.with(trace, eachStep(trace.output(), (sample, t) -> t == 0 ? sample[0] : new double[sample[0].length]))
                : first ? LayerByLayer.with(trace, eachStep(trace.output(), (sample, t) -> sample[0])) : trace;
    }

    private interface Step {
        double[] of(double[][] sample, int t);
    }

    private static double[][][] eachStep(double[][][] samples, Step step) {
        double[][][] made = new double[samples.length][][];
        for (int n = 0; n < made.length; n++) {
            made[n] = new double[samples[n].length][];
            for (int t = 0; t < made[n].length; t++) {
                made[n][t] = step.of(samples[n], t);
            }
        }
        return made;
    }

    private LayerTrace halves(Bidirectional layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        Recurrent<?> one = layer.forward();
        Recurrent<?> other = is(AroundFault.BACKWARD_ACTIVATION_IGNORED) ? layer.backward().activation(one.activation()) : layer.backward();
        other = is(AroundFault.BOTH_AHEAD) ? other.goBackwards(one.goesBackwards()) : other;
        int first = one.weights(input).size();
        double[][][] own = Arrays.copyOfRange(weights, 0, first);
        boolean same = is(AroundFault.SAME_WEIGHTS) && one.units() == other.units();
        double[][][] others = same ? own : Arrays.copyOfRange(weights, first, weights.length);
        boolean[][] seen = is(AroundFault.HALVES_MASK_IGNORED) ? null : mask;
        boolean again = is(AroundFault.MASKED_SAID_AGAIN);
        OracleState[] states = halves(state, one.stateNames().size());
        LayerTrace a = LayerByLayer.right(again ? one.zeroOutputForMask(false) : one, input, own, x, seen, states[0]);
        LayerTrace b = LayerByLayer.right(again ? other.zeroOutputForMask(false) : other, input, others, x, seen, states[1]);
        double[][][] back = is(AroundFault.NOT_TURNED) ? b.output() : eachStep(b.output(), (sample, t) -> sample[sample.length - 1 - t]);
        double[][][] merged = new double[x.length][a.output()[0].length][];
        for (int n = 0; n < merged.length; n++) {
            for (int t = 0; t < merged[n].length; t++) {
                merged[n][t] = merged(layer.mergeMode(), a.output()[n][t], back[n][t]);
            }
        }
        return new LayerTrace(layer.name(), x, mask, merged, a.outputMask(), List.of(), joined(List.of(a, b)));
    }

    private OracleState[] halves(OracleState state, int parts) {
        if (state == null || is(AroundFault.HALVES_START_ANEW)) {
            return new OracleState[2];
        }
        OracleState one = new OracleState(Arrays.copyOfRange(state.parts(), 0, parts));
        OracleState other = new OracleState(Arrays.copyOfRange(state.parts(), parts, state.parts().length));
        boolean fit = one.h()[0].length == other.h()[0].length;
        return is(AroundFault.HALVES_STATES_SWAPPED) && fit ? new OracleState[] {other, one} : new OracleState[] {one, other};
    }

    private double[] merged(Merge mode, double[] a, double[] b) {
        if (mode == Merge.CONCAT) {
            double[] front = is(AroundFault.HALVES_SWAPPED) ? b : a;
            double[] behind = is(AroundFault.HALVES_SWAPPED) ? a : b;
            double[] both = Arrays.copyOf(front, a.length + b.length);
            System.arraycopy(behind, 0, both, front.length, behind.length);
            return both;
        }
        double[] merged = new double[a.length];
        for (int u = 0; u < a.length; u++) {
            boolean sum = mode == Merge.SUM || is(AroundFault.MERGED_BY_SUM) || mode == Merge.AVE && is(AroundFault.AVERAGE_NOT_HALVED);
            merged[u] = sum ? a[u] + b[u] : mode == Merge.MUL ? a[u] * b[u] : (a[u] + b[u]) / 2;
        }
        return merged;
    }

    private static OracleState joined(List<LayerTrace> traces) {
        return new OracleState(traces.stream().flatMap(trace -> Arrays.stream(trace.finalState().parts())).toArray(double[][][]::new));
    }

    private LayerTrace cells(RNN layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        List<LayerTrace> traces = new ArrayList<>();
        double[][][] rows = x;
        int array = 0;
        int part = 0;
        List<Layer.Inside> inside = layer.inside(input);
        for (int k = 0; k < inside.size(); k++) {
            Recurrent<?> cell = layer.cells().get(k).name("cell");
            cell = is(AroundFault.CELLS_BACKWARDS_IGNORED) ? cell.goBackwards(false) : cell;
            int end = array + cell.weights(inside.get(k).input()).size();
            int endPart = part + cell.stateNames().size();
            OracleState own = state == null ? null : new OracleState(Arrays.copyOfRange(state.parts(), part, endPart));
            LayerTrace trace = LayerByLayer.right(cell, inside.get(k).input(), Arrays.copyOfRange(weights, array, end),
                    k > 0 && is(AroundFault.CELLS_READ_LATE) ? eachStep(rows, (sample, t) -> sample[Math.max(0, t - 1)]) : rows, mask(layer, mask, k), own);
            traces.add(trace);
            rows = trace.output();
            array = end;
            part = endPart;
        }
        return new LayerTrace(layer.name(), x, mask, rows, layer.passesMask() ? mask : null, List.of(), ofCells(traces));
    }

    private OracleState ofCells(List<LayerTrace> traces) {
        List<LayerTrace> order = new ArrayList<>(traces);
        if (is(AroundFault.CELLS_STATES_SWAPPED)) {
            Collections.reverse(order);
        }
        return joined(order);
    }

    private boolean[][] mask(RNN layer, boolean[][] mask, int cell) {
        if (mask == null || cell == 0) {
            return mask;
        }
        if (is(AroundFault.CELLS_WITHOUT_MASK)) {
            return null;
        }
        return layer.goesBackwards() && !is(AroundFault.CELLS_MASK_UNTURNED) && !is(AroundFault.CELLS_BACKWARDS_IGNORED) ? RecurrentMutants.turned(mask) : mask;
    }
}
