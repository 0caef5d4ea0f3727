package lstm4j.layer;

import java.util.List;

/**
 * A gated recurrent unit, by Keras's options and defaults: (batch, timesteps, features) in; its last output (batch, units)
 * out, or every step's (batch, timesteps, units) with {@link #returnSequences()}. Its state is h, the output before.
 *
 * <p>It owns 3·F·U + 3·U·U + 6·U numbers: a kernel (F, 3U) for the input, a recurrent kernel (U, 3U) for its own last
 * output, each with the columns of the gates z, r, h side by side, and two biases as the rows of one array (2, 3U); with
 * {@code resetAfter(false)} one bias (3U). Spec: chapter 14. Source: Keras 3, {@code layers/rnn/gru.py}.
 */
public final class GRU extends Recurrent<GRU> {
    static final LayerOption<Boolean> RESET_AFTER = LayerOption.flag("reset_after", true);

    private static final List<LayerOption<?>> OPTIONS = List.of(UNITS, ACTIVATION, RECURRENT_ACTIVATION, RETURN_SEQUENCES, RETURN_STATE,
            GO_BACKWARDS, STATEFUL, DROPOUT, RECURRENT_DROPOUT, USE_BIAS, RESET_AFTER, ZERO_OUTPUT_FOR_MASK, KERNEL_INITIALIZER,
            RECURRENT_INITIALIZER, BIAS_INITIALIZER, KERNEL_REGULARIZER, RECURRENT_REGULARIZER, BIAS_REGULARIZER, KERNEL_CONSTRAINT, RECURRENT_CONSTRAINT,
            BIAS_CONSTRAINT);

    private GRU() {
    }

    /** A layer of {@code units} cells: each keeps one number of state and gives it out at each step. At least 1, else [SHAPE-7]. */
    public static GRU units(int units) {
        return new GRU().set(UNITS, units);
    }

    /** The positional form: {@code GRU.of(128, 28, 28)} is {@code GRU.units(128).inputShape(28, 28)}. */
    public static GRU of(int units, int timesteps, int features) {
        return units(units).inputShape(timesteps, features);
    }

    /** Function of the gates z and r; sigmoid by default (hard_sigmoid before Keras 2.3). */
    public GRU recurrentActivation(ActivationFunction function) {
        return set(RECURRENT_ACTIVATION, function);
    }

    /**
     * Whether the reset gate multiplies what the recurrent kernel makes of the output before (the default since
     * TensorFlow 2, as on the GPU), or the output itself, as the paper has it and as Keras 1 and 2 did.
     */
    public GRU resetAfter(boolean resetAfter) {
        return set(RESET_AFTER, resetAfter);
    }

    @Override
    public String type() {
        return "GRU";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> gates() {
        return List.of("z", "r", "h");
    }

    @Override
    public List<String> stateNames() {
        return List.of("h");
    }

    @Override
    Weight biasOf(int columns, Initializer initializer, Regularizer regularizer) {
        return resetAfter() ? new Weight("bias", 2, columns, false, initializer, regularizer, false)
                : super.biasOf(columns, initializer, regularizer);
    }

    /** Function of the gates. */
    public ActivationFunction recurrentActivation() {
        return get(RECURRENT_ACTIVATION);
    }

    /** Whether the reset gate multiplies the product with the recurrent kernel, not the output before. */
    public boolean resetAfter() {
        return get(RESET_AFTER);
    }
}
