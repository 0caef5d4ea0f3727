package lstm4j.train;

/**
 * α = lr·sqrt(1 − β₂ᵗ)/(1 − β₁ᵗ); m ← m + (g − m)(1 − β₁); v ← v + (g² − v)(1 − β₂); w ← w − m·α/(sqrt(v) + ε), where
 * ε is added to the <em>uncorrected</em> root, unlike in PyTorch; with amsgrad the root is of the largest v so far.
 * Defaults: rate 0.001, β 0.9 and 0.999, ε 1e-7. Source: Keras 3, {@code optimizers/adam.py}; Kingma and Ba 2015.
 */
public final class Adam extends FluentOptimizer<Adam> {
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-7;
    private boolean amsgrad;

    /** Rate 0.001, β 0.9 and 0.999, ε 1e-7. */
    public Adam() {
        super(0.001);
    }

    /** With decays β₁, β₂ from 0 to below 1, else [OPT-1]. */
    public Adam betas(double beta1, double beta2) {
        double checked1 = fraction("beta1", beta1);
        double checked2 = fraction("beta2", beta2);
        return with(o -> {
            o.beta1 = checked1;
            o.beta2 = checked2;
        });
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public Adam epsilon(double epsilon) {
        double checked = finite("epsilon", epsilon);
        return with(o -> o.epsilon = checked);
    }

    /** With the largest second moment so far in the denominator. */
    public Adam amsgrad() {
        return with(o -> o.amsgrad = true);
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
