package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A command of the command line: what it is called, what its help says, what it does. */
interface Command {
    /** The word the user types, or two words: {@code demo digits}. */
    String name();

    /** What it does, in half a line, for the list of commands. */
    String purpose();

    /** Its arguments as the usage line shows them, such as {@code MODEL}; empty if it takes none. */
    String arguments();

    /** The options it knows besides {@code --help} and {@code --debug}. */
    List<Option> options();

    /** What the help says beyond usage and options: how to write the arguments, with examples. No final line feed. */
    String details();

    /**
     * Does it.
     *
     * @return the exit code, 0 or 1
     * @throws UsageException if the arguments make no sense: exit code 2
     * @throws lstm4j.layer.RuleException if they break a rule of the library: exit code 1
     * @throws IOException if a file cannot be read or written, or is broken: exit code 1
     */
    int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException;
}
