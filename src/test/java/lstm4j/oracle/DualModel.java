package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.Flatten;
import lstm4j.layer.GlobalAveragePooling1D;
import lstm4j.layer.GlobalPooling1D;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Merge;
import lstm4j.layer.Normalization;
import lstm4j.layer.Pooling1D;
import lstm4j.layer.RNN;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;
import lstm4j.layer.Weight;
import lstm4j.train.Loss;

/**
 * The models a second time, in dual numbers, forward only: one sample after the other, one gate after the other. Written
 * apart from the oracle, so that an error in one is not an error in both.
 */
final class DualModel {
    private final RandomCase model;
    final DualFunctions functions = new DualFunctions();
    final Dual[][][] weights;
    final Dual[][][] x;
    final Map<String, Dual[][][]> states = new HashMap<>(); // [part][B][U] before the first step
    private boolean[] used;                          // mask of the sample under way; null: all
    private int next;                                // the next weight array to be taken

    private Dual penalized;           // what layers added to the loss

    DualModel(RandomCase model) {
        this.model = model;
        weights = constants(model.weights);
        x = constants(model.x);
        model.states.forEach((name, state) -> states.put(name, constants(state.parts())));
    }

    static Dual[][][] constants(double[][][] numbers) {
        return Arrays.stream(numbers).map(array -> Arrays.stream(array)
                .map(row -> Arrays.stream(row).mapToObj(Dual::of).toArray(Dual[]::new)).toArray(Dual[][]::new)).toArray(Dual[][][]::new);
    }

    /** Loss and its derivative along the direction that the d of weights, x and states give. */
    Dual loss() {
        List<Dual> losses = new ArrayList<>();
        penalized = Dual.ZERO;
        int counted = 0;
        for (int b = 0; b < model.B; b++) {
            Dual[][] output = sample(b);
            for (int t = 0; t < output.length; t++) {
                if (used == null || used[t]) {
                    Dual one = rowLoss(output[t], label(b, t, output[t].length));
                    losses.add(model.sampleWeights == null ? one : one.times(model.sampleWeights[b][t]));
                    counted++;
                }
            }
        }
        Dual sum = Dual.ZERO;
        for (Dual one : losses) {
            sum = sum.plus(one);
        }
        return (counted == 0 ? Dual.ZERO : sum.times(1.0 / counted)).plus(penalties()).plus(penalized);
    }

    /** The output of one sample; leaves its mask in {@link #used}. */
    private Dual[][] sample(int b) {
        Dual[][] rows = x[b];
        used = model.mask == null ? null : model.mask[b];
        next = 0;
        for (int i = 0; i < model.architecture.size(); i++) {
            rows = made(model.architecture.layer(i), model.architecture.inputShape(i), b, rows);
        }
        return rows;
    }

    private Dual[][] made(Layer layer, Shape input, int b, Dual[][] rows) {
        if (layer instanceof Recurrent<?> recurrent) {
            rows = recurrent(recurrent, b, rows, states.get(layer.name()));
        } else if (layer instanceof Dense dense) {
            rows = dense(dense, rows);
        } else if (layer instanceof Masking) {
            rows = masking(rows);
        } else if (layer instanceof Activation activation) {
            rows = Arrays.stream(rows).map(row -> functions.applyToRow(activation.function(), row)).toArray(Dual[][]::new);
        } else if (layer instanceof Flatten) {
            rows = new Dual[][] {Arrays.stream(rows).flatMap(Arrays::stream).toArray(Dual[]::new)};
            used = null;
        } else if (layer instanceof Conv1D convolution) {
            Dual[][] kernel = weights[next++];
            rows = DualWindows.convolution(convolution, rows, kernel, convolution.useBias() ? weights[next++][0] : null, functions);
            used = null;
        } else if (layer instanceof Pooling1D<?> pooling) {
            rows = DualWindows.pooling(pooling.taps(), pooling instanceof AveragePooling1D, rows);
            used = null;
        } else if (layer instanceof GlobalPooling1D<?>) {
            rows = DualWindows.global(layer instanceof GlobalAveragePooling1D, rows, used);
            used = null;
        } else if (layer instanceof Normalization<?> normalization) {
            rows = normalized(normalization, rows);
        } else if (layer instanceof Bidirectional both) {
            rows = bidirectional(both, b, rows);
        } else if (layer instanceof ActivityRegularization penalty) {
            for (Dual[] row : rows) {
                for (Dual number : row) {
                    penalized = penalized.plus(absolute(number).times(penalty.l1() / model.B)).plus(number.times(number).times(penalty.l2() / model.B));
                }
            }
        } else if (layer instanceof RNN stack) {
            rows = stacked(stack, b, rows);
        } else if (layer instanceof Embedding embedding) {
            rows = looked(embedding, rows[0]);
        } else if (layer instanceof TimeDistributed each) {
            rows = everyStep(each, input, b, rows);
        } else if (layer instanceof RepeatVector repeat) {
            rows = Collections.nCopies(repeat.n(), rows[0]).toArray(Dual[][]::new);
            used = null;
        } else if (layer.dropsNumbers() && model.dropout.containsKey(layer.name())) {
            Dual[][] in = rows;
            rows = new Dual[in.length][];
            for (int t = 0; t < in.length; t++) {
                double[] numbers = model.dropout.get(layer.name())[b][t];
                rows[t] = layer instanceof GaussianNoise ? added(in[t], numbers) : dropped(in[t], numbers);
            }
        } else {
            rows = DualSmallLayers.made(layer, input, rows, () -> weights[next++]);
            used = layer.passesMask() ? used : null;
        }
        return rows;
    }

