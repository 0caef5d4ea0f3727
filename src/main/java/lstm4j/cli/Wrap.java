package lstm4j.cli;

import java.util.stream.Collectors;

/** Breaks long lines of messages between words, for terminals of 100 columns. */
final class Wrap {
    private static final int WIDTH = 100;

    private Wrap() {
    }

    /** Every line that is too long goes on in the next, as far indented as its text begins. */
    static String lines(String text) {
        return text.lines().map(line -> line(line, indent(line))).collect(Collectors.joining("\n"));
    }

    /** Where the continuation of a line begins: below the words behind {@code [RULE-1] } or {@code Hint: }. */
    private static int indent(String line) {
        int blanks = line.length() - line.stripLeading().length();
        if (line.startsWith("Hint: ", blanks)) {
            return blanks + "Hint: ".length();
        }
        return line.matches("\\[[A-Z]+-[0-9]+] .*") ? line.indexOf(' ') + 1 : blanks;
    }

    /** One line, broken; the lines below the first begin at column {@code indent}. */
    static String line(String line, int indent) {
        StringBuilder done = new StringBuilder();
        String rest = line;
        int cut = rest.lastIndexOf(' ', WIDTH);
        while (rest.length() > WIDTH && cut > indent) {
            done.append(rest.substring(0, cut).stripTrailing()).append('\n');
            rest = " ".repeat(indent) + rest.substring(cut + 1);
            cut = rest.lastIndexOf(' ', WIDTH);
        }
        return done.append(rest).toString();
    }
}
