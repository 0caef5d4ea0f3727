package lstm4j.layer;

import java.util.List;

/**
 * x above zero, else alpha·x, with a slope alpha of its own for every number of a sample, which is learned; shared along the
 * axis of time if wanted. It owns as many numbers as a sample, or a row, has. Source: Keras 3,
 * {@code layers/activations/prelu.py}. Spec: chapter 18.
 */
public final class PReLU extends FluentLayer<PReLU> {
    private static final LayerOption<Initializer> INITIALIZER = LayerOption.initializer("alpha_initializer", Initializer.ZEROS).older("init");
    private static final LayerOption<Regularizer> REGULARIZER = LayerOption.regularizer("alpha_regularizer");
    private static final LayerOption<List<Integer>> SHARED_AXES = LayerOption.integers("shared_axes", List.of(), (place, axes) -> {
        require("RELU-3", place, axes.stream().allMatch(axis -> axis >= 1), "shared axes of at least 1, which is the axis of time", axes.toString());
        return axes;
    });

    private static final List<LayerOption<?>> OPTIONS = List.of(INITIALIZER, REGULARIZER, SHARED_AXES);

    private PReLU() {
    }

    /** Slopes that begin at zero, one for each number of a sample. */
    public static PReLU layer() {
        return new PReLU();
    }

    /** How the slopes start. */
    public PReLU alphaInitializer(Initializer initializer) {
        return set(INITIALIZER, initializer);
    }

    /** The penalty on the slopes. */
    public PReLU alphaRegularizer(Regularizer regularizer) {
        return set(REGULARIZER, regularizer);
    }

    /** The axes along which there is one slope for all: 1 is time, 2 features; none by default. */
    public PReLU sharedAxes(int... axes) {
        return set(SHARED_AXES, LayerOption.list(axes));
    }

    @Override
    public String type() {
        return "PReLU";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    private boolean shares(int axis) {
        return get(SHARED_AXES).contains(axis);
    }

    /** Rows of slopes: 1 where all steps share them. */
    private int rows(Shape input) {
        return input.rank() == 2 || shares(1) ? 1 : input.get(1);
    }

    private int columns(Shape input) {
        return shares(input.rank() - 1) ? 1 : input.features();
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        require("RELU-3", place, input.rank() <= 3, "input (batch, features) or (batch, timesteps, features)", input.inWords());
        require("RELU-3", place, rows(input) != Shape.ANY, "a known number of time steps, each of which has slopes of its own; sharedAxes(1) gives all the same",
                input.inWords());
        return input;
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        return List.of(input.rank() == 2 ? Weight.vector("alpha", columns(input), get(INITIALIZER), get(REGULARIZER), false)
                : Weight.matrix("alpha", rows(input), columns(input), get(INITIALIZER), get(REGULARIZER)));
    }

    @Override
    public String formula(Shape input) {
        return input.rank() == 2 ? String.valueOf(columns(input)) : rows(input) + "·" + columns(input);
    }

    @Override
    public String needsWholeSequence() {
        return shares(1) ? "" : name() + ", which has slopes of its own for each step";
    }
}