    /** By the numbers of the row, or by the moving statistics, which do not learn. */
    private Dual[][] normalized(Normalization<?> layer, Dual[][] rows) {
        Dual[] gamma = layer.scales() ? weights[next++][0] : null;
        Dual[] beta = layer.centers() ? weights[next++][0] : null;
        Dual[] means = layer instanceof BatchNormalization ? weights[next++][0] : null;
        Dual[] variances = layer instanceof BatchNormalization ? weights[next++][0] : null;
        Dual[][] outputs = new Dual[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            int F = rows[t].length;
            Dual mean = mean(rows[t]);
            Dual variance = mean(Arrays.stream(rows[t]).map(x -> x.minus(mean).times(x.minus(mean))).toArray(Dual[]::new));
            outputs[t] = new Dual[F];
            for (int j = 0; j < F; j++) {
                outputs[t][j] = DualBatch.normalized(rows[t][j], means == null ? mean : means[j].cut(), variances == null ? variance : variances[j].cut(),
                        layer.epsilon(), gamma == null ? Dual.ONE : gamma[j], beta == null ? Dual.ZERO : beta[j]);
            }
        }
        return outputs;
    }

    private static Dual mean(Dual[] row) {
        return Arrays.stream(row).reduce(Dual.ZERO, Dual::plus).times(1.0 / row.length);
    }

    /** One step after the other, each from the same weights. */
    private Dual[][] everyStep(TimeDistributed layer, Shape input, int b, Dual[][] rows) {
        Layer.Inside inside = layer.inside(input).get(0);
        int N = inside.input().rowsPerSample();
        int first = next;
        boolean[] mask = used;
        List<Dual[]> all = new ArrayList<>();
        for (int t = 0; t < rows.length; t += N) {
            next = first;
            used = null;
            all.addAll(List.of(made(inside.layer(), inside.input(), b, Arrays.copyOfRange(rows, t, t + N))));
        }
        used = all.size() == rows.length ? mask : null;
        return all.toArray(Dual[][]::new);
    }

    /** Each half says at every step what it has; the second one's list is read from its end. */
    private Dual[][] bidirectional(Bidirectional layer, int b, Dual[][] rows) {
        Dual[][][] state = states.get(layer.name());
        int parts = layer.forward().stateNames().size();
        boolean[] before = used;
        Dual[][] ahead = recurrent(layer.forward(), b, rows, Arrays.copyOfRange(state, 0, parts));
        used = before;
        List<Dual[]> back = new ArrayList<>(List.of(recurrent(layer.backward(), b, rows, Arrays.copyOfRange(state, parts, state.length))));
        Collections.reverse(back);
        Dual[][] merged = new Dual[ahead.length][];
        for (int t = 0; t < merged.length; t++) {
            merged[t] = merge(layer.mergeMode(), ahead[t], back.get(t));
        }
        return merged;
    }

    /** Cell after cell; those above the first see the steps in the order in which it made them. */
    private Dual[][] stacked(RNN layer, int b, Dual[][] rows) {
        Dual[][][] state = states.get(layer.name());
        boolean[] mask = used;
        int part = 0;
        for (int k = 0; k < layer.cells().size(); k++) {
            Recurrent<?> cell = layer.cells().get(k);
            used = mask == null ? null : mask.clone();
            for (int t = 0; used != null && k > 0 && layer.goesBackwards() && t < used.length; t++) {
                used[t] = mask[used.length - 1 - t];
            }
            int end = part + cell.stateNames().size();
            rows = recurrent(cell, b, rows, state == null ? null : Arrays.copyOfRange(state, part, end));
            part = end;
        }
        used = layer.returnsSequences() ? mask : null;
        return rows;
    }

