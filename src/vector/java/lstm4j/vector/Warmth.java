package lstm4j.vector;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import lstm4j.engine.Matrix;
import lstm4j.layer.ActivationFunction;

/**
 * When the vectors take over. Until the JIT compiler has compiled them they are a hundred times slower than plain loops, so
 * the plain loops begin. Once these have done some work, a daemon thread runs the vectors on numbers of its own until they
 * beat the plain loops; where they never do, as in an interpreter, nothing changes. {@code -Dlstm4j.vector=now} waits for
 * them instead, at the first use of the engine. The bits are the same before and after.
 */
final class Warmth {
    /** Multiplications before it is worth while: some 10 ms. One prediction of a small model stays below. */
    private static final long ENOUGH = 200_000_000;
    private static final long PATIENCE_NANOSECONDS = 60_000_000_000L;

    /** Calls of a round, and how often in a row the vectors must win one. */
    private static final int CALLS = 20;
    private static final int WINS = 5;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static volatile boolean there;
    private static long done; // threads may lose each other's additions, which only delays it

    private final int columns = 6 * Products.LANES; // so that a round meets every tile
    private final float[][] a = ones(40, 40);
    private final float[][] b = ones(40, columns);
    private final float[][] c = ones(40, columns);
    private final double[] t = new double[64];

    static {
        if (System.getProperty("lstm4j.vector", "").equals("now")) {
            BEGUN.set(true);
            new Warmth().rise();
            there = true;
        }
    }

    /** Whether to use vectors, told of so many multiplications to come. */
    static boolean isThere(long multiplications) {
        if (!there) {
            done += multiplications;
            if (done > ENOUGH && BEGUN.compareAndSet(false, true)) {
                Thread thread = new Thread(() -> there = new Warmth().rise(), "lstm4j-vector");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return there;
    }

    /** Rounds until vectors are faster, with as much time for the compiler in between; false when patience ends. */
    private boolean rise() {
        long end = System.nanoTime() + PATIENCE_NANOSECONDS;
        int wins = 0;
        while (wins < WINS && System.nanoTime() < end) {
            long vectors = vectors();
            wins = vectors < plain() ? wins + 1 : 0;
            LockSupport.parkNanos(vectors);
        }
        return wins == WINS;
    }

    private long plain() {
        long start = System.nanoTime();
        for (int call = 0; call < CALLS; call++) {
            Matrix.addProduct(c, a, b, 5, 30, columns);
            Matrix.addTransposedProduct(c, a, b, 30, 5, columns);
        }
        return System.nanoTime() - start;
    }

    private long vectors() {
        for (int call = 0; call < CALLS; call++) {
            VectorFunctions.apply(ActivationFunction.EXPONENTIAL, t, t.length);
            VectorFunctions.apply(ActivationFunction.TANH, t, t.length);
            VectorFunctions.apply(ActivationFunction.SIGMOID, t, t.length);
        }
        long start = System.nanoTime();
        for (int call = 0; call < CALLS; call++) {
            Products.add(c, a, b, 5, 30, columns);
            Products.addTransposed(c, a, b, 5, 30, columns);
        }
        return System.nanoTime() - start;
    }

    private static float[][] ones(int rows, int columns) {
        float[][] m = new float[rows][columns];
        for (float[] row : m) {
            Arrays.fill(row, 1);
        }
        return m;
    }
}
