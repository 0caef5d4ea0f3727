package lstm4j.layer;

import java.util.List;

/**
 * x above zero, else negativeSlope·x: a rectifier that lets a little through. Source: Keras 3,
 * {@code layers/activations/leaky_relu.py}. Spec: chapter 18.
 */
public final class LeakyReLU extends Elementwise<LeakyReLU> {
    private static final LayerOption<Double> NEGATIVE_SLOPE = LayerOption.atLeast(0, "negative_slope", 0.3, "RELU-2").older("alpha").inH5("alpha");

    private LeakyReLU() {
    }

    /** The slope below zero is 0.3. */
    public static LeakyReLU layer() {
        return new LeakyReLU();
    }

    /** The slope below zero, Keras 2's {@code alpha}. At least 0, else [RELU-2]. */
    public LeakyReLU negativeSlope(double slope) {
        return set(NEGATIVE_SLOPE, slope);
    }

    @Override
    public String type() {
        return "LeakyReLU";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(NEGATIVE_SLOPE);
    }

    /** Its function. */
    public Rectifier rectifier() {
        double slope = get(NEGATIVE_SLOPE);
        return new Rectifier(slope, 0, Double.POSITIVE_INFINITY, slope, 1);
    }
}