    private static Dual[] merge(Merge mode, Dual[] a, Dual[] b) {
        List<Dual> merged = new ArrayList<>(List.of(a));
        for (int u = 0; u < b.length; u++) {
            switch (mode) {
                case SUM -> merged.set(u, a[u].plus(b[u]));
                case AVE -> merged.set(u, a[u].plus(b[u]).times(0.5));
                case MUL -> merged.set(u, a[u].times(b[u]));
                default -> merged.add(b[u]);
            }
        }
        return merged.toArray(Dual[]::new);
    }

    private static Dual[][] zeros(Layer layer) {
        return Arrays.stream(layer.stateSizes()).mapToObj(U -> Collections.nCopies(U, Dual.ZERO).toArray(Dual[]::new)).toArray(Dual[][]::new);
    }

    private Dual[][] masking(Dual[][] rows) {
        used = new boolean[rows.length];
        Dual[][] kept = new Dual[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            used[t] = Arrays.stream(rows[t]).anyMatch(number -> number.v() != 0);
            kept[t] = used[t] ? rows[t] : Arrays.stream(rows[t]).map(number -> Dual.ZERO).toArray(Dual[]::new);
        }
        return kept;
    }

    /** Word after word its row of the table; a word has no derivative. */
    private Dual[][] looked(Embedding layer, Dual[] words) {
        Dual[][] table = weights[next++];
        used = layer.masksZero() ? new boolean[words.length] : null;
        for (int t = 0; layer.masksZero() && t < words.length; t++) {
            used[t] = words[t].v() != 0;
        }
        return Arrays.stream(words).map(word -> table[(int) word.v()]).toArray(Dual[][]::new);
    }

    private Dual[][] recurrent(Recurrent<?> layer, int b, Dual[][] rows, Dual[][][] given) {
        DualCell cell = DualCell.of(layer, functions, weights, next);
        next += layer.useBias() ? 3 : 2;
        Dual[][] state = given == null ? zeros(layer) : Arrays.stream(given).map(part -> part[b]).toArray(Dual[][]::new);
        Dual[] shown = new Dual[layer.units()];
        Arrays.fill(shown, Dual.ZERO);
        List<Dual[]> outputs = new ArrayList<>();
        for (int made = 0; made < rows.length; made++) {
            int t = layer.goesBackwards() ? rows.length - 1 - made : made;
            if (made > 0 && made % model.truncate == 0) {
                state = Arrays.stream(state).map(part -> Arrays.stream(part).map(Dual::cut).toArray(Dual[]::new)).toArray(Dual[][]::new);
            }
            if (used == null || used[t]) {
                state = cell.step(dropped(rows[t], row(model.inputDropout.get(layer.name()), b)),
                        dropped(state[0], row(model.recurrentDropout.get(layer.name()), b)), state);
                shown = state[0];
            } else if (layer.zeroesMasked()) {
                shown = new Dual[layer.units()];
                Arrays.fill(shown, Dual.ZERO);
            }
            outputs.add(shown);
        }
        if (layer.returnsSequences()) {
            return outputs.toArray(Dual[][]::new);
        }
        used = null;
        return new Dual[][] {shown};
    }

    private Dual[][] dense(Dense layer, Dual[][] rows) {
        Dual[][] kernel = weights[next++];
        Dual[] bias = layer.useBias() ? weights[next++][0] : null;
        Dual[][] outputs = new Dual[rows.length][layer.units()];
        for (int t = 0; t < rows.length; t++) {
            for (int k = 0; k < layer.units(); k++) {
                outputs[t][k] = bias == null ? dot(rows[t], kernel, k) : dot(rows[t], kernel, k).plus(bias[k]);
            }
            outputs[t] = functions.applyToRow(layer.activation(), outputs[t]);
        }
        return outputs;
    }

    static Dual dot(Dual[] row, Dual[][] matrix, int column) {
        Dual sum = Dual.ZERO;
        for (int j = 0; j < row.length; j++) {
            sum = sum.plus(row[j].times(matrix[j][column]));
        }
        return sum;
    }

    private static double[] row(double[][] rows, int b) {
        return rows == null ? null : rows[b];
    }

