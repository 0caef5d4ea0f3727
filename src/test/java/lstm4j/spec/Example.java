package lstm4j.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.cli.ModelText;
import lstm4j.layer.Architecture;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;
import lstm4j.train.Optimizers;

/**
 * An example of the specification: lines {@code name: values}, what is given before a lone dot, what must come out after
 * it. Numbers of a row stand side by side, rows are parted by {@code /} or a line end, samples by {@code |}.
 */
final class Example {
    private final Map<String, String> given = new LinkedHashMap<>();
    final Map<String, String> expected = new LinkedHashMap<>();

    Example(List<String> lines) {
        Map<String, String> part = given;
        String name = "";
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (line.equals(".")) {
                part = expected;
            } else if (colon > 0) {
                name = line.substring(0, colon).strip();
                part.put(name, line.substring(colon + 1).strip());
            } else {
                String before = part.get(name);
                part.put(name, before + (before.isEmpty() ? "" : " / ") + line.strip());
            }
        }
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    String text(String name) {
        return given.get(name);
    }

    int count(String name, int otherwise) {
        return has(name) ? Integer.parseInt(given.get(name)) : otherwise;
    }

    Architecture architecture() {
        return Architecture.of(ModelText.layers(given.get("model")));
    }

    /** [sample][row][column] */
    double[][][] tensor(String name) {
        return tensorOf(given.get(name));
    }

    static double[][][] tensorOf(String text) {
        List<double[][]> samples = new ArrayList<>();
        for (String sample : text.split("\\|")) {
            samples.add(rowsOf(sample));
        }
        return samples.toArray(double[][][]::new);
    }

    static double[][] rowsOf(String text) {
        List<double[]> rows = new ArrayList<>();
        for (String row : text.strip().split("(^|\\s)/(\\s|$)")) {
            rows.add(List.of(row.strip().split("\\s+")).stream().mapToDouble(Example::number).toArray());
        }
        return rows.toArray(double[][]::new);
    }

    /** {@code 0.25} or a fraction {@code 1/3}. */
    static double number(String token) {
        int slash = token.indexOf('/');
        return slash < 0 ? Double.parseDouble(token)
                : Double.parseDouble(token.substring(0, slash)) / Double.parseDouble(token.substring(slash + 1));
    }

    /** Half a unit of the last digit that is printed; 0 for whole numbers and fractions. */
    static double rounding(String token) {
        int point = token.indexOf('.');
        return point < 0 || token.indexOf('/') >= 0 ? 0 : 0.5 * Math.pow(10, point + 1 - token.length());
    }

    /** All weight arrays in order: those that are given as {@code layer/array}; the others are zero. */
    double[][][] weights(Architecture architecture) {
        List<double[][]> arrays = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            String layer = architecture.layer(i).name();
            architecture.weights(i).forEach(weight -> arrays.add(has(layer + "/" + weight.name())
                    ? rowsOf(given.get(layer + "/" + weight.name())) : new double[weight.rows()][weight.columns()]));
        }
        return arrays.toArray(double[][][]::new);
    }

    Loss loss() {
        String[] words = given.get("loss").split(" ");
        Loss loss = switch (words[0]) {
            case "mse" -> Loss.MSE;
            case "mae" -> Loss.MAE;
            case "huber" -> Loss.huber(words.length > 1 ? number(words[1]) : 1);
            case "binary_crossentropy" -> Loss.BINARY_CROSSENTROPY;
            case "categorical_crossentropy" -> Loss.CATEGORICAL_CROSSENTROPY;
            case "sparse_categorical_crossentropy" -> Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
            case "mape" -> Loss.MEAN_ABSOLUTE_PERCENTAGE_ERROR;
            case "msle" -> Loss.MEAN_SQUARED_LOGARITHMIC_ERROR;
            case "log_cosh" -> Loss.LOG_COSH;
            case "poisson" -> Loss.POISSON;
            case "cosine_similarity" -> Loss.COSINE_SIMILARITY;
            case "hinge" -> Loss.HINGE;
            case "squared_hinge" -> Loss.SQUARED_HINGE;
            case "categorical_hinge" -> Loss.CATEGORICAL_HINGE;
            case "kl_divergence" -> Loss.KL_DIVERGENCE;
            default -> throw new AssertionError("no such loss: " + words[0]);
        };
        for (int w = 1; w < words.length; w++) {
            loss = words[w].equals("from_logits") ? loss.fromLogits()
                    : words[w].equals("label_smoothing") ? loss.labelSmoothing(number(words[w + 1])) : loss;
        }
        return loss;
    }

    /** {@code sgd 0.1 momentum 0.9 nesterov}, {@code rmsprop 0.1}, {@code adam 0.1 clipnorm 1}. */
    Optimizer optimizer() {
        List<String> words = List.of(given.get("optimizer").split(" "));
        Optimizer optimizer = Optimizers.named(words.get(0)).orElseThrow();
        for (String option : optimizer.options().keySet()) {
            int at = words.indexOf(option);
            boolean flag = optimizer.options().get(option) instanceof Boolean;
            optimizer = at < 0 ? optimizer : optimizer.option(option, flag ? (Object) true : (Object) number(words.get(at + 1)));
        }
        optimizer = words.get(1).equals("inverse_time")
                ? optimizer.learningRate(LearningRateSchedule.inverseTimeDecay(number(words.get(2)), (long) number(words.get(3)), number(words.get(4)), false))
                : optimizer.learningRate(number(words.get(1)));
        int decay = words.indexOf("weight_decay");
        optimizer = decay < 0 ? optimizer : optimizer.weightDecay(number(words.get(decay + 1)));
        int clip = words.indexOf("clipnorm");
        return clip < 0 ? optimizer : optimizer.clipnorm(number(words.get(clip + 1)));
    }
}
