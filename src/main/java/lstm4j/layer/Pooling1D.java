package lstm4j.layer;

import java.util.List;

/**
 * What layers share that make one number of each feature of a window: (batch, T, F) becomes (batch, T', F). They have no
 * weights. Source: Keras 3, {@code layers/pooling/base_pooling.py}. Spec: chapter 19.
 *
 * @param <L> the layer's own type, so that calls chain
 */
public abstract class Pooling1D<L extends Pooling1D<L>> extends FluentLayer<L> {
    private static final int MOST = 1 << 24;
    static final LayerOption<Integer> POOL_SIZE = LayerOption.positive("pool_size", "POOL-2", MOST).byDefault(2).older("pool_length");
    private static final LayerOption<Integer> STRIDES = LayerOption.positive("strides", "POOL-2", MOST).byDefault(null).older("stride");
    private static final LayerOption<Padding> PADDING = LayerOption.choice("padding", Padding.VALID).older("border_mode")
            .checked((place, padding) -> {
                if (padding == Padding.CAUSAL) {
                    throw new RuleException("POOL-2", place, "padding valid or same", "causal", "");
                }
                return padding;
            });

    private static final List<LayerOption<?>> OPTIONS = List.of(POOL_SIZE, STRIDES, PADDING);

    Pooling1D() {
    }

    /** Steps from a window to the next; as many as the window holds by default. At least 1, else [POOL-2]. */
    public L strides(int strides) {
        return set(STRIDES, strides);
    }

    /** What a window does at the ends: {@link Padding#VALID}, the default, or {@link Padding#SAME}; else [POOL-2]. */
    public L padding(Padding padding) {
        return set(PADDING, padding);
    }

    @Override
    public final List<LayerOption<?>> options() {
        return OPTIONS;
    }

    @Override
    final Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        return taps().outputShape(input, input.features(), "POOL-3", place);
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
        return name() + ", whose windows hold several steps and do not remember them";
    }

    /** Which steps each window sees. */
    public final Taps taps() {
        Integer strides = get(STRIDES);
        return new Taps(get(POOL_SIZE), 1, strides == null ? get(POOL_SIZE) : strides, get(PADDING));
    }
}
