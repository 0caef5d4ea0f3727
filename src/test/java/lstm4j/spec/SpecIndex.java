package lstm4j.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The text of {@code spec/INDEX.md}: every rule with its place, its tests and its vectors. */
final class SpecIndex {
    private static final int SHOWN = 3; // tests named for a rule; the others are counted

    private SpecIndex() {
    }

    static String text(SpecBook book, Citations citations) {
        StringBuilder text = new StringBuilder("""
                # Index of rules

                Made by `mvn test -Dtest=SpecTraceTest -Dspec.index=write`, checked by `SpecTraceTest`; not to be edited by hand.
                A test is named as class or class.method; a number behind a file of vectors counts those that show the rule.

                | Rule | Level | Section | Tests | Vectors |
                |---|---|---|---|---|
                """);
        for (SpecBook.Rule rule : book.byId().values()) {
            text.append("| ").append(rule.id()).append(" | ").append(rule.level()).append(" | [").append(rule.section()).append("](")
                    .append(rule.file()).append(") | ").append(tests(citations.tests.getOrDefault(rule.id(), new TreeSet<>()))).append(" | ")
                    .append(vectors(citations.vectors.getOrDefault(rule.id(), new TreeMap<>()))).append(" |\n");
        }
        return text.toString();
    }

    private static String tests(TreeSet<String> tests) {
        List<String> shown = tests.stream().limit(SHOWN).toList();
        return String.join(", ", shown) + (tests.size() > SHOWN ? " and " + (tests.size() - SHOWN) + " more" : "");
    }

    private static String vectors(Map<String, Integer> vectors) {
        return String.join(", ", vectors.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList());
    }
}
