package lstm4j.layer;

import java.util.List;
import java.util.Locale;

/**
 * What a layer is: its options, the shape it makes of another, the weights it owns. Integers and names only, no
 * arithmetic, no data. Immutable: every method that changes an option returns a changed copy.
 * Spec: chapter 2, shapes and models.
 */
public abstract class Layer implements Cloneable {
    String name = "";
    Shape batchInputShape;
    int inputLength = Shape.ANY;
    int inputDim = Shape.ANY;

    Layer() {
    }

    /** The Keras class name: {@code LSTM}, {@code Dense}, … */
    public abstract String type();

    /**
     * The shape this layer makes of {@code input}, batch first.
     *
     * @param place the layer's name in messages
     * @param hint what to add to the message when the rank is wrong, or empty
     */
    abstract Shape outputShape(Shape input, String place, String hint);

    /** The weights this layer owns when it is fed {@code input}, in Keras's order. */
    public List<Weight> weights(Shape input) {
        return List.of();
    }

    /** Whether a mask that reaches this layer is passed on to the next. */
    public boolean passesMask() {
        return true;
    }

    /** The layer's name; empty until given, or until a model numbers its layers as Keras does (lstm, lstm_1, …). */
    public String name() {
        return name;
    }

    /** Total number of trainable numbers in {@link #weights}. */
    public long parameterCount(Shape input) {
        return weights(input).stream().mapToLong(Weight::size).sum();
    }

    /**
     * The input shape given on this layer in any of Keras's forms, batch first, or null when none was given.
     * All forms say the same thing: {@code inputShape(T, F)}, {@code batchInputShape(ANY, T, F)} and
     * {@code inputLength(T).inputDim(F)} are equal.
     */
    public Shape givenInputShape() {
        String place = name.isEmpty() ? defaultName() : name;
        if (inputDim == Shape.ANY && inputLength == Shape.ANY) {
            return batchInputShape;
        }
        if (inputDim == Shape.ANY) {
            throw new RuleException("SHAPE-1", place, "inputDim beside inputLength(" + inputLength + ")", "no inputDim",
                    "inputLength is the number of time steps, inputDim the number of features in each; write inputLength("
                            + inputLength + ").inputDim(F), or inputShape(" + inputLength + ", F)");
        }
        if (batchInputShape != null) {
            throw new RuleException("SHAPE-3", place, "one way of giving the input shape", "inputDim beside " + batchInputShape,
                    "inputShape(T, F), batchInputShape(B, T, F) and inputLength(T).inputDim(F) say the same; keep one");
        }
        return takesSequence() || inputLength != Shape.ANY ? Shape.of(Shape.ANY, inputLength, inputDim)
                : Shape.of(Shape.ANY, inputDim);
    }

    /** Whether this layer needs (batch, timesteps, features). */
    public boolean takesSequence() {
        return false;
    }

    /** The name Keras gives the first layer of this type: the class name in snake_case. */
    String defaultName() {
        return type().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    Layer named(String given) {
        Layer copy = copy();
        copy.name = given;
        return copy;
    }

    final Layer copy() {
        try {
            return (Layer) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("lstm4j bug: a layer is Cloneable", e);
        }
    }

    /** Requires 1 to 2²⁷ units: the 4·units columns of an LSTM's kernel then fit an array. */
    static void requireUnits(String place, int units) {
        requirePositive("SHAPE-7", place, "units", units);
        if (units > 1 << 27) {
            throw new RuleException("SHAPE-7", place, "at most " + (1 << 27) + " units", String.valueOf(units), "");
        }
    }

    static void requireSequence(Shape input, String place, String hint) {
        if (input.rank() != 3) {
            throw new RuleException("SHAPE-4", place, "input (batch, timesteps, features)", input.inWords(), hint);
        }
    }

    static void requirePositive(String rule, String place, String what, int value) {
        if (value <= 0) {
            throw new RuleException(rule, place, what + " of at least 1", String.valueOf(value), "");
        }
    }
}
