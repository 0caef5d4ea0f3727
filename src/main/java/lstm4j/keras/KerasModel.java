package lstm4j.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import lstm4j.layer.Architecture;
import lstm4j.layer.Required;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;

/**
 * A model as files carry it: layers, weights and, where known, how it was compiled and how far it was trained. What
 * {@link KerasReader} gives and {@link KerasWriter} takes. Methods that change something return a changed copy; arrays are
 * shared, not copied.
 */
public final class KerasModel {
    private final String name;
    private final Architecture architecture;
    private final List<float[][]> weights;
    private String kerasVersion = "";
    private Optimizer optimizer;
    private Loss loss;
    private List<Metric> metrics = List.of();
    private SavedOptimizer state;
    private SelfCheck selfCheck;
    private Progress progress;
    private List<String> warnings = List.of();
    private List<String> obstacles = List.of();

    private KerasModel(String name, Architecture architecture, List<float[][]> weights) {
        this.name = name;
        this.architecture = architecture;
        this.weights = List.copyOf(weights);
    }

    /**
     * A model of these layers and weights.
     *
     * @param name the model's name, such as {@code sequential}
     * @param weights the arrays of all layers in order, each as rows; a bias is one row
     * @throws RuleException FILE-70 where number or shape of the arrays differ from what the layers need
     */
    public static KerasModel of(String name, Architecture architecture, List<float[][]> weights) {
        int next = 0;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                float[][] rows = next < weights.size() ? weights.get(next) : new float[0][];
                boolean fits = Required.all("weights[" + next + "]", rows).stream().allMatch(row -> row.length == weight.columns());
                if (!fits || rows.length != weight.rows()) {
                    throw new RuleException("FILE-70", architecture.layer(i).name() + "/" + weight.name(), "an array " + weight.shape(),
                            next < weights.size() ? sizes(rows) : "none", "");
                }
                next++;
            }
        }
        if (next != weights.size()) {
            throw new RuleException("FILE-70", name, next + " weight arrays", String.valueOf(weights.size()), "");
        }
        return new KerasModel(name, architecture, weights);
    }

    /** The shape of an array, "(4, 3)", or of one that is none, "(4, 3 and 2)". */
    private static String sizes(float[][] rows) {
        String columns = Arrays.stream(rows).map(row -> String.valueOf(row.length)).distinct().collect(Collectors.joining(" and "));
        return "(" + rows.length + ", " + (columns.isEmpty() ? "0" : columns) + ")";
    }

    private KerasModel copy() {
        KerasModel copy = new KerasModel(name, architecture, weights);
        copy.kerasVersion = kerasVersion;
        copy.optimizer = optimizer;
        copy.loss = loss;
        copy.metrics = metrics;
        copy.state = state;
        copy.selfCheck = selfCheck;
        copy.progress = progress;
        copy.warnings = warnings;
        copy.obstacles = obstacles;
        return copy;
    }

    /** With these; optimizer and loss may be null where they are not known. */
    public KerasModel compiled(Optimizer optimizer, Loss loss, List<Metric> metrics) {
        KerasModel copy = copy();
        copy.optimizer = optimizer;
        copy.loss = loss;
        copy.metrics = List.copyOf(metrics);
        return copy;
    }

    /** With the optimizer's memory, or null for an optimizer that has not begun. */
    public KerasModel trained(SavedOptimizer state) {
        KerasModel copy = copy();
        copy.state = state;
        return copy;
    }

    /** With inputs and outputs to check by. */
    public KerasModel checked(SelfCheck check) {
        KerasModel copy = copy();
        copy.selfCheck = check;
        return copy;
    }

    /** With what Keras's files have no place for, or null. */
    public KerasModel progressed(Progress progress) {
        KerasModel copy = copy();
        copy.progress = progress;
        return copy;
    }

    KerasModel read(String version, Reading reading) {
        KerasModel copy = copy();
        copy.kerasVersion = version;
        warnOfBrokenNumbers(reading);
        copy.warnings = reading.warnings();
        copy.obstacles = reading.obstacles();
        return copy;
    }

    /** Weights that diverged predict nothing but NaN: said once, with the first of them. */
    private void warnOfBrokenNumbers(Reading reading) {
        int next = 0;
        long broken = 0;
        String first = "";
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                long here = Arrays.stream(weights.get(next++)).mapToLong(KerasModel::broken).sum();
                first = broken == 0 && here > 0 ? architecture.layer(i).name() + "/" + weight.name() : first;
                broken += here;
            }
        }
        if (broken > 0) {
            reading.warn(broken + " of the numbers in the weights are NaN or infinite, the first in " + first + "; the model diverged before it was saved");
        }
    }

    private static long broken(float[] row) {
        long broken = 0;
        for (float value : row) {
            broken += Float.isFinite(value) ? 0 : 1;
        }
        return broken;
    }

    /** The model's name, or empty. */
    public String name() {
        return name;
    }

    /** The layers. */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * The weight arrays of all layers in order, each layer's in Keras's order: kernel (F, 4U), recurrent kernel (U, 4U) and
     * bias (1, 4U) of an LSTM with the columns of the gates i, f, c, o; kernel (F, U) and bias (1, U) of a Dense.
     */
    public List<float[][]> weights() {
        return weights;
    }

    /** The version of Keras that wrote the file, or empty. */
    public String kerasVersion() {
        return kerasVersion;
    }

    /** The optimizer it was compiled with, where lstm4j has it. */
    public Optional<Optimizer> optimizer() {
        return Optional.ofNullable(optimizer);
    }

    /** The loss it was compiled with, where lstm4j has it. */
    public Optional<Loss> loss() {
        return Optional.ofNullable(loss);
    }

    /** The metrics it was compiled with, those that lstm4j has. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** What the optimizer remembers, where it had begun and lstm4j can go on with it. */
    public Optional<SavedOptimizer> optimizerState() {
        return Optional.ofNullable(state);
    }

    /** Inputs and outputs to check by, where the file carries them. */
    public Optional<SelfCheck> selfCheck() {
        return Optional.ofNullable(selfCheck);
    }

    /** What lstm4j wrote beside what Keras reads, where it wrote the file. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** What lstm4j does otherwise than the file says, in sentences; nothing that changes predictions beyond rounding. */
    public List<String> warnings() {
        return warnings;
    }

    /** Those of the warnings that forbid to train on or to evaluate as the file says: the numbers would not be Keras's. */
    public List<String> obstacles() {
        return obstacles;
    }
}
