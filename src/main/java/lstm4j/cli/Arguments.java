package lstm4j.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words behind a command, sorted into options and the rest. {@code --name value} and {@code --name=value} say the
 * same; behind {@code --} everything is taken as it is.
 */
final class Arguments {
    private final String command;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Arguments(String command) {
        this.command = command;
    }

    /**
     * Sorts the words.
     *
     * @throws UsageException CLI-2 for an option that is not known, or given twice; CLI-3 for one without its value
     */
    static Arguments parse(String command, List<Option> known, List<String> words) {
        Arguments arguments = new Arguments(command);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                arguments.rest.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (!word.startsWith("-") || word.equals("-") || word.matches("-[0-9.].*")) {
                arguments.rest.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            Option option = arguments.known(equals < 0 ? word : word.substring(0, equals), known);
            if (equals >= 0) {
                arguments.put(option, Optional.of(word.substring(equals + 1)));
            } else if (option.takesValue() && i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
                arguments.put(option, Optional.of(words.get(++i)));
            } else {
                arguments.put(option, Optional.empty());
            }
        }
        return arguments;
    }

    private Option known(String name, List<Option> known) {
        for (Option option : known) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        List<String> names = new ArrayList<>(known.stream().map(Option::name).toList());
        names.add("--help");
        throw UsageException.of("CLI-2", command, "an option it knows", name, Nearest.hint(name, names, "The options are "));
    }

    private void put(Option option, Optional<String> value) {
        if (option.takesValue() && value.filter(text -> !text.isEmpty()).isEmpty()) {
            throw UsageException.of("CLI-3", command, "a value behind " + option.name(), "none", "write " + option.usage());
        }
        if (!option.takesValue() && value.isPresent()) {
            throw UsageException.of("CLI-3", command, option.name() + " without a value", option.name() + "=" + value.get(), "");
        }
        if (options.put(option.name(), value.orElse("")) != null) {
            throw UsageException.of("CLI-2", command, "each option once", option.name() + " twice", "");
        }
    }

    /** Whether an option was given. */
    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option, if it was given. */
    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /** The value of an option as a whole number in a range, or the default; else [CLI-3]. */
    int integer(String option, int minimum, int maximum, int otherwise) {
        Optional<String> given = value(option);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(given.get());
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw UsageException.of("CLI-3", command, "a whole number from " + minimum + " to " + maximum + " behind " + option, given.get(), "");
    }

    /** The value of an option as a number in a range, or the default; else [CLI-3]. */
    double number(String option, double minimum, double maximum, double otherwise) {
        Optional<String> given = value(option);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(given.get());
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw UsageException.of("CLI-3", command, "a number from " + plain(minimum) + " to " + plain(maximum) + " behind " + option,
                given.get(), "");
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The arguments that are not options; else [CLI-4] if there are fewer or more than allowed. */
    List<String> rest(int minimum, int maximum, String what) {
        if (rest.size() < minimum || rest.size() > maximum) {
            throw UsageException.of("CLI-4", command, what, rest.isEmpty() ? "nothing" : rest.size() + ": " + String.join(" | ", rest),
                    rest.size() > maximum ? "an argument with blanks or brackets needs quotes around it" : "see lstm4j " + command + " --help");
        }
        return List.copyOf(rest);
    }

    /** The command these arguments belong to, the place of messages about them. */
    String command() {
        return command;
    }
}