    private static Dual[] dropped(Dual[] row, double[] factors) {
        Dual[] kept = row.clone();
        for (int j = 0; factors != null && j < row.length; j++) {
            kept[j] = row[j].times(factors[j]);
        }
        return kept;
    }

    private static Dual[] added(Dual[] row, double[] noise) {
        Dual[] sum = new Dual[row.length];
        for (int j = 0; j < row.length; j++) {
            sum[j] = row[j].plus(noise[j]);
        }
        return sum;
    }

    private double[] label(int b, int t, int K) {
        if (model.classes == null) {
            return model.rows[b][t];
        }
        double[] oneHot = new double[K];
        oneHot[model.classes[b][t]] = 1;
        return oneHot;
    }

    private Dual rowLoss(Dual[] outputs, double[] label) {
        Loss loss = model.loss;
        int K = outputs.length;
        double s = loss.labelSmoothing();
        Layer last = model.architecture.layer(model.architecture.size() - 1);
        ActivationFunction head = last.head();
        boolean categorical = loss.kind() == Loss.Kind.CATEGORICAL_CROSSENTROPY || loss.isSparse();
        boolean sigmoid = categorical && head == ActivationFunction.SIGMOID && !loss.isFromLogits(); // its logits are taken, unclipped
        boolean logits = loss.isFromLogits() || sigmoid;
        Dual[] p = new Dual[K];
        for (int k = 0; k < K; k++) {
            p[k] = sigmoid ? outputs[k].over(Dual.ONE.minus(outputs[k])).log()
                    : loss.isSparse() && !logits ? clipped(outputs[k], head) : outputs[k];
        }
        Dual total = Dual.ZERO;
        for (Dual one : p) {
            total = total.plus(one);
        }
        Dual sum = Dual.ZERO;
        for (int k = 0; k < K; k++) {
            double y = categorical ? label[k] * (1 - s) + s / K : loss.kind() == Loss.Kind.BINARY_CROSSENTROPY ? label[k] * (1 - s) + s / 2
                    : label[k];
            sum = sum.plus(switch (loss.kind()) {
                case MEAN_SQUARED_ERROR -> p[k].plus(-y).times(p[k].plus(-y));
                case MEAN_ABSOLUTE_ERROR -> absolute(p[k].plus(-y));
                case HUBER -> huber(p[k].plus(-y), loss.delta());
                case BINARY_CROSSENTROPY -> loss.isFromLogits()
                        ? p[k].negative().softplus().times(y).plus(p[k].softplus().times(1 - y))
                        : clipped(p[k], head).log().times(-y).plus(clipped(Dual.ONE.minus(p[k]), head).log().times(-(1 - y)));
                case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY -> logits ? DualFunctions.logSumExp(p).minus(p[k]).times(y)
                        : (loss.isSparse() ? p[k].over(total) : clipped(p[k].over(total), head)).log().times(-y);
                default -> throw new IllegalArgumentException(loss.name());
            });
        }
        return categorical ? sum : sum.times(1.0 / K);
    }

    private Dual absolute(Dual e) {
        functions.kink(e, 0);
        return e.abs();
    }

    private Dual huber(Dual e, double delta) {
        functions.kink(e, -delta, delta);
        return Math.abs(e.v()) > delta ? e.abs().times(delta).plus(-delta * delta / 2) : e.times(e).times(0.5);
    }

    /** Clipped, unless it comes from the function that the loss is made for. */
    private Dual clipped(Dual p, ActivationFunction head) {
        boolean binary = model.loss.kind() == Loss.Kind.BINARY_CROSSENTROPY;
        if (head == (binary ? ActivationFunction.SIGMOID : ActivationFunction.SOFTMAX)) {
            return p;
        }
        functions.kink(p, 1e-7, 1 - 1e-7);
        return p.v() < 1e-7 ? Dual.of(1e-7) : p.v() > 1 - 1e-7 ? Dual.of(1 - 1e-7) : p;
    }

    private Dual penalties() {
        Dual sum = Dual.ZERO;
        int n = 0;
        for (int i = 0; i < model.architecture.size(); i++) {
            for (Weight weight : model.architecture.weights(i)) {
                Regularizer penalty = weight.regularizer();
                for (Dual[] row : weights[n++]) {
                    for (Dual w : row) {
                        if (penalty.l1() > 0) {
                            sum = sum.plus(absolute(w).times(penalty.l1()));
                        }
                        sum = penalty.l2() > 0 ? sum.plus(w.times(w).times(penalty.l2())) : sum;
                    }
                }
            }
        }
        return sum;
    }
}
