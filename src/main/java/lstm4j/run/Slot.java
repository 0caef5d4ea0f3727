package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Batch;
import lstm4j.engine.Network;
import lstm4j.engine.Rows;

/** What a shard of a batch found, or several of them together. Spec: chapter 7, rules PAR-3, PAR-4 and PAR-7. */
final class Slot {
    double loss;
    double penalty; // sum over the samples of what layers add
    long count; // rows that count
    final double[] metrics; // sums of all of them, one after the other
    float[][][] gradients; // [weight][rows][columns], null until first wanted
    TouchedRows rows;      // where they may differ from 0; likewise

    Slot(int sums) {
        this.metrics = new double[sums];
    }

    /** Slots that {@code threads} threads in step need for {@code count} shards. */
    static int needed(int count, int threads) {
        return Math.min(count, Math.min(count, threads) + 31 - Integer.numberOfLeadingZeros(count));
    }

    /** Makes room for gradients. */
    void reserve(Network network) {
        if (gradients == null) {
            gradients = network.zeros();
            rows = new TouchedRows(network);
        }
    }

    void clear(boolean withGradients) {
        loss = 0;
        penalty = 0;
        count = 0;
        Arrays.fill(metrics, 0);
        if (withGradients) {
            clearGradients();
        }
    }

    private void clearGradients() {
        for (int w = 0; w < gradients.length; w++) {
            for (int r = rows.next(w, 0); r >= 0; r = rows.next(w, r + 1)) {
                Arrays.fill(gradients[w][r], 0);
            }
        }
        rows.clear();
    }

    /** Remembers which rows a batch touches. */
    void touch(Batch batch) {
        rows.add(batch);
    }

    /** Adds what another one holds. */
    void add(Slot other, boolean withGradients) {
        loss += other.loss;
        penalty += other.penalty;
        count += other.count;
        for (int k = 0; k < metrics.length; k++) {
            metrics[k] += other.metrics[k];
        }
        if (withGradients) {
            addGradients(other);
        }
    }

    private void addGradients(Slot other) {
        for (int w = 0; w < gradients.length; w++) {
            for (int r = other.rows.next(w, 0); r >= 0; r = other.rows.next(w, r + 1)) {
                float[] row = gradients[w][r];
                Rows.add(row, other.gradients[w][r], row.length);
            }
        }
        rows.add(other.rows);
    }

    /** Takes the arrays {@code from} … {@code to} − 1 of another one over, whose rows are the same, and gives its own for them. */
    void exchange(Slot other, int from, int to) {
        for (int w = from; w < to; w++) {
            float[][] own = gradients[w];
            gradients[w] = other.gradients[w];
            other.gradients[w] = own;
        }
    }
}
