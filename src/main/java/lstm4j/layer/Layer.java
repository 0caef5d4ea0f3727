package lstm4j.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a layer is: its options, the shape it makes of another, the weights it owns. Integers and names only, no
 * arithmetic, no data. Immutable: every method that changes an option returns a changed copy.
 * Spec: chapter 2, shapes and models.
 */
public abstract class Layer implements Cloneable {
    private Map<LayerOption<?>, Object> values = Map.of(); // of the options that were given
    String name = "";
    Shape batchInputShape;
    int inputLength = Shape.ANY;
    int inputDim = Shape.ANY;
    boolean trainable = true;

    Layer() {
    }

    /** The Keras class name: {@code LSTM}, {@code Dense}, … */
    public abstract String type();

    /** The options of this kind of layer, Keras's first argument first; what every layer has, as its name, left out. */
    public List<LayerOption<?>> options() {
        return List.of();
    }

    /** The value of an option of this kind of layer. */
    public final <V> V get(LayerOption<V> option) {
        @SuppressWarnings("unchecked") // put() keeps values of the option's own type
        V value = (V) values.get(Objects.requireNonNull(option, "option"));
        return value == null ? option.byDefault() : value;
    }

    /** Sets an option; of a copy that nobody else has seen. */
    final void put(LayerOption<?> option, Object value) {
        Map<LayerOption<?>, Object> changed = new HashMap<>(values);
        changed.put(option, value);
        values = changed;
    }

    /**
     * The shape this layer makes of {@code input}, batch first.
     *
     * @param place the layer's name in messages
     * @param hint what to add to the message when the rank is wrong, or empty
     */
    abstract Shape outputShape(Shape input, String place, String hint);

    /** The shape this layer makes of {@code input}. */
    public final Shape outputShape(Shape input) {
        return outputShape(input, name(), "");
    }

    /**
     * A layer inside another.
     *
     * @param role what it is there, by Keras's name: {@code forward_layer}, {@code layer}
     * @param layer the layer
     * @param input the shape that goes into it
     */
    public record Inside(String role, Layer layer, Shape input) {
    }

    /** The layers inside this one when it is fed {@code input}, in the order of their weights; none in most. */
    public List<Inside> inside(Shape input) {
        return List.of();
    }

    /** Whether the layers inside are cells, of which this one takes each step together: LSTMCell and the like in Keras's files. */
    public boolean holdsCells() {
        return false;
    }

    /** The weights this layer owns when it is fed {@code input}, in Keras's order; those of a frozen layer do not learn. */
    public final List<Weight> weights(Shape input) {
        return trainable ? ownWeights(input) : ownWeights(input).stream().map(Weight::frozen).collect(Collectors.toList());
    }

    /** The weights of this kind of layer, as if it learned: those of the layers inside it. */
    List<Weight> ownWeights(Shape input) {
        return inside(input).stream().flatMap(inside -> inside.layer().weights(inside.input()).stream().map(weight -> weight.inside(inside.role())))
                .collect(Collectors.toList());
    }

    /** The names of the blocks of columns that lie side by side in each weight array; none where there is one block only. */
    public List<String> gates() {
        return List.of();
    }

    /** The count of {@link #weights} as the products it is made of, {@code 28·10 + 10}; empty for a layer without weights. */
    public String formula(Shape input) {
        return "";
    }

    /** The names of the arrays a layer with a memory carries from step to step: h and c of an LSTM; none for other layers. */
    public List<String> stateNames() {
        return List.of();
    }

    /** Numbers a row in each of {@link #stateNames}. */
    public int[] stateSizes() {
        return new int[0];
    }

    /** Whether the state is kept between batches. */
    public boolean isStateful() {
        return false;
    }

    /** Whether the final state comes out beside the output. */
    public boolean returnsState() {
        return false;
    }

    /** Whether Keras gives several outputs, as nothing but the end of a model can, and no loss takes. */
    public boolean severalOutputs() {
        return false;
    }

    /** Why this layer must see a whole sequence before its first output, with its name; empty if it can go step by step. */
    public String needsWholeSequence() {
        return "";
    }

    /** Whether a part of what this layer computes, {@code h} or {@code backward_h}, begins at the last step of the sequence. */
    public boolean goesBackwards(String part) {
        return false;
    }

    /** How it comes, if there is no time axis behind this layer, and what helps; empty for a layer that keeps the axis. */
    String endsTheTimeAxis() {
        return "";
    }

    /** The function at the end of this layer, which a loss may take into its own equation; linear if there is none. */
    public ActivationFunction head() {
        return ActivationFunction.LINEAR;
    }

    /** The same layer with a linear {@link #head}. */
    public Layer withoutHead() {
        return this;
    }

    /** Whether a random part of the numbers that go through this layer is dropped in training. */
    public boolean dropsNumbers() {
        return false;
    }

    /** Whether numbers are dropped outside training too, others in each call. */
    public boolean dropsAlways() {
        return false;
    }

    /** Whether this layer adds to the loss what depends on the numbers that go through it. */
    public boolean penalizes() {
        return false;
    }

    /** Whether each row that goes in becomes one row that comes out, by itself: a Dense layer, not an LSTM. */
    public boolean worksRowByRow() {
        return false;
    }

    /** Whether in training this layer computes with numbers of the whole batch, so that no sample can be computed by itself. */
    public boolean spansBatch() {
        return false;
    }

    /** Whether a mask comes out of this layer although none goes in. */
    public boolean makesMask() {
        return false;
    }

    /** Whether a mask that reaches this layer is passed on to the next. */
    public boolean passesMask() {
        return true;
    }

    /** How many different whole numbers this layer takes, 0 and up, each instead of a row of features; 0 if it takes rows. */
    public int vocabulary() {
        return 0;
    }

    /** The layer's name; empty until given, or until a model numbers its layers as Keras does (lstm, lstm_1, …). */
    public String name() {
        return name;
    }

    /** Whether its weights learn in training. */
    public final boolean isTrainable() {
        return trainable;
    }

    /** Total number of numbers in {@link #weights}. */
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
        return type().replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
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

    static void require(String rule, String place, boolean condition, String expected, String got) {
        if (!condition) {
            throw new RuleException(rule, place, expected, got, "");
        }
    }

    static void requireSequence(Shape input, String place, String hint) {
        if (input.rank() != 3) {
            throw new RuleException("SHAPE-4", place, "input (batch, timesteps, features)", input.inWords(), hint);
        }
    }
}
