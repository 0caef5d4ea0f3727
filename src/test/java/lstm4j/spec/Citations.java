package lstm4j.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the rules of the specification are named: in code, in tests, in test vectors; and which of that shows them kept. */
final class Citations {
    private static final Pattern DECLARATION = Pattern.compile("^\\s*(?:[\\w@.<>\\[\\]]+ )*(?:(class|interface|enum|record) (\\w+)|void (\\w+)\\().*$");
    private static final Pattern QUOTED = Pattern.compile("(?:\\[|\"|, |\\| )([A-Z]+-\\d+)(?:\\]|\")");
    private static final Pattern ANNOTATION = Pattern.compile("^\\s*@Rule\\((.*)$");

    final Map<String, TreeSet<String>> anywhere = new TreeMap<>(); // ID → files that name it
    final Map<String, TreeSet<String>> tests = new TreeMap<>();    // ID → tests that show it
    final Map<String, TreeMap<String, Integer>> vectors = new TreeMap<>(); // ID → file → how many vectors
    private final Pattern citation;

    Citations(SpecBook book) {
        citation = book.citation();
        for (Path file : files(Path.of("src"), ".java")) {
            names(file, text(file));
            if (file.startsWith(Path.of("src/test")) || file.startsWith(Path.of("src/spark/test"))) {
                shown(file);
            }
        }
        for (Path file : files(Path.of("testdata"), ".json")) {
            String text = text(file);
            for (Matcher rules = Pattern.compile("\"rules?\"\\s*:\\s*(\\[[^\\]]*\\]|\"[^\"]*\")").matcher(text); rules.find();) {
                for (Matcher id = citation.matcher(rules.group(1)); id.find();) {
                    note(anywhere, id.group(), file.toString());
                    vectors.computeIfAbsent(id.group(), key -> new TreeMap<>()).merge(file.getFileName().toString(), 1, Integer::sum);
                }
            }
        }
        for (SpecBook.Example example : book.examples()) {
            for (String id : example.rules()) {
                note(anywhere, id, example.file());
                note(tests, id, "example " + example.id());
            }
        }
        for (Path file : files(SpecBook.FOLDER, ".md")) {
            names(file, file.endsWith(SpecBook.INDEX) ? "" : text(file));
        }
    }

    static List<Path> files(Path folder, String ending) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void names(Path file, String text) {
        for (Matcher id = citation.matcher(text); id.find();) {
            note(anywhere, id.group(), file.toString());
        }
    }

    /** A test shows the rules of its {@code @Rule}, of the one of its class, and those whose messages it quotes. */
    private void shown(Path file) {
        String type = file.getFileName().toString().replace(".java", "");
        List<String> pending = new ArrayList<>();
        String place = type;
        for (String line : text(file).split("\n")) {
            Matcher annotation = ANNOTATION.matcher(line);
            Matcher declaration = DECLARATION.matcher(line);
            if (annotation.matches()) {
                for (Matcher id = citation.matcher(annotation.group(1)); id.find();) {
                    pending.add(id.group());
                }
                continue;
            }
            if (declaration.matches()) {
                place = declaration.group(3) != null ? type + "." + declaration.group(3) : type;
                pending.forEach(id -> note(tests, id, declaration.group(3) != null ? type + "." + declaration.group(3) : type));
                pending.clear();
            }
            if (!line.strip().startsWith("*") && !line.strip().startsWith("/")) {
                for (Matcher quoted = QUOTED.matcher(line); quoted.find();) {
                    if (citation.matcher(quoted.group(1)).matches()) {
                        note(tests, quoted.group(1), place);
                    }
                }
            }
        }
    }

    private static void note(Map<String, TreeSet<String>> map, String id, String place) {
        map.computeIfAbsent(id, key -> new TreeSet<>()).add(place);
    }
}
