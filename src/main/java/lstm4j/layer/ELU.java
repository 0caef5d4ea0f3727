package lstm4j.layer;

import java.util.List;

/**
 * x above zero, else alpha·(e^x − 1). Source: Keras 3, {@code layers/activations/elu.py}. Spec: chapter 18.
 */
public final class ELU extends Elementwise<ELU> {
    private static final LayerOption<Double> ALPHA = LayerOption.real("alpha", 1.0);

    private ELU() {
    }

    /** With alpha 1, as {@code Activation.of(ELU)}. */
    public static ELU layer() {
        return new ELU();
    }

    /** What numbers far below zero become, but for the sign. */
    public ELU alpha(double alpha) {
        return set(ALPHA, alpha);
    }

    @Override
    public String type() {
        return "ELU";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(ALPHA);
    }

    /** What numbers far below zero become, but for the sign. */
    public double alpha() {
        return get(ALPHA);
    }
}
