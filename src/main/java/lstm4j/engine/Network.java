package lstm4j.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Weight;

/**
 * The weights of a model and the passes built from its description. One network is shared by many workspaces.
 * Spec: chapter 2.
 */
public final class Network {
    private final Architecture architecture;
    private final List<Weight> specs = new ArrayList<>();
    private final float[][][] weights;     // [array][rows][columns], all layers' arrays in Keras's order
    private final Parameters[] parameters; // [layer]
    private final int[] firstArray;        // [layer + 1]

    /** A network whose weights are all zero. */
    public Network(Architecture architecture) {
        this.architecture = architecture;
        this.parameters = new Parameters[architecture.size()];
        this.firstArray = new int[architecture.size() + 1];
        for (int i = 0; i < architecture.size(); i++) {
            specs.addAll(architecture.weights(i));
            firstArray[i + 1] = specs.size();
        }
        weights = zeros();
        for (int i = 0; i < architecture.size(); i++) {
            parameters[i] = new Parameters(ofLayer(weights, i), hasBias(architecture.layer(i)));
        }
    }

    private static boolean hasBias(Layer layer) {
        return layer instanceof LSTM lstm && lstm.useBias() || layer instanceof Dense dense && dense.useBias();
    }

    /** The layers. */
    public Architecture architecture() {
        return architecture;
    }

    /** What each weight array is, over all layers. */
    public List<Weight> specs() {
        return specs;
    }

    /** The weights themselves, not a copy: [array][rows][columns]. */
    public float[][][] weights() {
        return weights;
    }

    /** Arrays of the shapes of the weights, all zero: for gradients and optimizer slots. */
    public float[][][] zeros() {
        float[][][] arrays = new float[specs.size()][][];
        for (int w = 0; w < arrays.length; w++) {
            arrays[w] = new float[specs.get(w).rows()][specs.get(w).columns()];
        }
        return arrays;
    }

    /** Bytes of arrays of the shapes of the weights. */
    public long bytes() {
        long bytes = Bytes.references(specs.size());
        for (Weight weight : specs) {
            bytes += Bytes.rows(weight.rows(), weight.columns());
        }
        return bytes;
    }

    /** Bytes of the transposed copies, which only training makes. */
    public long transposedBytes() {
        long bytes = 0;
        for (Parameters layer : parameters) {
            bytes += layer.transposedBytes();
        }
        return bytes;
    }

    /** Number of the first weight array of layer i; that of layer i + 1 ends it. */
    public int firstArray(int i) {
        return firstArray[i];
    }

    float[][][] ofLayer(float[][][] arrays, int i) {
        return Arrays.copyOfRange(arrays, firstArray[i], firstArray[i + 1]);
    }

    Parameters parameters(int i) {
        return parameters[i];
    }

    /** Brings the transposed copies that backward uses up to date; after every change of the weights. */
    public void transpose() {
        for (Parameters layer : parameters) {
            layer.transpose();
        }
    }
}
