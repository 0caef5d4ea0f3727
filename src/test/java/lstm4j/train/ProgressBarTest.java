package lstm4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import lstm4j.run.FitLoop;
import lstm4j.run.Scripted;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressBarTest {
    private long now;

    static Stream<Arguments> textsOfKeras() {
        return Measured.lines("progress-bar.tsv").map(fields -> Arguments.of((Object) fields));
    }

    @ParameterizedTest
    @MethodSource("textsOfKeras")
    @Rule("FIT-26")
    void printsWhatKerasPrints(String[] fields) {
        StringBuilder said = new StringBuilder();
        ProgressBar bar = (fields[0].equals("1") ? ProgressBar.terminal(said) : ProgressBar.lines(said)).clock(() -> now);
        int epochs = Integer.parseInt(fields[1]);
        int steps = Integer.parseInt(fields[2]);
        Training training = Scripted.training(steps, epochs);
        int epoch = 0;
        for (String event : fields[3].split(" ")) {
            String[] parts = event.substring(1).split(":");
            now = Long.parseLong(parts[0]);
            switch (event.charAt(0)) {
                case 'b' -> bar.onEpochBegin(epoch++, training);
                case 'u' -> bar.onBatchEnd(Integer.parseInt(parts[1]), logs(parts[2]), training);
                default -> bar.onEpochEnd(epoch - 1, logs(parts[2]), training);
            }
        }
        assertEquals(Measured.text(fields[4]), said.toString());
    }

    private static Logs logs(String text) {
        Logs logs = new Logs();
        for (String pair : text.split(",")) {
            logs.put(pair.split("=")[0], Measured.number(pair.split("=")[1]));
        }
        return logs;
    }

    /** The text of facts C.7, without its colours. */
    @Test
    void theFinishedBarReadsAsInKeras() {
        StringBuilder said = new StringBuilder();
        ProgressBar bar = ProgressBar.terminal(said).clock(() -> now);
        bar.begin(1875);
        now = 4_875_000_000L;
        bar.finish(logs("accuracy=0.91,loss=0.29,val_accuracy=0.93,val_loss=0.22"));
        assertEquals("1875/1875 ━━━━━━━━━━━━━━━━━━━━ 5s 3ms/step - accuracy: 0.9100 - loss: 0.2900 - val_accuracy: 0.9300 - val_loss: 0.2200\n",
                said.toString().replaceAll("\033\\[[0-9]+m|\r", ""));
    }

    @Test
    @Rule("FIT-26")
    void fitWritesOneLineAnEpochWhereItIsTold() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Scripted(5).fit(Fit.epochs(2).batchSize(2).verbose(new PrintStream(bytes, false, StandardCharsets.UTF_8)));
        assertEquals("Epoch 1/2|3/3 - 0s - Ts/step - loss: 1.0000|Epoch 2/2|3/3 - 0s - Ts/step - loss: 1.0000|",
                bytes.toString(StandardCharsets.UTF_8).replaceAll("[0-9]+[mu]?s/step", "Ts/step").replace('\n', '|'));
    }

    @Test
    void evaluationShowsABarOfItsOwn() {
        StringBuilder said = new StringBuilder();
        Scripted model = new Scripted(5);
        Logs logs = new FitLoop(model, Scripted.SEED).evaluate(Scripted.samples(5), 2, ProgressBar.lines(said).clock(() -> 0));
        assertEquals("3/3 - 0s - 0s/step - loss: 1.8000\n", said.toString());
        assertEquals("loss: 1.8000", logs.toString());
    }

    @Test
    void aStreamThatCannotBeWrittenEndsTheTraining() {
        Appendable broken = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                return append(text);
            }

            @Override
            public Appendable append(char c) throws IOException {
                return append("" + c);
            }
        };
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> new Scripted(1).fit(Fit.epochs(1).verbose(broken)));
        assertEquals("the progress of the training cannot be written: disk full", e.getMessage());
    }
}
