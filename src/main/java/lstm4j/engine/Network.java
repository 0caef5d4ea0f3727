package lstm4j.engine;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;

/**
 * The weights of a model and the passes built from its description. One network is shared by many workspaces.
 * Spec: chapter 2.
 */
public final class Network {
    private final Architecture architecture;
    private final List<Weight> specs = new ArrayList<>();
    private final Buffers buffers;
    private final Parameters parameters; // of all layers, in Keras's order
    private final int[] firstArray;      // [layer + 1]

    /** A network whose weights are all zero. */
    public Network(Architecture architecture) {
        this(architecture, Buffers.REAL);
    }

    /** The same, its arrays made by {@code buffers}. */
    public Network(Architecture architecture, Buffers buffers) {
        this(architecture, buffers, null);
    }

    /** A network whose weights are these arrays themselves, which others may read too. */
    public Network(Architecture architecture, float[][][] weights) {
        this(architecture, Buffers.REAL, weights);
    }

    private Network(Architecture architecture, Buffers buffers, float[][][] given) {
        this.architecture = architecture;
        this.buffers = buffers;
        this.firstArray = new int[architecture.size() + 1];
        for (int i = 0; i < architecture.size(); i++) {
            specs.addAll(architecture.weights(i));
            firstArray[i + 1] = specs.size();
        }
        parameters = new Parameters(specs, given != null ? given : specs.stream().map(this::array).toArray(float[][][]::new), buffers);
    }

    private float[][] array(Weight weight) {
        return buffers.rows(weight.rows(), weight.columns());
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
        return parameters.arrays;
    }

    /** Arrays of the shapes of the weights for their gradients, all zero; without rows for a weight that does not learn. */
    public float[][][] zeros() {
        float[][][] arrays = new float[specs.size()][][];
        for (int w = 0; w < arrays.length; w++) {
            arrays[w] = buffers.rows(specs.get(w).trainable() ? specs.get(w).rows() : 0, specs.get(w).columns());
        }
        return arrays;
    }

    /** Number of the first weight array of layer i; that of layer i + 1 ends it. */
    public int firstArray(int i) {
        return firstArray[i];
    }

    /** The weights of layer i. */
    Parameters parameters(int i) {
        return parameters.part(firstArray[i], firstArray[i + 1]);
    }

    /** The function at the head of the model. */
    public ActivationFunction head() {
        return architecture.layer(architecture.size() - 1).head();
    }

    /** Brings the transposed copies that backward uses up to date; after every change of the weights. */
    public void transpose() {
        parameters.transpose();
    }
}
