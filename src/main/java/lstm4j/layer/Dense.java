package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer: activation(x·kernel + bias) on the last axis of an input of any rank.
 * It owns F·U + U numbers. Spec: chapter 5. Source: Keras 3, {@code layers/core/dense.py}.
 */
public final class Dense extends FluentLayer<Dense> {
    private final int units;
    private ActivationFunction activation = ActivationFunction.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializer.GLOROT_UNIFORM;
    private Initializer biasInitializer = Initializer.ZEROS;
    private Regularizer kernelRegularizer = Regularizer.NONE;
    private Regularizer biasRegularizer = Regularizer.NONE;

    private Dense(int units) {
        this.units = units;
    }

    /** A layer that gives {@code units} numbers for each row. At least 1, else [SHAPE-7]. */
    public static Dense units(int units) {
        requireUnits("Dense", units);
        return new Dense(units);
    }

    /** Function of the sums; linear by default. Softmax works along the last axis. */
    public Dense activation(ActivationFunction function) {
        return with(l -> l.activation = function);
    }

    /** Whether there is a bias. */
    public Dense useBias(boolean useBias) {
        return with(l -> l.useBias = useBias);
    }

    /** How the kernel (F, U) starts; glorot_uniform by default. */
    public Dense kernelInitializer(Initializer initializer) {
        return with(l -> l.kernelInitializer = initializer);
    }

    /** How the bias starts; zeros by default. */
    public Dense biasInitializer(Initializer initializer) {
        return with(l -> l.biasInitializer = initializer);
    }

    /** The penalty on the kernel. */
    public Dense kernelRegularizer(Regularizer regularizer) {
        return with(l -> l.kernelRegularizer = regularizer);
    }

    /** The penalty on the bias. */
    public Dense biasRegularizer(Regularizer regularizer) {
        return with(l -> l.biasRegularizer = regularizer);
    }

    @Override
    public String type() {
        return "Dense";
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        if (input.rank() < 2) {
            throw new RuleException("SHAPE-5", place, "input (batch, …, features)", input.inWords(), hint);
        }
        return input.withFeatures(units);
    }

    @Override
    public List<Weight> weights(Shape input) {
        List<Weight> weights = new ArrayList<>(List.of(
                Weight.matrix("kernel", input.features(), units, kernelInitializer, kernelRegularizer)));
        if (useBias) {
            weights.add(Weight.vector("bias", units, biasInitializer, biasRegularizer, false));
        }
        return weights;
    }

    /** Number of outputs for each row. */
    public int units() {
        return units;
    }

    /** Function of the sums. */
    public ActivationFunction activation() {
        return activation;
    }

    /** Whether there is a bias. */
    public boolean useBias() {
        return useBias;
    }
}
