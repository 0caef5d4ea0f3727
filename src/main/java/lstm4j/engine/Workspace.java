package lstm4j.engine;

import java.util.Map;

import lstm4j.layer.Architecture;

/**
 * The buffers in which one thread runs a network on up to a fixed number of rows: the chain of passes. A training
 * workspace keeps what backward needs; another keeps as little as it can. Not for two threads at a time; any number of
 * workspaces may share a network. Allocates only when a sequence is longer than any before.
 */
public final class Workspace {
    private final Pass[] passes;
    private final int[] firstArray; // [layer] number of its first weight
    private final int rows;
    private final int[] steps;      // [layer + 1] that go into each in the call at hand, and that come out of the last
    private int R;
    private Call call;       // of the run at hand
    private float[][][] next; // what goes into the next layer of it, or comes back to it
    private boolean[][] mask; // likewise
    private int at;           // the number of that layer

    /**
     * Room for {@code rows} rows.
     *
     * @param training whether backward will be called
     * @param inputGradient whether backward shall give the gradient of the data too
     * @param truncate steps the gradient goes back through an LSTM, from the start of the sequence on; 0 for all
     */
    public Workspace(Network network, int rows, boolean training, boolean inputGradient, int truncate) {
        this(network, new Room(rows, training, inputGradient, truncate, Buffers.REAL));
    }

    /** Buffers to run a network in. */
    public Workspace(Network network, Room room) {
        this(passes(network, room), room.rows());
        for (int i = 0; i < passes.length; i++) {
            firstArray[i] = network.firstArray(i);
        }
    }

    /** A chain of passes, whose weights, if any, all begin with number 0. */
    Workspace(Pass[] passes, int rows) {
        this.passes = passes;
        this.rows = rows;
        this.firstArray = new int[passes.length];
        this.steps = new int[passes.length + 1];
    }

    private static Pass[] passes(Network network, Room room) {
        Architecture architecture = network.architecture();
        Pass[] passes = new Pass[architecture.size()];
        boolean wanted = room.inputGradient(); // whether anything before this layer learns
        for (int i = 0; i < passes.length; i++) {
            Parameters parameters = network.parameters(i);
            passes[i] = Passes.of(architecture.layer(i), architecture.inputShape(i), i, parameters, room.inputGradient(wanted));
            wanted |= parameters.learn();
        }
        return passes;
    }

    /** Rows there is room for. */
    public int capacity() {
        return rows;
    }

    /** Steps that come out of the model when S steps of rows of {@code columns} numbers go in. */
    public int outputSteps(int S, int columns) {
        for (Pass pass : passes) {
            int out = pass.outputSteps(S, columns);
            columns = pass.outputColumns(S, columns);
            S = out;
        }
        return S;
    }

    /** Makes room for S steps of rows of {@code columns} numbers; allocates only when that is more than ever before. */
    public void reserve(int S, int columns) {
        for (int i = 0; i < passes.length; i++) {
            passes[i].reserve(S, columns);
            steps[i] = S;
            S = passes[i].outputSteps(S, columns);
            columns = passes[i].outputColumns(steps[i], columns);
        }
        steps[passes.length] = S;
    }

    /**
     * Runs the model on R rows of S steps: x[s][r] of as many numbers as x[0][0] has. Layers with a state begin with what
     * {@link #startFrom} gave them. The result [S'][R][K] is a buffer of this workspace, good until the next call.
     */
    public float[][][] forward(float[][][] x, int S, int R, Call call) {
        begin(x, S, R, call);
        return forwardTo(passes.length);
    }

    /** Begins such a run, which {@link #forwardTo} goes on with. */
    public void begin(float[][][] x, int S, int R, Call call) {
        reserve(S, x[0][0].length);
        this.R = R;
        this.call = call;
        next = x;
        mask = null;
        at = 0;
    }

    /** Runs the layers that have not run yet, up to the one in front of layer {@code end}. */
    public float[][][] forwardTo(int end) {
        for (; at < end; at++) {
            passes[at].forward(next, mask, steps[at], R, call);
            next = passes[at].y;
            mask = passes[at].outputMask();
        }
        return next;
    }

