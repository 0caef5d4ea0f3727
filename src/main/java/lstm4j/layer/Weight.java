package lstm4j.layer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One array of numbers of a layer: its name, shape, how it starts, and whether it learns. Here it is rows along its last
 * axis: as many as the sizes in front multiply to, 1 of a vector.
 *
 * @param name Keras's name: {@code kernel}, {@code recurrent_kernel}, {@code bias}
 * @param sizes Keras's shape
 * @param initializer how it starts
 * @param regularizer the penalty on it
 * @param constraint what it is made to satisfy after every step
 * @param unitForget whether the second quarter of the columns, the forget gate, starts at one instead
 * @param trainable whether it learns; one that does not has no gradient, no penalty and no memory of the optimizer
 */
public record Weight(String name, List<Integer> sizes, Initializer initializer, Regularizer regularizer, Constraint constraint, boolean unitForget,
        boolean trainable) {
    /** A matrix that learns, or a vector, which has one row; without a constraint. */
    public Weight(String name, int rows, int columns, boolean vector, Initializer initializer, Regularizer regularizer, boolean unitForget) {
        this(name, vector ? List.of(columns) : List.of(rows, columns), initializer, regularizer, Constraint.NONE, unitForget, true);
    }

    static Weight matrix(String name, int rows, int columns, Initializer initializer, Regularizer regularizer) {
        return new Weight(name, rows, columns, false, initializer, regularizer, false);
    }

    static Weight vector(String name, int columns, Initializer initializer, Regularizer regularizer, boolean unitForget) {
        return new Weight(name, 1, columns, true, initializer, regularizer, unitForget);
    }

    /** The same, which does not learn. */
    Weight frozen() {
        return new Weight(name, sizes, initializer, regularizer, constraint, unitForget, false);
    }

    /** Number of rows: the product of all sizes but the last; 1 for a vector. */
    public int rows() {
        return sizes.subList(0, sizes.size() - 1).stream().reduce(1, Math::multiplyExact);
    }

    /** Numbers in a row. */
    public int columns() {
        return sizes.get(sizes.size() - 1);
    }

    /** Whether Keras shapes it (columns): a bias. */
    public boolean vector() {
        return sizes.size() == 1;
    }

    /** The same with a constraint, whose axes Keras's array has: a vector's is 0, else [OPT-12]. */
    Weight constrained(Constraint constraint) {
        if (vector() && constraint.axes().contains(1)) {
            throw new RuleException("OPT-12", name, "a constraint over axis 0, the only one of " + shape(), "axes " + constraint.axes(), "");
        }
        return new Weight(name, sizes, initializer, regularizer, constraint, unitForget, trainable);
    }

    /** Whether a norm of its constraint is over all rows. */
    public boolean sumsRows() {
        return vector() || constraint.axes().contains(0);
    }

    /** Whether a norm of its constraint is over all columns. */
    public boolean sumsColumns() {
        return vector() || constraint.axes().contains(1);
    }

    /** Whether it is added to sums, instead of multiplied by what comes in. */
    public boolean isBias() {
        return name.endsWith("bias");
    }

    /** This weight in a layer that has {@code role} inside another: forward_layer's kernel is forward_kernel, layer's is kernel. */
    Weight inside(String role) {
        String prefix = role.replaceAll("_?layer$", "");
        return new Weight(prefix.isEmpty() ? name : prefix + "_" + name, sizes, initializer, regularizer, constraint, unitForget, trainable);
    }

    /** Number of numbers: rows · columns. */
    public long size() {
        return (long) rows() * columns();
    }

    /** The shape as Keras prints it: {@code (28, 512)} or {@code (512,)}. */
    public String shape() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", vector() ? ",)" : ")"));
    }

    /** The sizes as an array of their own. */
    public int[] axes() {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
