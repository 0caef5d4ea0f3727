package lstm4j.layer;

import java.util.Arrays;
import java.util.Objects;

/**
 * The sizes of an array, batch first, as Keras writes them: {@code (None, 28, 128)} is any number of samples, 28 time
 * steps each, 128 features a step. {@link #ANY} (printed {@code None}) stands for a size that is known only with the data.
 * Immutable. Spec: chapter 2, shapes and models.
 */
public final class Shape {
    /** A size that is not known before the data are: Keras's {@code None}. */
    public static final int ANY = -1;

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /** The shape with these sizes; the first is the batch. Each is positive or {@link #ANY}, else [SHAPE-2]. */
    public static Shape of(int... sizes) {
        if (Objects.requireNonNull(sizes, "sizes").length == 0) {
            throw new RuleException("SHAPE-2", "shape ()", "at least the size of the batch", "no size", "");
        }
        for (int size : sizes) {
            if (size != ANY && size <= 0) {
                throw new RuleException("SHAPE-2", "shape " + text(sizes), "sizes of at least 1, or Shape.ANY",
                        String.valueOf(size), "");
            }
        }
        return new Shape(sizes.clone());
    }

    /** Number of axes, the batch included: 3 for (batch, timesteps, features). */
    public int rank() {
        return sizes.length;
    }

    /** Size along an axis below {@link #rank}; 0 is the batch. May be {@link #ANY}. */
    public int get(int axis) {
        return sizes[Objects.checkIndex(axis, sizes.length)];
    }

    /** Number of samples, or {@link #ANY}. */
    public int batch() {
        return sizes[0];
    }

    /** Size of the last axis: the numbers of one row. */
    public int features() {
        return sizes[sizes.length - 1];
    }

    /** Rows of one sample: the product of the sizes between batch and features (the T of a sequence), or {@link #ANY}. */
    public int rowsPerSample() {
        long rows = 1; // without the sizes that are not known
        boolean open = false;
        for (int axis = 1; axis < sizes.length - 1; axis++) {
            open |= sizes[axis] == ANY;
            rows *= Math.abs(sizes[axis]);
            if (rows > Integer.MAX_VALUE) {
                throw new RuleException("SHAPE-2", "shape " + this, "at most " + Integer.MAX_VALUE + " rows a sample", "more", "");
            }
        }
        return open ? ANY : (int) rows;
    }

    /** This shape with another last size. */
    public Shape withFeatures(int features) {
        int[] changed = sizes.clone();
        changed[changed.length - 1] = features;
        return of(changed);
    }

    /** This shape with another batch size. */
    public Shape withBatch(int batch) {
        int[] changed = sizes.clone();
        changed[0] = batch;
        return of(changed);
    }

    /** Whether data of the shape {@code other} fit: same rank, and every size known on both sides is equal. */
    public boolean accepts(Shape other) {
        if (other.rank() != rank()) {
            return false;
        }
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] != ANY && other.sizes[axis] != ANY && sizes[axis] != other.sizes[axis]) {
                return false;
            }
        }
        return true;
    }

    /** The shape in words: {@code (batch, timesteps=28, features=128)}; an unknown size is named alone. */
    public String inWords() {
        StringBuilder words = new StringBuilder("(");
        for (int axis = 0; axis < sizes.length; axis++) {
            words.append(axis == 0 ? "" : ", ").append(axisName(axis));
            if (sizes[axis] != ANY) {
                words.append('=').append(sizes[axis]);
            }
        }
        return words.append(')').toString();
    }

    private String axisName(int axis) {
        if (axis == 0) {
            return "batch";
        }
        if (axis == sizes.length - 1) {
            return "features";
        }
        return sizes.length == 3 ? "timesteps" : "axis" + axis;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** As Keras prints it: {@code (None, 28, 128)}. */
    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(int[] sizes) {
        StringBuilder text = new StringBuilder("(");
        for (int axis = 0; axis < sizes.length; axis++) {
            text.append(axis == 0 ? "" : ", ").append(sizes[axis] == ANY ? "None" : String.valueOf(sizes[axis]));
        }
        return text.append(sizes.length == 1 ? ",)" : ")").toString();
    }
}
