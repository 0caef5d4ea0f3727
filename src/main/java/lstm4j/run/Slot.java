package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Network;
import lstm4j.engine.Rows;

/** Where shards of a batch add up what they found, one after the other. Spec: chapter 7, rules PAR-3 and PAR-7. */
final class Slot {
    double loss;
    long count; // rows that count
    final double[] metrics;
    float[][][] gradients; // [weight][rows][columns], null until first wanted

    Slot(int metrics) {
        this.metrics = new double[metrics];
    }

    void clear() {
        loss = 0;
        count = 0;
        Arrays.fill(metrics, 0);
    }

    void clearGradients(Network network) {
        if (gradients == null) {
            gradients = network.zeros();
        }
        for (float[][] array : gradients) {
            for (float[] row : array) {
                Arrays.fill(row, 0);
            }
        }
    }

    /** Adds the gradients of another slot. */
    void add(Slot other) {
        for (int w = 0; w < gradients.length; w++) {
            for (int r = 0; r < gradients[w].length; r++) {
                float[] row = gradients[w][r];
                Rows.add(row, other.gradients[w][r], row.length);
            }
        }
    }
}
