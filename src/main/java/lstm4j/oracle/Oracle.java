package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import lstm4j.layer.Architecture;
import lstm4j.layer.Input;
import lstm4j.layer.Layer;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.train.Loss;

/**
 * A model in double precision: its outputs with every number in between, its loss, and the derivative of the loss by
 * everything. Slow and plain on purpose; see the package's page for the shapes of data and weights. Thread-safe.
 *
 * <pre>{@code
 * Oracle oracle = Oracle.of(Architecture.of(List.of(LSTM.of(3, 5, 2).name("a"), Dense.units(4).activation(SOFTMAX))));
 * Step first = oracle.forward(weights, x).layer("a").steps().get(0);   // first.z(), first.i(), ... first.h()
 * OracleGradients g = oracle.gradients(weights, x, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, OracleLabels.classes(y));
 * }</pre>
 */
public final class Oracle {
    private final Architecture architecture;

    private Oracle(Architecture architecture) {
        this.architecture = architecture;
    }

    /** The oracle of a model. */
    public static Oracle of(Architecture architecture) {
        return new Oracle(architecture);
    }

    /** Refuses weights that are not one array [rows][columns] for each weight of each layer, in order, [ORC-1]. */
    public void requireWeights(double[][][] weights) {
        OracleInput.weights(architecture, weights);
    }

    /** The forward pass with {@link Options#NONE}. */
    public Forward forward(double[][][] weights, double[][][] x) {
        return forward(weights, x, Options.NONE);
    }

    /**
     * The forward pass.
     *
     * @param weights every layer's arrays in order, each [rows][columns]; [ORC-1]
     * @param x [B][T][F] data; [ORC-2]
     * @param options states, dropout, mask; [ORC-4]
     */
    public Forward forward(double[][][] weights, double[][][] x, Options options) {
        OracleInput.weights(architecture, weights);
        OracleInput.data(architecture, x);
        OracleInput.options(architecture, options, x);
        List<LayerTrace> traces = new ArrayList<>();
        double[][][] rows = x;
        boolean[][] mask = options.mask();
        for (OracleLayer layer : layers(weights, options)) {
            LayerTrace trace = layer.forward(rows, mask);
            traces.add(trace);
            rows = trace.output();
            mask = trace.outputMask();
        }
        return new Forward(List.copyOf(traces));
    }

    /** The loss with {@link Options#NONE}. */
    public double loss(double[][][] weights, double[][][] x, Loss loss, OracleLabels labels) {
        return loss(weights, x, loss, labels, Options.NONE);
    }

    /**
     * Mean loss over all rows of the output plus the penalties on the weights and on numbers on their way; labels that do not fit are [ORC-3].
     * Cross-entropy behind a softmax or sigmoid is computed from what goes into that function and nothing is clipped, as
     * Keras does on TensorFlow.
     */
    public double loss(double[][][] weights, double[][][] x, Loss loss, OracleLabels labels, Options options) {
        if (headIsPartOf(loss)) {
            return withoutHead().loss(weights, x, loss.fromLogits(), labels, options);
        }
        Forward forward = forward(weights, x, options);
        OracleInput.labels(loss, labels, forward.output());
        return new OracleLoss(loss).of(forward.output(), labels, forward.outputMask(), null) + penalty(weights, null)
                + penalty(layers(weights, options), forward);
    }

    /** The gradients with {@link Options#NONE}. */
    public OracleGradients gradients(double[][][] weights, double[][][] x, Loss loss, OracleLabels labels) {
        return gradients(weights, x, loss, labels, Options.NONE);
    }

    /** {@link #loss} and its derivative by the weights, the data and every initial state; zeros for weights that do not learn. */
    public OracleGradients gradients(double[][][] weights, double[][][] x, Loss loss, OracleLabels labels, Options options) {
        if (headIsPartOf(loss)) {
            return withoutHead().gradients(weights, x, loss.fromLogits(), labels, options);
        }
        Forward forward = forward(weights, x, options);
        OracleInput.labels(loss, labels, forward.output());
        double[][][] dOutput = DoubleRows.zerosLike(forward.output());
        double dataLoss = new OracleLoss(loss).of(forward.output(), labels, forward.outputMask(), dOutput);
        OracleGradients g = backward(weights, forward, dOutput, Map.of(), options, dataLoss, true);
        double penalty = penalty(weights, g.weights()) + penalty(layers(weights, options), forward);
        clearFrozen(g.weights());
        return new OracleGradients(dataLoss + penalty, g.weights(), g.input(), g.initialStates());
    }

    /**
     * The derivative of Σ dOutput·output + Σ dFinal·final state: back-propagation of any derivative, for a loss that this
     * package does not know, or one that looks at final states. The result's {@code loss} is that sum; penalties are not in it.
     *
     * @param forward what {@link #forward} returned for these weights and options
     * @param dOutput [B][T][K]; [ORC-3]
     * @param dFinal derivatives by the final states of layers with a memory, by name; layers left out have none
     */
    public OracleGradients backward(double[][][] weights, Forward forward, double[][][] dOutput, Map<String, OracleState> dFinal,
            Options options) {
        OracleInput.weights(architecture, weights);
        OracleInput.labels(Loss.MSE, OracleLabels.rows(dOutput), forward.output());
        double sum = dot(dOutput, forward.output());
        for (Map.Entry<String, OracleState> entry : dFinal.entrySet()) {
            OracleState state = forward.layer(entry.getKey()).finalState();
            sum += dot(entry.getValue().parts(), state.parts());
        }
        return backward(weights, forward, dOutput, dFinal, options, sum, false);
    }