    /** What layer i, which spans the batch and is the next to run, wants to know of it, in these rows. */
    public BatchNormalizationMoments collect(int i) {
        return passes[i].collect(next, mask, steps[i], R);
    }

    /** Gives layer i what was made of that of all rows of the batch. */
    public void share(int i, BatchNormalizationMoments all) {
        passes[i].share(all);
    }

    /** Keeps what layer i remembers of a step of training without learning it. */
    public void endStep(int i) {
        passes[i].endStep();
    }

    /** The mask [S'][R] that came out of the last forward, or null when every step counts. */
    public boolean[][] outputMask() {
        return passes[passes.length - 1].outputMask();
    }

    /** What layers add to the sum of the samples' losses for the numbers that went through them in the last forward. */
    public double penalty() {
        double sum = 0;
        for (Pass pass : passes) {
            sum += pass.penalty();
        }
        return sum;
    }

    /**
     * Carries the gradient dy [S'][R][K] of the output back through the last forward, and <em>accumulates</em> the
     * gradients of the weights into {@code gradients}. dy is spent.
     */
    public void backward(float[][][] dy, float[][][] gradients) {
        beginBackward(dy);
        backwardTo(-1, gradients);
    }

    /** Begins such a way back, which {@link #backwardTo} goes on with. */
    public void beginBackward(float[][][] dy) {
        next = dy;
        at = passes.length - 1;
    }

    /** Goes back through the layers behind layer {@code end}; ends where no layer in front has any use for a gradient. */
    public void backwardTo(int end, float[][][] gradients) {
        for (; at > end; at--) {
            passes[at].accumulateInto(gradients, firstArray[at]);
            passes[at].backward(next, steps[at], R);
            if (!passes[at].room.inputGradient()) {
                at = -1;
                return;
            }
            next = passes[at].dx;
        }
    }

    /** What layer i, the next on the way back, wants to know of the gradients of the batch, in these rows; null if none comes to it. */
    public BatchNormalizationMoments collectBackward(int i, float[][][] gradients) {
        if (at < i) {
            return null;
        }
        passes[i].accumulateInto(gradients, firstArray[i]);
        return passes[i].collectBackward(next, steps[i], R);
    }

    /** The gradient [S][R][F] of the data, after backward, when it was asked for. */
    public float[][][] inputGradient() {
        return passes[0].dx;
    }

    /** From now on {@link #logits} can be read and backward takes their gradient; before the first forward. */
    public void useLogits() {
        passes[passes.length - 1].headOfLogits = true;
    }

    /** What went into the head's function in the last forward, [S'][R][K]. */
    public float[][][] logits() {
        return passes[passes.length - 1].logits();
    }

    /**
     * Lets row r of layer i go on, in the next forward, from row first + r of {@code from} [part][·][U], for r &lt; R; from
     * zeros where {@code from} is null. A layer without a state has no part.
     */
    public void startFrom(int i, float[][][] from, int first, int R) {
        for (int part = 0; part < passes[i].state.length; part++) {
            for (int r = 0; r < R; r++) {
                float[] row = passes[i].state[part][r];
                Rows.copy(row, from == null ? null : from[part][first + r], row.length);
            }
        }
    }

    /** Parts of the state [part][R][U] that layer i reached in the last forward: h and c of an LSTM. */
    public float[][][] finalState(int i) {
        return passes[i].finalState;
    }

    /** Gradient [part][R][U] of the state that layer i began with, after backward. */
    public float[][][] stateGradient(int i) {
        return passes[i].stateGradient;
    }

    /**
     * Copies of what row r of layer i computed in step k, in processing order, by name: i, f, g, o, c, h of an LSTM; nothing
     * for a layer without a state. Training workspaces only, before backward.
     */
    public Map<String, float[]> trace(int i, int k, int r) {
        return passes[i].trace(k, r);
    }

    /** Steps that went into layer i in the last forward. */
    public int stepsInto(int i) {
        return steps[i];
    }
}
