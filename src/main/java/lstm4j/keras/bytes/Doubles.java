package lstm4j.keras.bytes;

import java.nio.ByteBuffer;

/**
 * An array of numbers as files carry it, kept as doubles: what a judge of other people's numbers reads, where {@link Tensor}
 * would round them to float.
 *
 * @param shape the sizes
 * @param values as many numbers as the product of the sizes, the last axis fastest
 */
public record Doubles(int[] shape, double[] values) {
    /** Decodes all numbers of {@code type} from the bytes at {@code at}, which are there. */
    public static Doubles decode(int[] shape, NumberType type, ByteBuffer from, int at) {
        double[] values = new double[Math.toIntExact(Tensor.size(shape))];
        for (int i = 0; i < values.length; i++) {
            int place = at + i * type.bytes();
            values[i] = switch (type) {
                case F64 -> from.getDouble(place);
                case I32 -> from.getInt(place);
                case I64 -> from.getLong(place);
                case U32 -> from.getInt(place) & 0xffffffffL;
                default -> type.read(from, place);
            };
        }
        return new Doubles(shape, values);
    }
}
