package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lstm4j.Sequential;
import lstm4j.layer.Architecture;
import lstm4j.layer.Input;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/** The argument MODEL with the options {@code --input} and {@code --batch} that give it a shape. */
final class ModelArgument {
    static final Option INPUT = Option.valued("--input", "T,F", "shape of one sample: T steps of F features; none for a size that is not known");
    static final Option BATCH = Option.valued("--batch", "B", "fix the number of samples in a batch, as stateful layers need");
    static final Option ASCII = Option.flag("--ascii", "plain ASCII, for terminals that do not show UTF-8");

    private ModelArgument() {
    }

    /**
     * The model of a command line: layers written out, or a file.
     *
     * @throws IOException if the file cannot be read or is no model; else as {@link #parse}
     */
    static Sequential model(Arguments arguments, PrintStream err) throws IOException {
        String argument = arguments.rest(1, 1, "one argument, the model in quotes or a file").get(0);
        return ModelFile.isMeant(argument) ? ModelFile.described(Path.of(argument), List.of(INPUT, BATCH), arguments, err) : Sequential.of(parse(arguments));
    }

    /**
     * The model of a command line that is written out.
     *
     * @throws UsageException CLI-4 without one, CLI-5 if it is not understood, CLI-6 without a shape
     * @throws lstm4j.layer.RuleException if its layers do not fit together
     */
    static Architecture parse(Arguments arguments) {
        String text = arguments.rest(1, 1, "one argument, the model in quotes").get(0);
        List<Layer> layers = new ArrayList<>(ModelParser.parse(text));
        if (arguments.has(INPUT.name())) {
            layers.add(0, Input.batchShape(shape(arguments)));
        } else if (arguments.has(BATCH.name())) {
            throw UsageException.of("CLI-6", arguments.command(), "--input beside --batch", "--batch alone",
                    "write --input T,F --batch B, or batch_input_shape=(B, T, F) in the first layer");
        } else if (layers.get(0).givenInputShape() == null) {
            throw UsageException.of("CLI-6", arguments.command(), "the shape of the data", "none",
                    "add " + (layers.stream().anyMatch(Layer::takesSequence)
                            ? "--input T,F: T time steps of F features each, --input 28,28 for pictures of 28×28 pixels read row by row, "
                                    + "--input none,1 for plain series of any length"
                            : "--input F: F features of each sample"));
        }
        if (!arguments.has(BATCH.name()) && layers.stream().anyMatch(Layer::isStateful)
                && batch(layers.get(0)) == Shape.ANY) {
            throw UsageException.of("CLI-6", arguments.command(), "a fixed batch size, since an LSTM is stateful", "none",
                    "add --batch B: each sample keeps its state for the same place in the next batch, so all batches have B samples");
        }
        return Architecture.of(layers);
    }

    private static int batch(Layer first) {
        return first.givenInputShape().batch();
    }

    /** The sizes of --input with the batch in front: that of --batch, or unknown. */
    private static int[] shape(Arguments arguments) {
        String given = arguments.value(INPUT.name()).orElseThrow();
        int[] sizes = sizes(arguments, given.strip().replaceAll("^[(\\[]|[)\\]]$", "").strip());
        boolean batchWritten = sizes.length == 3 && sizes[0] == Shape.ANY;
        int[] shape = new int[sizes.length + (batchWritten ? 0 : 1)];
        System.arraycopy(sizes, 0, shape, batchWritten ? 0 : 1, sizes.length);
        shape[0] = arguments.has(BATCH.name()) ? arguments.integer(BATCH.name(), 1, Integer.MAX_VALUE, 1) : Shape.ANY;
        return shape;
    }

    private static int[] sizes(Arguments arguments, String given) {
        String[] words = given.split("\\s*[,xX]\\s*|\\s+", -1);
        int[] sizes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                sizes[i] = new Value(new UsageException.Span(words[i], 0, words[i].length()), words[i], null).size();
            } catch (UsageException e) {
                throw UsageException.of("CLI-6", arguments.command(), "sizes of at least 1, or none, behind --input", "\"" + given + "\"",
                        "write --input T,F for T time steps of F features, as in --input 28,28; --input none,28 if T is not known");
            }
        }
        return sizes;
    }

    /** What the help of a command with a model says. */
    static String help(String command) {
        return """
                MODEL is a file saved by Keras or lstm4j (.keras, .h5, or the .json of its layers), or one
                argument: layers one after the other, with Keras's names for their options.
                %s
                %s
                  a flag needs no value, and an activation no name: LSTM(128, return_sequences, relu)
                --input may be left out if the model says it: LSTM(128, input_shape=(28, 28)) or Input(28, 28) LSTM(128).
                none, any, * or ? stands for a size that is not known: --input none,28. A third size in front is the batch.

                examples:
                  lstm4j %s "LSTM(128, return_sequences) LSTM(128) Dense(10, softmax)" --input 28,28
                  lstm4j %s "LSTM(50, dropout=0.2) Dense(1)" --input none,1
                  lstm4j %s "LSTM(32, stateful, return_sequences) Dense(1)" --input 10,3 --batch 32
                  lstm4j %s model.keras"""
                .formatted(names("layers", LayerKind.all().stream().map(LayerKind::name).toList()), names("LSTM", LayerKind.named("LSTM").orElseThrow().optionNames()),
                        command, command, command, command);
    }

    private static String names(String what, List<String> names) {
        String start = String.format(Locale.ROOT, "  %-6s  ", what);
        return Wrap.line(start + String.join(", ", names), start.length());
    }
}
