package lstm4j.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What all layers with a memory have in common: they read (batch, timesteps, features) step by step and carry a state of
 * {@code units} numbers or a few times as many; their last output (batch, units) comes out, or every step's (batch,
 * timesteps, units) with {@link #returnSequences()}. Options and defaults are Keras's.
 *
 * @param <L> the layer's own type, so that calls chain
 */
public abstract class Recurrent<L extends Recurrent<L>> extends FluentLayer<L> {
    static final LayerOption<Integer> UNITS = LayerOption.units();
    static final LayerOption<ActivationFunction> ACTIVATION = elementwise("activation", "activation", ActivationFunction.TANH);
    static final LayerOption<ActivationFunction> RECURRENT_ACTIVATION = elementwise("recurrent_activation", "recurrentActivation",
            ActivationFunction.SIGMOID).older("inner_activation");
    static final LayerOption<Boolean> RETURN_SEQUENCES = LayerOption.flag("return_sequences", false);
    static final LayerOption<Boolean> RETURN_STATE = LayerOption.flag("return_state", false);
    static final LayerOption<Boolean> GO_BACKWARDS = LayerOption.flag("go_backwards", false);
    static final LayerOption<Boolean> STATEFUL = LayerOption.flag("stateful", false);
    static final LayerOption<Double> DROPOUT = LayerOption.rate("dropout", 0.0).older("dropout_W");
    static final LayerOption<Double> RECURRENT_DROPOUT = LayerOption.rate("recurrent_dropout", 0.0).older("dropout_U");
    static final LayerOption<Boolean> USE_BIAS = LayerOption.flag("use_bias", true);
    static final LayerOption<Boolean> ZERO_OUTPUT_FOR_MASK = LayerOption.flag("zero_output_for_mask", false);
    static final LayerOption<Initializer> KERNEL_INITIALIZER = LayerOption.initializer("kernel_initializer", Initializer.GLOROT_UNIFORM)
            .older("init");
    static final LayerOption<Initializer> RECURRENT_INITIALIZER = LayerOption.initializer("recurrent_initializer", Initializer.ORTHOGONAL)
            .older("inner_init");
    static final LayerOption<Initializer> BIAS_INITIALIZER = LayerOption.initializer("bias_initializer", Initializer.ZEROS);
    static final LayerOption<Regularizer> KERNEL_REGULARIZER = LayerOption.regularizer("kernel_regularizer").older("W_regularizer");
    static final LayerOption<Regularizer> RECURRENT_REGULARIZER = LayerOption.regularizer("recurrent_regularizer").older("U_regularizer");
    static final LayerOption<Regularizer> BIAS_REGULARIZER = LayerOption.regularizer("bias_regularizer").older("b_regularizer");
    static final LayerOption<Constraint> KERNEL_CONSTRAINT = LayerOption.constraint("kernel_constraint");
    static final LayerOption<Constraint> RECURRENT_CONSTRAINT = LayerOption.constraint("recurrent_constraint");
    static final LayerOption<Constraint> BIAS_CONSTRAINT = LayerOption.constraint("bias_constraint");

    Recurrent() {
    }

    /** An option whose function maps one number to one number, else [LSTM-7]; {@code what} names it in the message. */
    static LayerOption<ActivationFunction> elementwise(String name, String what, ActivationFunction byDefault) {
        BiFunction<String, ActivationFunction, ActivationFunction> check = (place, function) -> {
            if (function.wholeRow()) {
                throw new RuleException("LSTM-7", place, what + " that maps one number to one number", function.kerasName(),
                        "softmax belongs into the Dense layer behind the " + place);
            }
            return function;
        };
        return LayerOption.activation(name, byDefault).checked(check);
    }

    /** Function of the numbers that become the state and the output; tanh by default. */
    public final L activation(ActivationFunction function) {
        return set(ACTIVATION, function);
    }

    /** Whether there is a bias; without one the layer has two weight arrays. */
    public final L useBias(boolean useBias) {
        return set(USE_BIAS, useBias);
    }

    /** How the kernel, the weights of the input, starts; glorot_uniform by default. */
    public final L kernelInitializer(Initializer initializer) {
        return set(KERNEL_INITIALIZER, initializer);
    }

    /** How the recurrent kernel, the weights of the output before, starts; orthogonal by default. */
    public final L recurrentInitializer(Initializer initializer) {
        return set(RECURRENT_INITIALIZER, initializer);
    }

    /** How the bias starts; zeros by default. */
    public final L biasInitializer(Initializer initializer) {
        return set(BIAS_INITIALIZER, initializer);
    }

    /** The penalty on the kernel. */
    public final L kernelRegularizer(Regularizer regularizer) {
        return set(KERNEL_REGULARIZER, regularizer);
    }

    /** The penalty on the recurrent kernel. */
    public final L recurrentRegularizer(Regularizer regularizer) {
        return set(RECURRENT_REGULARIZER, regularizer);
    }

    /** The penalty on the bias. */
    public final L biasRegularizer(Regularizer regularizer) {
        return set(BIAS_REGULARIZER, regularizer);
    }

    /** What the kernel is made to satisfy after every step; the columns of all gates are of one array. */
    public final L kernelConstraint(Constraint constraint) {
        return set(KERNEL_CONSTRAINT, constraint);
    }

    /** What the recurrent kernel is made to satisfy after every step. */
    public final L recurrentConstraint(Constraint constraint) {
        return set(RECURRENT_CONSTRAINT, constraint);
    }

    /** What the bias is made to satisfy after every step. */
    public final L biasConstraint(Constraint constraint) {
        return set(BIAS_CONSTRAINT, constraint);
    }

    /** Part of the input numbers dropped in training, the same ones at every step; 0 to 1, else [LSTM-10]. */
    public final L dropout(double rate) {
        return set(DROPOUT, rate);
    }

    /** Part of the previous output's numbers dropped in training, the same ones at every step; 0 to 1, else [LSTM-10]. */
    public final L recurrentDropout(double rate) {
        return set(RECURRENT_DROPOUT, rate);
    }

    /** Return every step's output (batch, timesteps, units): what another recurrent layer needs to read. */
    public final L returnSequences() {
        return returnSequences(true);
    }

    /** Return every step's output, or the last one only. */
    public final L returnSequences(boolean returnSequences) {
        return set(RETURN_SEQUENCES, returnSequences);
    }

    /** Make the final state readable beside the output; for the last layer of a model. */
    public final L returnState() {
        return returnState(true);
    }

    /** Make the final state readable, or not. */
    public final L returnState(boolean returnState) {
        return set(RETURN_STATE, returnState);
    }

    /** Read the sequence from its end; outputs stay in the order in which they are made, as in Keras. */
    public final L goBackwards() {
        return goBackwards(true);
    }

    /** Read the sequence from its end, or from its start. */
    public final L goBackwards(boolean goBackwards) {
        return set(GO_BACKWARDS, goBackwards);
    }

    /** Begin each batch with the final state of the one before, row by row, until {@code resetStates()}; needs a fixed batch size. */
    public final L stateful() {
        return stateful(true);
    }

    /** Keep the state between batches, or begin each with zeros. */
    public final L stateful(boolean stateful) {
        return set(STATEFUL, stateful);
    }

    /** Output zeros at masked steps instead of repeating the output before. */
    public final L zeroOutputForMask(boolean zeroOutputForMask) {
        return set(ZERO_OUTPUT_FOR_MASK, zeroOutputForMask);
    }

    @Override
    public final FluentLayer<?> alwaysInTraining() {
        require("DROP-3", type(), dropout() == 0 && recurrentDropout() == 0, "no dropout in a layer called with training=True", type() + " with it");
        return this;
    }

    /** Kernel (F, N), recurrent kernel (U, N) and bias, where N is U for each of {@link #gates}. */
    @Override
    final List<Weight> ownWeights(Shape input) {
        int columns = blocks() * units();
        List<Weight> weights = new ArrayList<>(List.of(
                Weight.matrix("kernel", input.features(), columns, get(KERNEL_INITIALIZER), get(KERNEL_REGULARIZER)).constrained(get(KERNEL_CONSTRAINT)),
                Weight.matrix("recurrent_kernel", units(), columns, get(RECURRENT_INITIALIZER), get(RECURRENT_REGULARIZER))
                        .constrained(get(RECURRENT_CONSTRAINT))));
        if (useBias()) {
            weights.add(biasOf(columns, get(BIAS_INITIALIZER), get(BIAS_REGULARIZER)).constrained(get(BIAS_CONSTRAINT)));
        }
        return weights;
    }

    /** The bias; one row unless the layer says otherwise. */
    Weight biasOf(int columns, Initializer initializer, Regularizer regularizer) {
        return Weight.vector("bias", columns, initializer, regularizer, false);
    }

    private int blocks() {
        return Math.max(1, gates().size());
    }

    @Override
    public final String formula(Shape input) {
        String blocks = blocks() == 1 ? "" : blocks() + "·";
        int biases = useBias() ? (int) weights(input).get(2).size() / units() : 0;
        return blocks + input.features() + "·" + units() + " + " + blocks + units() + "·" + units()
                + (biases == 0 ? "" : " + " + (biases == 1 ? "" : biases + "·") + units());
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        return returnsSequences() ? input.withFeatures(units()) : Shape.of(input.batch(), units());
    }

    @Override
    public final boolean takesSequence() {
        return true;
    }

    @Override
    public final boolean passesMask() {
        return returnsSequences();
    }

    @Override
    public final int[] stateSizes() {
        int[] sizes = new int[stateNames().size()];
        Arrays.fill(sizes, units());
        return sizes;
    }

    @Override
    public final boolean isStateful() {
        return get(STATEFUL);
    }

    @Override
    public final boolean returnsState() {
        return get(RETURN_STATE);
    }

    @Override
    public final String needsWholeSequence() {
        return goesBackwards() ? name() + " with goBackwards()" : "";
    }

    @Override
    final String endsTheTimeAxis() {
        return name() + " returns only its last output; add returnSequences() to " + name();
    }

    /** Number of units U. */
    public final int units() {
        return get(UNITS);
    }

    /** Function of the numbers that become the state and the output. */
    public final ActivationFunction activation() {
        return get(ACTIVATION);
    }

    /** Whether there is a bias. */
    public final boolean useBias() {
        return get(USE_BIAS);
    }

    /** Rate of input dropout. */
    public final float dropout() {
        return get(DROPOUT).floatValue();
    }

    /** Rate of recurrent dropout. */
    public final float recurrentDropout() {
        return get(RECURRENT_DROPOUT).floatValue();
    }

    /** Whether every step's output is returned. */
    public final boolean returnsSequences() {
        return get(RETURN_SEQUENCES);
    }

    @Override
    public final boolean goesBackwards(String part) {
        return goesBackwards();
    }

    /** Whether the sequence is read from its end. */
    public final boolean goesBackwards() {
        return get(GO_BACKWARDS);
    }

    /** Whether masked steps give zeros. */
    public final boolean zeroesMasked() {
        return get(ZERO_OUTPUT_FOR_MASK);
    }
}
