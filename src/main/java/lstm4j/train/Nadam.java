package lstm4j.train;

import java.util.List;

/**
 * Adam with Nesterov's momentum: u_t = β₁(1 − ½·0.96ᵗ), U_t = u_1·…·u_t; m and v as {@link Adam}'s;
 * w ← w − lr·(u_{t+1}·m/(1 − U_{t+1}) + (1 − u_t)·g/(1 − U_t)) / (sqrt(v/(1 − β₂ᵗ)) + ε): ε is added to the
 * <em>corrected</em> root. Defaults: rate 0.001, β 0.9 and 0.999, ε 1e-7. Source: Keras 3, {@code optimizers/nadam.py}; Dozat 2015.
 */
public final class Nadam extends FluentOptimizer<Nadam> {
    private static final List<OptimizerOption<Nadam>> TABLE = List.of(OptimizerOption.number("beta_1", Nadam::beta1, (o, beta) -> o.betas(beta, o.beta2)),
            OptimizerOption.number("beta_2", Nadam::beta2, (o, beta) -> o.betas(o.beta1, beta)), OptimizerOption.number("epsilon", Nadam::epsilon, Nadam::epsilon));

    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double epsilon = 1e-7;

    /** Rate 0.001, β 0.9 and 0.999, ε 1e-7. */
    public Nadam() {
        super(0.001);
    }

    /** With decays β₁, β₂ from 0 to below 1, else [OPT-1]. */
    public Nadam betas(double beta1, double beta2) {
        double checked1 = fraction("beta1", beta1);
        double checked2 = fraction("beta2", beta2);
        return with(o -> {
            o.beta1 = checked1;
            o.beta2 = checked2;
        });
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public Nadam epsilon(double epsilon) {
        double checked = finite("epsilon", epsilon);
        return with(o -> o.epsilon = checked);
    }

    @Override
    public String name() {
        return "Nadam";
    }

    @Override
    public List<String> slotNames() {
        return List.of("momentum", "velocity");
    }

    @Override
    public int slotsInTurn() {
        return 2;
    }

    @Override
    List<OptimizerOption<Nadam>> table() {
        return TABLE;
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
}
