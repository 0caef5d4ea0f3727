package lstm4j.layer;

import java.util.List;

/**
 * Adds steps of zeros in front and behind. Source: Keras 3, {@code layers/reshaping/zero_padding1d.py}. Spec: chapter 18.
 */
public final class ZeroPadding1D extends StepsLayer<ZeroPadding1D> {
    private static final LayerOption<List<Integer>> PADDING = LayerOption.pair("padding", 1, "SHUF-3");

    private ZeroPadding1D() {
    }

    /** {@code padding} steps of zeros at both ends. At least 0, else [SHUF-3]. */
    public static ZeroPadding1D of(int padding) {
        return of(padding, padding);
    }

    /** So many steps of zeros in front and behind. */
    public static ZeroPadding1D of(int front, int behind) {
        return new ZeroPadding1D().set(PADDING, List.of(front, behind));
    }

    @Override
    public String type() {
        return "ZeroPadding1D";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(PADDING);
    }

    @Override
    public int steps(int T) {
        return countable((long) T + get(PADDING).get(0) + get(PADDING).get(1));
    }

    @Override
    public int source(int out, int T) {
        int source = out - get(PADDING).get(0);
        return source < 0 || source >= T ? ZEROS : source;
    }
}
