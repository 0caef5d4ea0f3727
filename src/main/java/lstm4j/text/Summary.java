package lstm4j.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/**
 * The table of a model's layers, output shapes and parameter counts as a string: character for character what Keras's
 * {@code model.summary()} prints for the same model, in the layout of three of its generations.
 * Lines end with a line feed, the last one without. Spec: chapter 2, shapes and models.
 */
public final class Summary {
    private static final int BYTES_OF_A_FLOAT = 4;

    private Summary() {
    }

    /** Keras 3's table of a model, for a console of 80 columns. */
    public static String text(Architecture model, String modelName) {
        return text(model, modelName, SummaryOptions.standard());
    }

    /**
     * The table of a model.
     *
     * @throws lstm4j.layer.RuleException SHAPE-16 if the console is too narrow for the columns of Keras 3's table
     */
    public static String text(Architecture model, String modelName, SummaryOptions options) {
        List<String> lines = switch (options.layout()) {
            case KERAS_3 -> keras3(model, modelName, options);
            case TF_KERAS_2 -> Keras2Summary.spaced(model, modelName);
            case KERAS_2 -> Keras2Summary.ruled(model, modelName);
        };
        String text = String.join("\n", lines);
        return options.isAscii() ? PlainAscii.of(text) : text;
    }

    private static List<String> keras3(Architecture model, String modelName, SummaryOptions options) {
        List<String> lines = new ArrayList<>(RichText.wrap("Model: \"" + modelName + "\"", options.consoleWidth()));
        BoxTable table = Keras3Columns.table(options);
        for (int i = 0; i < model.size(); i++) {
            long count = model.parameterCount(i);
            table.row(List.of(nameAndType(model.layer(i)), outputShape(model, i), withCommas(count), count > 0 ? "Y" : "-"));
        }
        lines.addAll(table.lines());
        long count = model.parameterCount();
        long bytes = bytes(model);
        footer(lines, options, "Total", count + options.optimizerParameters(), bytes + options.optimizerBytes());
        footer(lines, options, "Trainable", count, bytes);
        footer(lines, options, "Non-trainable", 0, 0);
        if (options.optimizerParameters() > 0) {
            footer(lines, options, "Optimizer", options.optimizerParameters(), options.optimizerBytes());
        }
        return lines;
    }

    private static void footer(List<String> lines, SummaryOptions options, String what, long count, long bytes) {
        String line = " " + what + " params: " + withCommas(count) + " (" + size(bytes, "B") + ")";
        lines.addAll(RichText.wrap(line, options.consoleWidth()));
    }

    static String nameAndType(Layer layer) {
        return layer.name() + " (" + layer.type() + ")";
    }

    /** The output shape of layer i; the list of those of output, h and c when the layer returns its state. */
    static String outputShape(Architecture model, int i) {
        Shape output = model.outputShape(i);
        if (model.layer(i) instanceof LSTM lstm && lstm.returnsState()) {
            Shape state = Shape.of(output.batch(), lstm.units());
            return "[" + output + ", " + state + ", " + state + "]";
        }
        return output.toString();
    }

    static long bytes(Architecture model) {
        return model.parameterCount() * BYTES_OF_A_FLOAT;
    }

    static String withCommas(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A number of bytes in the largest unit that leaves at least 1, two decimals, ties to even as Python rounds them. */
    static String size(long bytes, String smallestUnit) {
        List<String> units = List.of(smallestUnit, "KB", "MB", "GB", "TB", "PB");
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.size() - 1) {
            size /= 1024;
            unit++;
        }
        return new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN) + " " + units.get(unit);
    }
}
