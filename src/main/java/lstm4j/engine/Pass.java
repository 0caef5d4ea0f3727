package lstm4j.engine;

/**
 * One layer at work on the rows of one shard: its forward pass, its backward pass and the buffers both need.
 * Passes hand each other references to rows, x[s][r] being step s of row r, and never write into what they were given,
 * save that backward may spend the gradient it receives. Validation has been done: nothing here checks shapes.
 *
 * <p>Letters: S steps (T of a sequence, 1 without a time axis), R rows of this call, F features in, U features out.
 */
abstract class Pass {
    float[][][] x;   // [S][R][F] what forward was given
    boolean[][] mask; // [S][R] true where a step counts, or null when all do: what the layer was given
    float[][][] y;   // [S'][R][U] output rows
    float[][][] dx;  // [S][R][F] gradient of the input, unless it is not wanted
    boolean wantInputGradient = true;
    boolean headOfLogits;    // whether the loss reads logits() and gives backward their gradient, instead of that of y

    /** Computes {@link #y} from x; the mask of the output is {@link #outputMask()}. */
    abstract void forward(float[][][] x, boolean[][] mask, int S, int R, Call call);

    /** Computes {@link #dx} from the gradient dy of the output and <em>accumulates</em> the gradients of the weights. */
    abstract void backward(float[][][] dy, int S, int R);

    /** What goes into the layer's activation function, [S][R][U]; for the last layer, when {@link #headOfLogits}. */
    float[][][] logits() {
        throw new AssertionError("lstm4j bug: this layer has no activation function");
    }

    /** Steps that come out when S go in. */
    int outputSteps(int S) {
        return S;
    }

    /** The mask handed to the next layer. */
    boolean[][] outputMask() {
        return mask;
    }

    /** Makes room for S steps; allocates only when S is larger than ever before. */
    abstract void reserve(int S);

    /** Where backward accumulates: this layer's arrays begin with number {@code first}, in the order of its weights. */
    void accumulateInto(float[][][] gradients, int first) {
        // A layer without weights has nothing to accumulate.
    }

    /** Bytes of its buffers when there is room for S steps; 0 for none yet. */
    abstract long bytes(int S);

    /** New rows [steps][rows][columns]. */
    static float[][][] rows(int steps, int rows, int columns) {
        return new float[steps][rows][columns];
    }
}
