package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

import lstm4j.Sequential;
import lstm4j.layer.Architecture;

/** The argument MODEL of {@code probe} and {@code check}: a file, or layers written out, whose weights come from a seed. */
final class CheckedModel {
    static final Option SEED = Option.valued("--seed", "S", "seed of the weights of a model that is written out; 0 is the standard");

    private CheckedModel() {
    }

    static Sequential model(Arguments arguments, PrintStream err) throws IOException {
        String argument = arguments.rest(1, 1, "one argument, the model in quotes or a file").get(0);
        if (ModelFile.isMeant(argument)) {
            return ModelFile.open(Path.of(argument), arguments, err);
        }
        return Sequential.of(Architecture.of(ModelParser.parse(argument))).seed(arguments.integer(SEED.name(), 0, Integer.MAX_VALUE, 0));
    }
}
