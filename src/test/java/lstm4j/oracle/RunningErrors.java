package lstm4j.oracle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Weight;
import lstm4j.train.Loss;

/**
 * A model once more, in numbers that track what a float computation may get wrong: for each gradient its accumulated
 * magnitude and its running error. A forward pass only; {@link Tracked} goes back by itself.
 */
final class RunningErrors {
    private final EngineCase engine;
    private final RandomCase model;
    private final Tracked.Tape tape = new Tracked.Tape();
    private final boolean headInLoss;
    private final Loss loss;
    final Tracked[][][] weights;
    final Tracked[][][] x;
    final Map<String, Tracked[][][]> states = new HashMap<>(); // [part][B][U]
    private boolean[] used;
    private int next;

    RunningErrors(EngineCase engine) {
        this.engine = engine;
        this.model = engine.model;
        weights = given(model.weights);
        x = given(model.x);
        model.states.forEach((name, state) -> states.put(name, given(state.parts())));
        Layer last = engine.architecture.layer(engine.architecture.size() - 1);
        ActivationFunction head = ((Dense) last).activation();
        headInLoss = model.loss.takesLogitsOf(head);
        loss = headInLoss ? model.loss.fromLogits() : model.loss;
        run();
    }

    private Tracked[][][] given(double[][][] arrays) {
        return Arrays.stream(arrays).map(array -> Arrays.stream(array).map(row -> Arrays.stream(row).mapToObj(tape::given)
                .toArray(Tracked[]::new)).toArray(Tracked[][]::new)).toArray(Tracked[][][]::new);
    }

    private void run() {
        Tracked[][][] outputs = new Tracked[model.B][][];
        boolean[][] counts = new boolean[model.B][];
        int counted = 0;
        for (int b = 0; b < model.B; b++) {
            outputs[b] = sample(b);
            counts[b] = used == null ? new boolean[outputs[b].length] : used.clone();
            for (int t = 0; t < counts[b].length; t++) {
                counts[b][t] |= used == null;
                counted += counts[b][t] ? 1 : 0;
            }
        }
        for (int b = 0; b < model.B; b++) {
            for (int t = 0; t < outputs[b].length; t++) {
                if (counts[b][t]) {
                    double weight = model.sampleWeights == null ? 1 : model.sampleWeights[b][t];
                    lossGradient(outputs[b][t], b, t, weight / counted);
                }
            }
        }
        tape.backward();
        penalties();
    }

    /** Puts the derivative of the loss of a row into its outputs, with how much it changes within their errors. */
    private void lossGradient(Tracked[] row, int b, int t, double share) {
        double[] p = Arrays.stream(row).mapToDouble(one -> one.v).toArray();
        double[] d = lossGradient(p, b, t);
        double[] error = new double[d.length];
        for (int j = 0; j < p.length; j++) {
            for (int side = -1; side <= 1; side += 2) {
                double[] moved = p.clone();
                moved[j] += side * Tracked.U * row[j].e;
                double[] other = lossGradient(moved, b, t);
                for (int k = 0; k < d.length; k++) {
                    error[k] += Math.abs(other[k] - d[k]) / Tracked.U;
                }
            }
        }
        for (int k = 0; k < d.length; k++) {
            row[k].d = share * d[k];
            row[k].a = Math.abs(share * d[k]);
            row[k].de = Math.abs(share) * (error[k] + 2 * Math.abs(d[k]));
        }
    }

    private double[] lossGradient(double[] p, int b, int t) {
        double[][][] d = new double[1][1][p.length];
        OracleLabels label = model.classes != null ? OracleLabels.classes(new int[][] {{model.classes[b][t]}}) : OracleLabels.rows(new double[][][] {{model.rows[b][t]}});
        new OracleLoss(loss).of(new double[][][] {{p}}, label, null, d);
        return d[0][0];
    }

    private void penalties() {
        int n = 0;
        for (int i = 0; i < engine.architecture.size(); i++) {
            for (Weight weight : engine.architecture.weights(i)) {
                Regularizer penalty = weight.regularizer();
                for (Tracked[] row : weights[n++]) {
                    for (Tracked w : row) {
                        double l1 = penalty.l1() * Math.signum(w.v);
                        double l2 = 2 * penalty.l2() * w.v;
                        w.d += l1 + l2;
                        w.a += Math.abs(l1) + Math.abs(l2);
                        w.de += 2 * Math.abs(l1) + 3 * Math.abs(l2) + 2 * Math.abs(w.d);
                    }
                }
            }
        }
    }

