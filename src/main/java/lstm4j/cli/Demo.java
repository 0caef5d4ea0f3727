package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A demo: a model is trained before the reader's eyes. What all demos share is here: their names, their options, how they begin. */
abstract class Demo implements Command {
    private final String which;
    private final String purpose;
    private final TrainingOptions standard;
    private final List<Option> own;

    /** A demo with these standards of training and options of its own. */
    Demo(String which, String purpose, TrainingOptions standard, Option... own) {
        this.which = which;
        this.purpose = purpose;
        this.standard = standard;
        this.own = List.of(own);
    }

    @Override
    public final String name() {
        return "demo " + which;
    }

    @Override
    public final String purpose() {
        return purpose;
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public final List<Option> options() {
        return standard.behind(own);
    }

    @Override
    public final int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        if (arguments().isEmpty()) {
            arguments.rest(0, 0, "options only");
        }
        tell(arguments, standard.chosen(arguments), DemoText.of(arguments, out));
        return 0;
    }

    /** Trains and tells about it. */
    abstract void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException;

    /** The first sentence: which layers learn to do what. */
    final void begin(DemoText page, TrainingOptions options, String what) {
        page.say("lstm4j " + name() + ": " + options.inWords() + " learn" + (options.layers() == 1 ? "s " : " ") + what);
    }
}
