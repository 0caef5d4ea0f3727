package lstm4j.train;

import java.util.List;

/**
 * a ← a + g²; w ← w − lr·g / sqrt(a + ε): ε is inside the root, or beside it with {@link #epsilonOutside}. Defaults: rate
 * 0.001, a begins at 0.1, ε 1e-7. Source: Keras 3, {@code optimizers/adagrad.py}; Duchi, Hazan and Singer 2011.
 */
public final class Adagrad extends FluentOptimizer<Adagrad> {
    private static final List<OptimizerOption<Adagrad>> TABLE = List.of(
            OptimizerOption.number("initial_accumulator_value", Adagrad::initialAccumulatorValue, Adagrad::initialAccumulatorValue),
            OptimizerOption.number("epsilon", Adagrad::epsilon, Adagrad::epsilon));

    private double initialAccumulatorValue = 0.1;
    private double epsilon = 1e-7;
    private boolean epsilonOutside;

    /** Rate 0.001, a begins at 0.1, ε 1e-7. */
    public Adagrad() {
        super(0.001);
    }

    /** With a that begins so. Finite and at least 0, else [OPT-1]. */
    public Adagrad initialAccumulatorValue(double value) {
        double checked = finite("initialAccumulatorValue", value);
        return with(o -> o.initialAccumulatorValue = checked);
    }

    /** With ε. Finite and at least 0, else [OPT-1]. */
    public Adagrad epsilon(double epsilon) {
        double checked = finite("epsilon", epsilon);
        return with(o -> o.epsilon = checked);
    }

    /** With sqrt(a) + ε in place of sqrt(a + ε), as before Keras 2.11; a file of Keras 3 cannot carry it. */
    public Adagrad epsilonOutside() {
        return with(o -> o.epsilonOutside = true);
    }

    @Override
    public String name() {
        return "Adagrad";
    }

    @Override
    public List<String> slotNames() {
        return List.of("accumulator");
    }

    @Override
    public double slotStart() {
        return initialAccumulatorValue;
    }

    @Override
    List<OptimizerOption<Adagrad>> table() {
        return TABLE;
    }

    /** What a begins with. */
    public double initialAccumulatorValue() {
        return initialAccumulatorValue;
    }

    /** The ε in the root, or beside it. */
    public double epsilon() {
        return epsilon;
    }

    @Override
    public boolean isEpsilonOutside() {
        return epsilonOutside;
    }
}
