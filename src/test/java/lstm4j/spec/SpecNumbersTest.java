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
    private static final double SHARE = 0.05; // by how much the figure of the README may be off
    private static final List<String> CORE = List.of("LSTMPass", "LSTMDropout", "Matrix", "Rows", "DensePass", "Softmax", "Objective");

    @Test
    void theCoreHasTheNumberOfLinesThatTheReadmeNames() {
        String readme = Citations.text(SpecBook.FOLDER.resolve("README.md"));
        Matcher figure = Pattern.compile("\\*\\*(\\d+) lines\\*\\*").matcher(readme);
        assertTrue(figure.find());
        int named = Integer.parseInt(figure.group(1));
        long lines = 0;
        for (String name : CORE) {
            assertTrue(readme.contains("`" + name + "`"), name);
            lines += Citations.text(Path.of("src/main/java/lstm4j/engine", name + ".java")).lines()
                    .filter(line -> !line.isBlank() && !line.strip().matches("(//|/?\\*).*") && !line.matches("(import|package) .*")).count();
        }
        assertTrue(Math.abs(lines - named) <= SHARE * named, "spec/README.md says " + named + " lines, there are " + lines);
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
