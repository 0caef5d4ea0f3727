package lstm4j.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import lstm4j.check.Given;
import lstm4j.layer.RuleException;

/**
 * Everything that somebody's arrays are worth: a line for each array of the pack, and the mistakes that explain them.
 *
 * @param lines in the order of the pack
 * @param left how many arrays were not given and need not be
 * @param naming sentences about the mistake, empty where all is right
 */
public record PackRun(List<PackLine> lines, int left, List<String> naming) {
    private static final int SHOWN = 12;

    /** Where the arrays of a run come from. */
    public interface Arrays {
        /**
         * The array of that name, CASE.ARRAY; null where there is none.
         *
         * @throws IOException for a file that cannot be read
         * @throws RuleException for one that holds no numbers
         */
        Source read(String name) throws IOException;
    }

    /**
     * An array and where it comes from.
     *
     * @param array its numbers
     * @param shaped whether its shape was meant, as that of a line of text is not
     */
    public record Source(Given array, boolean shaped) {
    }

    /** Judges the cases of these groups, of all where none is named; with {@code given} an array that is missing is no fault. */
    public static PackRun of(Pack pack, Arrays arrays, Set<String> groups, boolean given) {
        List<PackLine> lines = new ArrayList<>();
        Map<PackCase, Map<String, Given>> wrong = new LinkedHashMap<>();
        for (PackCase one : pack.cases()) {
            if (groups.isEmpty() || groups.contains(one.group())) {
                Map<String, Given> readable = new LinkedHashMap<>();
                List<PackLine> own = judged(one, arrays, readable);
                lines.addAll(own);
                if (one.isChecked() && own.stream().anyMatch(line -> line.status() == PackLine.Status.WRONG) && !readable.isEmpty()) {
                    wrong.put(one, readable);
                }
            }
        }
        int all = lines.size();
        lines.removeIf(line -> given && line.status() == PackLine.Status.MISSING);
        return new PackRun(List.copyOf(lines), all - lines.size(), new PackNaming(pack, lines).sentences(wrong));
    }

    private static List<PackLine> judged(PackCase one, Arrays arrays, Map<String, Given> readable) {
        List<PackLine> lines = new ArrayList<>();
        one.expected().forEach((array, expected) -> {
            String name = one.id() + "." + array.replace('/', '.');
            try {
                Source source = arrays.read(name);
                PackLine line = source == null ? PackLine.missing(name, one.group(), expected)
                        : PackLine.of(name, one.group(), expected, source.array, source.shaped);
                lines.add(line);
                if (source != null && source.array.values().length == expected.values().length) {
                    readable.put(array, new Given(expected.shape(), source.array.values()));
                }
            } catch (IOException | RuleException e) {
                lines.add(PackLine.unreadable(name, one.group(), expected, String.valueOf(e.getMessage()).replaceAll("\\s*\n\\s*", " ")));
            }
        });
        return lines;
    }

    /** Whether every array was given and is right. */
    public boolean isRight() {
        return lines.stream().allMatch(line -> line.status() == PackLine.Status.RIGHT);
    }

    /** Whether there was any array at all. */
    public boolean isEmpty() {
        return lines.stream().allMatch(line -> line.status() == PackLine.Status.MISSING);
    }

    /** A table in Markdown, what is wrong or missing, and the mistake. */
    @Override
    public String toString() {
        List<String> text = new ArrayList<>(List.of("| group | arrays | right | wrong | missing | numbers | worst |", "|---|---:|---:|---:|---:|---:|---:|"));
        Set<String> groups = new LinkedHashSet<>();
        lines.forEach(line -> groups.add(line.group()));
        groups.forEach(group -> text.add(row(group, lines.stream().filter(line -> line.group().equals(group)).toList())));
        if (groups.size() > 1) {
            text.add(row("all", lines));
        }
        text.add("");
        text.add(isRight() ? "Every number is within what float32 explains; `worst` is in units of that." : "`worst` is in units of what float32 explains; 1 or less is right.");
        if (left > 0) {
            text.add(left + " arrays were not given and are not judged.");
        }
        List<PackLine> bad = lines.stream().filter(line -> line.status() != PackLine.Status.RIGHT).toList();
        bad.stream().limit(SHOWN).forEach(line -> text.add("  " + line.status() + " " + line.name() + ": " + line.words()));
        if (bad.size() > SHOWN) {
            text.add("  and " + (bad.size() - SHOWN) + " more");
        }
        text.addAll(naming);
        return String.join("\n", text);
    }

    private static String row(String group, List<PackLine> lines) {
        double worst = lines.stream().mapToDouble(PackLine::worst).max().orElse(0);
        return String.format(Locale.ROOT, "| %s | %d | %d | %d | %d | %,d | %s |", group, lines.size(), count(lines, PackLine.Status.RIGHT),
                count(lines, PackLine.Status.WRONG), count(lines, PackLine.Status.MISSING),
                lines.stream().filter(line -> line.status() != PackLine.Status.MISSING).mapToInt(PackLine::numbers).sum(),
                Double.isInfinite(worst) ? "∞" : String.format(Locale.ROOT, "%.2g", worst));
    }

    private static long count(List<PackLine> lines, PackLine.Status status) {
        return lines.stream().filter(line -> line.status() == status).count();
    }

    /** The same as plain values, for a JSON writer. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("correct", isRight());
        map.put("left", left);
        map.put("arrays", lines.stream().map(line -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", line.name());
            one.put("group", line.group());
            one.put("status", line.status().name().toLowerCase(Locale.ROOT));
            one.put("worst", line.worst());
            one.put("words", line.words());
            return one;
        }).toList());
        map.put("naming", naming);
        return map;
    }
}
