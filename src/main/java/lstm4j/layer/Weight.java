package lstm4j.layer;

/**
 * One array of numbers of a layer: its name, shape, how it starts, and whether it learns.
 *
 * @param name Keras's name: {@code kernel}, {@code recurrent_kernel}, {@code bias}
 * @param rows number of rows; 1 for a bias
 * @param columns numbers in a row
 * @param vector whether Keras shapes it (columns) instead of (rows, columns)
 * @param initializer how it starts
 * @param regularizer the penalty on it
 * @param unitForget whether the second quarter of the columns, the forget gate, starts at one instead
 * @param trainable whether it learns; one that does not has no gradient, no penalty and no memory of the optimizer
 */
public record Weight(String name, int rows, int columns, boolean vector, Initializer initializer, Regularizer regularizer,
        boolean unitForget, boolean trainable) {
    /** One that learns. */
    public Weight(String name, int rows, int columns, boolean vector, Initializer initializer, Regularizer regularizer, boolean unitForget) {
        this(name, rows, columns, vector, initializer, regularizer, unitForget, true);
    }

    static Weight matrix(String name, int rows, int columns, Initializer initializer, Regularizer regularizer) {
        return new Weight(name, rows, columns, false, initializer, regularizer, false);
    }

    static Weight vector(String name, int columns, Initializer initializer, Regularizer regularizer, boolean unitForget) {
        return new Weight(name, 1, columns, true, initializer, regularizer, unitForget);
    }

    /** The same, which does not learn. */
    Weight frozen() {
        return new Weight(name, rows, columns, vector, initializer, regularizer, unitForget, false);
    }

    /** Whether it is added to sums, instead of multiplied by what comes in. */
    public boolean isBias() {
        return name.endsWith("bias");
    }

    /** This weight in a layer that has {@code role} inside another: forward_layer's kernel is forward_kernel, layer's is kernel. */
    Weight inside(String role) {
        String prefix = role.replaceAll("_?layer$", "");
        return new Weight(prefix.isEmpty() ? name : prefix + "_" + name, rows, columns, vector, initializer, regularizer, unitForget, trainable);
    }

    /** Number of numbers: rows · columns. */
    public long size() {
        return (long) rows * columns;
    }

    /** The shape as Keras prints it: {@code (28, 512)} or {@code (512,)}. */
    public String shape() {
        return vector ? "(" + columns + ",)" : "(" + rows + ", " + columns + ")";
    }
}
