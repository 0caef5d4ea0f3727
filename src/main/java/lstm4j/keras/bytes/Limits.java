package lstm4j.keras.bytes;

import java.util.EnumMap;

/**
 * How much a model file may ask for: a value for every {@link Limit}. Immutable; start from {@link #DEFAULT} and change
 * what you must: {@code Limits.DEFAULT.with(Limit.TENSOR_BYTES, 4L << 30)}. Spec: chapter 9, files.
 */
public final class Limits {
    /** Every limit at its default. */
    public static final Limits DEFAULT = new Limits(new EnumMap<>(Limit.class));

    private final EnumMap<Limit, Long> changed;

    private Limits(EnumMap<Limit, Long> changed) {
        this.changed = changed;
    }

    /** These limits with one of them at another value, which is not negative. */
    public Limits with(Limit limit, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("the limit " + limit + " cannot be negative: " + value);
        }
        EnumMap<Limit, Long> copy = new EnumMap<>(changed);
        copy.put(limit, value);
        return new Limits(copy);
    }

    /** The value of a limit. */
    public long get(Limit limit) {
        return changed.getOrDefault(limit, limit.byDefault());
    }

    /**
     * Fails with [FILE-9] where {@code wanted} is above the limit.
     *
     * @param wanted what the file asks for, in the unit of the limit
     * @param file path or name of the file
     * @param offset byte offset that asks for it, or −1
     */
    public void check(Limit limit, long wanted, String file, long offset) throws ModelFormatException {
        if (wanted > get(limit)) {
            throw exceeded(limit, wanted, get(limit), file, offset);
        }
    }

    /**
     * Fails with [FILE-9] where {@code produced} unpacked bytes are more than a file of {@code fileBytes} may become: the
     * larger of {@link Limit#UNPACKED_BYTES} and {@link Limit#UNPACKED_RATIO} times the file.
     */
    public void checkUnpacked(long produced, long fileBytes, String file, long offset) throws ModelFormatException {
        long allowed = Math.max(get(Limit.UNPACKED_BYTES), saturated(get(Limit.UNPACKED_RATIO), fileBytes));
        if (produced > allowed) {
            throw exceeded(Limit.UNPACKED_BYTES, produced, allowed, file, offset);
        }
    }

    private static long saturated(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static ModelFormatException exceeded(Limit limit, long wanted, long allowed, String file, long offset) {
        return new ModelFormatException("FILE-9", file, offset,
                "expected at most " + allowed + " " + limit.words() + " (limit " + limit + "), got " + wanted,
                "If you trust the file, read it with Limits.DEFAULT.with(Limit." + limit + ", …)");
    }
}
