package lstm4j.layer;

import java.util.List;

/**
 * A long short-term memory layer, by Keras's options and defaults: (batch, timesteps, features) in; its last output
 * (batch, units) out, or every step's (batch, timesteps, units) with {@link #returnSequences()}. Its state is h, the
 * output before, and c, the cell state.
 *
 * <p>It owns 4·F·U + 4·U·U + 4·U numbers: a kernel (F, 4U) for the input, a recurrent kernel (U, 4U) for its own last
 * output, a bias (4U), each with the columns of the gates i, f, c, o side by side.
 *
 * <pre>{@code
 * LSTM first = LSTM.units(128).returnSequences().dropout(0.2).inputShape(28, 28);   // 28 steps of 28 features; all 28 outputs go on
 * LSTM last = LSTM.units(128);                                                      // its last output alone goes on
 * }</pre>
 * Spec: chapter 3. Source: Keras 3, {@code layers/rnn/lstm.py}.
 */
public final class LSTM extends Recurrent<LSTM> {
    static final LayerOption<Boolean> UNIT_FORGET_BIAS = LayerOption.flag("unit_forget_bias", true);

    private static final List<LayerOption<?>> OPTIONS = List.of(UNITS, ACTIVATION, RECURRENT_ACTIVATION, RETURN_SEQUENCES, RETURN_STATE,
            GO_BACKWARDS, STATEFUL, DROPOUT, RECURRENT_DROPOUT, USE_BIAS, UNIT_FORGET_BIAS, ZERO_OUTPUT_FOR_MASK, KERNEL_INITIALIZER,
            RECURRENT_INITIALIZER, BIAS_INITIALIZER, KERNEL_REGULARIZER, RECURRENT_REGULARIZER, BIAS_REGULARIZER, KERNEL_CONSTRAINT, RECURRENT_CONSTRAINT,
            BIAS_CONSTRAINT);

    private LSTM() {
    }

    /** A layer of {@code units} cells: each keeps one number of state and gives one number a step. At least 1, else [SHAPE-7]. */
    public static LSTM units(int units) {
        return new LSTM().set(UNITS, units);
    }

    /** The positional form: {@code LSTM.of(128, 28, 28)} is {@code LSTM.units(128).inputShape(28, 28)}. */
    public static LSTM of(int units, int timesteps, int features) {
        return units(units).inputShape(timesteps, features);
    }

    /** Function of the gates i, f, o; sigmoid by default (hard_sigmoid before Keras 2.3). */
    public LSTM recurrentActivation(ActivationFunction function) {
        return set(RECURRENT_ACTIVATION, function);
    }

    /** Whether the forget gate's bias starts at one (the default), so that a new cell remembers. */
    public LSTM unitForgetBias(boolean unitForgetBias) {
        return set(UNIT_FORGET_BIAS, unitForgetBias);
    }

    @Override
    public String type() {
        return "LSTM";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> gates() {
        return List.of("i", "f", "c", "o");
    }

    @Override
    public List<String> stateNames() {
        return List.of("h", "c");
    }

    @Override
    Weight biasOf(int columns, Initializer initializer, Regularizer regularizer) {
        return Weight.vector("bias", columns, initializer, regularizer, unitForgetBias());
    }

    /** Function of the gates. */
    public ActivationFunction recurrentActivation() {
        return get(RECURRENT_ACTIVATION);
    }

    /** Whether the forget bias starts at one. */
    public boolean unitForgetBias() {
        return get(UNIT_FORGET_BIAS);
    }
}
