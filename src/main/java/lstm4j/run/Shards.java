package lstm4j.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import lstm4j.layer.RuleException;

/**
 * Runs the numbered pieces of a batch on several threads: the only place of lstm4j that knows about threads.
 * Who computes a piece is left to chance; what a piece computes must not depend on it. With one thread the pieces run
 * in the caller's own, in order, and no thread is ever started. Nothing is allocated by a run but tasks for ForkJoin and
 * its own bookkeeping. Not for use by two threads at a time. Spec: chapter 7, parallel.
 *
 * <p>All that want the same number of threads share one pool of daemon threads, so that any number of models costs no more
 * than one; idle threads end after a minute.
 */
public final class Shards {
    /** Work on one piece. */
    @FunctionalInterface
    public interface Piece {
        /** Computes piece {@code index}; {@code worker} (below the parallelism) tells apart pieces that run at the same time. */
        void run(int worker, int index);
    }

    /** Rows of a piece of a batch: part of the definition of a result's bits. */
    public static final int ROWS = 32;

    /** Number of pieces that a batch of so many rows is cut into. */
    public static int of(int rows) {
        return (int) ((rows + (ROWS - 1L)) / ROWS);
    }

    private static final Map<Integer, ForkJoinPool> POOLS = new ConcurrentHashMap<>(); // by the number of threads

    private int parallelism;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Piece piece; // null between runs
    private int pieces;

    /** For {@code parallelism} pieces at a time; at least 1. */
    public Shards(int parallelism) {
        this.parallelism = parallelism;
    }

    /** Sets how many pieces run at a time, from the next run on; at least 1, else [PAR-1]. */
    public void parallelism(int threads) {
        if (threads < 1) {
            throw new RuleException("PAR-1", "parallelism", "at least 1 thread", String.valueOf(threads), "");
        }
        parallelism = threads;
    }

    /** How many pieces run at a time. */
    public int parallelism() {
        return parallelism;
    }

    /**
     * Runs pieces 0 … {@code pieces} − 1 and returns when all are done; what a piece throws is thrown here, and no further
     * piece begins.
     *
     * @throws RuleException PAR-2 a call while another is under way, as far as that is noticed
     */
    public void run(int pieces, Piece piece) {
        if (this.piece != null) {
            throw new RuleException("PAR-2", "model", "one call at a time", "a second one while the first is under way",
                    "a Sequential is for one thread; to predict on several, give each a predictor() of its own");
        }
        this.piece = piece;
        this.pieces = pieces;
        try {
            if (parallelism == 1 || pieces <= 1) {
                for (int index = 0; index < pieces; index++) {
                    piece.run(0, index);
                }
            } else {
                runInPool();
            }
        } finally {
            this.piece = null;
        }
    }

    private void runInPool() {
        next.set(0);
        POOLS.computeIfAbsent(parallelism, ForkJoinPool::new).invoke(new Worker(0));
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown != null) {
            throw (RuntimeException) thrown; // a piece declares no checked exception
        }
    }

    /**
     * Takes pieces until none is left; worker 0 first sets the others to work and waits for them at the end. Made anew for
     * every run: a thread that has finished a task may still be about to wake those who wait for it, and if the task were
     * at work again by then, it would wake them too early and never again.
     */
    private final class Worker extends RecursiveAction {
        private static final long serialVersionUID = 1L;

        private final int number;

        Worker(int number) {
            this.number = number;
        }

        @Override
        protected void compute() {
            Worker[] helpers = new Worker[number == 0 ? Math.min(parallelism, pieces) - 1 : 0];
            for (int w = 0; w < helpers.length; w++) {
                helpers[w] = new Worker(w + 1);
                helpers[w].fork();
            }
            try {
                for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
                    piece.run(number, index);
                }
            } catch (RuntimeException | Error thrown) {
                failure.compareAndSet(null, thrown);
                next.set(pieces); // nobody begins another piece
            }
            for (Worker helper : helpers) {
                helper.join();
            }
        }
    }
}
