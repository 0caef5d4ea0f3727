package lstm4j.train;

import java.util.List;

/**
 * Gradient descent with momentum: v ← m·v − lr·g; w ← w + v, or with Nesterov's w ← w + m·v − lr·g.
 * Defaults: rate 0.01, no momentum. Source: Keras 3, {@code optimizers/sgd.py}.
 */
public final class SGD extends FluentOptimizer<SGD> {
    private static final List<OptimizerOption<SGD>> TABLE = List.of(OptimizerOption.number("momentum", SGD::momentum, SGD::momentum),
            OptimizerOption.flag("nesterov", SGD::isNesterov, SGD::nesterov));

    private double momentum;
    private boolean nesterov;

    /** Rate 0.01, no momentum. */
    public SGD() {
        super(0.01);
    }

    /** With momentum m from 0 to below 1, else [OPT-1]. */
    public SGD momentum(double momentum) {
        double checked = fraction("momentum", momentum);
        return with(o -> o.momentum = checked);
    }

    /** With Nesterov's look-ahead. */
    public SGD nesterov() {
        return with(o -> o.nesterov = true);
    }

    @Override
    public String name() {
        return "SGD";
    }

    @Override
    public List<String> slotNames() {
        return momentum == 0 ? List.of() : List.of("momentum");
    }

    @Override
    List<OptimizerOption<SGD>> table() {
        return TABLE;
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
