package lstm4j.engine;

import lstm4j.layer.Recurrent;

/**
 * Dropout inside a recurrent layer: in training each row gets one mask for its input and one for its previous output,
 * the same at every step and for all gates; kept numbers are scaled by 1 / (1 − rate). As in Keras, a rate of
 * exactly 1 drops nothing. Spec: chapter 3, rules LSTM-11 and LSTM-12.
 */
final class RecurrentDropout {
    private final float inputRate;
    private final float recurrentRate;
    private final int which; // the layer's number: part of the random stream
    private final int F;
    private final int U;
    private final Room room;
    private final float[][] inputMask;     // [R][F]
    private final float[][] recurrentMask; // [R][U]
    private float[][][] inputs;        // [T][R][F] masked inputs
    private float[][][] outputs;      // [T][R][U] masked previous outputs
    private boolean active; // in the call at hand

    RecurrentDropout(Recurrent<?> layer, int which, int F, Room room) {
        this.inputRate = layer.dropout() < 1 ? layer.dropout() : 0;
        this.recurrentRate = layer.recurrentDropout() < 1 ? layer.recurrentDropout() : 0;
        this.which = which;
        this.F = F;
        this.U = layer.units();
        this.room = room;
        this.inputMask = inputRate > 0 ? room.buffers().rows(room.rows(), F) : null;
        this.recurrentMask = recurrentRate > 0 ? room.buffers().rows(room.rows(), U) : null;
    }

    void allocate(int T) {
        if (room.training() && inputMask != null) {
            inputs = room.buffers().rows(T, room.rows(), F);
        }
        if (room.training() && recurrentMask != null) {
            outputs = room.buffers().rows(T, room.rows(), U);
        }
    }

    /** Draws the masks of this call and returns the inputs behind theirs. */
    float[][][] inputs(float[][][] x, int T, int R, Call call) {
        active = call.training;
        if (active && recurrentMask != null) {
            DropoutPass.draw(recurrentMask, R, recurrentRate, DropoutPass.key(call, which, 1), call.firstRow);
        }
        if (!active || inputMask == null) {
            return x;
        }
        DropoutPass.draw(inputMask, R, inputRate, DropoutPass.key(call, which, 0), call.firstRow);
        for (int t = 0; t < T; t++) {
            multiply(inputs[t], x[t], inputMask, R);
        }
        return inputs;
    }

    /** The previous outputs of step k behind their mask. */
    float[][] recurrent(float[][] h, int k, int R) {
        if (!active || recurrentMask == null) {
            return h;
        }
        multiply(outputs[k], h, recurrentMask, R);
        return outputs[k];
    }

    /** What {@link #recurrent} returned for step k of the call at hand. */
    float[][] recurrentOf(float[][] h, int k) {
        return active && recurrentMask != null ? outputs[k] : h;
    }

    /** The gradient of what went into the mask, from the gradient of what came out. */
    void backwardInputs(float[][] dx, int R) {
        if (active && inputMask != null) {
            multiply(dx, dx, inputMask, R);
        }
    }

    /** Likewise for the previous output, row r. */
    void backwardRecurrent(float[] dh, int r) {
        if (active && recurrentMask != null) {
            Rows.multiply(dh, dh, recurrentMask[r], recurrentMask[r].length);
        }
    }

    private static void multiply(float[][] out, float[][] in, float[][] mask, int R) {
        for (int r = 0; r < R; r++) {
            Rows.multiply(out[r], in[r], mask[r], mask[r].length);
        }
    }
}
