package lstm4j.spark;

import java.io.Serializable;

/**
 * A sample on its way.
 *
 * @param number of it in its table, or its position in an order
 * @param numbers as {@link Sizes} says
 * @param check tells it from other samples, and from itself with other numbers
 */
record NumberedSample(long number, float[] numbers, long check) implements Serializable {
    static NumberedSample of(long number, float[] numbers) {
        long check = number;
        for (float value : numbers) {
            check = Long.rotateLeft((check ^ Float.floatToRawIntBits(value)) * 0x9E3779B97F4A7C15L, 29);
        }
        return new NumberedSample(number, numbers, check);
    }

    NumberedSample at(long position) {
        return new NumberedSample(position, numbers, check);
    }
}
