package lstm4j.train;

/**
 * Gradient descent with momentum: v ← m·v − lr·g; w ← w + v, or with Nesterov's w ← w + m·v − lr·g.
 * Defaults: rate 0.01, no momentum. Source: Keras 3, {@code optimizers/sgd.py}.
 */
public final class SGD extends FluentOptimizer<SGD> {
    private final double momentum;
    private final boolean nesterov;

    /** Rate 0.01, no momentum. */
    public SGD() {
        this(iteration -> 0.01f, true, Clip.NONE, 0, 0, false);
    }

    private SGD(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit, double momentum, boolean nesterov) {
        super(schedule, constantRate, clip, clipLimit);
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    SGD with(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit) {
        return new SGD(schedule, constantRate, clip, clipLimit, momentum, nesterov);
    }

    /** With momentum m from 0 to below 1, else [OPT-1]. */
    public SGD momentum(double momentum) {
        return new SGD(schedule(), hasConstantRate(), clip(), clipLimit(), fraction("momentum", momentum), nesterov);
    }

    /** With Nesterov's look-ahead. */
    public SGD nesterov() {
        return new SGD(schedule(), hasConstantRate(), clip(), clipLimit(), momentum, true);
    }

    @Override
    public String name() {
        return "SGD";
    }

    @Override
    public int slots() {
        return momentum == 0 ? 0 : 1;
    }

    /** The momentum m. */
    public double momentum() {
        return momentum;
    }

    /** Whether Nesterov's form is used. */
    public boolean isNesterov() {
        return nesterov;
    }
}
