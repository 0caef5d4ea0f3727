package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Network;
import lstm4j.engine.Rows;

/** Where shards of a batch add up what they found, one after the other. Spec: chapter 7, rules PAR-3 and PAR-7. */
final class Slot {
    double loss;
    long count; // rows that count
    final double[] metrics; // sums of all of them, one after the other
    float[][][] gradients; // [weight][rows][columns], null until first wanted
    TouchedRows rows;      // where they may differ from 0; likewise

    Slot(int sums) {
        this.metrics = new double[sums];
    }

    void clear() {
        loss = 0;
        count = 0;
        Arrays.fill(metrics, 0);
    }

    void clearGradients(Network network) {
        if (gradients == null) {
            gradients = network.zeros();
            rows = new TouchedRows(network);
        }
        for (int w = 0; w < gradients.length; w++) {
            for (int r = rows.next(w, 0); r >= 0; r = rows.next(w, r + 1)) {
                Arrays.fill(gradients[w][r], 0);
            }
        }
        rows.clear();
    }

    /** Adds the gradients of another slot. */
    void add(Slot other) {
        for (int w = 0; w < gradients.length; w++) {
            for (int r = other.rows.next(w, 0); r >= 0; r = other.rows.next(w, r + 1)) {
                float[] row = gradients[w][r];
                Rows.add(row, other.gradients[w][r], row.length);
            }
        }
        rows.add(other.rows);
    }
}
