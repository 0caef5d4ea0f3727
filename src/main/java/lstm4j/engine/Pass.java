package lstm4j.engine;

import java.util.Map;

/**
 * One layer at work on the rows of one shard: its forward pass, its backward pass and the buffers both need.
 * Passes hand each other references to rows, x[s][r] being step s of row r, and never write into what they were given,
 * save that backward may spend the gradient it receives. Validation has been done: nothing here checks shapes.
 * A layer around other layers holds their passes and calls them as a {@link Workspace} calls it.
 *
 * <p>Letters: S steps (T of a sequence, 1 without a time axis), R rows of this call, F features in, U features out.
 */
abstract class Pass {
    final Room room;
    float[][][] x;    // [S][R][F] what forward was given
    boolean[][] mask; // [S][R] true where a step counts, or null when all do: what the layer was given
    float[][][] y;    // [S'][R][U] output rows
    float[][][] dx;   // [S][R][F] gradient of the input, where the room is for one
    float[][][] state = {};         // [part][R][·] what the first step goes on from: set before forward, zeros at first
    float[][][] finalState = {};    // [part][R][·] what the last step left behind
    float[][][] stateGradient = {}; // [part][R][·] gradient of state, after backward
    boolean headOfLogits;    // whether the loss reads logits() and gives backward their gradient, instead of that of y
    private int steps;       // there are buffers for
    private int columns;     // likewise, of x

    Pass(Room room) {
        this.room = room;
    }

    /** Makes room for S steps of rows of {@code columns} numbers; allocates only when that is more than ever before. */
    final void reserve(int S, int columns) {
        if (S > this.steps || columns > this.columns) {
            allocate(Math.max(S, this.steps), Math.max(columns, this.columns));
            this.steps = Math.max(S, this.steps); // only now: when memory runs out, the buffers before still serve
            this.columns = Math.max(columns, this.columns);
        }
    }

    /** Makes all buffers whose size depends on S or {@code columns}; may fail halfway, leaving some of them larger. */
    abstract void allocate(int S, int columns);

    /** Computes {@link #y} from x, and {@link #finalState} from {@link #state}; the mask of y is {@link #outputMask()}. */
    abstract void forward(float[][][] x, boolean[][] mask, int S, int R, Call call);

    /**
     * Computes {@link #dx} and {@link #stateGradient} from the gradient dy of the output and <em>accumulates</em> the
     * gradients of the weights.
     */
    abstract void backward(float[][][] dy, int S, int R);

    /** Puts the parts of a pass inside behind those of the passes before it; returns where the next one's begin. */
    static int put(float[][][] own, float[][][] all, int first) {
        System.arraycopy(own, 0, all, first, own.length);
        return first + own.length;
    }

    /** In training, before forward: what a layer that spans the batch wants to know of it, in this shard; null of any other. */
    BatchNormalizationMoments collect(float[][][] x, boolean[][] mask, int S, int R) {
        return null;
    }

    /** The same before backward, of the gradient dy, which is spent. */
    BatchNormalizationMoments collectBackward(float[][][] dy, int S, int R) {
        return null;
    }

    /** Gives a layer that spans the batch what was made of that of all shards. */
    void share(BatchNormalizationMoments all) {
        throw new AssertionError("lstm4j bug: this layer computes each sample by itself");
    }

    /** What the layer adds to the sum of the samples' losses for the rows of the last forward. */
    double penalty() {
        return 0;
    }

    /** Keeps of a step of training what the layer remembers without learning it; by one of the passes that share the weights. */
    void endStep() {
        // Other layers remember nothing.
    }

    /** What goes into the layer's activation function, [S][R][U]; for the last layer, when {@link #headOfLogits}. */
    float[][][] logits() {
        throw new AssertionError("lstm4j bug: this layer has no activation function");
    }

    /** Steps that come out when S steps of rows of {@code columns} numbers go in. */
    int outputSteps(int S, int columns) {
        return S;
    }

    /** Numbers in a row that comes out, likewise. */
    int outputColumns(int S, int columns) {
        return columns;
    }

    /** The mask handed to the next layer. */
    boolean[][] outputMask() {
        return mask;
    }

    /** The array in which the gradient of a weight accumulates; null if the weight does not learn. */
    static float[][] gradientOf(int weight, float[][][] gradients) {
        return gradients[weight].length == 0 ? null : gradients[weight];
    }

    /**
     * Where backward accumulates: this layer's arrays begin with number {@code first}, in the order of its weights. Those of weights
     * that do not learn have no rows, and no gradient is computed.
     */
    void accumulateInto(float[][][] gradients, int first) {
        // A layer without weights has nothing to accumulate.
    }

    /** Copies of what row r computed in step k, in processing order, by name; of a training room, before backward. */
    Map<String, float[]> trace(int k, int r) {
        return Map.of();
    }
}
