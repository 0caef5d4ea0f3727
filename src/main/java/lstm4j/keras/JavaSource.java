package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;

/**
 * A small model as one Java class that needs nothing but {@code java.lang}: its weights as hexadecimal literals, which are exact,
 * and the loops of its layers one number at a time, which give the engine's bits. Spec: chapter 21, SMALL-6.
 */
public final class JavaSource {
    /** Each takes an entry of the class's constant pool, which has 65,535. */
    private static final int MOST_WEIGHTS = 50_000;
    /** Each takes up to nine of the 65,535 bytes of the method that returns the row. */
    private static final int MOST_IN_A_ROW = 7_000;
    private static final int MOST_ROWS = 4_000;
    private static final int IN_A_LINE = 6;

    private final KerasModel model;
    private final Architecture architecture;
    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder reset = new StringBuilder();
    private final StringBuilder step = new StringBuilder();
    private final StringBuilder rows = new StringBuilder();
    private final Set<ActivationFunction> used = new TreeSet<>();
    private boolean hasCell;

    private JavaSource(KerasModel model) {
        this.model = model;
        this.architecture = model.architecture();
    }

    /**
     * The source of a public class of the unnamed package.
     *
     * @param className its name, which the file has to have, too
     * @throws RuleException SMALL-6 for a model that is too large, or has a layer, an option or a function without a source
     */
    public static byte[] write(KerasModel model, String className) {
        if (className.isEmpty() || !className.chars().allMatch(Character::isJavaIdentifierPart) || !Character.isJavaIdentifierStart(className.charAt(0))) {
            throw new RuleException("SMALL-6", "convert --to java", "a file named as a class of Java", className + ".java", "");
        }
        return new JavaSource(model).source(className).getBytes(UTF_8);
    }

    private String source(String className) {
        requireSize();
        int next = 0;
        for (int i = 0; i < architecture.size(); i++) {
            add(architecture.layer(i), i, next);
            next += architecture.weights(i).size();
        }
        addWeights();
        String head = JavaSourceParts.HEAD.replace("CLASS", className).replace("INPUT_SIZE", String.valueOf(architecture.inputShape().features()))
                .replace("OUTPUT_SIZE", String.valueOf(architecture.outputShape().features())).replace("MODEL", LayerText.write(architecture));
        return head + fields + JavaSourceParts.step(architecture).replace("RESET\n", reset).replace("STEP\n", step)
                + JavaSourceParts.SUMS + (hasCell ? JavaSourceParts.CELL : "") + functions() + rows + "}\n";
    }

    private void requireSize() {
        long weights = architecture.parameterCount();
        if (weights > MOST_WEIGHTS) {
            throw refused("the model", "at most " + MOST_WEIGHTS + " weights, which is what a class holds", String.valueOf(weights));
        }
        model.weights().forEach(array -> {
            if (array.length > MOST_ROWS || array[0].length > MOST_IN_A_ROW) {
                throw refused("the model", "arrays of at most " + MOST_ROWS + " rows of " + MOST_IN_A_ROW + " numbers", array.length + " of " + array[0].length);
            }
        });
        if (architecture.inputShape().rank() > 3 || architecture.layer(0).vocabulary() > 0) {
            throw refused(architecture.layer(0).name(), "rows of numbers", "input " + architecture.inputShape());
        }
    }

    private void add(Layer layer, int i, int first) {
        if (layer instanceof LSTM lstm) {
            add(lstm, i, first);
        } else if (layer instanceof Dense dense) {
            floats("y" + i, dense.units());
            sums("y" + i, first, dense.useBias() ? first + 1 : -1, "y", -1, "");
            apply(dense.activation(), "y" + i, 0, dense.units(), layer);
            step("y = y" + i + ";");
        } else if (layer instanceof Activation activation) {
            int n = architecture.inputShape(i).features();
            floats("y" + i, n);
            step("System.arraycopy(y, 0, y" + i + ", 0, " + n + ");");
            apply(activation.function(), "y" + i, 0, n, layer);
            step("y = y" + i + ";");
        } else if (!(layer instanceof Dropout)) {
            throw refused(layer.name(), "LSTM, Dense, Activation or Dropout", layer.type());
        }
    }

