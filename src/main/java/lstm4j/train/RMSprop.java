package lstm4j.train;

/**
 * v ← ρ·v + (1 − ρ)·g²; w ← w − lr·g / sqrt(v + ε): ε is inside the root. Centered subtracts the squared mean gradient
 * from v; momentum m > 0 makes b ← m·b + lr·g/sqrt(v + ε); w ← w − b. Defaults: rate 0.001, ρ 0.9, ε 1e-7.
 * Source: Keras 3, {@code optimizers/rmsprop.py}.
 */
public final class RMSprop extends FluentOptimizer<RMSprop> {
    private double rho = 0.9;
    private double momentum;
    private double epsilon = 1e-7;
    private boolean centered;

    /** Rate 0.001, ρ 0.9, no momentum, ε 1e-7, not centered. */
    public RMSprop() {
        super(0.001);
    }

    /** With decay ρ from 0 to below 1, else [OPT-1]. */
    public RMSprop rho(double rho) {
        double checked = fraction("rho", rho);
        return with(o -> o.rho = checked);
    }

    /** With momentum m from 0 to below 1, else [OPT-1]. */
    public RMSprop momentum(double momentum) {
        double checked = fraction("momentum", momentum);
        return with(o -> o.momentum = checked);
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public RMSprop epsilon(double epsilon) {
        double checked = finite("epsilon", epsilon);
        return with(o -> o.epsilon = checked);
    }

    /** With the variance of the gradient instead of its mean square. */
    public RMSprop centered() {
        return with(o -> o.centered = true);
    }

    @Override
    public String name() {
        return "RMSprop";
    }

    @Override
    public int slots() {
        return 1 + (momentum > 0 ? 1 : 0) + (centered ? 1 : 0);
    }

    /** The decay ρ. */
    public double rho() {
        return rho;
    }

    /** The momentum m. */
    public double momentum() {
        return momentum;
    }

    /** The ε inside the root. */
    public double epsilon() {
        return epsilon;
    }

    /** Whether the mean gradient is subtracted. */
    public boolean isCentered() {
        return centered;
    }
}
