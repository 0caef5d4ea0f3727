package lstm4j.layer;

import java.util.List;

/**
 * Gives the one row of a sample again at each of n steps: (batch, F) becomes (batch, n, F). What stands between the two
 * halves of an autoencoder of sequences. Source: Keras 3, {@code layers/reshaping/repeat_vector.py}. Spec: chapter 15.
 */
public final class RepeatVector extends FluentLayer<RepeatVector> {
    private static final LayerOption<Integer> N = LayerOption.positive("n", "RV-2");

    private RepeatVector() {
    }

    /** A layer that repeats each row at {@code n} steps. At least 1, else [RV-2]. */
    public static RepeatVector times(int n) {
        return new RepeatVector().set(N, n);
    }

    @Override
    public String type() {
        return "RepeatVector";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(N);
    }

    /** Steps that come out. */
    public int n() {
        return get(N);
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        if (input.rank() != 2) {
            throw new RuleException("RV-2", place, "input (batch, features), one row a sample", input.inWords(),
                    "there are steps already; the LSTM in front gives its last output alone without returnSequences()");
        }
        return Shape.of(input.batch(), n(), input.features());
    }

    @Override
    public boolean passesMask() {
        return false;
    }

    @Override
    public String needsWholeSequence() {
        return name() + ", which repeats what is known after the last step";
    }
}
