package lstm4j.layer;

import java.util.List;

/**
 * Normalizes each row by itself, by the mean and the variance of its numbers; rows of a batch do not know each other. It
 * owns 2·F numbers. Source: Keras 3, {@code layers/normalization/layer_normalization.py}; Ba, Kiros and Hinton 2016. Spec:
 * chapter 20.
 */
public final class LayerNormalization extends Normalization<LayerNormalization> {
    private static final List<LayerOption<?>> OPTIONS = List.of(AXIS, EPSILON, CENTER, SCALE, BETA_INITIALIZER, GAMMA_INITIALIZER,
            BETA_REGULARIZER, GAMMA_REGULARIZER);

    private LayerNormalization() {
    }

    /** A normalizing layer. */
    public static LayerNormalization layer() {
        return new LayerNormalization();
    }

    @Override
    public String type() {
        return "LayerNormalization";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    public boolean worksRowByRow() {
        return true;
    }

    @Override
    public String formula(Shape input) {
        return scales() && centers() ? "2·" + input.features() : scales() || centers() ? String.valueOf(input.features()) : "";
    }
}
