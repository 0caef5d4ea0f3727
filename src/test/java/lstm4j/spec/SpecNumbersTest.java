package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Figures and names that the specification mentions about the project itself. */
class SpecNumbersTest {
    private static final double SHARE = 0.05; // by how much a figure of the README may be off
    private static final Path ENGINE = Path.of("src/main/java/lstm4j/engine");
    private static final Path ORACLE = Path.of("src/main/java/lstm4j/oracle");

    @Test
    void theReadingOrderNamesTheLinesOfCodeThatThereAre() {
        assertLines("1 [the textbook]", Path.of("src/test/java/lstm4j/engine"), "TextbookLstm");
        assertLines("2 the oracle", ORACLE, "OracleRecurrent|OracleLstm|OracleDense|OracleLoss|Functions");
        assertLines("3 the engine", ENGINE, "(?!(" + otherLayers() + ")[A-Z]|Generator|Initializers|RareActivations).*");
    }

    /** The layers with a pass of their own beside LSTM and Dense, for a pattern. */
    private static String otherLayers() {
        return String.join("|", Citations.files(ENGINE, "Pass.java").stream().map(file -> file.getFileName().toString().replace("Pass.java", ""))
                .filter(layer -> !List.of("", "Recurrent", "LSTM", "Dense").contains(layer)).toList());
    }

    private static void assertLines(String row, Path folder, String names) {
        Matcher figure = Pattern.compile("(?m)^\\| " + Pattern.quote(row) + ".*\\| \\*\\*(\\d+) lines\\*\\* \\|$")
                .matcher(Citations.text(SpecBook.FOLDER.resolve("README.md")));
        assertTrue(figure.find(), row);
        int named = Integer.parseInt(figure.group(1));
        long lines = Citations.files(folder, ".java").stream().filter(file -> file.getFileName().toString().replace(".java", "").matches(names))
                .flatMap(file -> Citations.text(file).lines()).filter(SpecNumbersTest::isCode).count();
        assertTrue(Math.abs(lines - named) <= SHARE * named, row + ": spec/README.md says " + named + " lines, there are " + lines);
    }

    private static boolean isCode(String line) {
        return !line.isBlank() && !line.strip().matches("(//|/?\\*).*") && !line.matches("(import|package) .*");
    }

    @Test
    void theFilesOfTheReadingOrderExist() {
        Matcher file = Pattern.compile("`((?:engine|oracle|run)/[A-Z]\\w+)[.`]").matcher(Citations.text(SpecBook.FOLDER.resolve("README.md")));
        int files = 0;
        for (; file.find(); files++) {
            assertTrue(Files.exists(Path.of("src/main/java/lstm4j", file.group(1) + ".java")), file.group(1));
        }
        assertTrue(files >= 5, files + " files");
    }

    /** What KERAS.md names as proof: examples, test classes, and vectors as far as they are here. */
    @Test
    void everyProofThatKerasMdNamesExists() {
        Set<String> known = new TreeSet<>();
        SpecBook.read().examples().forEach(example -> known.add(example.id()));
        Citations.files(Path.of("src/test/java"), ".java").forEach(file -> known.add(file.getFileName().toString().replace(".java", "")));
        List<Path> vectors = Citations.files(Path.of("testdata"), ".json");
        for (Path file : vectors) {
            for (Matcher id = Pattern.compile("\"id\": ?\"([^\"]+)\"").matcher(Citations.text(file)); id.find();) {
                known.add(id.group(1));
            }
        }
        boolean vectorsAreHere = Files.exists(Path.of("testdata/lstm_forward.json"));
        List<String> missing = new ArrayList<>();
        for (String line : Citations.text(SpecBook.FOLDER.resolve("KERAS.md")).split("\n")) {
            String[] cells = line.split(" \\| ");
            if (cells.length != 5 || cells[0].equals("| Matter")) {
                continue;
            }
            for (String proof : cells[4].replaceAll(" \\|$", "").split(", ")) {
                if (!known.contains(proof) && (vectorsAreHere || !proof.matches("[a-z0-9_-]+"))) {
                    missing.add(proof);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyLinkBetweenThePagesLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : Citations.files(SpecBook.FOLDER, ".md")) {
            for (Matcher link = Pattern.compile("\\]\\(([^):]+)\\)").matcher(Citations.text(page)); link.find();) {
                if (!Files.exists(SpecBook.FOLDER.resolve(link.group(1).replaceAll("#.*", "")))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }
}
