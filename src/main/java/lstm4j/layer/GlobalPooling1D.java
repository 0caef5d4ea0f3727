package lstm4j.layer;

import java.util.List;

/**
 * What layers share that make one row of all steps: (batch, T, F) becomes (batch, F), or (batch, 1, F) with keepdims. They
 * have no weights. Source: Keras 3, {@code layers/pooling/base_global_pooling.py}. Spec: chapter 19.
 *
 * @param <L> the layer's own type, so that calls chain
 */
public abstract class GlobalPooling1D<L extends GlobalPooling1D<L>> extends FluentLayer<L> {
    private static final LayerOption<Boolean> KEEPDIMS = LayerOption.flag("keepdims", false);

    GlobalPooling1D() {
    }

    /** Whether the time axis stays, with one step. */
    public L keepdims(boolean keepdims) {
        return set(KEEPDIMS, keepdims);
    }

    @Override
    public final List<LayerOption<?>> options() {
        return List.of(KEEPDIMS);
    }

    @Override
    final Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        return get(KEEPDIMS) ? Shape.of(input.batch(), 1, input.features()) : Shape.of(input.batch(), input.features());
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
        return name() + ", which joins all time steps";
    }

    @Override
    final String endsTheTimeAxis() {
        return get(KEEPDIMS) ? "" : name() + " makes one row of all time steps; remove it, or put it behind the last LSTM";
    }
}
