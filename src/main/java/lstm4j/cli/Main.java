package lstm4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.RuleException;

/** Chooses the command, and turns whatever goes wrong into a message and an exit code. */
public final class Main {
    private static final List<Command> COMMANDS = List.of(new SummaryCommand(), new ExplainCommand(),
            new PredictCommand(), new ConvertCommand(), new InspectCommand(), new ReportCommand(),
            new ProbeCommand(), new CheckCommand(), new VectorsCommand(),
            new DigitsDemo(), new SineDemo(), new SeriesDemo(), new TableDemo(),
            new SentimentDemo(), new TextDemo());
    private static final String DEBUG = "--debug";
    private static final String BEYOND_ASCII = " For names beyond ASCII, set the locale to UTF-8, as with LC_ALL=C.UTF-8.";
    private static final int INTERRUPTED = 130; // 128 + the number of the signal, as shells have it

    private Main() {
    }

    /** Runs the command line and ends the JVM with its exit code. Both streams are UTF-8; {@code --ascii} avoids the need for it. */
    public static void main(String[] args) {
        System.setProperty("jdk.console", "java.base"); // else JDK 22 to 24 take a pipe for a terminal
        PrintStream out = new PrintStream(new LoudOutput(), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /**
     * Runs the command line.
     *
     * @return 0 done; 1 the run failed, a file is bad, or lstm4j has a bug; 2 the command line is not understood; 130 interrupted
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(COMMANDS, args, out, err);
    }

    static int run(List<Command> commands, String[] args, PrintStream out, PrintStream err) {
        List<String> words = new ArrayList<>(List.of(args));
        boolean debug = words.remove(DEBUG);
        try {
            return chosen(commands, words, out, err);
        } catch (UsageException e) {
            return failed(e, e.getMessage(), 2, debug, err);
        } catch (InvalidPathException e) {
            return failed(e, "The file name " + ModelFormatException.printable(e.getInput()) + " cannot be used: " + e.getReason()
                    + "." + BEYOND_ASCII, 2, debug, err);
        } catch (IllegalArgumentException e) {
            return failed(e, namesRule(e) ? e.getMessage() : bug(e, debug), 1, debug, err);
        } catch (IOException e) {
            return failed(e, fileMessage(e), 1, debug, err);
        } catch (CancellationException e) {
            return INTERRUPTED; // what was saved is said already
        } catch (UncheckedIOException e) {
            return failed(e, e.getMessage(), 1, debug, err);
        } catch (OutOfMemoryError e) {
            return failed(e, "The memory of this JVM is not enough; give it more with java -Xmx, or use a smaller model or batch.", 1, debug, err);
        } catch (RuntimeException | Error e) {
            return failed(e, bug(e, debug), 1, debug, err);
        }
    }

    /** Whether a message says which rule was broken: a mistake of the caller, from whatever package. */
    private static boolean namesRule(IllegalArgumentException e) {
        return e instanceof RuleException || String.valueOf(e.getMessage()).matches("(?s)\\[[A-Z]+-[0-9]+] .*");
    }

    private static String bug(Throwable e, boolean debug) {
        return "This is a bug of lstm4j, not a mistake of yours: " + e
                + (debug ? "" : "\nRun the same command with " + DEBUG + " to see where, and please report it.");
    }

    private static int failed(Throwable cause, String message, int exitCode, boolean debug, PrintStream err) {
        err.println(Wrap.lines(message));
        if (debug) {
            cause.printStackTrace(err);
        }
        return exitCode;
    }

    private static String fileMessage(IOException e) {
        if (e instanceof NoSuchFileException) {
            Path here = Path.of("").toAbsolutePath();
            return "There is no file " + e.getMessage() + "." + (Files.isDirectory(here) ? "" : " Java does not find the folder it runs in, " + here + "." + BEYOND_ASCII);
        }
        return e instanceof AccessDeniedException ? "The file " + e.getMessage() + " may not be read or written."
                : e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static int chosen(List<Command> commands, List<String> words, PrintStream out, PrintStream err) throws IOException {
        if (words.isEmpty()) {
            err.println(Help.usage(commands));
            return 2;
        }
        String first = words.get(0);
        if (first.equals("--version")) {
            out.println(Help.version());
            return 0;
        }
        if (isHelp(first) || first.equals("help")) {
            out.println(words.size() > 1 ? help(commands, words.subList(1, words.size())) : Help.of(commands));
            return 0;
        }
        if (words.size() == 2 && isHelp(words.get(1))) {
            out.println(help(commands, words));
            return 0;
        }
        Command command = command(commands, words);
        List<String> rest = words.subList(nameOf(command).size(), words.size());
        if (asksForHelp(rest)) {
            out.println(Help.of(command));
            return 0;
        }
        return command.run(Arguments.parse(command.name(), command.options(), rest), out, err);
    }

    /** The help of a command, or of all commands that begin with a word such as {@code demo}. */
    private static String help(List<Command> commands, List<String> words) {
        List<Command> group = group(commands, words.get(0));
        boolean alone = words.size() == 1 || isHelp(words.get(1));
        return alone && !group.isEmpty() ? Help.ofGroup(words.get(0), group) : Help.of(command(commands, words));
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    private static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        return words.subList(0, end < 0 ? words.size() : end).stream().anyMatch(Main::isHelp);
    }

    /** The command with whose name the words begin: one word, or two as in {@code demo digits}. */
    private static Command command(List<Command> commands, List<String> words) {
        for (Command command : commands) {
            List<String> name = nameOf(command);
            if (words.size() >= name.size() && words.subList(0, name.size()).equals(name)) {
                return command;
            }
        }
        List<Command> group = group(commands, words.get(0));
        if (group.isEmpty()) {
            throw UsageException.of("CLI-1", "lstm4j", "a command", words.get(0),
                    Nearest.hint(words.get(0), commands.stream().map(command -> nameOf(command).get(0)).distinct().toList(), "The commands are "));
        }
        String second = words.size() > 1 ? words.get(1) : "";
        throw UsageException.of("CLI-1", words.get(0), "which one", second.isEmpty() ? "nothing" : second,
                Nearest.hint(second, group.stream().map(command -> nameOf(command).get(1)).toList(), "There are "));
    }

    private static List<Command> group(List<Command> commands, String first) {
        return commands.stream().filter(command -> command.name().startsWith(first + " ")).toList();
    }

    private static List<String> nameOf(Command command) {
        return List.of(command.name().split(" "));
    }

    /** All commands, for tests of what the README says about them. */
    static List<Command> commands() {
        return COMMANDS;
    }
}
