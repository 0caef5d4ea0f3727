package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/**
 * The table of a model's layers, output shapes and parameter counts as a string: character for character what Keras's
 * {@code model.summary()} prints for the same model, in the layout of three of its generations.
 * Lines end with a line feed, the last one without. Spec: chapter 2, shapes and models.
 */
public final class Summary {
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
        if (!options.keras().isEmpty()) {
            lines.add(" From a file of Keras " + options.keras());
        }
        String text = String.join("\n", lines);
        return options.isAscii() ? PlainAscii.of(text) : text;
    }

    private static List<String> keras3(Architecture model, String modelName, SummaryOptions options) {
        List<String> lines = new ArrayList<>(RichText.wrap("Model: \"" + modelName + "\"", options.consoleWidth()));
        BoxTable table = Keras3Columns.table(options);
        for (int i = 0; i < model.size(); i++) {
            long count = model.parameterCount(i);
            table.row(List.of(SummaryFields.nameAndType(model.layer(i)), SummaryFields.outputShape(model, i), TextLayout.number(count),
                    count == 0 ? "-" : model.layer(i).isTrainable() ? "Y" : "N"));
        }
        lines.addAll(table.lines());
        long count = model.parameterCount();
        long trainable = model.trainableCount();
        footer(lines, options, "Total", count + options.optimizerParameters(), SummaryFields.bytes(count) + options.optimizerBytes());
        footer(lines, options, "Trainable", trainable, SummaryFields.bytes(trainable));
        footer(lines, options, "Non-trainable", count - trainable, SummaryFields.bytes(count - trainable));
        if (options.optimizerParameters() > 0) {
            footer(lines, options, "Optimizer", options.optimizerParameters(), options.optimizerBytes());
        }
        return lines;
    }

    private static void footer(List<String> lines, SummaryOptions options, String what, long count, long bytes) {
        String line = " " + what + " params: " + TextLayout.number(count) + " (" + SummaryFields.size(bytes, "B") + ")";
        lines.addAll(RichText.wrap(line, options.consoleWidth()));
    }
}
