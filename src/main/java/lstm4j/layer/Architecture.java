package lstm4j.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A chain of layers that fits together: every layer named, every shape known (but for batch and time), every rule of
 * shapes checked. Immutable. Spec: chapter 2, shapes and models.
 */
public final class Architecture {
    private static final long MOST_PARAMETERS = 1L << 48;

    private final List<Layer> layers;
    private final List<Shape> shapes; // shapes.get(i) goes into layer i; the last one comes out of the model

    private Architecture(List<Layer> layers, List<Shape> shapes) {
        this.layers = List.copyOf(layers);
        this.shapes = List.copyOf(shapes);
    }

    /**
     * The chain of these layers. The first must say the shape of the data, or be an {@link Input}.
     *
     * @throws RuleException SHAPE-1 to SHAPE-10, naming the layer
     */
    public static Architecture of(List<? extends Layer> given) {
        List<Layer> layers = new ArrayList<>(Required.all("layers", given.toArray(new Layer[0])));
        Shape input = null;
        if (!layers.isEmpty() && layers.get(0) instanceof Input) {
            input = layers.remove(0).givenInputShape();
        }
        if (layers.isEmpty()) {
            throw new RuleException("SHAPE-1", "model", "at least one layer", "none", "");
        }
        layers = named(layers);
        input = inputShape(input, layers.get(0));
        List<Shape> shapes = new ArrayList<>(List.of(input));
        for (int i = 0; i < layers.size(); i++) {
            shapes.add(connect(layers, i, shapes.get(i)));
        }
        return countable(new Architecture(layers, shapes));
    }

