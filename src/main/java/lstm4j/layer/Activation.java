package lstm4j.layer;

/**
 * Applies an activation function to every number, or, for softmax, to every row along the last axis.
 * Source: Keras 3, {@code layers/activations/activation.py}. Spec: chapter 5.
 */
public final class Activation extends FluentLayer<Activation> {
    private final ActivationFunction function;

    private Activation(ActivationFunction function) {
        this.function = function;
    }

    /** A layer that applies {@code function}. */
    public static Activation of(ActivationFunction function) {
        return new Activation(function);
    }

    @Override
    public String type() {
        return "Activation";
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        return input;
    }

    /** The function applied. */
    public ActivationFunction function() {
        return function;
    }
}
