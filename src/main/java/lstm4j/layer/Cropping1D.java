package lstm4j.layer;

import java.util.List;

/**
 * Cuts off steps in front and behind. Source: Keras 3, {@code layers/reshaping/cropping1d.py}. Spec: chapter 18.
 */
public final class Cropping1D extends StepsLayer<Cropping1D> {
    private static final LayerOption<List<Integer>> CROPPING = LayerOption.pair("cropping", 1, "SHUF-3");

    private Cropping1D() {
    }

    /** {@code cropping} steps less at both ends. At least 0, else [SHUF-3]. */
    public static Cropping1D of(int cropping) {
        return of(cropping, cropping);
    }

    /** So many steps less in front and behind. */
    public static Cropping1D of(int front, int behind) {
        return new Cropping1D().set(CROPPING, List.of(front, behind));
    }

    @Override
    public String type() {
        return "Cropping1D";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(CROPPING);
    }

    @Override
    public int steps(int T) {
        return T - get(CROPPING).get(0) - get(CROPPING).get(1);
    }

    @Override
    public int source(int out, int T) {
        return out + get(CROPPING).get(0);
    }
}
