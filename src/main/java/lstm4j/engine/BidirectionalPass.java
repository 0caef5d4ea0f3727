package lstm4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.layer.Bidirectional;
import lstm4j.layer.Merge;
import lstm4j.layer.Shape;

/**
 * The Bidirectional layer: two passes over the same rows, the outputs of the second turned round in time and merged with
 * those of the first, number by number. Spec: chapter 15. Letters: S steps, R rows, F features, U and V numbers a row of
 * the two halves; s is the place in time, k = S' − 1 − s when the second made it, S' steps out.
 */
final class BidirectionalPass extends Pass {
    /** Added to the layer's number for the random streams of the second half. */
    static final int SECOND = 1 << 20;

    private final Pass one;
    private final Pass other;
    private final Merge merge;
    private final int F;
    private final int U;
    private final int V;
    private final int ofOne;  // weight arrays of the first half
    private final boolean oneNeeded; // whether its backward gives anything that somebody wants
    private final boolean otherNeeded;
    private float[][][] dOne;   // [S'][R][U] gradients of the halves' outputs
    private float[][][] dOther; // [S'][R][V]

    BidirectionalPass(Bidirectional layer, Shape input, int which, Parameters parameters, Room room, PassFactory passes) {
        super(room);
        this.merge = layer.mergeMode();
        this.F = input.features();
        this.U = layer.forward().units();
        this.V = layer.backward().units();
        this.ofOne = layer.forward().weights(input).size();
        Parameters first = parameters.part(0, ofOne);
        Parameters second = parameters.part(ofOne, parameters.arrays.length);
        this.oneNeeded = room.inputGradient() || first.learn();
        this.otherNeeded = room.inputGradient() || second.learn();
        this.one = passes.of(layer.forward(), input, which, first, room);
        this.other = passes.of(layer.backward(), input, which + SECOND, second, room);
        this.state = new float[one.state.length + other.state.length][][];
        put(other.state, state, put(one.state, state, 0));
        this.finalState = new float[state.length][][];
        this.stateGradient = new float[state.length][][];
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        one.accumulateInto(gradients, first);
        other.accumulateInto(gradients, first + ofOne);
    }

    @Override
    int outputSteps(int S, int columns) {
        return one.outputSteps(S, columns);
    }

    @Override
    int outputColumns(int S, int columns) {
        return sideBySide() ? U + V : U;
    }

    private boolean sideBySide() {
        return merge == Merge.CONCAT || merge == Merge.NONE;
    }

    @Override
    boolean[][] outputMask() {
        return one.outputMask();
    }

    @Override
    void allocate(int S, int columns) {
        one.reserve(S, columns);
        other.reserve(S, columns);
        int out = outputSteps(S, columns);
        y = room.buffers().rows(out, room.rows(), outputColumns(S, columns));
        dOne = room.training() ? room.buffers().rows(out, room.rows(), U) : null;
        dOther = room.training() ? room.buffers().rows(out, room.rows(), V) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        one.forward(x, mask, S, R, call);
        other.forward(x, mask, S, R, call);
        int out = outputSteps(S, F);
        for (int s = 0; s < out; s++) {
            for (int r = 0; r < R; r++) {
                merge(y[s][r], one.y[s][r], other.y[out - 1 - s][r]);
            }
        }
        put(other.finalState, finalState, put(one.finalState, finalState, 0));
    }

    private void merge(float[] y, float[] a, float[] b) {
        System.arraycopy(a, 0, y, 0, U);
        if (sideBySide()) {
            System.arraycopy(b, 0, y, U, V);
        } else if (merge == Merge.MUL) {
            Rows.multiply(y, y, b, U);
        } else {
            Rows.add(y, b, U);
        }
        if (merge == Merge.AVE) {
            Rows.scale(y, 0.5f, U);
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        int out = outputSteps(S, F);
        for (int s = 0; s < out; s++) {
            for (int r = 0; r < R; r++) {
                int k = out - 1 - s;
                split(dy[s][r], one.y[s][r], other.y[k][r], dOne[s][r], dOther[k][r]);
            }
        }
        if (oneNeeded) {
            one.backward(dOne, S, R);
        }
        if (otherNeeded) {
            other.backward(dOther, S, R);
        }
        put(other.stateGradient, stateGradient, put(one.stateGradient, stateGradient, 0));
        if (room.inputGradient()) {
            dx = one.dx;
            for (int s = 0; s < S; s++) {
                for (int r = 0; r < R; r++) {
                    Rows.add(dx[s][r], other.dx[s][r], F);
                }
            }
        }
    }

    /** Reverses {@link #merge}: da and db from dy. */
    private void split(float[] dy, float[] a, float[] b, float[] da, float[] db) {
        if (merge == Merge.MUL) { // of y = a·b
            Rows.multiply(da, dy, b, U);
            Rows.multiply(db, dy, a, U);
            return;
        }
        System.arraycopy(dy, 0, da, 0, U);
        System.arraycopy(dy, sideBySide() ? U : 0, db, 0, V);
        if (merge == Merge.AVE) {
            Rows.scale(da, 0.5f, U);
            Rows.scale(db, 0.5f, V);
        }
    }

    /** Of both halves, each in its own order of processing. */
    @Override
    Map<String, float[]> trace(int k, int r) {
        Map<String, float[]> parts = new LinkedHashMap<>();
        one.trace(k, r).forEach((name, row) -> parts.put("forward_" + name, row));
        other.trace(k, r).forEach((name, row) -> parts.put("backward_" + name, row));
        return parts;
    }
}
