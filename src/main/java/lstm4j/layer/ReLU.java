package lstm4j.layer;

import java.util.List;

/**
 * The rectifier with all its options: min(x, maxValue) above the threshold, else negativeSlope·(x − threshold). Without
 * options it is {@code Activation.of(RELU)}. Keras 1 and 2's ThresholdedReLU is read as one with a threshold.
 * Source: Keras 3, {@code layers/activations/relu.py}. Spec: chapter 18.
 */
public final class ReLU extends Elementwise<ReLU> {
    private static final float SIX = 6; // for which Keras takes TensorFlow's relu6
    private static final LayerOption<Double> MAX_VALUE = LayerOption.atLeast(0, "max_value", Double.POSITIVE_INFINITY, "RELU-2");
    private static final LayerOption<Double> NEGATIVE_SLOPE = LayerOption.atLeast(0, "negative_slope", 0.0, "RELU-2");
    private static final LayerOption<Double> THRESHOLD = LayerOption.atLeast(0, "threshold", 0.0, "RELU-2");

    private static final List<LayerOption<?>> OPTIONS = List.of(MAX_VALUE, NEGATIVE_SLOPE, THRESHOLD);

    private ReLU() {
    }

    /** max(x, 0). */
    public static ReLU layer() {
        return new ReLU();
    }

    /** The largest value that comes out; none by default. At least 0, as all options are, else [RELU-2]. */
    public ReLU maxValue(double max) {
        return set(MAX_VALUE, max);
    }

    /** The slope up to the threshold; 0 by default. */
    public ReLU negativeSlope(double slope) {
        return set(NEGATIVE_SLOPE, slope);
    }

    /** What a number must be above to pass; 0 by default. */
    public ReLU threshold(double threshold) {
        return set(THRESHOLD, threshold);
    }

    @Override
    public String type() {
        return "ReLU";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    /** Its function. */
    public Rectifier rectifier() {
        double max = get(MAX_VALUE);
        double threshold = get(THRESHOLD);
        boolean leaky = threshold == 0 && max == Double.POSITIVE_INFINITY;
        boolean six = threshold == 0 && max == SIX;
        return new Rectifier(get(NEGATIVE_SLOPE), threshold, max, leaky ? get(NEGATIVE_SLOPE) : 0, six ? 0 : 1);
    }
}
