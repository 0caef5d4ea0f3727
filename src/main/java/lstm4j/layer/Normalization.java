package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * What LayerNormalization and BatchNormalization share: numbers moved and scaled to mean 0 and variance 1, then by weights
 * gamma and beta of their own. Spec: chapter 20.
 *
 * @param <L> the layer's own type, so that calls chain
 */
public abstract class Normalization<L extends Normalization<L>> extends FluentLayer<L> {
    static final LayerOption<Integer> AXIS = LayerOption.integer("axis", -1);
    static final LayerOption<Double> EPSILON = LayerOption.atLeast(0, "epsilon", 1e-3, "NORM-1");
    static final LayerOption<Boolean> CENTER = LayerOption.flag("center", true);
    static final LayerOption<Boolean> SCALE = LayerOption.flag("scale", true);
    static final LayerOption<Initializer> BETA_INITIALIZER = LayerOption.initializer("beta_initializer", Initializer.ZEROS).older("beta_init");
    static final LayerOption<Initializer> GAMMA_INITIALIZER = LayerOption.initializer("gamma_initializer", Initializer.ONES).older("gamma_init");
    static final LayerOption<Regularizer> BETA_REGULARIZER = LayerOption.regularizer("beta_regularizer");
    static final LayerOption<Regularizer> GAMMA_REGULARIZER = LayerOption.regularizer("gamma_regularizer");

    Normalization() {
    }

    /** What is added to the variance, so that nothing is divided by 0; 0.001 by default. At least 0, else [NORM-1]. */
    public L epsilon(double epsilon) {
        return set(EPSILON, epsilon);
    }

    /** Whether there is a beta, which is added; by default there is. */
    public L center(boolean center) {
        return set(CENTER, center);
    }

    /** Whether there is a gamma, which scales; by default there is. */
    public L scale(boolean scale) {
        return set(SCALE, scale);
    }

    /** How gamma starts; ones by default. */
    public L gammaInitializer(Initializer initializer) {
        return set(GAMMA_INITIALIZER, initializer);
    }

    /** How beta starts; zeros by default. */
    public L betaInitializer(Initializer initializer) {
        return set(BETA_INITIALIZER, initializer);
    }

    /** The penalty on gamma. */
    public L gammaRegularizer(Regularizer regularizer) {
        return set(GAMMA_REGULARIZER, regularizer);
    }

    /** The penalty on beta. */
    public L betaRegularizer(Regularizer regularizer) {
        return set(BETA_REGULARIZER, regularizer);
    }

    /** Features are the last axis: Keras's −1, or that axis by its number. */
    @Override
    final Shape outputShape(Shape input, String place, String hint) {
        if (get(AXIS) != -1 && get(AXIS) != input.rank() - 1) {
            throw new RuleException("NORM-1", place, "axis -1, the features, which is axis " + (input.rank() - 1) + " of " + input.inWords(),
                    "axis " + get(AXIS), "");
        }
        return input;
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        List<Weight> weights = new ArrayList<>();
        if (scales()) {
            weights.add(Weight.vector("gamma", input.features(), get(GAMMA_INITIALIZER), get(GAMMA_REGULARIZER), false));
        }
        if (centers()) {
            weights.add(Weight.vector("beta", input.features(), get(BETA_INITIALIZER), get(BETA_REGULARIZER), false));
        }
        return weights;
    }

    /** What is added to the variance. */
    public final double epsilon() {
        return get(EPSILON);
    }

    /** Whether there is a beta. */
    public final boolean centers() {
        return get(CENTER);
    }

    /** Whether there is a gamma. */
    public final boolean scales() {
        return get(SCALE);
    }
}
