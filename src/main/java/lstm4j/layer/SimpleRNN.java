package lstm4j.layer;

import java.util.List;

/**
 * The plainest recurrent layer, by Keras's options and defaults: (batch, timesteps, features) in; its last output (batch,
 * units) out, or every step's (batch, timesteps, units) with {@link #returnSequences()}. Its state is h, the output before.
 *
 * <p>It owns F·U + U·U + U numbers: a kernel (F, U) for the input, a recurrent kernel (U, U) for its own last output, a
 * bias (U). Spec: chapter 14. Source: Keras 3, {@code layers/rnn/simple_rnn.py}.
 */
public final class SimpleRNN extends Recurrent<SimpleRNN> {
    private static final List<LayerOption<?>> OPTIONS = List.of(UNITS, ACTIVATION, RETURN_SEQUENCES, RETURN_STATE, GO_BACKWARDS, STATEFUL,
            DROPOUT, RECURRENT_DROPOUT, USE_BIAS, ZERO_OUTPUT_FOR_MASK, KERNEL_INITIALIZER, RECURRENT_INITIALIZER, BIAS_INITIALIZER,
            KERNEL_REGULARIZER, RECURRENT_REGULARIZER, BIAS_REGULARIZER, KERNEL_CONSTRAINT, RECURRENT_CONSTRAINT,
            BIAS_CONSTRAINT);

    private SimpleRNN() {
    }

    /** A layer of {@code units} cells: each keeps one number of state and gives it out at each step. At least 1, else [SHAPE-7]. */
    public static SimpleRNN units(int units) {
        return new SimpleRNN().set(UNITS, units);
    }

    /** The positional form: {@code SimpleRNN.of(128, 28, 28)} is {@code SimpleRNN.units(128).inputShape(28, 28)}. */
    public static SimpleRNN of(int units, int timesteps, int features) {
        return units(units).inputShape(timesteps, features);
    }

    @Override
    public String type() {
        return "SimpleRNN";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    public List<String> stateNames() {
        return List.of("h");
    }
}
