package lstm4j.layer;

import java.util.List;

/**
 * The identity, which adds l1·Σ|x| + l2·Σx² over all numbers of a sample that go through it, the mean of all samples, to the loss
 * of a batch, in training and in evaluation. Source: Keras 3, {@code layers/regularization/activity_regularization.py}. Spec: chapter 18.
 */
public final class ActivityRegularization extends Elementwise<ActivityRegularization> {
    private static final LayerOption<Double> L1 = LayerOption.atLeast(0, "l1", 0.0, "REG-1");
    private static final LayerOption<Double> L2 = LayerOption.atLeast(0, "l2", 0.0, "REG-1");

    private ActivityRegularization() {
    }

    /** A penalty with these factors of Σ|x| and Σx². Each at least 0, else [REG-1]. */
    public static ActivityRegularization of(double l1, double l2) {
        return new ActivityRegularization().set(L1, l1).set(L2, l2);
    }

    @Override
    public String type() {
        return "ActivityRegularization";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(L1, L2);
    }

    @Override
    public boolean penalizes() {
        return true;
    }

    /** The factor of Σ|x|. */
    public double l1() {
        return get(L1);
    }

    /** The factor of Σx². */
    public double l2() {
        return get(L2);
    }
}
