package lstm4j.keras.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Numbers to be written or just read: a shape and, without a copy, the rows that hold the values one after the other.
 *
 * @param shape the sizes
 * @param rows together as many numbers as the product of the sizes
 */
public record NumberRows(int[] shape, float[][] rows) {
    private static final int PIECE = 8192; // bytes

    /** Shape and rows agree, else [FILE-31]. */
    public NumberRows {
        long count = 0;
        for (float[] row : Objects.requireNonNull(rows, "rows")) {
            count += Objects.requireNonNull(row, "rows").length;
        }
        if (count != Tensor.size(shape)) {
            throw Tensor.mistake("as many values as the shape " + Tensor.text(shape) + " has", String.valueOf(count));
        }
    }

    /** A matrix. */
    public static NumberRows of(float[][] rows) {
        return new NumberRows(new int[] {rows.length, Tensor.columns(rows)}, rows);
    }

    /** A vector. */
    public static NumberRows of(float[] row) {
        return new NumberRows(new int[] {row.length}, new float[][] {row});
    }

    /** A tensor as rows along the last axis, a copy. */
    public static NumberRows of(Tensor tensor) {
        return new NumberRows(tensor.shape(), tensor.rows());
    }

    /** The numbers of that type from byte {@code at} on, which are there, as rows along the last axis; a vector is one row, a single number one row of one. */
    public static NumberRows read(int[] shape, NumberType type, Blob from, int at, ByteOrder order) {
        int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
        float[][] rows = new float[columns == 0 ? 0 : Math.toIntExact(Tensor.size(shape) / columns)][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new float[columns];
            type.read(from, at + r * columns * type.bytes(), order, rows[r]);
        }
        return new NumberRows(shape, rows);
    }

    /** A copy as one array. */
    public Tensor tensor() {
        float[] values = new float[Math.toIntExact(count())];
        int next = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, values, next, row.length);
            next += row.length;
        }
        return new Tensor(shape, values);
    }

    /** The shape as Python prints it. */
    public String shapeText() {
        return Tensor.text(shape);
    }

    /** How many numbers there are. */
    public long count() {
        return Tensor.size(shape);
    }

    /** Writes the numbers as {@code type}, little-endian. */
    public void writeTo(OutputStream out, NumberType type) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        Buffer place = piece; // of this type its position can be set on Android 8
        for (float[] row : rows) {
            for (float value : row) {
                type.write(piece, value);
                if (!piece.hasRemaining()) {
                    out.write(piece.array());
                    place.position(0);
                }
            }
        }
        out.write(piece.array(), 0, piece.position());
    }
}