    private void add(LSTM lstm, int i, int first) {
        if (lstm.goesBackwards() || lstm.isStateful() || lstm.returnsState()) {
            throw refused(lstm.name(), "an LSTM that reads forwards and whose state nobody asks for",
                    lstm.goesBackwards() ? "go_backwards" : lstm.isStateful() ? "stateful" : "return_state");
        }
        int U = lstm.units();
        List.of("h", "c", "a").forEach(array -> floats(array + i, U));
        floats("z" + i, 4 * U);
        reset.append("        java.util.Arrays.fill(h" + i + ", 0);\n        java.util.Arrays.fill(c" + i + ", 0);\n");
        sums("z" + i, first, lstm.useBias() ? first + 2 : -1, "y", first + 1, "h" + i);
        apply(lstm.recurrentActivation(), "z" + i, 0, 2 * U, lstm);
        apply(lstm.activation(), "z" + i, 2 * U, 3 * U, lstm);
        apply(lstm.recurrentActivation(), "z" + i, 3 * U, 4 * U, lstm);
        step("cell(z" + i + ", c" + i + ", a" + i + ");");
        apply(lstm.activation(), "a" + i, 0, U, lstm);
        step("output(z" + i + ", a" + i + ", h" + i + ");");
        step("y = h" + i + ";");
        hasCell = true;
    }

    private void floats(String name, int size) {
        fields.append("    private final float[] ").append(name).append(" = new float[").append(size).append("];\n");
    }

    private void sums(String to, int kernel, int bias, String x, int recurrent, String h) {
        step(bias < 0 ? "java.util.Arrays.fill(" + to + ", 0);" : "System.arraycopy(W" + bias + "[0], 0, " + to + ", 0, " + to + ".length);");
        step("addProduct(" + to + ", " + x + ", W" + kernel + ");");
        if (recurrent >= 0) {
            step("addProduct(" + to + ", " + h + ", W" + recurrent + ");");
        }
    }

    private void step(String line) {
        step.append("        ").append(line).append('\n');
    }

    private void apply(ActivationFunction function, String row, int from, int to, Layer layer) {
        if (function == ActivationFunction.LINEAR) {
            return;
        }
        if (!JavaSourceParts.FUNCTIONS.containsKey(function)) {
            throw refused(layer.name(), "a function among linear, " + JavaSourceParts.FUNCTIONS.keySet().stream().sorted().map(JavaSource::word)
                    .collect(Collectors.joining(", ")), word(function));
        }
        used.add(function);
        step(word(function) + "(" + row + ", " + from + ", " + to + ");");
    }

    private static String word(ActivationFunction function) {
        return function.name().toLowerCase(Locale.ROOT);
    }

    private String functions() {
        boolean exponential = used.stream().anyMatch(JavaSourceParts.EXPONENTIAL::contains);
        return (exponential ? JavaSourceParts.POWERS : "") + used.stream().map(JavaSourceParts.FUNCTIONS::get).collect(Collectors.joining());
    }

    private void addWeights() {
        for (int w = 0; w < model.weights().size(); w++) {
            float[][] array = model.weights().get(w);
            List<String> calls = new ArrayList<>();
            for (int r = 0; r < array.length; r++) {
                String name = "w" + w + "_" + r;
                calls.add(name + "()");
                rows.append("\n    private static float[] ").append(name).append("() {\n        return new float[] {").append(lines(literals(array[r])))
                        .append("};\n    }\n");
            }
            fields.append("    private static final float[][] W").append(w).append(" = {").append(lines(calls)).append("};\n");
        }
    }

    private static List<String> literals(float[] row) {
        List<String> literals = new ArrayList<>();
        for (float weight : row) {
            if (!Float.isFinite(weight)) {
                throw refused("the weights", "finite numbers", String.valueOf(weight));
            }
            literals.add(Float.toHexString(weight) + "f");
        }
        return literals;
    }

    /** Separated by commas, a few in a line. */
    private static String lines(List<String> words) {
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < words.size(); k++) {
            lines.append(k == 0 ? "" : k % IN_A_LINE == 0 ? ",\n            " : ", ").append(words.get(k));
        }
        return lines.toString();
    }

    private static RuleException refused(String place, String expected, String got) {
        return new RuleException("SMALL-6", place, expected, got, "convert --to embedded takes every model");
    }
}
