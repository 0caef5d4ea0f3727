package lstm4j.train;

/**
 * v ← ρ·v + (1 − ρ)·g²; w ← w − lr·g / sqrt(v + ε): ε is inside the root. Centered subtracts the squared mean gradient
 * from v; momentum m > 0 makes b ← m·b + lr·g/sqrt(v + ε); w ← w − b. Defaults: rate 0.001, ρ 0.9, ε 1e-7.
 * Source: Keras 3, {@code optimizers/rmsprop.py}.
 */
public final class RMSprop extends FluentOptimizer<RMSprop> {
    private final double rho;
    private final double momentum;
    private final double epsilon;
    private final boolean centered;

    /** Rate 0.001, ρ 0.9, no momentum, ε 1e-7, not centered. */
    public RMSprop() {
        this(iteration -> 0.001f, true, Clip.NONE, 0, 0.9, 0, 1e-7, false);
    }

    private RMSprop(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit,
            double rho, double momentum, double epsilon, boolean centered) {
        super(schedule, constantRate, clip, clipLimit);
        this.rho = rho;
        this.momentum = momentum;
        this.epsilon = epsilon;
        this.centered = centered;
    }

    @Override
    RMSprop with(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit) {
        return new RMSprop(schedule, constantRate, clip, clipLimit, rho, momentum, epsilon, centered);
    }

    private RMSprop with(double rho, double momentum, double epsilon, boolean centered) {
        return new RMSprop(schedule(), hasConstantRate(), clip(), clipLimit(), rho, momentum, epsilon, centered);
    }

    /** With decay ρ from 0 to below 1, else [OPT-1]. */
    public RMSprop rho(double rho) {
        return with(fraction("rho", rho), momentum, epsilon, centered);
    }

    /** With momentum m from 0 to below 1, else [OPT-1]. */
    public RMSprop momentum(double momentum) {
        return with(rho, fraction("momentum", momentum), epsilon, centered);
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public RMSprop epsilon(double epsilon) {
        return with(rho, momentum, finite("epsilon", epsilon), centered);
    }

    /** With the variance of the gradient instead of its mean square. */
    public RMSprop centered() {
        return with(rho, momentum, epsilon, true);
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
