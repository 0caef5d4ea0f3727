package lstm4j.engine;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;

/**
 * The buffers in which one thread runs a network on up to a fixed number of rows: the chain of passes. A training
 * workspace keeps what backward needs; another keeps as little as it can. Not for two threads at a time; any number of
 * workspaces may share a network. Allocates only when a sequence is longer than any before.
 */
public final class Workspace {
    private final Network network;
    private final Pass[] passes;
    private final int rows;
    private int steps; // of the call at hand
    private int R;

    /**
     * Room for {@code rows} rows.
     *
     * @param training whether backward will be called
     * @param inputGradient whether backward shall give the gradient of the data too
     * @param truncate steps the gradient goes back through an LSTM, from the start of the sequence on; 0 for all
     */
    public Workspace(Network network, int rows, boolean training, boolean inputGradient, int truncate) {
        this.network = network;
        this.rows = rows;
        Architecture architecture = network.architecture();
        passes = new Pass[architecture.size()];
        boolean wanted = inputGradient; // whether anything before this layer can use a gradient
        for (int i = 0; i < passes.length; i++) {
            passes[i] = pass(architecture.layer(i), architecture.inputShape(i).features(), training, truncate, i);
            passes[i].wantInputGradient = wanted;
            wanted |= network.parameters(i).arrays.length > 0;
        }
    }

    private Pass pass(Layer layer, int features, boolean training, int truncate, int i) {
        if (layer instanceof LSTM lstm) {
            return new LSTMPass(lstm, features, rows, training, truncate, i, network.parameters(i));
        } else if (layer instanceof Dense dense) {
            return new DensePass(dense, features, rows, training, network.parameters(i));
        } else if (layer instanceof Activation activation) {
            return new ActivationPass(activation, features, rows);
        } else if (layer instanceof Dropout dropout) {
            return new DropoutPass(dropout, features, rows, i);
        } else if (layer instanceof Masking masking) {
            return new MaskingPass(masking, features, rows);
        } else if (layer instanceof Flatten) {
            return new FlattenPass(features, rows, training);
        }
        throw new AssertionError("lstm4j bug: no pass for layer " + layer.type());
    }

    /** Rows there is room for. */
    public int capacity() {
        return rows;
    }

    /** Steps that come out of the model when S go in. */
    public int outputSteps(int S) {
        for (Pass pass : passes) {
            S = pass.outputSteps(S);
        }
        return S;
    }

    /**
     * Runs the model on R rows of S steps: x[s][r] of F numbers. LSTM layers begin with what {@link #hidden} and
     * {@link #cell} hold. The result [S'][R][K] is a buffer of this workspace, good until the next call.
     */
    public float[][][] forward(float[][][] x, int S, int R, Call call) {
        this.steps = S;
        this.R = R;
        boolean[][] mask = null;
        for (Pass pass : passes) {
            pass.reserve(S);
            pass.forward(x, mask, S, R, call);
            x = pass.y;
            mask = pass.outputMask();
            S = pass.outputSteps(S);
        }
        return x;
    }

    /** The mask [S'][R] that came out of the last forward, or null when every step counts. */
    public boolean[][] outputMask() {
        return passes[passes.length - 1].outputMask();
    }

    /**
     * Carries the gradient dy [S'][R][K] of the output back through the last forward, and <em>accumulates</em> the
     * gradients of the weights into {@code gradients}. dy is spent.
     */
    public void backward(float[][][] dy, float[][][] gradients) {
        for (int i = passes.length - 1; i >= 0; i--) {
            passes[i].accumulateInto(gradients, network.firstArray(i));
            passes[i].backward(dy, stepsInto(i), R);
            if (!passes[i].wantInputGradient) {
                return;
            }
            dy = passes[i].dx;
        }
    }

    /** The gradient [S][R][F] of the data, after backward, when it was asked for. */
    public float[][][] inputGradient() {
        return passes[0].dx;
    }

    /** The function at the head of the model. */
    public ActivationFunction head() {
        Layer last = network.architecture().layer(passes.length - 1);
        return last instanceof Dense dense ? dense.activation()
                : last instanceof Activation activation ? activation.function() : ActivationFunction.LINEAR;
    }

    /** From now on {@link #logits} can be read and backward takes their gradient; before the first forward. */
    public void useLogits() {
        passes[passes.length - 1].headOfLogits = true;
    }

    /** What went into the head's function in the last forward, [S'][R][K]. */
    public float[][][] logits() {
        return passes[passes.length - 1].logits();
    }

    /** Initial output state [R][U] of layer i, an LSTM: to be set before forward; zeros at first. */
    public float[][] hidden(int i) {
        return lstm(i).h[0];
    }

    /** Initial cell state [R][U] of layer i. */
    public float[][] cell(int i) {
        return lstm(i).c[0];
    }

    /** Output state [R][U] of layer i after the last forward. */
    public float[][] finalHidden(int i) {
        return lstm(i).h[stepsInto(i)];
    }

    /** Cell state [R][U] of layer i after the last forward. */
    public float[][] finalCell(int i) {
        return lstm(i).c[stepsInto(i)];
    }

    /** Gradient [R][U] of the initial output state of layer i, after backward. */
    public float[][] hiddenGradient(int i) {
        return lstm(i).dh;
    }

    /** Gradient [R][U] of the initial cell state of layer i, after backward. */
    public float[][] cellGradient(int i) {
        return lstm(i).dc;
    }

    /** One row of step k, in processing order, of layer i: i, f, g, o, c, h. Training workspaces only, before backward. */
    public float[][] step(int i, int k, int r) {
        LSTMPass lstm = lstm(i);
        float[][] gates = lstm.gates(k, r);
        return new float[][] {gates[0], gates[1], gates[2], gates[3], lstm.c[k + 1][r], lstm.h[k + 1][r]};
    }

    /** Steps that go into layer i in the call at hand. */
    public int stepsInto(int i) {
        int S = steps;
        for (int before = 0; before < i; before++) {
            S = passes[before].outputSteps(S);
        }
        return S;
    }

    private LSTMPass lstm(int i) {
        return (LSTMPass) passes[i];
    }

    /** Bytes of its buffers once it has run S steps. Exact but for a few hundred bytes of small objects: see {@link Bytes}. */
    public long bytes(int S) {
        long bytes = 0;
        for (Pass pass : passes) {
            bytes += pass.bytes(S);
            S = S == 0 ? 0 : pass.outputSteps(S);
        }
        return bytes;
    }
}
