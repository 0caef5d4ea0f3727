package lstm4j.engine;

/**
 * Makes the arrays of the engine. Buffers that only count make empty arrays instead and add up the bytes the real ones
 * would take: with them, what makes its arrays at work says in a dry run how much memory it needs. Bytes are those of a
 * 64-bit virtual machine with references of 4 bytes, which it has with a heap below 32 GB: a header of 16 bytes, the
 * elements, and what is missing to a multiple of 8; more than a long holds is an ArithmeticException. Letters: S steps, R rows.
 */
public final class Buffers {
    /** Buffers to work in; any number of threads may share them. */
    public static final Buffers REAL = new Buffers(false);

    private static final int HEADER = 16;
    private static final int REFERENCE = 4;

    private final boolean counting;
    private long bytes;

    private Buffers(boolean counting) {
        this.counting = counting;
    }

    /** Buffers that are only counted; for one thread. */
    public static Buffers counting() {
        return new Buffers(true);
    }

    /** Bytes counted so far; 0 of buffers to work in. */
    public long bytes() {
        return bytes;
    }

    /** Counts some arrays of {@code length} elements of {@code each} bytes; returns the length that they are to have. */
    private int length(long arrays, long length, int each) {
        if (counting && (arrays < 0 || length < 0)) {
            throw new NegativeArraySizeException(arrays + " of " + length);
        }
        if (counting) {
            bytes = Math.addExact(bytes, Math.multiplyExact(arrays, (HEADER + length * each + 7) / 8 * 8));
            return 0;
        }
        return Math.toIntExact(length);
    }

    /** float[n]. */
    float[] floats(int n) {
        return new float[length(1, n, Float.BYTES)];
    }

    /** double[n]. */
    double[] doubles(int n) {
        return new double[length(1, n, Double.BYTES)];
    }

    /** [R][columns] numbers. */
    float[][] rows(int R, int columns) {
        return new float[length(1, R, REFERENCE)][length(R, columns, Float.BYTES)];
    }

    /** [S][R][columns] numbers. */
    float[][][] rows(int S, int R, int columns) {
        return new float[length(1, S, REFERENCE)][length(S, R, REFERENCE)][length((long) S * R, columns, Float.BYTES)];
    }

    /** [n] references to rows that are made elsewhere. */
    float[][] references(long n) {
        return new float[length(1, n, REFERENCE)][];
    }

    /** [S][R] references to rows that are made elsewhere. */
    float[][][] references(int S, int R) {
        return new float[length(1, S, REFERENCE)][length(S, R, REFERENCE)][];
    }

    /**
     * [1 + S][R][columns] numbers: {@code first}, then S steps that take turns in {@code different} matrices; one matrix a
     * step where there are as many.
     */
    float[][][] chain(float[][] first, int different, int S, int R, int columns) {
        if (counting) {
            return counted(different, S, R, columns);
        }
        float[][][] own = new float[different][][];
        for (int s = 0; s < different; s++) {
            own[s] = rows(R, columns);
        }
        float[][][] chain = new float[length(1, 1L + S, REFERENCE)][][];
        for (int s = 0; s < chain.length; s++) {
            chain[s] = s == 0 ? first : own[(s - 1) % different];
        }
        return chain;
    }

    /** What {@link #chain} takes, without a loop over steps: of a long sequence that alone would take a minute and all memory. */
    private float[][][] counted(int different, int S, int R, int columns) {
        long before = bytes;
        rows(R, columns);
        bytes = Math.addExact(before, Math.multiplyExact(different, bytes - before));
        return new float[length(1, 1L + S, REFERENCE)][][];
    }

    /** [S][R] flags. */
    boolean[][] flags(int S, int R) {
        return new boolean[length(1, S, REFERENCE)][length(S, R, 1)];
    }

    /** [S][R] integers. */
    int[][] integers(int S, int R) {
        return new int[length(1, S, REFERENCE)][length(S, R, Integer.BYTES)];
    }
}
