package lstm4j.layer;

import java.util.List;

/**
 * Applies an activation function to every number, or, for softmax, to every row along the last axis.
 * Source: Keras 3, {@code layers/activations/activation.py}. Spec: chapter 5.
 */
public final class Activation extends FluentLayer<Activation> {
    private static final LayerOption<ActivationFunction> ACTIVATION = LayerOption.activation("activation", null);

    private Activation() {
    }

    /** A layer that applies {@code function}. */
    public static Activation of(ActivationFunction function) {
        return new Activation().set(ACTIVATION, function);
    }

    @Override
    public String type() {
        return "Activation";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(ACTIVATION);
    }

    @Override
    public ActivationFunction head() {
        return function();
    }

    @Override
    public Activation withoutHead() {
        return set(ACTIVATION, ActivationFunction.LINEAR);
    }

    @Override
    public boolean worksRowByRow() {
        return true;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        return input;
    }

    /** The function applied. */
    public ActivationFunction function() {
        return get(ACTIVATION);
    }
}
