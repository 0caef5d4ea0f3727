package lstm4j.train;

import java.util.List;

/**
 * α = lr·sqrt(1 − β₂ᵗ)/(1 − β₁ᵗ); m ← m + (g − m)(1 − β₁); v ← v + (g² − v)(1 − β₂); w ← w − m·α/(sqrt(v) + ε), where
 * ε is added to the <em>uncorrected</em> root, unlike in PyTorch; with amsgrad the root is of the largest v so far.
 * Defaults: rate 0.001, β 0.9 and 0.999, ε 1e-7. Source: Keras 3, {@code optimizers/adam.py}; Kingma and Ba 2015.
 */
public class Adam extends FluentOptimizer<Adam> {
    private static final List<OptimizerOption<Adam>> TABLE = List.of(OptimizerOption.number("beta_1", Adam::beta1, (o, beta) -> o.betas(beta, o.beta2)),
            OptimizerOption.number("beta_2", Adam::beta2, (o, beta) -> o.betas(o.beta1, beta)), OptimizerOption.number("epsilon", Adam::epsilon, Adam::epsilon),
            OptimizerOption.flag("amsgrad", Adam::isAmsgrad, Adam::amsgrad));

    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-7;
    private boolean amsgrad;

    /** Rate 0.001, β 0.9 and 0.999, ε 1e-7. */
    public Adam() {
        super(0.001);
    }

    /** With decays β₁, β₂ from 0 to below 1, else [OPT-1]. */
    public final Adam betas(double beta1, double beta2) {
        double checked1 = fraction("beta1", beta1);
        double checked2 = fraction("beta2", beta2);
        return with(o -> {
            o.beta1 = checked1;
            o.beta2 = checked2;
        });
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public final Adam epsilon(double epsilon) {
        double checked = finite("epsilon", epsilon);
        return with(o -> o.epsilon = checked);
    }

    /** With the largest second moment so far in the denominator. */
    public final Adam amsgrad() {
        return with(o -> o.amsgrad = true);
    }

    @Override
    public String name() {
        return "Adam";
    }

    @Override
    public final List<String> slotNames() {
        return amsgrad ? List.of("momentum", "velocity", "velocity_hat") : List.of("momentum", "velocity");
    }

    @Override
    public final int slotsInTurn() {
        return 2;
    }

    @Override
    final List<OptimizerOption<Adam>> table() {
        return TABLE;
    }

    /** Decay of the mean gradient. */
    public final double beta1() {
        return beta1;
    }

    /** Decay of the mean squared gradient. */
    public final double beta2() {
        return beta2;
    }

    /** The ε beside the root. */
    public final double epsilon() {
        return epsilon;
    }

    /** Whether the largest second moment is used. */
    public final boolean isAmsgrad() {
        return amsgrad;
    }
}
