package lstm4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is saved when, and under which name. */
class ModelCheckpointTest {
    @TempDir
    Path folder;

    private List<String> saved(int epochs, ModelCheckpoint checkpoint) throws IOException {
        Sequential model = Sequential.of(LSTM.units(2).inputShape(3, 1), Dense.units(1)).compile(new SGD().learningRate(0.01), Loss.MSE);
        model.fit(new float[][][] {{{1}, {2}, {0}}, {{0}, {1}, {-1}}, {{2}, {2}, {1}}}, new float[] {1, 0, 2}, Fit.epochs(epochs).batchSize(1).callbacks(checkpoint));
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @Rule("FIT-33")
    void oneFileAnEpochAndOnlyTheLastOnesAreKept() throws IOException {
        assertEquals(List.of("m-02.keras", "m-03.keras"), saved(3, new ModelCheckpoint(folder + "/m-{epoch:02d}.keras").keep(2)));
        assertEquals(3, Sequential.load(folder.resolve("m-03.keras")).epochs());
    }

    @Test
    @Rule("FIT-33")
    void everyFewBatchesAcrossEpochs() throws IOException {
        assertEquals(List.of("1-2.weights.h5", "2-1.weights.h5", "2-3.weights.h5"),
                saved(2, new ModelCheckpoint(folder + "/{epoch}-{batch}.weights.h5").saveWeightsOnly().saveFreq(2)));
    }

    @Test
    @Rule("FIT-33")
    void onlyWhatIsBetterThanAllBefore() throws IOException {
        assertEquals(List.of(), saved(2, new ModelCheckpoint(folder + "/m.keras").saveBestOnly().monitor("loss").initialValueThreshold(0)));
        assertEquals(List.of("m-1.keras", "m-2.keras"), saved(2, new ModelCheckpoint(folder + "/m-{epoch}.keras").saveBestOnly().monitor("loss")));
        assertEquals(List.of("m-1.keras", "m-2.keras", "worse-1.keras"),
                saved(2, new ModelCheckpoint(folder + "/worse-{epoch}.keras").saveBestOnly().monitor("loss").mode("max")));
    }

    /** Expected names are those of Python's str.format with epoch 7 written from 1, and these logs. */
    @ParameterizedTest
    @CsvSource({"{epoch:02d},07", "{epoch},7", "{epoch:3d},'  7'", "{val_loss:.2f},0.12", "{loss},0.5", "{epoch:03d}-{batch:02d}-{loss:.1f},007-12-0.5"})
    @Rule("FIT-33")
    void fieldsAreWrittenAsPythonDoes(String pattern, String expected) {
        Logs logs = new Logs();
        logs.put("loss", 0.5);
        logs.put("val_loss", 0.125);
        assertEquals(expected, FileNames.fill(pattern, 6, 11, logs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m-{epoch:2x}.keras", "m-{epoch.keras", "m-epoch}.keras", "m.weights.h5", "m.txt"})
    @Rule("FIT-29")
    void namesThatCannotBeAreRefusedBeforeTheFirstEpoch(String name) {
        assertEquals("FIT-29", assertThrows(RuleException.class, () -> saved(1, new ModelCheckpoint(folder + "/" + name))).rule());
    }

    @Test
    @Rule("FIT-11")
    void aWatchedValueThatIsNotLoggedIsRefused() {
        assertEquals("FIT-11", assertThrows(RuleException.class, () -> saved(1, new ModelCheckpoint(folder + "/m.keras").saveBestOnly())).rule());
    }
}
