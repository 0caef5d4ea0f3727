package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the numbers of a sample anew, their order kept: (batch, 6) becomes (batch, 3, 2). One of the new sizes may be −1: what
 * the others leave. Source: Keras 3, {@code layers/reshaping/reshape.py}. Spec: chapter 18.
 */
public final class Reshape extends FluentLayer<Reshape> {
    private static final LayerOption<List<Integer>> TARGET_SHAPE = LayerOption.integers("target_shape", null, (place, sizes) -> {
        boolean wrong = sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1 && size != Shape.ANY) || sizes.stream().filter(size -> size == Shape.ANY).count() > 1;
        require("SHUF-1", place, !wrong, "sizes of at least 1, of which one may be -1", sizes.toString());
        return sizes;
    });

    private Reshape() {
    }

    /** A layer that makes samples of these sizes, the batch left out. */
    public static Reshape to(int... sizes) {
        return new Reshape().set(TARGET_SHAPE, LayerOption.list(sizes));
    }

    @Override
    public String type() {
        return "Reshape";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(TARGET_SHAPE);
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        long given = product(input, 1); // without a size that is not known
        long wanted = 1;
        for (int size : get(TARGET_SHAPE)) {
            wanted = size == Shape.ANY ? wanted : wanted > given / size ? given + 1 : wanted * size; // more than given is too many
        }
        boolean open = input.rank() > 2 && input.rowsPerSample() == Shape.ANY;
        boolean rest = get(TARGET_SHAPE).contains(Shape.ANY);
        boolean fits = rest ? given % wanted == 0 && (open || given / wanted <= Integer.MAX_VALUE) : !open && given == wanted;
        require("SHUF-1", place, fits, open ? "sizes that fit any number of steps of " + given + " numbers, with -1 among them"
                : "as many numbers as a sample has, " + given, get(TARGET_SHAPE).toString());
        List<Integer> sizes = new ArrayList<>(List.of(input.batch()));
        for (int size : get(TARGET_SHAPE)) {
            sizes.add(size != Shape.ANY ? Integer.valueOf(size) : open ? Integer.valueOf(Shape.ANY) : Integer.valueOf(Math.toIntExact(given / wanted)));
        }
        Shape output = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        require("SHUF-1", place, output.features() != Shape.ANY, "a known last size, since the next layer's weights depend on it", output.toString());
        return output;
    }

    private static long product(Shape shape, int from) {
        long product = 1;
        for (int axis = from; axis < shape.rank(); axis++) {
            product *= shape.get(axis) == Shape.ANY ? 1 : shape.get(axis);
        }
        return product;
    }

    @Override
    public boolean passesMask() {
        return false;
    }

    @Override
    public String needsWholeSequence() {
        return name() + ", which cuts the steps anew";
    }

    @Override
    String endsTheTimeAxis() {
        return get(TARGET_SHAPE).size() == 1 ? name() + " lays all steps end to end" : "";
    }
}
