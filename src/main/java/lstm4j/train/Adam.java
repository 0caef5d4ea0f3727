package lstm4j.train;

/**
 * α = lr·sqrt(1 − β₂ᵗ)/(1 − β₁ᵗ); m ← m + (g − m)(1 − β₁); v ← v + (g² − v)(1 − β₂); w ← w − m·α/(sqrt(v) + ε), where
 * ε is added to the <em>uncorrected</em> root, unlike in PyTorch; with amsgrad the root is of the largest v so far.
 * Defaults: rate 0.001, β 0.9 and 0.999, ε 1e-7. Source: Keras 3, {@code optimizers/adam.py}; Kingma and Ba 2015.
 */
public final class Adam extends FluentOptimizer<Adam> {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final boolean amsgrad;

    /** Rate 0.001, β 0.9 and 0.999, ε 1e-7. */
    public Adam() {
        this(iteration -> 0.001f, true, Clip.NONE, 0, 0.9, 0.999, 1e-7, false);
    }

    private Adam(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit,
            double beta1, double beta2, double epsilon, boolean amsgrad) {
        super(schedule, constantRate, clip, clipLimit);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.amsgrad = amsgrad;
    }

    @Override
    Adam with(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit) {
        return new Adam(schedule, constantRate, clip, clipLimit, beta1, beta2, epsilon, amsgrad);
    }

    private Adam with(double beta1, double beta2, double epsilon, boolean amsgrad) {
        return new Adam(schedule(), hasConstantRate(), clip(), clipLimit(), beta1, beta2, epsilon, amsgrad);
    }

    /** With decays β₁, β₂ from 0 to below 1, else [OPT-1]. */
    public Adam betas(double beta1, double beta2) {
        return with(fraction("beta1", beta1), fraction("beta2", beta2), epsilon, amsgrad);
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public Adam epsilon(double epsilon) {
        return with(beta1, beta2, finite("epsilon", epsilon), amsgrad);
    }

    /** With the largest second moment so far in the denominator. */
    public Adam amsgrad() {
        return with(beta1, beta2, epsilon, true);
    }

    @Override
    public String name() {
        return "Adam";
    }

    @Override
    public int slots() {
        return amsgrad ? 3 : 2;
    }

    /** Decay of the mean gradient. */
    public double beta1() {
        return beta1;
    }

    /** Decay of the mean squared gradient. */
    public double beta2() {
        return beta2;
    }

    /** The ε beside the root. */
    public double epsilon() {
        return epsilon;
    }

    /** Whether the largest second moment is used. */
    public boolean isAmsgrad() {
        return amsgrad;
    }
}
