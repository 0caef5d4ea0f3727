package lstm4j.layer;

/**
 * Lays the rows of a sample end to end: (batch, T, F) becomes (batch, T·F). T must be known, since the next layer's
 * weights depend on it. Source: Keras 3, {@code layers/reshaping/flatten.py}. Spec: chapter 5.
 */
public final class Flatten extends FluentLayer<Flatten> {
    private Flatten() {
    }

    /** A flattening layer. */
    public static Flatten layer() {
        return new Flatten();
    }

    @Override
    public String type() {
        return "Flatten";
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        int rows = input.rowsPerSample();
        if (rows == Shape.ANY) {
            throw new RuleException("SHAPE-6", place, "a known number of time steps", input.inWords(),
                    "the layer behind Flatten has timesteps·features inputs; give the first layer inputShape(T, F) with a number for T");
        }
        long flat = (long) rows * input.features();
        if (flat > Integer.MAX_VALUE) {
            throw new RuleException("SHAPE-6", place, "at most " + Integer.MAX_VALUE + " numbers a sample", String.valueOf(flat), "");
        }
        return Shape.of(input.batch(), (int) flat);
    }

    @Override
    public boolean passesMask() {
        return false;
    }

    @Override
    public String needsWholeSequence() {
        return name() + ", which joins all time steps";
    }

    @Override
    String endsTheTimeAxis() {
        return name() + " lays all time steps end to end; remove it, or put it behind the last LSTM";
    }
}
