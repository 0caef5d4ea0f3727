package lstm4j.cli;

/**
 * An option of a command.
 *
 * @param name with its dashes: {@code --input}
 * @param value what stands for its value in the help, such as {@code T,F}; empty for a flag
 * @param help what it means, in a line
 */
record Option(String name, String value, String help) {
    static Option flag(String name, String help) {
        return new Option(name, "", help);
    }

    static Option valued(String name, String value, String help) {
        return new Option(name, value, help);
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /** The option as it is typed: {@code --input T,F}. */
    String usage() {
        return takesValue() ? name + " " + value : name;
    }
}
