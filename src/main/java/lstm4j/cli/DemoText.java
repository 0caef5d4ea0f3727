package lstm4j.cli;

import java.io.PrintStream;

import lstm4j.text.PlainAscii;
import lstm4j.train.ProgressBar;

/**
 * Where a demo writes: standard output, in UTF-8 or in plain ASCII.
 *
 * @param out the stream
 * @param ascii whether only ASCII may be written
 */
record DemoText(PrintStream out, boolean ascii) {
    private static final int MOST = 300; // letters of a text of others

    /** The page of a command with the option {@code --ascii}. */
    static DemoText of(Arguments arguments, PrintStream out) {
        return new DemoText(out, arguments.has(ModelArgument.ASCII.name()));
    }

    /** A headline. */
    void title(String text) {
        out.println();
        say(text);
        out.println();
    }

    /** A text of one or more lines; long ones are broken between words. */
    void say(String text) {
        out.println(Wrap.lines(ascii ? PlainAscii.of(text) : text));
    }

    /** A text of others on one line, cut short, that does nothing to a terminal. */
    static String oneLine(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return plain.length() <= MOST ? plain : plain.substring(0, MOST - 1) + "…";
    }

    /** A picture, two columns from the edge. It must be plain already where that is asked for. */
    void draw(String picture) {
        picture.lines().forEach(line -> out.println(("  " + line).stripTrailing()));
    }

    /** On a terminal the bar that Keras draws, redrawn at each step; else, and in ASCII, a line for each epoch. */
    ProgressBar progress() {
        return System.console() != null && !ascii ? ProgressBar.terminal(out) : ProgressBar.lines(out);
    }
}
