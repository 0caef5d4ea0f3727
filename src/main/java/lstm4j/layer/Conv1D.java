package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * A convolution along time: (batch, T, C) becomes (batch, T', filters). Each output step is a sum over a few input steps,
 * the taps, each times weights of its own, and the same weights serve every place. It owns kernel_size·C·filters + filters
 * numbers. Source: Keras 3, {@code layers/convolutional/base_conv.py}. Spec: chapter 19.
 */
public final class Conv1D extends FluentLayer<Conv1D> {
    /** Most taps, and most steps between two: the reach of all taps then fits an int. */
    private static final int MOST = 1 << 15;
    private static final LayerOption<Integer> FILTERS = LayerOption.positive("filters", "CONV-2", 1 << 27).older("nb_filter");
    private static final LayerOption<Integer> KERNEL_SIZE = LayerOption.positive("kernel_size", "CONV-2", MOST).older("filter_length");
    private static final LayerOption<Integer> STRIDES = LayerOption.positive("strides", "CONV-2", MOST).byDefault(1).older("subsample_length");
    private static final LayerOption<Padding> PADDING = LayerOption.choice("padding", Padding.VALID).older("border_mode");
    private static final LayerOption<Integer> DILATION_RATE = LayerOption.positive("dilation_rate", "CONV-2", MOST).byDefault(1).older("atrous_rate");
    private static final LayerOption<ActivationFunction> ACTIVATION = LayerOption.activation("activation", ActivationFunction.LINEAR);
    private static final LayerOption<Boolean> USE_BIAS = LayerOption.flag("use_bias", true).older("bias");
    private static final LayerOption<Initializer> KERNEL_INITIALIZER = LayerOption.initializer("kernel_initializer",
            Initializer.GLOROT_UNIFORM).older("init");
    private static final LayerOption<Initializer> BIAS_INITIALIZER = LayerOption.initializer("bias_initializer", Initializer.ZEROS);
    private static final LayerOption<Regularizer> KERNEL_REGULARIZER = LayerOption.regularizer("kernel_regularizer").older("W_regularizer");
    private static final LayerOption<Regularizer> BIAS_REGULARIZER = LayerOption.regularizer("bias_regularizer").older("b_regularizer");

    private static final List<LayerOption<?>> OPTIONS = List.of(FILTERS, KERNEL_SIZE, STRIDES, PADDING, DILATION_RATE, ACTIVATION, USE_BIAS,
            KERNEL_INITIALIZER, BIAS_INITIALIZER, KERNEL_REGULARIZER, BIAS_REGULARIZER);

    private Conv1D() {
    }

    /** A layer that gives {@code filters} numbers for each window of {@code kernelSize} steps. At least 1 each, else [CONV-2]. */
    public static Conv1D of(int filters, int kernelSize) {
        return new Conv1D().set(FILTERS, filters).set(KERNEL_SIZE, kernelSize);
    }

    /** Steps from a window to the next; 1 by default, and 1 beside a dilation rate, else the model cannot be built, [CONV-2]. */
    public Conv1D strides(int strides) {
        return set(STRIDES, strides);
    }

    /** What a window does at the ends of a sequence; {@link Padding#VALID} by default. */
    public Conv1D padding(Padding padding) {
        return set(PADDING, padding);
    }

    /** Steps from a tap to the next; 1 by default. */
    public Conv1D dilationRate(int rate) {
        return set(DILATION_RATE, rate);
    }

    /** Function of the sums; linear by default. */
    public Conv1D activation(ActivationFunction function) {
        return set(ACTIVATION, function);
    }

    /** Whether there is a bias. */
    public Conv1D useBias(boolean useBias) {
        return set(USE_BIAS, useBias);
    }

    /** How the kernel (kernel_size, C, filters) starts; glorot_uniform by default. */
    public Conv1D kernelInitializer(Initializer initializer) {
        return set(KERNEL_INITIALIZER, initializer);
    }

    /** How the bias starts; zeros by default. */
    public Conv1D biasInitializer(Initializer initializer) {
        return set(BIAS_INITIALIZER, initializer);
    }

    /** The penalty on the kernel. */
    public Conv1D kernelRegularizer(Regularizer regularizer) {
        return set(KERNEL_REGULARIZER, regularizer);
    }

    /** The penalty on the bias. */
    public Conv1D biasRegularizer(Regularizer regularizer) {
        return set(BIAS_REGULARIZER, regularizer);
    }

    @Override
    public String type() {
        return "Conv1D";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        if (taps().stride() > 1 && taps().apart() > 1) {
            throw new RuleException("CONV-2", place, "strides or a dilation_rate above 1, not both", taps().stride() + " and " + taps().apart(), "");
        }
        if ((long) taps().count() * input.features() > 1 << 27) {
            throw new RuleException("CONV-2", place, "at most " + (1 << 27) + " rows of the kernel", taps().count() + "·" + input.features(), "");
        }
        return taps().outputShape(input, filters(), "CONV-3", place);
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        List<Weight> weights = new ArrayList<>(List.of(new Weight("kernel", List.of(taps().count(), input.features(), filters()),
                get(KERNEL_INITIALIZER), get(KERNEL_REGULARIZER), Constraint.NONE, false, true)));
        if (useBias()) {
            weights.add(Weight.vector("bias", filters(), get(BIAS_INITIALIZER), get(BIAS_REGULARIZER), false));
        }
        return weights;
    }

    @Override
    public String formula(Shape input) {
        return taps().count() + "·" + input.features() + "·" + filters() + (useBias() ? " + " + filters() : "");
    }

    @Override
    public boolean takesSequence() {
        return true;
    }

    @Override
    public boolean passesMask() {
        return false;
    }

    @Override
    public String needsWholeSequence() {
        return taps().equals(new Taps(1, 1, 1, taps().padding())) ? "" : name() + ", whose windows hold several steps and do not remember them";
    }

    @Override
    public ActivationFunction head() {
        return activation();
    }

    @Override
    public Conv1D withoutHead() {
        return activation(ActivationFunction.LINEAR);
    }

    /** Numbers that come out at each step. */
    public int filters() {
        return get(FILTERS);
    }

    /** Which steps each window sees. */
    public Taps taps() {
        return new Taps(get(KERNEL_SIZE), get(DILATION_RATE), get(STRIDES), get(PADDING));
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
