package lstm4j.run;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import lstm4j.engine.Network;

/**
 * Adds up what the shards of a batch found, as one binary tree over them: shards 0 + 1, 2 + 3, …, then pairs of these, and
 * so on; what has no neighbour is handed up as it is. Two sums that belong together meet at the first shard of the right
 * one: whoever comes first leaves its sum there and takes the next shard; the other adds the two and goes on up. So any
 * number of threads can work, and t of them that keep step need t + log₂ n buffers for n shards. Spec: chapter 7, PAR-4.
 */
final class ShardTree {
    /** What a shard does: adds what it finds to an empty slot. */
    @FunctionalInterface
    interface Leaf {
        void run(int worker, int shard, Slot slot);
    }

    private final Shards shards;
    private final Network network;
    private final int sums; // of metrics
    private final Shards.Piece piece = this::piece; // kept, so that no step makes a new one
    private Slot[] free = {}; // guarded, with the number of them, by this object
    private int frees;
    private AtomicReferenceArray<Slot> waiting = new AtomicReferenceArray<>(0); // by the shard where two sums meet
    private int count;
    private boolean wantGradient;
    private Leaf leaf;
    private Slot whole;

    ShardTree(Shards shards, Network network, int sums) {
        this.shards = shards;
        this.network = network;
        this.sums = sums;
    }

    /** The sum over {@code count} shards, at least one: the caller's, until it {@link #release}s it. */
    Slot sum(int count, boolean wantGradient, Leaf leaf) {
        this.count = count;
        this.wantGradient = wantGradient;
        this.leaf = leaf;
        begin();
        shards.run(count, piece);
        return whole;
    }

    /** Makes the slots before they are needed, and takes back what a failed run may have left. */
    private void begin() {
        for (int at = 0; at < waiting.length(); at++) {
            release(waiting.getAndSet(at, null));
        }
        if (waiting.length() < count) {
            waiting = new AtomicReferenceArray<>(count);
        }
        while (frees < Slot.needed(count, shards.parallelism())) {
            release(new Slot(sums));
        }
        for (int i = 0; i < frees && wantGradient; i++) {
            free[i].reserve(network);
        }
    }

    private void piece(int worker, int shard) {
        Slot slot = take(wantGradient);
        leaf.run(worker, shard, slot);
        climb(shard, slot);
    }

    /** Carries the sum of one shard up as far as it can go. */
    private void climb(int shard, Slot slot) {
        int first = shard;
        Slot sum = slot;
        for (int size = 1; size < count; size *= 2) {
            boolean left = (first & size) == 0;
            int meeting = left ? first + size : first;
            if (meeting < count) {
                Slot other = waiting.getAndSet(meeting, sum);
                if (other == null) {
                    return;
                }
                waiting.set(meeting, null);
                sum = left ? added(sum, other) : added(other, sum);
            }
            first &= ~size;
        }
        whole = sum;
    }

    private Slot added(Slot left, Slot right) {
        left.add(right, wantGradient);
        release(right);
        return left;
    }

    /** An empty slot: the caller's, until it {@link #release}s it. */
    Slot take(boolean withGradients) {
        Slot slot = any();
        if (withGradients) {
            slot.reserve(network);
        }
        slot.clear(withGradients);
        return slot;
    }

    private synchronized Slot any() {
        return frees == 0 ? new Slot(sums) : free[--frees];
    }

    /** Gives a slot back, if it is one. */
    synchronized void release(Slot slot) {
        if (slot != null) {
            if (frees == free.length) {
                free = Arrays.copyOf(free, frees + 1);
            }
            free[frees++] = slot;
        }
    }
}
