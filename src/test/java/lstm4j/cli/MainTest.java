package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final String DIGITS = "LSTM(128,return_sequences) LSTM(128) Dense(10,softmax)";

    /** What a run left behind. */
    record Run(int exitCode, String out, String err) {
    }

    static Run run(String... args) {
        return run(null, args);
    }

    private static Run run(List<Command> commands, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int exitCode = commands == null ? Main.run(args, outStream, errStream) : Main.run(commands, args, outStream, errStream);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    private static void assertMistake(Run run, String... parts) {
        assertEquals(2, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertFalse(run.err().contains("\tat "), run.err());
        for (String part : parts) {
            assertTrue(run.err().contains(part), () -> "not said: " + part + "\n" + run.err());
        }
    }

    @Test
    void withoutArgumentsAShortUsageGoesToStandardError() {
        assertMistake(run(), "usage: lstm4j COMMAND", "commands: summary, explain, predict, convert, inspect, report, probe, check, vectors, demo digits, demo sine, demo series, demo table, demo sentiment, demo text", "lstm4j --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpListsEveryCommand(String help) {
        Run run = run(help);
        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
        String said = run.out().replaceAll(" +", " ");
        assertTrue(said.contains("\n summary print the table") && said.contains("\n explain tell what"), run.out());
        assertTrue(run.out().contains("exit codes: 0 done; 1 the run failed or a file is bad; 2"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "explain"})
    void everyCommandHasItsHelp(String command) {
        Run run = run(command, "--help");
        assertTrue(run.exitCode() == 0 && run.out().startsWith("lstm4j " + command + ": "), run.out());
        assertTrue(run.out().contains("usage: lstm4j " + command + " MODEL [OPTIONS]"), run.out());
        assertTrue(run.out().contains("--input T,F"), run.out());
        run.out().lines().skip(1).forEach(line -> assertTrue(line.length() <= 110, line));
        assertEquals(run.out(), run("help", command).out());
        assertEquals(run.out(), run(command, "nonsense", "-h").out());
    }

    @Test
    void theExamplesOfTheHelpWork() {
        List<String> examples = run("summary", "--help").out().lines().filter(line -> line.startsWith("  lstm4j ") && line.contains("\"")).toList();
        assertEquals(3, examples.size());
        for (String example : examples) {
            String[] quoted = example.strip().split("\"");
            List<String> words = new ArrayList<>(List.of("summary", quoted[1]));
            words.addAll(List.of(quoted[2].strip().split(" ")));
            Run run = run(words.toArray(String[]::new));
            assertEquals(0, run.exitCode(), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo digits", "demo sine", "demo series"})
    void everyDemoHasItsHelp(String demo) {
        String which = demo.split(" ")[1];
        Run run = run("demo", which, "--help");
        assertTrue(run.exitCode() == 0 && run.out().startsWith("lstm4j " + demo + ": "), run.out());
        assertTrue(run.out().contains("usage: lstm4j " + demo) && run.out().contains("\nexamples:\n  lstm4j " + demo), run.out());
        run.out().lines().forEach(line -> assertTrue(line.length() <= 125, line));
        assertEquals(run.out(), run("help", "demo", which).out());
        assertEquals(run.out(), run("demo", which, "--seed", "1", "-h").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --help", "demo -h", "help demo"})
    void theHelpOfDemoListsTheDemos(String words) {
        Run run = run(words.split(" "));
        assertTrue(run.exitCode() == 0 && run.out().startsWith("usage: lstm4j demo WHICH"), run.out());
        String said = run.out().replaceAll(" +", " ");
        assertTrue(said.contains("\n demo digits watch") && said.contains("\n demo sine ") && said.contains("\n demo sentiment "), run.out());
    }

    @Test
    void aDemoIsChosenByItsSecondWord() {
        assertMistake(run("demo"), "[CLI-1] demo: expected which one, got nothing.", "There are digits, sine, series, table, sentiment, text.");
        assertMistake(run("demo", "digit"), "[CLI-1] demo: expected which one, got digit.", "did you mean digits?");
        assertMistake(run("help", "demo", "sinus"), "[CLI-1] demo", "There are digits, sine, series, table, sentiment, text.");
    }

    @Test
    void summaryPrintsKerasTable() {
        Run run = run("summary", DIGITS, "--input", "28,28");
        assertTrue(run.exitCode() == 0 && run.out().startsWith("Model: \"sequential\"\n┏━━━"), run.out() + run.err());
        assertTrue(run.out().endsWith(" Total params: 213,258 (833.04 KB)\n Trainable params: 213,258 (833.04 KB)\n Non-trainable params: 0 (0.00 B)\n"),
                run.out());
    }

    @Test
    void summaryOptionsChangeTheTable() {
        assertTrue(run("summary", DIGITS, "--input=28,28", "--ascii").out().contains("| lstm (LSTM)  "));
        assertTrue(run("summary", DIGITS, "--input=28,28", "--width", "60").out().contains("│ lstm (LSTM)            │"));
        assertTrue(run("summary", DIGITS, "--input=28,28", "--name", "digits").out().startsWith("Model: \"digits\""));
        assertTrue(run("summary", DIGITS, "--input=28,28", "--trainable").out().contains("Trai…"));
        assertTrue(run("summary", DIGITS, "--input=28,28", "--layout", "keras2").out().contains("\nlstm (LSTM)                  (None, 28, 128)           80384"));
        assertTrue(run("summary", DIGITS, "--input=28,28", "--layout", "tfkeras2").out().contains("(0.00 Byte)"));
    }

    @Test
    void explainTellsTheStoryLongAndShort() {
        Run story = run("explain", DIGITS, "--input", "28,28");
        assertEquals(0, story.exitCode(), story.err());
        assertTrue(story.out().startsWith("THE DATA (batch, timesteps, features) = (None, 28, 28)\n"), story.out());
        Run onScreen = run("explain", DIGITS, "--input", "28,28", "--short", "--ascii");
        assertEquals(0, onScreen.exitCode(), onScreen.err());
        assertTrue(onScreen.out().contains("  0 -> [LSTM] -h,c-> [LSTM] -h,c-> ... -h,c-> [LSTM]"), onScreen.out());
        assertTrue(onScreen.out().length() < story.out().length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "28,28 | (None, 28, 28)", "none,28,28 | (None, 28, 28)", "*,28 | (None, None, 28)", "none,28 | (None, None, 28)", "Any,3 | (None, None, 3)",
        "(28, 28) | (None, 28, 28)", "28x28 | (None, 28, 28)", "28 28 | (None, 28, 28)", "none,none,7 | (None, None, 7)"})
    void theInputMayBeWrittenInManyWays(String input, String shape) {
        Run run = run("explain", "LSTM(2)", "--input", input);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("THE DATA (batch, timesteps, features) = " + shape), run.out());
    }

    @Test
    void theBatchIsFixedByItsOption() {
        Run run = run("explain", "LSTM(2, stateful)", "--input", "5,3", "--batch", "32");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("THE DATA (batch, timesteps, features) = (32, 5, 3)"), run.out());
        assertMistake(run("summary", "LSTM(2, stateful)", "--input", "5,3"), "[CLI-6] summary: expected a fixed batch size", "add --batch B");
        assertMistake(run("summary", "LSTM(2, input_shape=(5,3))", "--batch", "3"), "[CLI-6]", "batch_input_shape=(B, T, F)");
        assertMistake(run("summary", "LSTM(2)", "--input", "5,3", "--batch", "0"), "[CLI-3] summary: expected a whole number from 1");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertMistake(run("sumary", "x"), "[CLI-1] lstm4j: expected a command, got sumary.", "did you mean summary? The commands are summary, explain, predict, convert, inspect,");
        assertMistake(run("help", "explane"), "did you mean explain?");
        Run far = run("xyzzy");
        assertMistake(far, "[CLI-1]", "Hint: The commands are summary, explain, predict, convert, inspect,");
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearest() {
        assertMistake(run("summary", DIGITS, "--inptu", "28,28"), "[CLI-2] summary: expected an option it knows, got --inptu.", "did you mean --input?");
        assertMistake(run("explain", DIGITS, "-x"), "[CLI-2] explain");
        assertMistake(run("explain", DIGITS, "--short", "--short"), "[CLI-2] explain: expected each option once, got --short twice.");
    }

    @Test
    void badOptionValuesAreNamed() {
        assertMistake(run("summary", DIGITS, "--input"), "[CLI-3] summary: expected a value behind --input, got none.", "write --input T,F");
        assertMistake(run("summary", DIGITS, "--input", "--ascii"), "[CLI-3]");
        assertMistake(run("summary", DIGITS, "--input="), "[CLI-3]");
        assertMistake(run("summary", DIGITS, "--ascii=yes"), "[CLI-3] summary: expected --ascii without a value");
        assertMistake(run("summary", DIGITS, "--input", "1,1", "--width", "wide"), "[CLI-3] summary: expected a whole number from 20 to 1000 behind --width, got wide.");
        assertMistake(run("summary", DIGITS, "--input", "1,1", "--layout", "keras"), "[CLI-3]", "did you mean keras3?");
        assertMistake(run("summary", DIGITS, "--input", "28,abc"), "[CLI-6]", "as in --input 28,28");
        assertMistake(run("summary", DIGITS, "--input", "28,-1"), "[CLI-6]");
        assertMistake(run("summary", DIGITS, "--input", "28,0"), "[CLI-6]");
    }

    @Test
    void theModelMustBeOneArgument() {
        assertMistake(run("summary"), "[CLI-4] summary: expected one argument, the model in quotes or a file, got nothing.", "lstm4j summary --help");
        assertMistake(run("summary", "LSTM(3)", "Dense(1)", "--input", "1,1"), "[CLI-4]", "needs quotes");
    }

    @Test
    void aModelWithoutAShapeIsToldHowToGiveOne() {
        assertMistake(run("summary", "LSTM(3)"), "[CLI-6] summary: expected the shape of the data, got none.", "--input 28,28", "--input none,1");
        assertMistake(run("summary", "Dense(3)"), "add --input F:");
    }

    @Test
    void layersThatDoNotFitAreAFailedRun() {
        Run run = run("summary", "LSTM(128) LSTM(128)", "--input", "28,28");
        assertEquals(1, run.exitCode());
        assertEquals("", run.out());
        assertEquals("""
                [SHAPE-4] lstm_1: expected input (batch, timesteps, features), got (batch, features=128).
                          Hint: lstm returns only its last output; add returnSequences() to lstm.
                """, run.err());
        assertEquals(1, run("summary", "LSTM(1) Dense(2)", "--input", "7").exitCode());
        assertEquals(1, run("summary", "LSTM(1, return_sequences) Flatten", "--input", "none,7").exitCode());
        assertEquals(1, run("summary", "LSTM(1, input_shape=(3, 4))", "--input", "5,4").exitCode());
    }

    @Test
    void aModelTextThatIsNotUnderstoodIsPointedAt() {
        Run run = run("summary", "LSTM(128,retrun_sequences) LSTM(128)", "--input", "28,28");
        assertMistake(run);
        assertEquals("""
                [CLI-5] model, character 10: expected an option of LSTM, got retrun_sequences.
                        Hint: did you mean return_sequences? The options of LSTM are units, activation,
                              recurrent_activation, return_sequences, return_state, go_backwards, stateful, dropout,
                              recurrent_dropout, use_bias, unit_forget_bias, zero_output_for_mask, name, trainable,
                              input_shape, batch_input_shape, input_length, input_dim.

                  LSTM(128,retrun_sequences) LSTM(128)
                           ^^^^^^^^^^^^^^^^
                """, run.err());
    }

    /** A command that fails as it is told to. */
    private record Failing(Throwable cause) implements Command {
        @Override
        public String name() {
            return "fail";
        }

        @Override
        public String purpose() {
            return "fails";
        }

        @Override
        public String arguments() {
            return "";
        }

        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public String details() {
            return "";
        }

        @Override
        public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
            if (cause instanceof IOException e) {
                throw e;
            }
            if (cause instanceof Error e) {
                throw e;
            }
            throw (RuntimeException) cause;
        }
    }

    @Test
    void aBugIsCalledABugAndShowsItsStackTraceOnlyIfAsked() {
        Run run = run(List.of(new Failing(new IllegalStateException("odd"))), "fail");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("This is a bug of lstm4j, not a mistake of yours: java.lang.IllegalStateException: odd\n"), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        assertTrue(run.err().contains("--debug"), run.err());
        Run debugged = run(List.of(new Failing(new AssertionError("lstm4j bug: odd"))), "fail", "--debug");
        assertTrue(debugged.exitCode() == 1 && debugged.err().contains("\tat lstm4j.cli.MainTest"), debugged.err());
    }

    @Test
    void aMessageThatNamesARuleIsNoBug() {
        String named = "[DATA-38] scaler: expected this, got that.\n          Hint: so.";
        assertEquals(new Run(1, "", named + "\n"), run(List.of(new Failing(new IllegalArgumentException(named))), "fail"));
        for (String message : new String[] {"odd", null}) {
            assertTrue(run(List.of(new Failing(new IllegalArgumentException(message))), "fail").err().startsWith("This is a bug"));
        }
    }

    @Test
    void filesAndMemoryFailWithAMessageOfTheirOwn() {
        assertEquals(new Run(1, "", "There is no file data.csv.\n"), run(List.of(new Failing(new NoSuchFileException("data.csv"))), "fail"));
        assertEquals(new Run(1, "", "[DATA-21] x.gz: too short.\n"),
                run(List.of(new Failing(new IOException("[DATA-21] x.gz: too short."))), "fail"));
        Run memory = run(List.of(new Failing(new OutOfMemoryError())), "fail");
        assertTrue(memory.exitCode() == 1 && memory.err().contains("java -Xmx"), memory.err());
    }
}
