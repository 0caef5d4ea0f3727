package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.text.SummaryOptions;
import lstm4j.text.SummaryOptions.Layout;

/** {@code lstm4j summary MODEL}: the table of layers, shapes and parameter counts, as Keras prints it. */
final class SummaryCommand implements Command {
    private static final Map<String, Layout> LAYOUTS =
            Map.of("keras3", Layout.KERAS_3, "tfkeras2", Layout.TF_KERAS_2, "keras2", Layout.KERAS_2);
    private static final List<String> LAYOUT_NAMES = List.of("keras3", "tfkeras2", "keras2");

    @Override
    public String name() {
        return "summary";
    }

    @Override
    public String purpose() {
        return "print the table of layers, shapes and parameter counts, as Keras does";
    }

    @Override
    public String arguments() {
        return "MODEL";
    }

    @Override
    public List<Option> options() {
        return List.of(ModelArgument.INPUT, ModelArgument.BATCH,
                Option.valued("--layout", "NAME", "keras3 (the standard), tfkeras2 (2.13 to 2.15) or keras2 (2.3)"),
                Option.valued("--width", "N", "columns of the console, 20 to 1000; 80 is the standard"),
                Option.valued("--name", "TEXT", "the name in the first line; sequential is the standard"),
                Option.flag("--trainable", "add the column that tells which layers have weights to train"),
                ModelArgument.ASCII);
    }

    @Override
    public String details() {
        return ModelArgument.help(name());
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        SummaryOptions options = SummaryOptions.standard().layout(layout(arguments)).consoleWidth(arguments.integer("--width", 20, 1000, 80));
        options = arguments.has("--trainable") ? options.showTrainable() : options;
        options = arguments.has(ModelArgument.ASCII.name()) ? options.ascii() : options;
        Sequential model = ModelArgument.model(arguments, err);
        arguments.value("--name").ifPresent(model::name);
        out.println(model.summary(options));
        return 0;
    }

    private static Layout layout(Arguments arguments) {
        String name = arguments.value("--layout").orElse("keras3");
        Layout layout = LAYOUTS.get(name);
        if (layout == null) {
            throw UsageException.of("CLI-3", arguments.command(), "a layout behind --layout", name,
                    Nearest.hint(name, LAYOUT_NAMES, "The layouts are "));
        }
        return layout;
    }
}
