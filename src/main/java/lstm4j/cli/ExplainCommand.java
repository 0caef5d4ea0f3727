package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.text.Explanation;
import lstm4j.text.PlainAscii;

/** {@code lstm4j explain MODEL}: the story of a model's shapes in words and numbers. */
final class ExplainCommand implements Command {
    private static final Option SHORT = Option.flag("--short", "one screen instead of the whole story");

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String purpose() {
        return "tell what a model reads, what each layer gets and gives, and why it has so many weights";
    }

    @Override
    public String arguments() {
        return "MODEL";
    }

    @Override
    public List<Option> options() {
        return List.of(ModelArgument.INPUT, ModelArgument.BATCH, SHORT, ModelArgument.ASCII);
    }

    @Override
    public String details() {
        return ModelArgument.help(name());
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        Architecture model = ModelArgument.model(arguments, err).architecture();
        String text = arguments.has(SHORT.name()) ? Explanation.shortText(model) : Explanation.text(model);
        out.println(arguments.has(ModelArgument.ASCII.name()) ? PlainAscii.of(text) : text);
        return 0;
    }
}
