package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.Sequential;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
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
    @Rule("CLI-8")
    void textsAreReadByTheirVocabulary() throws IOException {
        String model = path("m.keras", null);
        Sequential.of(Embedding.of(5, 2).inputLength(3), LSTM.units(3), Dense.units(2).activation(ActivationFunction.SOFTMAX)).save(Path.of(model));
        String texts = path("t.txt", "the cat\nthe dog sat down\n");
        String output = path("r.html", null);
        assertEquals(0, MainTest.run("report", model, "--input", texts, "--vocabulary", path("v.txt", "\n[UNK]\nthe\ncat\nsat\n"), "--labels",
                path("y.csv", "1,0\n0,1\n"), "--output", output).exitCode());
        String html = Files.readString(Path.of(output));
        Valid.require(html);
        assertTrue(html.contains("<li>the</li><li>cat</li><li>–</li>") && html.contains("the [UNK] sat") && html.contains("right of 2 samples"), html);
        assertEquals(2, MainTest.run("report", model, "--input", texts, "--output", output, "--force").exitCode());
        String numbers = path("n.csv", "2,3,0\n2,1,4\n");
        assertEquals(0, MainTest.run("report", model, "--input", numbers, "--output", output, "--force").exitCode());
        assertTrue(Files.readString(Path.of(output)).contains("<li>2</li><li>3</li><li>0</li>"));
        String sequences = path("s.keras", null);
        Sequential.of(LSTM.units(3).inputShape(4, 1), Dense.units(1)).save(Path.of(sequences));
        assertTrue(MainTest.run("report", sequences, "--input", numbers, "--vocabulary", texts, "--output", output, "--force").err()
                .replaceAll("\\s+", " ").contains("a model that begins with an Embedding"));
    }

    @Test
    void rowsImagesAndLabelsOfEveryStepAreTaken() throws IOException {
        String rows = path("rows.keras", null);
        Sequential.of(Dense.units(2).inputShape(3)).save(Path.of(rows));
        String output = path("r.html", null);
        assertEquals(0, MainTest.run("report", rows, "--input", path("x.csv", "1,2,3\n4,5,6\n"), "--labels", path("y.csv", "1,2\n3,4\n"), "--output", output).exitCode());
        assertTrue(Files.readString(Path.of(output)).contains("Output 1"));
        assertTrue(MainTest.run("report", rows, "--input", path("x.csv", "1,2,3\n"), "--labels", path("y.csv", "1,2,3\n"), "--output", output, "--force").err()
                .replaceAll("\\s+", " ").contains("expected a class, or 2 numbers, for each sample, got 3 numbers in a line"));
        String steps = path("steps.keras", null);
        Sequential.of(LSTM.units(3).returnSequences().inputShape(2, 1), Dense.units(2).activation(ActivationFunction.SOFTMAX)).save(Path.of(steps));
        assertEquals(0, MainTest.run("report", steps, "--input", path("x.csv", "1,2\n3,4\n"), "--labels", path("y.csv", "0,1\n1,1\n"), "--output", output, "--force").exitCode());
        assertTrue(Files.readString(Path.of(output)).contains("right of 4 steps"));
        String images = path("images.keras", null);
        Sequential.of(Dense.units(2).inputShape(4)).save(Path.of(images));
        Path idx = Files.write(folder.resolve("a-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4});
        Path labels = Files.write(folder.resolve("a-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1});
        MainTest.Run run = MainTest.run("report", images, "--input", idx.toString(), "--labels", labels.toString(), "--output", output, "--force");
        assertEquals(0, run.exitCode(), run.err());
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
