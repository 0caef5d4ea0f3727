package lstm4j.layer;

import java.util.function.Consumer;

/**
 * The options every layer has: its name, whether it learns, and the forms in which Keras's generations give the shape of the input.
 *
 * @param <L> the layer's own type, so that calls chain
 */
public abstract class FluentLayer<L extends FluentLayer<L>> extends Layer {
    FluentLayer() {
    }

    /** A copy with one change made by {@code change}. */
    @SuppressWarnings("unchecked") // L is the class itself: every subclass is declared "X extends FluentLayer<X>"
    final L with(Consumer<L> change) {
        L copy = (L) copy();
        change.accept(copy);
        return copy;
    }

    /** A copy with one of {@link #options} set; whatever rule the value breaks. */
    public final L option(LayerOption<?> option, Object value) {
        Object accepted = option.accept(type(), value);
        return with(l -> l.put(option, accepted));
    }

    final <V> L set(LayerOption<V> option, V value) {
        return option(option, value);
    }

    /** This layer under a name; names within a model differ. Not empty, without control characters, else [SHAPE-8]. */
    public L name(String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new RuleException("SHAPE-8", type(), "a printable name", '"' + name.replaceAll("\\p{Cntrl}", "?") + '"', "");
        }
        return with(l -> l.name = name);
    }

    /**
     * Whether the weights of this layer, and of layers inside it, learn in training; by default they do. A frozen layer keeps its
     * weights, and gradients go through it to the layers in front.
     */
    public L trainable(boolean trainable) {
        return with(l -> l.trainable = trainable);
    }

    /** This layer, which works as in training in every call; one that cannot but would differ breaks [DROP-3]. */
    public FluentLayer<?> alwaysInTraining() {
        if (dropsNumbers() || spansBatch()) {
            throw new RuleException("DROP-3", name.isEmpty() ? type() : name, "a Dropout to be called with training=True", type(), "");
        }
        return this;
    }

    /**
     * Shape of <em>one sample</em>, without the batch: {@code inputShape(28, 28)} is 28 time steps of 28 features.
     * Only the first layer needs it; T may be {@link Shape#ANY}.
     */
    public L inputShape(int... sizes) {
        int[] withBatch = new int[sizes.length + 1];
        withBatch[0] = Shape.ANY;
        System.arraycopy(sizes, 0, withBatch, 1, sizes.length);
        return batchInputShape(withBatch);
    }

    /**
     * Shape with the batch: {@code batchInputShape(32, 28, 28)} fixes 32 samples a batch, as stateful layers need;
     * {@code batchInputShape(ANY, 28, 28)} equals {@code inputShape(28, 28)}.
     */
    public L batchInputShape(int... sizes) {
        Shape shape = Shape.of(sizes);
        return with(l -> l.batchInputShape = shape);
    }

    /** Number of time steps, Keras 1 and 2's {@code input_length}; goes with {@link #inputDim}. */
    public L inputLength(int timesteps) {
        LayerOption.requirePositive("SHAPE-2", type(), "inputLength", timesteps);
        return with(l -> l.inputLength = timesteps);
    }

    /** Number of features of each time step, Keras 1 and 2's {@code input_dim}. */
    public L inputDim(int features) {
        LayerOption.requirePositive("SHAPE-2", type(), "inputDim", features);
        return with(l -> l.inputDim = features);
    }
}
