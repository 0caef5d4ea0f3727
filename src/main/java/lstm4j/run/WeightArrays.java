package lstm4j.run;

import java.util.List;

import lstm4j.engine.Network;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;

/** WeightArrays of weight arrays, out of a network and, checked, into one. */
public final class WeightArrays {
    private WeightArrays() {
    }

    /** A copy of arrays [weight][rows][columns]. */
    public static float[][][] of(float[][][] arrays) {
        float[][][] copy = new float[arrays.length][][];
        for (int w = 0; w < arrays.length; w++) {
            copy[w] = of(arrays[w]);
        }
        return copy;
    }

    /** A copy of one array. */
    public static float[][] of(float[][] array) {
        float[][] copy = new float[array.length][];
        for (int r = 0; r < array.length; r++) {
            copy[r] = array[r].clone();
        }
        return copy;
    }

    /**
     * WeightArrays weights into a network; nothing is changed when they do not fit.
     *
     * @throws RuleException DATA-8 another number of arrays or another shape, naming the array
     */
    public static void into(Network network, float[][][] weights) {
        List<Weight> specs = network.specs();
        if (weights.length != specs.size()) {
            throw new RuleException("DATA-8", "setWeights", specs.size() + " arrays, " + names(specs), String.valueOf(weights.length),
                    "an LSTM has kernel, recurrent_kernel and bias, in this order; a bias is one row");
        }
        for (int w = 0; w < weights.length; w++) {
            requireShape(specs.get(w), weights[w]);
        }
        for (int w = 0; w < weights.length; w++) {
            for (int r = 0; r < weights[w].length; r++) {
                System.arraycopy(weights[w][r], 0, network.weights()[w][r], 0, weights[w][r].length);
            }
        }
    }

    private static String names(List<Weight> specs) {
        StringBuilder names = new StringBuilder();
        for (Weight weight : specs) {
            names.append(names.length() == 0 ? "" : ", ").append(weight.name()).append(weight.shape());
        }
        return names.toString();
    }

    /** Requires weights of the same names and shapes in the layer that is read from, else [DATA-8]. */
    public static void requireSame(String layer, List<Weight> wanted, List<Weight> there) {
        if (!names(wanted).equals(names(there))) {
            throw new RuleException("DATA-8", layer, names(wanted), there.isEmpty() ? "no weights" : names(there), "");
        }
    }

    /** Requires an array of the shape of a weight, else [DATA-8]. */
    public static void requireShape(Weight weight, float[][] array) {
        boolean fits = array.length == weight.rows();
        for (int r = 0; fits && r < array.length; r++) {
            fits = array[r].length == weight.columns();
        }
        if (!fits) {
            throw new RuleException("DATA-8", weight.name(), weight.shape(),
                    "(" + array.length + ", " + (array.length == 0 ? 0 : array[0].length) + ")",
                    array.length == weight.columns() && array.length > 0 && array[0].length == weight.rows()
                            ? "this is the transpose: Keras keeps inputs as rows, PyTorch as columns" : "");
        }
    }
}
