package lstm4j.layer;

import java.util.List;

/**
 * In training, adds to each number a random one, normally distributed around 0; otherwise the identity.
 * Source: Keras 3, {@code layers/regularization/gaussian_noise.py}. Spec: chapter 18.
 */
public final class GaussianNoise extends Elementwise<GaussianNoise> {
    private static final LayerOption<Double> STDDEV = LayerOption.atLeast(0, "stddev", null, "DROP-2").older("sigma");

    private GaussianNoise() {
    }

    /** Noise of this standard deviation. At least 0, else [DROP-2]. */
    public static GaussianNoise stddev(double stddev) {
        return new GaussianNoise().set(STDDEV, stddev);
    }

    @Override
    public String type() {
        return "GaussianNoise";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(STDDEV);
    }

    @Override
    public boolean dropsNumbers() {
        return true;
    }

    /** The standard deviation of the noise. */
    public double stddev() {
        return get(STDDEV);
    }
}