    /** {@code penalized}: whether what layers add to the loss is a part of it. */
    private OracleGradients backward(double[][][] weights, Forward forward, double[][][] dOutput, Map<String, OracleState> dFinal,
            Options options, double loss, boolean penalized) {
        List<OracleLayer> layers = layers(weights, options);
        double[][][] dWeights = new double[weights.length][][];
        Map<String, OracleState> dInitial = new LinkedHashMap<>();
        double[][][] dRows = dOutput;
        int end = weights.length;
        for (int i = layers.size() - 1; i >= 0; i--) {
            LayerTrace trace = forward.layers().get(i);
            LayerGradients g = layers.get(i).backward(trace, dRows, dFinal.get(trace.name()));
            end -= g.weights().length;
            System.arraycopy(g.weights(), 0, dWeights, end, g.weights().length);
            if (g.initialState() != null) {
                dInitial.put(trace.name(), g.initialState());
            }
            dRows = g.input();
            if (penalized) {
                layers.get(i).penalty(trace, dRows);
            }
        }
        return new OracleGradients(loss, dWeights, dRows, dInitial);
    }

    /**
     * The weights after the forward pass of a training step, before the optimizer's: moving means and variances have followed
     * the batch, the others are as they were.
     *
     * @param forward what {@link #forward} returned for these weights and options, which say {@link Options#training}
     */
    public double[][][] moved(double[][][] weights, Forward forward, Options options) {
        requireWeights(weights);
        double[][][] moved = weights.clone();
        List<OracleLayer> layers = layers(weights, options);
        int n = 0;
        for (int i = 0; i < layers.size(); i++) {
            double[][][] own = layers.get(i).moved(forward.layers().get(i));
            int count = architecture.weights(i).size();
            System.arraycopy(own == null ? Arrays.copyOfRange(weights, n, n + count) : own, 0, moved, n, count);
            n += count;
        }
        return moved;
    }

    private void clearFrozen(double[][][] dWeights) {
        int n = 0;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                dWeights[n] = weight.trainable() ? dWeights[n] : new double[weight.rows()][weight.columns()];
                n++;
            }
        }
    }

    /** Σ (l1·|w| + l2·w²) over all weights that learn; dWeights accumulates l1·sign(w) + 2·l2·w, unless null. */
    private double penalty(double[][][] weights, double[][][] dWeights) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                Regularizer penalty = weight.regularizer();
                for (int r = 0; weight.trainable() && r < weight.rows(); r++) {
                    for (int q = 0; q < weight.columns(); q++) {
                        double w = weights[n][r][q];
                        sum += penalty.l1() * Math.abs(w) + penalty.l2() * w * w;
                        if (dWeights != null) {
                            dWeights[n][r][q] += penalty.l1() * Math.signum(w) + 2 * penalty.l2() * w;
                        }
                    }
                }
                n++;
            }
        }
        return sum;
    }

    /** What layers add to the loss for the numbers that go through them. */
    private static double penalty(List<OracleLayer> layers, Forward forward) {
        double sum = 0;
        for (int i = 0; i < layers.size(); i++) {
            sum += layers.get(i).penalty(forward.layers().get(i), null);
        }
        return sum;
    }

    /** Whether the model ends with a function that the loss looks through. */
    private boolean headIsPartOf(Loss loss) {
        return loss.takesLogitsOf(architecture.layer(architecture.size() - 1).head());
    }

    /** The same model with a last layer that is linear. */
    private Oracle withoutHead() {
        List<Layer> layers = new ArrayList<>(architecture.layers());
        layers.add(layers.remove(layers.size() - 1).withoutHead());
        Shape shape = architecture.inputShape();
        layers.add(0, Input.batchShape(IntStream.range(0, shape.rank()).map(shape::get).toArray()));
        return of(Architecture.of(layers));
    }

    private List<OracleLayer> layers(double[][][] weights, Options options) {
        List<OracleLayer> layers = new ArrayList<>();
        int n = 0;
        for (int i = 0; i < architecture.size(); i++) {
            int count = architecture.weights(i).size();
            double[][][] own = Arrays.copyOfRange(weights, n, n + count);
            layers.add(OracleLayers.of(architecture.layer(i), architecture.inputShape(i), own, options));
            n += count;
        }
        return layers;
    }

    private static double dot(double[][][] a, double[][][] b) {
        double sum = 0;
        for (int n = 0; n < a.length; n++) {
            for (int r = 0; r < a[n].length; r++) {
                for (int q = 0; q < a[n][r].length; q++) {
                    sum += a[n][r][q] * b[n][r][q];
                }
            }
        }
        return sum;
    }
}
