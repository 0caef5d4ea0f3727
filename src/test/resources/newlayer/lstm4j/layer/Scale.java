package lstm4j.layer;

import java.util.List;

/** Multiplies each feature by a factor of its own, which it learns. A layer for {@code NewLayerTest} only. */
public final class Scale extends FluentLayer<Scale> {
    private static final LayerOption<Initializer> SCALE_INITIALIZER = LayerOption.initializer("scale_initializer", Initializer.ONES);

    private Scale() {
    }

    /** A scaling layer. */
    public static Scale layer() {
        return new Scale();
    }

    /** How the factors start; ones by default. */
    public Scale scaleInitializer(Initializer initializer) {
        return set(SCALE_INITIALIZER, initializer);
    }

    @Override
    public String type() {
        return "Scale";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(SCALE_INITIALIZER);
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        return input;
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        return List.of(Weight.vector("scale", input.features(), get(SCALE_INITIALIZER), Regularizer.NONE, false));
    }

    @Override
    public String formula(Shape input) {
        return String.valueOf(input.features());
    }
}
