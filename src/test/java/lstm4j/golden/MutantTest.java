package lstm4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The vectors find every fault: each variant with one thing wrong fails at least one of them, and the faultless ones none. */
class MutantTest {
    private static final String BEGIN = "<!-- mutants: begin -->\n";
    private static final String END = "<!-- mutants: end -->\n";
    private static final Map<Mutant, List<String>> KILLERS = new LinkedHashMap<>();

    @BeforeAll
    static void tryAllMutants() {
        Mutant.all().forEach(mutant -> KILLERS.put(mutant, mutant.killers()));
    }

    @Test
    void everyMutantDies() {
        List<Mutant> alive = KILLERS.keySet().stream().filter(mutant -> !mutant.isFaultless() && KILLERS.get(mutant).isEmpty()).toList();
        assertEquals(List.of(), alive);
    }

    @Test
    void theFaultlessVariantsPassEveryTest() {
        List<List<String>> failed = KILLERS.keySet().stream().filter(Mutant::isFaultless).map(KILLERS::get).filter(ids -> !ids.isEmpty()).toList();
        assertEquals(List.of(), failed);
    }

    @Test
    void thereAreMoreThanAHundredOfThem() {
        assertTrue(KILLERS.keySet().stream().filter(mutant -> !mutant.isFaultless()).count() > 100);
    }

    @Test
    void theTableOfTheReadmeSaysWhichTestsKillThem() throws IOException {
        String table = "| area | fault | tests that fail | one of them |\n|---|---|---:|---|\n" + KILLERS.entrySet().stream()
                .filter(entry -> !entry.getKey().isFaultless() && !entry.getValue().isEmpty())
                .map(entry -> "| " + entry.getKey().area() + " | " + entry.getKey().what() + " | " + entry.getValue().size() + " | `"
                        + rarest(entry.getValue()) + "` |\n")
                .collect(Collectors.joining());
        Files.writeString(Path.of("target/mutants.md"), table);
        String readme = Files.readString(Golden.FOLDER.resolve("README.md"));
        String written = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertEquals(table, written, "put target/mutants.md between the two marks in testdata/README.md, then run python3 testdata/gen/manifest.py");
    }

    /** Of these tests the one that kills the fewest mutants: the one made for this fault. */
    private static String rarest(List<String> ids) {
        return ids.stream().min((a, b) -> Long.compare(kills(a), kills(b))).orElseThrow();
    }

    private static long kills(String id) {
        return KILLERS.values().stream().filter(ids -> ids.contains(id)).count();
    }
}
