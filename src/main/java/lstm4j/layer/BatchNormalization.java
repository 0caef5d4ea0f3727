package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * Normalizes each feature: in training by its mean and variance over all rows of the batch, otherwise by moving means of
 * these, which training keeps and which do not learn. Frozen it normalizes by the moving means in training too. It owns 4·F
 * numbers. Source: Keras 3, {@code layers/normalization/batch_normalization.py}; Ioffe and Szegedy 2015. Spec: chapter 20.
 */
public final class BatchNormalization extends Normalization<BatchNormalization> {
    private static final LayerOption<Double> MOMENTUM = LayerOption.real("momentum", 0.99).checked((place, momentum) -> {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new RuleException("NORM-1", place, "a momentum from 0 to 1", String.valueOf(momentum), "");
        }
        return momentum;
    });
    private static final LayerOption<Initializer> MOVING_MEAN_INITIALIZER = LayerOption.initializer("moving_mean_initializer", Initializer.ZEROS);
    private static final LayerOption<Initializer> MOVING_VARIANCE_INITIALIZER = LayerOption.initializer("moving_variance_initializer", Initializer.ONES);

    private static final List<LayerOption<?>> OPTIONS = List.of(AXIS, MOMENTUM, EPSILON, CENTER, SCALE, BETA_INITIALIZER, GAMMA_INITIALIZER,
            MOVING_MEAN_INITIALIZER, MOVING_VARIANCE_INITIALIZER, BETA_REGULARIZER, GAMMA_REGULARIZER);

    private BatchNormalization() {
    }

    /** A normalizing layer. */
    public static BatchNormalization layer() {
        return new BatchNormalization();
    }

    /** How much of a moving mean stays at each step of training; 0.99 by default. From 0 to 1, else [NORM-1]. */
    public BatchNormalization momentum(double momentum) {
        return set(MOMENTUM, momentum);
    }

    /** How the moving means start; zeros by default. */
    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return set(MOVING_MEAN_INITIALIZER, initializer);
    }

    /** How the moving variances start; ones by default. */
    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return set(MOVING_VARIANCE_INITIALIZER, initializer);
    }

    @Override
    public String type() {
        return "BatchNormalization";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        List<Weight> weights = new ArrayList<>(super.ownWeights(input));
        weights.add(Weight.vector("moving_mean", input.features(), get(MOVING_MEAN_INITIALIZER), Regularizer.NONE, false).frozen());
        weights.add(Weight.vector("moving_variance", input.features(), get(MOVING_VARIANCE_INITIALIZER), Regularizer.NONE, false).frozen());
        return weights;
    }

    @Override
    public boolean spansBatch() {
        return isTrainable();
    }

    @Override
    public String formula(Shape input) {
        return (2 + (scales() ? 1 : 0) + (centers() ? 1 : 0)) + "·" + input.features();
    }

    /** How much of a moving mean stays at each step. */
    public double momentum() {
        return get(MOMENTUM);
    }
}
