package lstm4j.keras.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An array of numbers as files carry it, kept as doubles: what a judge of other people's numbers reads, where {@link Tensor}
 * would round them to float.
 *
 * @param shape the sizes
 * @param values as many numbers as the product of the sizes, the last axis fastest
 */
public record Doubles(int[] shape, double[] values) {
    /** The numbers of that type from byte {@code at} on, which are there. */
    public static Doubles read(int[] shape, NumberType type, Blob from, int at, ByteOrder order) {
        double[] values = new double[Math.toIntExact(Tensor.size(shape))];
        for (int i = 0; i < values.length; i++) {
            ByteBuffer number = from.buffer(at + i * type.bytes(), type.bytes()).order(order);
            values[i] = number(type, number, number.position());
        }
        return new Doubles(shape, values);
    }

    private static double number(NumberType type, ByteBuffer from, int at) {
        return switch (type) {
            case F64 -> from.getDouble(at);
            case I32 -> from.getInt(at);
            case I64 -> from.getLong(at);
            case U32 -> from.getInt(at) & 0xffffffffL;
            default -> type.read(from, at);
        };
    }
}
