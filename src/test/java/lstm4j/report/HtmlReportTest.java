package lstm4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import lstm4j.ModelReport;
import lstm4j.Sequential;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.train.Adam;
import lstm4j.train.BackupAndRestore;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    @TempDir
    Path folder;

    private final float[][][] x = new float[6][5][3];
    private final int[] y = {0, 1, 2, 0, 1, 2};

    private Sequential model() {
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < 5; t++) {
                x[n][t][y[n]] = 1 - 0.1f * t;
            }
        }
        return Sequential.of(LSTM.units(4).returnSequences().inputShape(5, 3), LSTM.units(3), Dense.units(3).activation(ActivationFunction.SOFTMAX))
                .parallelism(1).compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
    }

    @Test
    void thePageIsValidAfterEachEpochAndIsNoLongerLoadedAgainAtTheEnd() throws IOException {
        Path file = folder.resolve("r.html");
        List<String> pages = new ArrayList<>();
        Sequential model = model();
        HtmlReport report = new HtmlReport(file).model(model.architecture());
        model.fit(x, y, Fit.epochs(2).validationSplit(0.34).callbacks(report, new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                try {
                    pages.add(Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }));
        pages.add(Files.readString(file));
        assertTrue(pages.get(0).contains("http-equiv=\"refresh\"") && pages.get(0).contains("epoch 1 of 2"), pages.get(0));
        assertFalse(pages.get(2).contains("http-equiv=\"refresh\""));
        assertEquals(2, report.columns().get("val_loss").size());
        assertEquals(2, report.columns().get("seconds").size());
        pages.forEach(Valid::require);
    }

    @Test
    void aTrainingThatIsResumedGoesOnWithItsCurves() throws IOException {
        Path file = folder.resolve("r.html");
        Path backup = folder.resolve("backup");
        Sequential first = model();
        assertThrows(IllegalStateException.class, () -> first.fit(x, y, Fit.epochs(4).callbacks(new BackupAndRestore(backup), new HtmlReport(file), new Callback() {
            @Override
            public void onEpochBegin(int epoch, Training training) {
                if (epoch == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        })));
        HtmlReport report = new HtmlReport(file);
        List<Double> losses = model().fit(x, y, Fit.epochs(4).callbacks(new BackupAndRestore(backup), report)).asMap().get("loss");
        assertEquals(losses, report.columns().get("loss"));
        assertEquals(4, report.columns().get("seconds").size());
        assertTrue(Files.readString(file).contains("Training of 4 epochs"));
        assertTrue(Files.readString(file).contains("fingerprint of all weights"));
        assertTrue(Files.readString(file).contains(">seed<"));
    }

    @Test
    void aFileThatCannotBeWrittenEndsTheTrainingAndIsNamed() {
        Path file = folder.resolve("nowhere").resolve("r.html");
        Sequential model = model();
        Fit fit = Fit.epochs(1).callbacks(new HtmlReport(file));
        assertTrue(assertThrows(UncheckedIOException.class, () -> model.fit(x, y, fit)).getMessage().contains(file.toString()));
    }

    @Test
    void theReportOnAModelIsValidAndLoadsNothing() throws IOException {
        Sequential model = model();
        Path file = folder.resolve("m.html");
        ModelReport.of(model).training(model.fit(x, y, Fit.epochs(2)).asMap(), 1).option("who", "<a test>").classes(x, y).write(file);
        String html = Files.readString(file);
        Valid.require(html);
        for (String part : List.of("lstm_1", "forget gate", "steps before the end", "kernel_f", "&lt;a test&gt;", "Gradients of the sparse_categorical_crossentropy of the first 6 samples", "Adam{learning_rate=0.001, beta_1=0.9", "unit_forget_bias")) {
            assertTrue(html.contains(part), part);
        }
        assertFalse(html.contains("<script") || html.contains("http://") || html.contains("https://"), "something is loaded");
    }

    @Test
    void aModelThatMustSeeTheWholeSequenceHasNoOutputAfterEachStep() {
        Sequential model = Sequential.of(LSTM.units(4).goBackwards().inputShape(5, 3), Dense.units(1)).parallelism(1);
        String html = ModelReport.of(model).samples(x).forecast(new double[] {1, 2}, new double[] {1.5, 2}).html();
        Valid.require(html);
        assertFalse(html.contains("The output after each step"));
        assertTrue(html.contains("mean absolute error 0.25"), html);
    }
}
