package lstm4j.train;

import java.util.ArrayList;
import java.util.List;

/**
 * v ← ρ·v + (1 − ρ)·g²; w ← w − lr·g / sqrt(v + ε): ε is inside the root, or beside it with
 * {@link #epsilonOutside}. Centered subtracts the squared mean gradient
 * from v; momentum m > 0 makes b ← m·b + lr·g/sqrt(v + ε); w ← w − b. Defaults: rate 0.001, ρ 0.9, ε 1e-7.
 * Source: Keras 3, {@code optimizers/rmsprop.py}.
 */
public final class RMSprop extends FluentOptimizer<RMSprop> {
    private static final List<OptimizerOption<RMSprop>> TABLE = List.of(OptimizerOption.number("rho", RMSprop::rho, RMSprop::rho),
            OptimizerOption.number("momentum", RMSprop::momentum, RMSprop::momentum), OptimizerOption.number("epsilon", RMSprop::epsilon, RMSprop::epsilon),
            OptimizerOption.flag("centered", RMSprop::isCentered, RMSprop::centered));

    private double rho = 0.9;
    private double momentum;
    private double epsilon = 1e-7;
    private boolean centered;
    private boolean epsilonOutside;

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

    /** With sqrt(v) + ε in place of sqrt(v + ε), as before Keras 2.11 without momentum; a file of Keras 3 cannot carry it. */
    public RMSprop epsilonOutside() {
        return with(o -> o.epsilonOutside = true);
    }

    @Override
    public String name() {
        return "RMSprop";
    }

    @Override
    public List<String> slotNames() {
        List<String> names = new ArrayList<>(List.of("velocity"));
        if (momentum > 0) {
            names.add("momentum");
        }
        if (centered) {
            names.add("average_gradient");
        }
        return names;
    }

    @Override
    List<OptimizerOption<RMSprop>> table() {
        return TABLE;
    }

    /** The decay ρ. */
    public double rho() {
        return rho;
    }

    /** The momentum m. */
    public double momentum() {
        return momentum;
    }

    /** The ε in the root, or beside it. */
    public double epsilon() {
        return epsilon;
    }

    /** Whether the mean gradient is subtracted. */
    public boolean isCentered() {
        return centered;
    }

    @Override
    public boolean isEpsilonOutside() {
        return epsilonOutside;
    }
}
