package lstm4j.engine;

/**
 * The samples of one shard by reference: nothing is copied, x[s][r] <em>is</em> row s of the caller's sample.
 * Letters: S steps, R rows.
 */
public final class Batch {
    /** [S][R][F] inputs. */
    public float[][][] x = {};
    /** [S'][R] class numbers, where the loss takes them; else unused. */
    public int[][] classes = {};
    /** [S'][R][K] targets, where the loss takes rows; else unused. */
    public float[][][] targets = {};
    /** [R] factor of each sample's loss, where {@link #weighted}. */
    public final float[] weights;
    /** Whether the samples have weights. */
    public boolean weighted;
    /** Number of samples R. */
    public int rows;
    /** Number of steps S of x. */
    public int steps;

    private final int capacity;

    /** Room for {@code capacity} samples. */
    public Batch(int capacity) {
        this.capacity = capacity;
        this.weights = new float[capacity];
    }

    /** Most rows there is room for. */
    public int capacity() {
        return capacity;
    }

    /** Makes room for {@code steps} steps of input and {@code outputSteps} of labels; allocates only to grow. */
    public void reserve(int steps, int outputSteps) {
        this.steps = steps;
        if (x.length < steps) {
            x = new float[steps][capacity][];
        }
        if (classes.length < outputSteps) {
            classes = new int[outputSteps][capacity];
            targets = new float[outputSteps][capacity][];
        }
    }

    /** Bytes of its arrays when there is room for {@code steps} steps of input and {@code outputSteps} of labels. */
    public long bytes(int steps, int outputSteps) {
        return Bytes.floats(capacity) + Bytes.references(steps) + 2 * Bytes.references(outputSteps)
                + (steps + 2L * outputSteps) * Bytes.references(capacity); // a class number is as long as a reference
    }
}
