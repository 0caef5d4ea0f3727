package lstm4j.layer;

import java.util.List;

/**
 * Gives each step several times, one behind the other. Source: Keras 3, {@code layers/reshaping/up_sampling1d.py}. Spec: chapter 18.
 */
public final class UpSampling1D extends StepsLayer<UpSampling1D> {
    private static final LayerOption<Integer> SIZE = LayerOption.positive("size", "SHUF-3").byDefault(2).older("length");

    private UpSampling1D() {
    }

    /** Each step {@code size} times. At least 1, else [SHUF-3]. */
    public static UpSampling1D of(int size) {
        return new UpSampling1D().set(SIZE, size);
    }

    @Override
    public String type() {
        return "UpSampling1D";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(SIZE);
    }

    @Override
    public int steps(int T) {
        return countable((long) T * get(SIZE));
    }

    @Override
    public int source(int out, int T) {
        return out / get(SIZE);
    }
}
