package lstm4j.pack;

import java.util.Arrays;
import java.util.Map;

import lstm4j.check.Check;
import lstm4j.check.Given;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.oracle.OracleLabels;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;

/**
 * A case of the pack: a model, what goes in, what must come out.
 *
 * @param id its name, which never changes
 * @param group forward, states, masks, gradients, training, chain, edges, gru or rnn
 * @param what what it shows, in half a line
 * @param architecture the layers
 * @param weights Keras's arrays by name, {@code lstm/kernel} first
 * @param inputs x, mask, h0, c0, labels, as far as there are any
 * @param training how it is trained, or null
 * @param expected the arrays by name
 */
public record PackCase(String id, String group, String what, Architecture architecture, Map<String, Given> weights, Map<String, Given> inputs,
        Training training, Map<String, Expected> expected) {
    /**
     * How gradients and weights were made.
     *
     * @param loss the loss
     * @param optimizer null where only gradients are asked for
     * @param steps steps on the same batch
     */
    public record Training(Loss loss, Optimizer optimizer, int steps) {
    }

    /** Whether the equations of package {@code check} can be asked about it: all but the chain, whose input is its own output. */
    public boolean isChecked() {
        return inputs.containsKey("x");
    }

    /** A check of this case that knows all but the candidate's arrays. */
    Check check() {
        Check check = Check.of(architecture, weights()
                .values().stream().map(PackCase::rows).toArray(double[][][]::new)).input(samples(inputs.get("x")));
        if (inputs.containsKey("mask")) {
            check.mask(used(rows(inputs.get("mask"))));
        }
        if (inputs.containsKey("h0")) {
            check.initialState(recurrent().name(), state());
        }
        if (training != null) {
            check.training(training.loss, OracleLabels.rows(samples(inputs.get("labels"))), training.optimizer, training.steps);
        }
        return check;
    }

    /** Its LSTM, GRU or SimpleRNN. */
    public Layer recurrent() {
        return architecture.layers().stream().filter(layer -> !layer.stateNames().isEmpty()).findFirst().orElseThrow();
    }

    /** What it begins with, in Keras's order; there where {@code inputs} has h0. */
    public double[][][] state() {
        return recurrent().stateNames().stream().map(part -> rows(inputs.get(part + "0"))).toArray(double[][][]::new);
    }

    /** A vector as one row, an array of two axes as its rows. */
    public static double[][] rows(Given array) {
        int columns = array.shape()[array.shape().length - 1];
        double[][] rows = new double[array.values().length / columns][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = Arrays.copyOfRange(array.values(), r * columns, (r + 1) * columns);
        }
        return rows;
    }

    /** An array (B, K) as samples of one row, one of (B, T, K) as it is. */
    public static double[][][] samples(Given array) {
        double[][] rows = rows(array);
        int B = array.shape()[0];
        int T = rows.length / B;
        double[][][] samples = new double[B][][];
        for (int b = 0; b < B; b++) {
            samples[b] = Arrays.copyOfRange(rows, b * T, (b + 1) * T);
        }
        return samples;
    }

    /** A mask of 0 and 1 as truth values. */
    public static boolean[][] used(double[][] mask) {
        boolean[][] used = new boolean[mask.length][mask[0].length];
        for (int b = 0; b < mask.length; b++) {
            for (int t = 0; t < mask[b].length; t++) {
                used[b][t] = mask[b][t] != 0;
            }
        }
        return used;
    }
}
