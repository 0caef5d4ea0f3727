package lstm4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import lstm4j.layer.RuleException;

/** Chooses the command, and turns whatever goes wrong into a message and an exit code. */
public final class Main {
    private static final List<Command> COMMANDS = List.of(new SummaryCommand(), new ExplainCommand());
    private static final String DEBUG = "--debug";

    private Main() {
    }

    /** Runs the command line and ends the JVM with its exit code. Both streams are UTF-8; {@code --ascii} avoids the need for it. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /**
     * Runs the command line.
     *
     * @return 0 done; 1 the run failed, a file is bad, or lstm4j has a bug; 2 the command line is not understood
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
        } catch (RuleException e) {
            return failed(e, e.getMessage(), 1, debug, err);
        } catch (IOException e) {
            return failed(e, fileMessage(e), 1, debug, err);
        } catch (OutOfMemoryError e) {
            return failed(e, "The memory of this JVM is not enough; give it more with java -Xmx, or use a smaller model or batch.", 1, debug, err);
        } catch (RuntimeException | Error e) {
            return failed(e, "This is a bug of lstm4j, not a mistake of yours: " + e
                    + (debug ? "" : "\nRun the same command with " + DEBUG + " to see where, and please report it."), 1, debug, err);
        }
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
            return "There is no file " + e.getMessage() + ".";
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
        if (isHelp(first) || first.equals("help")) {
            out.println(words.size() > 1 ? Help.of(command(commands, words.get(1))) : Help.of(commands));
            return 0;
        }
        Command command = command(commands, first);
        List<String> rest = words.subList(1, words.size());
        if (asksForHelp(rest)) {
            out.println(Help.of(command));
            return 0;
        }
        return command.run(Arguments.parse(command.name(), command.options(), rest), out, err);
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    private static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        return words.subList(0, end < 0 ? words.size() : end).stream().anyMatch(Main::isHelp);
    }

    private static Command command(List<Command> commands, String name) {
        for (Command command : commands) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        throw UsageException.of("CLI-1", "lstm4j", "a command", name,
                Nearest.hint(name, commands.stream().map(Command::name).toList(), "The commands are "));
    }
}
