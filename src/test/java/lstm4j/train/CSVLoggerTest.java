package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import lstm4j.run.Scripted;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CSVLoggerTest {
    @TempDir
    Path folder;

    static Stream<Arguments> filesOfKeras() {
        return Measured.lines("csv.tsv").map(fields -> Arguments.of((Object) fields));
    }

    @ParameterizedTest
    @MethodSource("filesOfKeras")
    @Rule("FIT-24")
    void writesTheFileThatKerasWrites(String[] fields) throws IOException {
        Path file = folder.resolve("log.csv");
        Files.writeString(file, Measured.text(fields[2]));
        CSVLogger logger = new CSVLogger(file).separator(fields[0]);
        if (fields[1].equals("True")) {
            logger.append();
        }
        logger.onTrainBegin(null);
        String[] epochs = fields[3].split(" ");
        for (int epoch = 0; epoch < epochs.length; epoch++) {
            Logs logs = new Logs();
            for (String pair : epochs[epoch].split(",")) {
                logs.put(pair.split("=")[0], Measured.number(pair.split("=")[1]));
            }
            logger.onEpochEnd(epoch, logs, null);
        }
        assertEquals(Measured.text(fields[4]), Files.readString(file));
    }

    @Test
    void aNewFileIsMadeAndIsCompleteAfterEachEpoch() throws IOException {
        Path file = folder.resolve("new.csv");
        Callback reader = new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                try {
                    assertEquals(epoch + 2, Files.readAllLines(file).size());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        Scripted.epochs(0.5, 0.25).fit(Fit.epochs(2).callbacks(new CSVLogger(file), reader));
        assertEquals("epoch,loss,val_loss\r\n0,0.5,NA\r\n1,0.25,NA\r\n", Files.readString(file));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedBeforeTraining() {
        Scripted model = new Scripted(1);
        Path file = folder.resolve("no/such/folder.csv");
        UncheckedIOException e = assertThrows(UncheckedIOException.class,
                () -> model.fit(Fit.epochs(1).callbacks(new CSVLogger(file))));
        assertTrue(e.getMessage().startsWith("CSVLogger cannot write " + file + ": "), e.getMessage());
        assertEquals(0, model.calls.size());
    }

    @Test
    void aSeparatorIsOneCharacter() {
        assertMessage("[FIT-10] CSVLogger: expected a separator of one character, got \", \".",
                () -> new CSVLogger(Path.of("x")).separator(", "));
    }
}