    /** The architecture, whose counts of rows, weights and bytes all fit their types. */
    private static Architecture countable(Architecture architecture) {
        architecture.outputShape().rowsPerSample();
        double count = 0;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                count += weight.sizes().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
            }
            if (count > MOST_PARAMETERS) {
                throw new RuleException("SHAPE-21", architecture.layer(i).name(), "at most " + MOST_PARAMETERS + " parameters in the model", String.format(Locale.ROOT, "%.0f", count), "");
            }
        }
        return architecture;
    }

    private static List<Layer> named(List<Layer> layers) {
        Map<String, Integer> count = new HashMap<>();
        Set<String> used = new HashSet<>();
        List<Layer> named = new ArrayList<>();
        for (Layer layer : layers) {
            String name = layer.name();
            if (name.isEmpty()) {
                int number = count.merge(layer.defaultName(), 1, Integer::sum) - 1;
                name = number == 0 ? layer.defaultName() : layer.defaultName() + "_" + number;
            }
            if (!used.add(name)) {
                throw new RuleException("SHAPE-8", name, "a name of its own for every layer", "two layers named " + name, "");
            }
            named.add(layer.named(name));
        }
        return named;
    }

    private static Shape inputShape(Shape fromInput, Layer first) {
        Shape own = first.givenInputShape();
        if (fromInput == null && own == null) {
            throw new RuleException("SHAPE-1", first.name(), "the shape of the data on the first layer", "none",
                    first.takesSequence()
                            ? "add inputShape(T, F): T time steps (or Shape.ANY) of F features each; 28×28 images read row by row are inputShape(28, 28)"
                            : "add inputShape(F): F features a sample");
        }
        if (fromInput != null && own != null && !fromInput.equals(own) && !(first.vocabulary() > 0 && own.accepts(fromInput))) {
            throw new RuleException("SHAPE-3", first.name(), "the shape " + fromInput + " of the Input in front", own.toString(),
                    "give the shape once");
        }
        Shape input = fromInput != null ? fromInput : own;
        if (input.rank() < 2) {
            throw new RuleException("SHAPE-2", first.name(), "at least one size a sample", input.toString(), "");
        }
        if (input.features() == Shape.ANY && first.vocabulary() == 0) {
            throw new RuleException("SHAPE-2", first.name(), "a known number of features", input.toString(),
                    "batch and timesteps may be Shape.ANY, but the kernel has one row for each feature");
        }
        return input;
    }

    private static Shape connect(List<Layer> layers, int i, Shape input) {
        Layer layer = layers.get(i);
        input.rowsPerSample(); // refuses more than can be counted
        if (layer instanceof Input) {
            throw new RuleException("SHAPE-3", layer.name(), "Input in front of all layers only", "Input at place " + (i + 1), "");
        }
        if (i > 0 && layer.vocabulary() > 0) {
            throw new RuleException("EMB-2", layer.name(), "the first place in the model, where whole numbers come in",
                    "a place behind " + layers.get(i - 1).name(), "");
        }
        Shape own = i == 0 ? null : layer.givenInputShape();
        if (own != null && !own.accepts(input)) {
            throw new RuleException("SHAPE-3", layer.name(), "the shape " + input + " that " + layers.get(i - 1).name() + " returns",
                    own.toString(), "only the first layer needs an input shape; later ones infer theirs");
        }
        if (layer.returnsState() && i < layers.size() - 1) {
            throw new RuleException("SHAPE-9", layer.name(), "returnState() on the last layer only",
                    "returnState() in front of " + layers.get(i + 1).name(),
                    "the next layer of a chain takes one array, not output, " + String.join(" and ", layer.stateNames()));
        }
        if (layer.severalOutputs() && i < layers.size() - 1) {
            throw new RuleException("BI-5", layer.name(), "one output in front of " + layers.get(i + 1).name(), "two: merge mode None", "");
        }
        requireOutside(layer, input);
        if (layer.isStateful() && input.batch() == Shape.ANY) {
            throw new RuleException("SHAPE-10", layer.name(), "a fixed batch size, since it is stateful", input.toString(),
                    "each row keeps its state for the same row of the next batch; give the first layer batchInputShape(B, T, F)");
        }
        return layer.outputShape(input, layer.name(), rankHint(layers, i, input));
    }

    /** What computes with the whole batch stands in the model itself, where all shards of a batch can wait for each other. */
    private static void requireOutside(Layer layer, Shape input) {
        for (Layer.Inside inside : layer.inside(input)) {
            if (inside.layer().spansBatch()) {
                throw new RuleException("NORM-4", layer.name(), "no layer inside that needs the whole batch in training", inside.layer().type(),
                        "let it stand in the model itself, or freeze it: trainable(false)");
            }
            requireOutside(inside.layer(), inside.input());
        }
    }

    /** Why the input of layer i is not a sequence, when the cause is known. */
    private static String rankHint(List<Layer> layers, int i, Shape input) {
        if (input.rank() == 2) {
            for (int before = i - 1; before >= 0; before--) {
                String cause = layers.get(before).endsTheTimeAxis();
                if (!cause.isEmpty()) {
                    return cause;
                }
            }
            return "features alone have no time axis: inputShape(T, F) is T steps of F features; a plain series is inputShape(T, 1)";
        }
        return input.rank() == 4 ? "the first size of inputShape is the time axis, not the batch: leave the batch out, or use batchInputShape" : "";
    }

    /** Refuses a model whose last layer gives several outputs, which no loss takes, [BI-5]. */
    public void requireOneOutput() {
        Layer last = layer(size() - 1);
        if (last.severalOutputs()) {
            throw new RuleException("BI-5", last.name(), "one output to train on", "two: merge mode None",
                    "Keras takes a loss for each of them; merge them, or only predict");
        }
    }

    /** Refuses a model that is trained on masked outputs and penalizes numbers beside: how many rows a mean is of is not known in time, [REG-2]. */
    public void requireCountedOutputs() {
        for (Layer layer : layers) {
            if (layer.penalizes() && masked(size())) {
                throw new RuleException("REG-2", layer.name(), "a model whose outputs all count", "a mask that reaches the loss",
                        "let the last recurrent layer return its last output only, or put Flatten behind it");
            }
        }
    }

    /** Number of layers, an {@link Input} not counted. */
    public int size() {
        return layers.size();
    }

    /** The layers in order, named. */
    public List<Layer> layers() {
        return layers;
    }

    /** Layer number i, below {@link #size}: beyond it this and what follows throw an IndexOutOfBoundsException. */
    public Layer layer(int i) {
        return layers.get(Objects.checkIndex(i, layers.size()));
    }

    /** The shape of the data. */
    public Shape inputShape() {
        return shapes.get(0);
    }

    /** The shape that goes into layer i. */
    public Shape inputShape(int i) {
        return shapes.get(Objects.checkIndex(i, shapes.size()));
    }

    /** The shape that comes out of layer i. */
    public Shape outputShape(int i) {
        return shapes.get(Objects.checkIndex(i, layers.size()) + 1);
    }

    /** The shape that comes out of the model. */
    public Shape outputShape() {
        return shapes.get(layers.size());
    }

    /**
     * The shape that comes out when samples of {@code rows} rows go in, where the number of their steps was left open; of any
     * other model the one it has.
     *
     * @throws RuleException whatever too few steps break: CONV-3, POOL-3, …
     */
    public Shape outputShapeOf(int rows) {
        int[] sizes = IntStream.range(0, inputShape().rank()).map(inputShape()::get).toArray();
        int rowsOfAStep = IntStream.range(2, sizes.length - 1).map(axis -> sizes[axis]).reduce(1, (a, b) -> a * b);
        if (sizes[1] != Shape.ANY || rowsOfAStep < 1) {
            return outputShape();
        }
        sizes[1] = rows / rowsOfAStep;
        Shape shape = Shape.of(sizes);
        for (Layer layer : layers) {
            shape = layer.outputShape(shape, layer.name(), "");
        }
        return shape;
    }

    /** Whether samples of that many rows are long enough for every layer. */
    public boolean takes(int rows) {
        try {
            return outputShapeOf(rows) != null;
        } catch (RuleException tooShort) {
            return false;
        }
    }

    /** The weights of layer i. */
    public List<Weight> weights(int i) {
        return layer(i).weights(shapes.get(i));
    }

    /** The parameter count of layer i as the products it is made of, with the model's numbers. */
    public String formula(int i) {
        return layer(i).formula(shapes.get(i));
    }

    /** Number of numbers in the weights of layer i. */
    public long parameterCount(int i) {
        return layer(i).parameterCount(shapes.get(i));
    }

    /** Number of numbers of the model that learn. */
    public long trainableCount() {
        return IntStream.range(0, size()).mapToObj(this::weights).flatMap(List::stream).filter(Weight::trainable).mapToLong(Weight::size).sum();
    }

    /** The same chain whose layer i learns, or does not. */
    public Architecture trainable(int i, boolean trainable) {
        List<Layer> changed = new ArrayList<>(layers);
        Layer layer = layer(i).copy();
        layer.trainable = trainable;
        changed.set(i, layer);
        return new Architecture(changed, shapes);
    }

    /** Number of numbers in all weights of the model. */
    public long parameterCount() {
        long sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += parameterCount(i);
        }
        return sum;
    }

    /** Whether the input of layer i carries a mask. */
    public boolean masked(int i) {
        boolean masked = false;
        for (int before = 0; before < Objects.checkIndex(i, layers.size() + 1); before++) {
            Layer layer = layers.get(before);
            masked = layer.makesMask() || masked && layer.passesMask();
        }
        return masked;
    }

    /** Whether a layer keeps its state between batches. */
    public boolean isStateful() {
        return layers.stream().anyMatch(Layer::isStateful);
    }
}
