package lstm4j.layer;

/**
 * A layer each step of which is one of the steps that go in, or zeros: (batch, T, F) becomes (batch, T′, F).
 *
 * @param <L> the layer's own type
 */
public abstract class StepsLayer<L extends StepsLayer<L>> extends FluentLayer<L> {
    /** Stands for a step of zeros. */
    public static final int ZEROS = -1;

    StepsLayer() {
    }

    /** A number of steps that an array can have, else [SHAPE-2]. */
    static int countable(long steps) {
        if (steps != (int) steps) {
            throw new RuleException("SHAPE-2", "steps", "at most " + Integer.MAX_VALUE + " of them", String.valueOf(steps), "");
        }
        return (int) steps;
    }

    /** Steps that come out when T go in. */
    public abstract int steps(int T);

    /** The step that goes in of which step {@code out} is made; {@link #ZEROS} for none. */
    public abstract int source(int out, int T);

    @Override
    final Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        int T = input.get(1);
        require("SHUF-3", place, T == Shape.ANY || steps(T) > 0, "more steps than are cut off", input.inWords());
        return Shape.of(input.batch(), T == Shape.ANY ? T : steps(T), input.features());
    }

    @Override
    public final boolean takesSequence() {
        return true;
    }

    @Override
    public final boolean passesMask() {
        return false;
    }

    @Override
    public final String needsWholeSequence() {
        return name() + ", whose steps are not those of the sequence";
    }
}
