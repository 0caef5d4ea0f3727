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

    /** [R][S][F] room to read inputs into, where they lie in no array; else empty. */
    public float[][][] inputs = {};
    /** [R][S'][K] room for labels, likewise. */
    public float[][][] labels = {};

    private final int capacity;
    private final Buffers buffers;

    /** Room for {@code capacity} samples. */
    public Batch(int capacity, Buffers buffers) {
        this.capacity = capacity;
        this.buffers = buffers;
        this.weights = buffers.floats(capacity);
    }

    /** Most rows there is room for. */
    public int capacity() {
        return capacity;
    }

    /** Makes room for {@code steps} steps of input and {@code outputSteps} of labels; allocates only to grow. */
    public void reserve(int steps, int outputSteps) {
        this.steps = steps;
        if (x.length < steps) {
            x = buffers.references(steps, capacity);
        }
        if (classes.length < outputSteps) {
            targets = buffers.references(outputSteps, capacity);
            classes = buffers.integers(outputSteps, capacity); // last: its length says what there is room for
        }
    }

    /** Makes room to read samples into: rows of {@code columns} numbers, labels of {@code labelColumns}; allocates only where sizes change. */
    public void own(int columns, int outputSteps, int labelColumns) {
        if (!fits(inputs, steps, columns)) {
            inputs = buffers.rows(capacity, steps, columns);
        }
        if (labelColumns > 0 && !fits(labels, outputSteps, labelColumns)) {
            labels = buffers.rows(capacity, outputSteps, labelColumns);
        }
    }

    private static boolean fits(float[][][] room, int steps, int columns) {
        return room.length > 0 && room[0].length == steps && (steps == 0 || room[0][0].length == columns);
    }

    /** Points row r at a sample [S][F]. */
    public void set(int r, float[][] sample) {
        for (int s = 0; s < steps; s++) {
            x[s][r] = sample[s];
        }
    }
}
