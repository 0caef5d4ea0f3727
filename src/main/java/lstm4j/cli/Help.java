package lstm4j.cli;

import java.util.ArrayList;
import java.util.List;

import lstm4j.Arithmetic;

/** The texts of {@code --help}. */
final class Help {
    private static final String HELP = "--help";

    private Help() {
    }

    /** What is printed when nothing was asked: a few lines. */
    static String usage(List<Command> commands) {
        return "usage: lstm4j COMMAND [ARGUMENTS] [OPTIONS]\n"
                + "commands: " + String.join(", ", commands.stream().map(Command::name).toList()) + "\n"
                + "lstm4j --help and lstm4j COMMAND --help say more.";
    }

    /** The version, where the jar says it, and which arithmetic is at work. */
    static String version() {
        String version = Help.class.getPackage().getImplementationVersion();
        return "lstm4j" + (version == null ? "" : " " + version) + "\narithmetic: " + Arithmetic.name();
    }

    /** The help of the program. */
    static String of(List<Command> commands) {
        List<String> lines = new ArrayList<>(List.of(
                "lstm4j: Keras-style LSTM models in pure Java", "", "usage: lstm4j COMMAND [ARGUMENTS] [OPTIONS]",
                "       where lstm4j stands for: java -jar target/lstm4j.jar", "", "commands:"));
        list(lines, commands);
        lines.addAll(List.of("", "lstm4j COMMAND --help tells about a command, with examples.",
                "lstm4j --version tells the version and which arithmetic is at work.",
                "--debug with any command prints the stack trace of a failure.",
                "", "exit codes: 0 done; 1 the run failed or a file is bad; 2 the command line is not understood"));
        return String.join("\n", lines);
    }

    /** The help of the commands whose names begin with the same word. */
    static String ofGroup(String first, List<Command> group) {
        List<String> lines = new ArrayList<>(List.of("usage: lstm4j " + first + " WHICH [ARGUMENTS] [OPTIONS]", ""));
        list(lines, group);
        lines.addAll(List.of("", "lstm4j " + group.get(0).name() + " --help tells about one, with examples."));
        return String.join("\n", lines);
    }

    private static void list(List<String> lines, List<Command> commands) {
        int width = commands.stream().mapToInt(command -> command.name().length()).max().orElse(0);
        for (Command command : commands) {
            lines.add("  " + padded(command.name(), width) + "  " + command.purpose());
        }
    }

    /** The help of a command. */
    static String of(Command command) {
        List<String> lines = new ArrayList<>(List.of("lstm4j " + command.name() + ": " + command.purpose(), "",
                "usage: lstm4j " + command.name() + (command.arguments().isEmpty() ? "" : " " + command.arguments()) + " [OPTIONS]",
                "", "options:"));
        List<Option> options = new ArrayList<>(command.options());
        options.add(Option.flag(HELP, "show this text"));
        int width = options.stream().mapToInt(option -> option.usage().length()).max().orElse(0);
        for (Option option : options) {
            lines.add("  " + padded(option.usage(), width) + "  " + option.help());
        }
        if (!command.details().isEmpty()) {
            lines.add("");
            lines.add(command.details());
        }
        return String.join("\n", lines);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
