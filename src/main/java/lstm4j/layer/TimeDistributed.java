package lstm4j.layer;

import java.util.List;

/**
 * Applies a layer to every step by itself, with the same weights: (batch, T, …) in, (batch, T, …) out, where the layer
 * inside is fed (batch, …). Around a Dense layer it is that layer on every row; around an LSTM each step is a sequence.
 * Source: Keras 3, {@code layers/rnn/time_distributed.py}. Spec: chapter 15.
 */
public final class TimeDistributed extends FluentLayer<TimeDistributed> {
    private static final LayerOption<FluentLayer<?>> LAYER = LayerOption.layer("layer");

    private TimeDistributed() {
    }

    /** This layer at every step. */
    public static TimeDistributed of(FluentLayer<?> layer) {
        return new TimeDistributed().set(LAYER, layer);
    }

    @Override
    public String type() {
        return "TimeDistributed";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(LAYER);
    }

    /** The layer that is applied to every step. */
    public FluentLayer<?> layer() {
        FluentLayer<?> layer = get(LAYER);
        return layer.name().isEmpty() ? layer.name(layer.defaultName()) : layer;
    }

    /** The shape of a step, which goes into the layer inside. */
    private static Shape step(Shape input) {
        if (input.rank() < 3) {
            throw new RuleException("TD-2", "time_distributed", "an input with steps", input.toString(), "");
        }
        int[] sizes = new int[input.rank() - 1];
        sizes[0] = input.batch();
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = input.get(axis + 1);
        }
        return Shape.of(sizes);
    }

    /** The shape that the layer inside makes of a step of this input. */
    public Shape made(Shape input) {
        return layer().outputShape(step(input), name(), "");
    }

    @Override
    public List<Inside> inside(Shape input) {
        return List.of(new Inside("layer", layer(), step(input)));
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        if (layer().vocabulary() > 0) {
            throw new RuleException("EMB-2", place, "a layer of rows inside; words come in at the first place of the model", layer().type(), "");
        }
        if (input.rank() < 3) {
            throw new RuleException("TD-2", place, "input (batch, timesteps, …)", input.inWords(), hint);
        }
        require(place, !layer().isStateful() && !layer().returnsState(), "a layer without stateful and returnState", layer().type() + " with it");
        require(place, step(input).rowsPerSample() != Shape.ANY, "a known number of rows in a step", input.inWords());
        Shape made = layer().outputShape(step(input), place + " at each step", hint);
        int[] sizes = new int[made.rank() + 1];
        sizes[0] = input.batch();
        sizes[1] = input.get(1);
        for (int axis = 2; axis < sizes.length; axis++) {
            sizes[axis] = made.get(axis - 1);
        }
        return Shape.of(sizes);
    }

    private static void require(String place, boolean condition, String expected, String got) {
        if (!condition) {
            throw new RuleException("TD-2", place, expected, got, "");
        }
    }

    @Override
    public boolean worksRowByRow() {
        return layer().worksRowByRow();
    }

    @Override
    public boolean dropsNumbers() {
        return layer().dropsNumbers();
    }

    @Override
    public boolean dropsAlways() {
        return layer().dropsAlways();
    }

    @Override
    public boolean penalizes() {
        return layer().penalizes();
    }

    @Override
    public boolean passesMask() {
        return worksRowByRow();
    }

    @Override
    public List<String> gates() {
        return layer().gates();
    }

    @Override
    public String formula(Shape input) {
        return layer().formula(step(input));
    }

    @Override
    public String needsWholeSequence() {
        return worksRowByRow() ? "" : name() + ", which does not work row by row";
    }
}
