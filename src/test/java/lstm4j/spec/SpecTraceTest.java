package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** From every rule to its tests, and from every place that names a rule to its definition. */
class SpecTraceTest {
    private static final SpecBook BOOK = SpecBook.read();
    private static final Citations CITATIONS = new Citations(BOOK);

    @Test
    void everyRuleIsDefinedOnceAndSaysMustShouldOrMay() {
        Set<String> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (SpecBook.Rule rule : BOOK.rules()) {
            if (!seen.add(rule.id())) {
                wrong.add(rule.id() + " is defined twice");
            }
            if (rule.level().isEmpty()) {
                wrong.add(rule.id() + " says neither MUST nor SHOULD nor MAY");
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen.size() > 100, "only " + seen.size() + " rules found");
    }

    @Test
    void everyRuleThatIsNamedSomewhereIsDefined() {
        List<String> unknown = new ArrayList<>();
        CITATIONS.anywhere.forEach((id, files) -> {
            if (!BOOK.byId().containsKey(id)) {
                unknown.add(id + " in " + files);
            }
        });
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyMustHasATestOrAVector() {
        List<String> bare = BOOK.byId().values().stream().filter(rule -> rule.level().equals("MUST"))
                .map(SpecBook.Rule::id).filter(id -> !CITATIONS.tests.containsKey(id) && !CITATIONS.vectors.containsKey(id)).toList();
        assertEquals(List.of(), bare);
    }

    /** Chapter 10 lists every rule that a message can name, whose ID stands in the code as a string; those of files are in chapter 9. */
    @Test
    void theListOfMessagesHoldsExactlyTheRulesThatTheCodeCanName() {
        TreeSet<String> thrown = new TreeSet<>();
        List<Path> code = new ArrayList<>(Citations.files(Path.of("src/main/java"), ".java"));
        code.addAll(Citations.files(Path.of("src/spark/java"), ".java"));
        for (Path file : code) {
            for (Matcher id = Pattern.compile("\"([A-Z]+-\\d+)\"").matcher(Citations.text(file)); id.find();) {
                if (BOOK.citation().matcher(id.group(1)).matches() && !id.group(1).startsWith("FILE-")) {
                    thrown.add(id.group(1));
                }
            }
        }
        TreeSet<String> listed = new TreeSet<>();
        for (Matcher row = Pattern.compile("(?m)^\\| ([A-Z]+-\\d+) \\|").matcher(Citations.text(Path.of("spec/10-errors.md"))); row.find();) {
            listed.add(row.group(1));
        }
        assertEquals(String.join("\n", thrown), String.join("\n", listed));
    }

    @Test
    void theIndexIsCurrent() throws IOException {
        Path file = SpecBook.FOLDER.resolve(SpecBook.INDEX);
        String text = SpecIndex.text(BOOK, CITATIONS);
        if ("write".equals(System.getProperty("spec.index"))) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.exists(file) ? Files.readString(file) : "",
                "spec/INDEX.md is not current: run mvn test -Dtest=SpecTraceTest -Dspec.index=write");
    }
}
