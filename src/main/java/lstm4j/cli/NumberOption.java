package lstm4j.cli;

import java.math.BigDecimal;

/**
 * An option whose value is a number in a range, and what it is where it is not given.
 *
 * @param name with its dashes: {@code --window}
 * @param value what stands for its value in the help, such as {@code T}
 * @param help what it means, in a line
 */
record NumberOption(String name, String value, String help, double least, double most, double standard) {
    /** As the help lists it. */
    Option option() {
        return Option.valued(name, value, help + "; " + BigDecimal.valueOf(standard).stripTrailingZeros().toPlainString() + " is the standard");
    }

    /** What was given as a whole number, else the standard; [CLI-3] out of range. */
    int integer(Arguments given) {
        return given.integer(name, (int) least, (int) most, (int) standard);
    }

    /** What was given, else the standard; [CLI-3] out of range. */
    double number(Arguments given) {
        return given.number(name, least, most, standard);
    }
}
