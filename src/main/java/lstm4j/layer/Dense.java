package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer: activation(x·kernel + bias) on the last axis of an input of any rank.
 * <pre>{@code
 * Dense digits = Dense.units(10).activation(SOFTMAX);    // ten probabilities that sum to 1
 * }</pre>
 *
 * It owns F·U + U numbers. Spec: chapter 5. Source: Keras 3, {@code layers/core/dense.py}.
 */
public final class Dense extends FluentLayer<Dense> {
    private static final LayerOption<Integer> UNITS = LayerOption.units();
    private static final LayerOption<ActivationFunction> ACTIVATION = LayerOption.activation("activation", ActivationFunction.LINEAR);
    private static final LayerOption<Boolean> USE_BIAS = LayerOption.flag("use_bias", true).older("bias");
    private static final LayerOption<Initializer> KERNEL_INITIALIZER = LayerOption.initializer("kernel_initializer",
            Initializer.GLOROT_UNIFORM).older("init");
    private static final LayerOption<Initializer> BIAS_INITIALIZER = LayerOption.initializer("bias_initializer", Initializer.ZEROS);
    private static final LayerOption<Regularizer> KERNEL_REGULARIZER = LayerOption.regularizer("kernel_regularizer").older("W_regularizer");
    private static final LayerOption<Regularizer> BIAS_REGULARIZER = LayerOption.regularizer("bias_regularizer").older("b_regularizer");
    private static final LayerOption<Constraint> KERNEL_CONSTRAINT = LayerOption.constraint("kernel_constraint").older("W_constraint");
    private static final LayerOption<Constraint> BIAS_CONSTRAINT = LayerOption.constraint("bias_constraint").older("b_constraint");

    private static final List<LayerOption<?>> OPTIONS = List.of(UNITS, ACTIVATION, USE_BIAS, KERNEL_INITIALIZER, BIAS_INITIALIZER,
            KERNEL_REGULARIZER, BIAS_REGULARIZER, KERNEL_CONSTRAINT, BIAS_CONSTRAINT);

    private Dense() {
    }

    /** A layer that gives {@code units} numbers for each row. At least 1, else [SHAPE-7]. */
    public static Dense units(int units) {
        return new Dense().set(UNITS, units);
    }

    /** Function of the sums; linear by default. Softmax works along the last axis. */
    public Dense activation(ActivationFunction function) {
        return set(ACTIVATION, function);
    }

    /** Whether there is a bias. */
    public Dense useBias(boolean useBias) {
        return set(USE_BIAS, useBias);
    }

    /** How the kernel (F, U) starts; glorot_uniform by default. */
    public Dense kernelInitializer(Initializer initializer) {
        return set(KERNEL_INITIALIZER, initializer);
    }

    /** How the bias starts; zeros by default. */
    public Dense biasInitializer(Initializer initializer) {
        return set(BIAS_INITIALIZER, initializer);
    }

    /** The penalty on the kernel. */
    public Dense kernelRegularizer(Regularizer regularizer) {
        return set(KERNEL_REGULARIZER, regularizer);
    }

    /** The penalty on the bias. */
    public Dense biasRegularizer(Regularizer regularizer) {
        return set(BIAS_REGULARIZER, regularizer);
    }

    /** What the kernel is made to satisfy after every step. */
    public Dense kernelConstraint(Constraint constraint) {
        return set(KERNEL_CONSTRAINT, constraint);
    }

    /** What the bias is made to satisfy after every step. */
    public Dense biasConstraint(Constraint constraint) {
        return set(BIAS_CONSTRAINT, constraint);
    }

    @Override
    public String type() {
        return "Dense";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    public boolean worksRowByRow() {
        return true;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        if (input.rank() < 2) {
            throw new RuleException("SHAPE-5", place, "input (batch, …, features)", input.inWords(), hint);
        }
        return input.withFeatures(units());
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        List<Weight> weights = new ArrayList<>(List.of(
                Weight.matrix("kernel", input.features(), units(), get(KERNEL_INITIALIZER), get(KERNEL_REGULARIZER)).constrained(get(KERNEL_CONSTRAINT))));
        if (useBias()) {
            weights.add(Weight.vector("bias", units(), get(BIAS_INITIALIZER), get(BIAS_REGULARIZER), false).constrained(get(BIAS_CONSTRAINT)));
        }
        return weights;
    }

    @Override
    public String formula(Shape input) {
        return input.features() + "·" + units() + (useBias() ? " + " + units() : "");
    }

    @Override
    public ActivationFunction head() {
        return activation();
    }

    @Override
    public Dense withoutHead() {
        return activation(ActivationFunction.LINEAR);
    }

    /** Number of outputs for each row. */
    public int units() {
        return get(UNITS);
    }

    /** Function of the sums. */
    public ActivationFunction activation() {
        return get(ACTIVATION);
    }

    /** Whether there is a bias. */
    public boolean useBias() {
        return get(USE_BIAS);
    }
}
