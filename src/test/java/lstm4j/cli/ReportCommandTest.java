package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.report.Valid;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    Path folder;

    private String path(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (text != null) {
            Files.writeString(file, text);
        }
        return file.toString();
    }

    @Test
    @Rule("CLI-9")
    void aSavedModelWithSamplesLabelsAndHistoryBecomesOnePage() throws IOException {
        String model = path("m.keras", null);
        Sequential.of(LSTM.units(3).inputShape(4, 1), Dense.units(1)).save(Path.of(model));
        String[] words = {"report", model, "--input", path("x.csv", "1,2,3,4\n5,6,7,8\n"), "--labels", path("y.csv", "5\n9\n"),
                "--history", path("log.csv", "epoch,loss,val_loss\r\n0,2.5,NA\r\n1,nan,NA\r\n"), "--output", path("r.html", null)};
        MainTest.Run run = MainTest.run(words);
        assertEquals(0, run.exitCode(), run.err());
        String html = Files.readString(folder.resolve("r.html"));
        Valid.require(html);
        assertTrue(html.contains("2 forecasts") && html.contains("One sample on its way"), html);
        assertTrue(html.contains("training from 2.5 to NaN"), "a loss that is not a number is shown");
        assertEquals(1, MainTest.run(words).exitCode(), "the page is there already");
    }

    @Test
    @Rule("CLI-8")
    void labelsThatAreNoClassesOrTooFewAreRefused() throws IOException {
        String model = path("m.keras", null);
        Sequential.of(LSTM.units(3).inputShape(4, 1), Dense.units(2)).save(Path.of(model));
        String input = path("x.csv", "1,2,3,4\n5,6,7,8\n");
        String output = path("r.html", null);
        assertTrue(MainTest.run("report", model, "--input", input, "--labels", path("y.csv", "0\n2\n"), "--output", output).err()
                .contains("label 2: expected a class from 0 to 1, got 2.0"));
        assertTrue(MainTest.run("report", model, "--input", input, "--labels", path("y.csv", "0\n"), "--output", output).err()
                .contains("expected a label for each of 2 samples, got 1"));
        assertEquals(2, MainTest.run("report", model, "--labels", input, "--output", output).exitCode());
    }

    @Test
    void aDemoWritesItsReport() throws IOException {
        String file = path("s.html", null);
        MainTest.Run run = MainTest.run("demo", "sine", "--epochs", "1", "--units", "3", "--report", file);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().replaceAll("\\s+", " ").contains("A report to look at is in"), run.out());
        Valid.require(Files.readString(Path.of(file)));
    }
}
