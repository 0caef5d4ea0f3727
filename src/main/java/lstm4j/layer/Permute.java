package lstm4j.layer;

import java.util.List;

/**
 * Exchanges the axes of a sample: Permute (2, 1) makes of T steps of F features F steps of T. Axes are counted from 1, the batch
 * stays in front. Source: Keras 3, {@code layers/reshaping/permute.py}. Spec: chapter 18.
 */
public final class Permute extends FluentLayer<Permute> {
    private static final LayerOption<List<Integer>> DIMS = LayerOption.integers("dims", null, (place, dims) -> {
        boolean each = !dims.isEmpty();
        for (int axis = 1; axis <= dims.size(); axis++) {
            each &= dims.contains(axis);
        }
        require("SHUF-2", place, each, "each axis from 1 on once", dims.toString());
        return dims;
    });

    private Permute() {
    }

    /** A layer whose axis k is axis {@code dims[k − 1]} of what goes in. */
    public static Permute dims(int... dims) {
        return new Permute().set(DIMS, LayerOption.list(dims));
    }

    @Override
    public String type() {
        return "Permute";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(DIMS);
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        require("SHUF-2", place, input.rank() == get(DIMS).size() + 1, "input of " + get(DIMS).size() + " axes beside the batch", input.inWords());
        require("SHUF-2", place, input.rank() == 2 || input.rowsPerSample() != Shape.ANY, "known sizes", input.inWords());
        require("SHUF-2", place, input.rank() == 2 || (long) input.rowsPerSample() * input.features() <= Integer.MAX_VALUE,
                "at most " + Integer.MAX_VALUE + " numbers a sample", input.inWords());
        int[] sizes = new int[input.rank()];
        sizes[0] = input.batch();
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = input.get(get(DIMS).get(axis - 1));
        }
        return Shape.of(sizes);
    }

    /** For each number of a sample that comes out, in order, the place it has in the sample that goes in. */
    public int[] places(Shape input) {
        Shape output = outputShape(input);
        int[] strides = new int[input.rank()]; // numbers from one to the next along an axis of the input
        int stride = 1;
        for (int axis = input.rank() - 1; axis > 0; axis--) {
            strides[axis] = stride;
            stride *= input.get(axis);
        }
        int[] places = new int[stride];
        for (int i = 0; i < places.length; i++) {
            int rest = i;
            for (int axis = output.rank() - 1; axis > 0; axis--) {
                places[i] += rest % output.get(axis) * strides[get(DIMS).get(axis - 1)];
                rest /= output.get(axis);
            }
        }
        return places;
    }

    @Override
    public boolean passesMask() {
        return false;
    }

    @Override
    public String needsWholeSequence() {
        return name() + ", which needs all steps to exchange axes";
    }
}