    /** The output of one sample; leaves its mask in {@link #used}. */
    private Tracked[][] sample(int b) {
        Tracked[][] rows = x[b];
        used = null;
        next = 0;
        for (int i = 0; i < engine.architecture.size(); i++) {
            Layer layer = engine.architecture.layer(i);
            if (layer instanceof Recurrent<?> recurrent) {
                rows = recurrent(recurrent, b, rows);
            } else if (layer instanceof Dense dense) {
                rows = dense(dense, rows, headInLoss && i == engine.architecture.size() - 1);
            } else if (layer instanceof Masking) {
                used = new boolean[rows.length];
                for (int t = 0; t < rows.length; t++) {
                    used[t] = Arrays.stream(rows[t]).anyMatch(number -> number.v != 0);
                }
                rows = rows.clone();
                for (int t = 0; t < rows.length; t++) {
                    rows[t] = used[t] ? rows[t] : zeros(rows[t].length);
                }
            } else if (layer instanceof Activation activation) {
                rows = Arrays.stream(rows).map(row -> row(activation.function(), row)).toArray(Tracked[][]::new);
            } else if (layer instanceof Flatten) {
                rows = new Tracked[][] {Arrays.stream(rows).flatMap(Arrays::stream).toArray(Tracked[]::new)};
                used = null;
            } else if (layer instanceof Dropout && engine.dropout) {
                rows = rows.clone();
                for (int t = 0; t < rows.length; t++) {
                    rows[t] = dropped(rows[t], model.dropout.get(layer.name())[b][t]);
                }
            }
        }
        return rows;
    }

    private Tracked[] zeros(int columns) {
        Tracked[] zeros = new Tracked[columns];
        Arrays.setAll(zeros, j -> tape.given(0));
        return zeros;
    }

    private Tracked[] dropped(Tracked[] row, double[] factors) {
        Tracked[] kept = row.clone();
        for (int j = 0; factors != null && j < row.length; j++) {
            kept[j] = row[j].times(tape.given(factors[j]));
        }
        return kept;
    }

    private Tracked[][] recurrent(Recurrent<?> layer, int b, Tracked[][] rows) {
        Tracked[][] kernel = weights[next++];
        Tracked[][] recurrent = weights[next++];
        Tracked[][] bias = layer.useBias() ? weights[next++] : null;
        TrackedCell cell = new TrackedCell(layer, tape);
        int T = rows.length;
        double[][] inputFactors = model.inputDropout.get(layer.name());
        double[][] recurrentFactors = model.recurrentDropout.get(layer.name());
        Tracked[][] state = Arrays.stream(states.get(layer.name())).map(part -> part[b]).toArray(Tracked[][]::new);
        Tracked[] shown = zeros(layer.units());
        Tracked[][] outputs = new Tracked[T][];
        for (int k = 0; k < T; k++) {
            int t = layer.goesBackwards() ? T - 1 - k : k;
            if (k > 0 && k % model.truncate == 0) {
                state = Arrays.stream(state).map(part -> Arrays.stream(part).map(Tracked::cut).toArray(Tracked[]::new)).toArray(Tracked[][]::new);
            }
            if (used == null || used[t]) {
                Tracked[] x = dropped(rows[t], inputFactors == null ? null : inputFactors[b]);
                Tracked[] h = dropped(state[0], recurrentFactors == null ? null : recurrentFactors[b]);
                Map<String, Tracked[]> step = cell.step(x, h, kernel, recurrent, bias, state);
                state = layer.stateNames().stream().map(step::get).toArray(Tracked[][]::new);
                shown = state[0];
            } else if (layer.zeroesMasked()) {
                shown = zeros(layer.units());
            }
            outputs[k] = shown;
        }
        if (layer.returnsSequences()) {
            return outputs;
        }
        used = null;
        return new Tracked[][] {shown};
    }

    private Tracked[][] dense(Dense layer, Tracked[][] rows, boolean linear) {
        Tracked[][] kernel = weights[next++];
        Tracked[] bias = layer.useBias() ? weights[next++][0] : null;
        Tracked[][] outputs = new Tracked[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            Tracked[] z = new Tracked[layer.units()];
            for (int k = 0; k < z.length; k++) {
                z[k] = TrackedCell.add(bias == null ? tape.given(0) : bias[k], rows[t], kernel, k);
            }
            outputs[t] = linear ? z : row(layer.activation(), z);
        }
        return outputs;
    }

    private Tracked[] row(ActivationFunction function, Tracked[] z) {
        return TrackedFunctions.row(tape, function, z);
    }
}
