package lstm4j.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The specification as a test sees it. A rule is a paragraph that begins with its ID in bold, {@code **LSTM-5** …}, and
 * contains MUST, SHOULD or MAY; an example is a fenced block {@code ```example LSTM-EX-1}. INDEX.md is made from the rest.
 */
final class SpecBook {
    static final Path FOLDER = Path.of("spec");
    static final String INDEX = "INDEX.md";
    private static final Pattern RULE = Pattern.compile("^\\*\\*([A-Z]+-\\d+)\\*\\* (.*)$");
    private static final Pattern LEVEL = Pattern.compile("\\b(MUST|SHOULD|MAY)\\b");
    private static final Pattern EXAMPLE = Pattern.compile("^```example ([A-Z]+-EX-\\d+)((?: [A-Z]+-\\d+)*)$");

    /** A rule: its ID, MUST, SHOULD, MAY or empty, where it stands, and its text on one line. */
    record Rule(String id, String level, String file, String section, String text) {
    }

    /** An example block: its ID, the rules named behind it, where it stands, its lines. */
    record Example(String id, List<String> rules, String file, List<String> lines) {
        @Override
        public String toString() {
            return id;
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private Pattern citation;

    private SpecBook() {
    }

    static SpecBook read() {
        SpecBook book = new SpecBook();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md") && !f.endsWith(INDEX)).sorted().toList()) {
                book.read(file.getFileName().toString(), Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String families = String.join("|", book.rules.stream().map(rule -> rule.id().split("-")[0]).distinct().toList());
        book.citation = Pattern.compile("(?<![A-Za-z0-9-])(?:" + families + ")-\\d+(?![0-9])");
        return book;
    }

    private void read(String file, List<String> lines) {
        String section = "";
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n);
            Matcher rule = RULE.matcher(line);
            Matcher example = EXAMPLE.matcher(line);
            if (line.startsWith("```")) {
                int end = n + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                if (example.matches()) {
                    List<String> named = Stream.of(example.group(2).trim().split(" ")).filter(id -> !id.isEmpty()).toList();
                    examples.add(new Example(example.group(1), named, file, lines.subList(n + 1, end)));
                }
                n = end;
            } else if (line.startsWith("#")) {
                section = line.replaceFirst("^#+ *", "");
            } else if (rule.matches()) {
                StringBuilder text = new StringBuilder(rule.group(2));
                while (n + 1 < lines.size() && !lines.get(n + 1).isBlank() && !lines.get(n + 1).startsWith("```")) {
                    text.append(' ').append(lines.get(++n).strip());
                }
                rules.add(new Rule(rule.group(1), level(text), file, section, text.toString()));
            }
        }
    }

    private static String level(CharSequence text) {
        String strongest = "";
        for (Matcher m = LEVEL.matcher(text); m.find();) {
            if (strongest.isEmpty() || List.of("MUST", "SHOULD", "MAY").indexOf(m.group()) < List.of("MUST", "SHOULD", "MAY").indexOf(strongest)) {
                strongest = m.group();
            }
        }
        return strongest;
    }

    /** In the order of the chapters. */
    List<Rule> rules() {
        return rules;
    }

    List<Example> examples() {
        return examples;
    }

    /** Rules by ID, sorted by family and number. */
    Map<String, Rule> byId() {
        Map<String, Rule> sorted = new LinkedHashMap<>();
        rules.stream().sorted(Comparator.comparing((Rule rule) -> rule.id().split("-")[0])
                .thenComparing(rule -> Integer.parseInt(rule.id().split("-")[1]))).forEach(rule -> sorted.put(rule.id(), rule));
        return sorted;
    }

    /** Whether a text names rules: {@code LSTM-5}, but not {@code UTF-8} or {@code LSTM-EX-5}. */
    Pattern citation() {
        return citation;
    }
}
