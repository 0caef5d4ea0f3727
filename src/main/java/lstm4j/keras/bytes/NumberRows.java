package lstm4j.keras.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers to be written: a shape and, without a copy, the rows that hold the values one after the other.
 *
 * @param shape the sizes
 * @param rows together as many numbers as the product of the sizes
 */
public record NumberRows(int[] shape, float[][] rows) {
    private static final int PIECE = 8192; // bytes

    /** A matrix. */
    public static NumberRows of(float[][] rows) {
        return new NumberRows(new int[] {rows.length, rows.length == 0 ? 0 : rows[0].length}, rows);
    }

    /** A vector. */
    public static NumberRows of(float[] row) {
        return new NumberRows(new int[] {row.length}, new float[][] {row});
    }

    /** A tensor. */
    public static NumberRows of(Tensor tensor) {
        return new NumberRows(tensor.shape(), new float[][] {tensor.values()});
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
