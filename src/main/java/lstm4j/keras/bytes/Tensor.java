package lstm4j.keras.bytes;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of numbers as files carry it: its shape (empty for a single number) and its values, the last axis fastest.
 *
 * @param shape the sizes
 * @param values as many numbers as the product of the sizes
 */
public record Tensor(int[] shape, float[] values) {
    /** Shape and values agree, else [FILE-31]. */
    public Tensor {
        if (size(shape) != values.length) {
            throw mistake("as many values as the shape " + text(shape) + " has", String.valueOf(values.length));
        }
    }

    static IllegalArgumentException mistake(String expected, String got) {
        return new IllegalArgumentException("[FILE-31] tensor: expected " + expected + ", got " + got + ".");
    }

    /** The tensor of a matrix; rows are equally long. */
    public static Tensor of(float[][] rows) {
        return new Tensor(new int[] {rows.length, columns(rows)}, flat(rows));
    }

    /** Numbers in the first row. */
    static int columns(float[][] rows) {
        return rows.length == 0 ? 0 : Objects.requireNonNull(rows[0], "rows").length;
    }

    /** The tensor of a vector. */
    public static Tensor of(float[] row) {
        return new Tensor(new int[] {row.length}, row.clone());
    }

    /** The tensor of sequences (B, T, F). */
    public static Tensor of(float[][][] sequences) {
        int T = sequences.length == 0 ? 0 : Objects.requireNonNull(sequences[0], "sequences").length;
        int F = T == 0 ? 0 : columns(sequences[0]);
        float[] values = new float[sequences.length * T * F];
        for (int b = 0; b < sequences.length; b++) {
            float[] one = flat(Objects.requireNonNull(sequences[b], "sequences"));
            if (sequences[b].length != T || one.length != T * F) {
                throw mistake("samples of the size of the first, " + T + " rows of " + F, sequences[b].length + " rows in sample " + b);
            }
            System.arraycopy(one, 0, values, b * T * F, T * F);
        }
        return new Tensor(new int[] {sequences.length, T, F}, values);
    }

    private static float[] flat(float[][] rows) {
        int columns = columns(rows);
        float[] values = new float[rows.length * columns];
        for (int r = 0; r < rows.length; r++) {
            if (Objects.requireNonNull(rows[r], "rows").length != columns) {
                throw mistake("rows of " + columns + " numbers, as the first", rows[r].length + " in row " + r);
            }
            System.arraycopy(rows[r], 0, values, r * columns, columns);
        }
        return values;
    }

    /** The values as rows along the last axis; a vector is one row, a single number one row of one. */
    public float[][] rows() {
        int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
        int count = columns == 0 ? 0 : values.length / columns;
        float[][] rows = new float[count][];
        for (int r = 0; r < count; r++) {
            rows[r] = Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
        }
        return rows;
    }

    /** The values of a tensor of three axes as sequences (B, T, F). */
    public float[][][] sequences() {
        float[][] rows = rows();
        float[][][] sequences = new float[shape[0]][][];
        for (int b = 0; b < sequences.length; b++) {
            sequences[b] = Arrays.copyOfRange(rows, b * shape[1], (b + 1) * shape[1]);
        }
        return sequences;
    }

    /** The shape as Python prints it: {@code (28, 512)}, {@code (512,)}, {@code ()}. */
    public String shapeText() {
        return text(shape);
    }

    /** A shape as Python prints it. */
    public static String text(int[] shape) {
        String inner = Arrays.toString(shape).replace("[", "").replace("]", "");
        return "(" + inner + (shape.length == 1 ? ",)" : ")");
    }

    /** Product of the sizes, or Long.MAX_VALUE where it is more; negative where one of them is. */
    public static long size(int[] shape) {
        long size = 1;
        for (int length : Objects.requireNonNull(shape, "shape")) {
            if (length < 0) {
                return -1;
            }
            size = length == 0 || size <= Long.MAX_VALUE / length ? size * length : Long.MAX_VALUE;
        }
        return size;
    }

    /** The numbers of that type from byte {@code at} on, which are there. */
    public static Tensor read(int[] shape, NumberType type, Blob from, int at, ByteOrder order) {
        float[] values = new float[Math.toIntExact(size(shape))];
        type.read(from, at, order, values);
        return new Tensor(shape, values);
    }

    /** The shape and the values are equal, bit by bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && Arrays.equals(shape, tensor.shape) && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + shapeText();
    }
}
