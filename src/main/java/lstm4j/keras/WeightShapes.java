package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

/**
 * The arrays a file has for one layer, brought into lstm4j's form: fused where Keras 1 has one array a gate, transposed
 * and added up where they come from the GPU's LSTM. Shapes are then compared with what the layer needs.
 */
final class WeightShapes {
    private WeightShapes() {
    }

    /**
     * The layer's weights.
     *
     * @param arrays the file's arrays for the layer, in the file's order
     * @throws ModelFormatException FILE-70, naming layer, weight, expected and found shapes
     */
    static List<float[][]> fit(Layer layer, Shape input, List<NumberRows> arrays, String file) throws ModelFormatException {
        List<Layer.Inside> inside = layer.inside(input);
        if (inside.isEmpty()) {
            return fit(layer, layer.weights(input), arrays, file);
        }
        List<float[][]> weights = new ArrayList<>();
        boolean plain = arrays.size() == layer.weights(input).size();
        if (!plain && arrays.size() % inside.size() != 0) {
            requireShapes(layer, layer.weights(input), arrays, file);
        }
        int next = 0;
        for (Layer.Inside one : inside) { // in forms of their own, as Keras 1 has them, each has as many arrays as the other
            int end = next + (plain ? one.layer().weights(one.input()).size() : arrays.size() / inside.size());
            weights.addAll(fit(one.layer(), one.input(), arrays.subList(next, end), file));
            next = end;
        }
        return weights;
    }

    static List<float[][]> fit(Layer layer, List<Weight> needed, List<NumberRows> arrays, String file) throws ModelFormatException {
        List<NumberRows> given = arrays;
        int gates = layer.gates().size();
        if (gates > 0 && arrays.size() == 3 * gates) { // Keras 1: W, U and b of each gate
            requireGates(layer, needed, arrays, file);
            given = converted(arrays, Converters::fromKeras1);
        } else if (gates > 0 && arrays.size() == 3 && isCudnnBias(needed, arrays.get(2))) {
            requireShapes(layer, needed.subList(0, 2), arrays.subList(0, 2), file);
            given = converted(arrays, layers -> Converters.fromCudnnLayer(layers, gates));
        } else if (!needed.isEmpty() && needed.get(0).sizes().size() == 3 && !arrays.isEmpty() && arrays.get(0).shape().length == 4) {
            given = converted(arrays, Converters::fromKeras1Convolution);
        }
        requireShapes(layer, needed, given, file);
        List<float[][]> weights = new ArrayList<>();
        for (NumberRows array : given) {
            weights.add(array.rows());
        }
        return weights;
    }

    /** What a converter makes of other systems' arrays, a layer at a time. */
    private static List<NumberRows> converted(List<NumberRows> arrays, UnaryOperator<List<Tensor>> converter) {
        List<Tensor> tensors = converter.apply(arrays.stream().map(NumberRows::tensor).collect(Collectors.toList()));
        return tensors.stream().map(NumberRows::of).collect(Collectors.toList());
    }

    /** Two biases of all gates in one vector. */
    private static boolean isCudnnBias(List<Weight> needed, NumberRows bias) {
        return needed.size() == 3 && bias.shape().length == 1 && bias.shape()[0] == 2 * needed.get(2).columns();
    }

    private static void requireGates(Layer layer, List<Weight> needed, List<NumberRows> arrays, String file) throws ModelFormatException {
        int U = layer.stateSizes()[0];
        for (int i = 0; i < arrays.size(); i++) {
            int[] expected = i % 3 == 0 ? new int[] {needed.get(0).rows(), U} : i % 3 == 1 ? new int[] {U, U} : new int[] {U};
            if (!Tensor.text(expected).equals(arrays.get(i).shapeText())) {
                throw wrong(layer, "gate array " + i, Tensor.text(expected), arrays.get(i).shapeText(), file);
            }
        }
    }

    private static void requireShapes(Layer layer, List<Weight> needed, List<NumberRows> given, String file) throws ModelFormatException {
        if (given.size() != needed.size()) {
            throw new ModelFormatException("FILE-70", file, -1, "expected " + needed.size() + " weight arrays for the layer \"" + layer.name()
                    + "\" " + needed.stream().map(w -> w.name() + " " + w.shape()).collect(Collectors.toList()) + ", got " + given.size() + " "
                    + given.stream().map(NumberRows::shapeText).collect(Collectors.toList()), "the weights are those of another model");
        }
        for (int i = 0; i < needed.size(); i++) {
            NumberRows array = given.get(i);
            boolean row = needed.get(i).vector() && array.shape().length == 2 && array.shape()[0] == 1;
            String shape = row ? "(" + array.shape()[1] + ",)" : array.shapeText();
            if (!shape.equals(needed.get(i).shape())) {
                throw wrong(layer, needed.get(i).name(), needed.get(i).shape(), array.shapeText(), file);
            }
        }
    }

    private static ModelFormatException wrong(Layer layer, String what, String expected, String got, String file) {
        return new ModelFormatException("FILE-70", file, -1, "expected " + what + " " + expected + " of the layer \"" + layer.name()
                + "\", got " + got, "the weights are those of another model");
    }
}
