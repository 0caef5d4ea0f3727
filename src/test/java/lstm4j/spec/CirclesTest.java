package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.Test;

/**
 * No class needs, by way of others, itself: read from the compiled classes. A nested class counts as its outer one, and a sealed
 * type with what it permits as one, since each of those names the other by the rules of the language.
 */
class CirclesTest {
    private static final Pattern ARROW = Pattern.compile("(?m)^\\s+lstm4j\\.(\\S+)\\s+-> lstm4j\\.(\\S+)");
    private static final Pattern SEALED = Pattern.compile("\\bsealed (?:interface|class) (\\w+)[^{]*? permits ([^{]+)\\{");

    @Test
    void noClassesFormACircle() {
        Map<String, Set<String>> arrows = arrows(families());
        assertTrue(arrows.size() > 100, "classes: " + arrows.size());
        Set<Set<String>> circles = new HashSet<>();
        Map<String, Set<String>> reached = new TreeMap<>();
        arrows.keySet().forEach(from -> reached.put(from, reach(from, arrows)));
        for (String from : reached.keySet()) {
            Set<String> circle = new TreeSet<>(reached.get(from));
            circle.removeIf(to -> !reached.get(to).contains(from));
            if (circle.size() > 1) {
                circles.add(circle);
            }
        }
        assertEquals(Set.of(), circles);
    }

    /** What can be come to from a class in one step or more. */
    private static Set<String> reach(String from, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        Set<String> next = Set.of(from);
        while (!next.isEmpty()) {
            Set<String> further = new TreeSet<>();
            next.forEach(each -> further.addAll(arrows.get(each)));
            further.removeAll(reached);
            reached.addAll(further);
            next = further;
        }
        return reached;
    }

    private static Map<String, Set<String>> arrows(Map<String, String> families) {
        StringWriter said = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(new PrintWriter(said), new PrintWriter(said), "-verbose:class", "-filter:none", "target/classes");
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Matcher arrow = ARROW.matcher(said.toString()); arrow.find();) {
            String from = family(arrow.group(1), families);
            String to = family(arrow.group(2), families);
            arrows.computeIfAbsent(to, key -> new TreeSet<>());
            Set<String> all = arrows.computeIfAbsent(from, key -> new TreeSet<>());
            if (!from.equals(to)) {
                all.add(to);
            }
        }
        return arrows;
    }

    private static String family(String name, Map<String, String> families) {
        String at = name.replaceFirst("\\$.*", "");
        while (families.containsKey(at)) {
            at = families.get(at);
        }
        return at;
    }

    /** The sealed type of each class that one permits. */
    private static Map<String, String> families() {
        Map<String, String> families = new TreeMap<>();
        Path sources = Path.of("src/main/java/lstm4j");
        for (Path file : Citations.files(sources, ".java")) {
            Path folder = sources.relativize(file).getParent();
            String prefix = folder == null ? "" : folder.toString().replace('/', '.').replace('\\', '.') + ".";
            for (Matcher sealed = SEALED.matcher(Citations.text(file)); sealed.find();) {
                for (String child : sealed.group(2).strip().split("\\s*,\\s*")) {
                    String name = prefix + child.replaceFirst("\\..*", "");
                    String parent = prefix + sealed.group(1);
                    if (!name.equals(parent) && families.putIfAbsent(name, parent) != null) {
                        families.put(family(parent, families), families.get(name)); // two families with one child are one
                    }
                }
            }
        }
        return families;
    }
}
