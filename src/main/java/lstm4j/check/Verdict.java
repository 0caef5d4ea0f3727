package lstm4j.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found out about a candidate. {@link #toString} is meant to be read.
 *
 * @param kind the verdict
 * @param precision the arithmetic in which the numbers are right; the one they were held against where they are wrong
 * @param others lower precisions that explain the numbers as well and cannot be told from it by these arrays
 * @param order the order of sums that gives the same bits; empty where none was recognised
 * @param worst the largest error in units of what rounding explains in that precision
 * @param first the first wrong number, or null
 * @param faults explanations, best first, each one mistake or two; several cannot be told apart by these arrays
 * @param evidence a sentence for each explanation
 * @param arrays for each given array how many numbers it has, how many are wrong, and its worst ratio
 * @param notes what had to be done to read the arrays
 * @param picture where numbers are wrong, in lines
 * @param claim what was claimed, or null
 */
public record Verdict(Kind kind, Precision precision, List<Precision> others, String order, double worst, Place first, List<List<Fault>> faults,
        List<String> evidence, List<Array> arrays, List<String> notes, List<String> picture, Precision claim) {
    /** The four verdicts. */
    public enum Kind {
        /** The bits of float32 with sums in a declared order. */
        EQUAL_TO_THE_BIT,
        /** Within what float32 rounding explains, or that of float64 where it is claimed. */
        CORRECT_IN_FLOAT32,
        /** Within what a named lower precision explains. */
        CORRECT_IN_LOWER_PRECISION,
        /** Beyond it. */
        WRONG
    }

    /**
     * One given array.
     *
     * @param name its name
     * @param numbers how many numbers it has
     * @param wrong how many are beyond the bound
     * @param worst largest error in units of the bound
     * @param sample where that is
     * @param ratios [unit][step] that sample's errors in units of the bound; of an array about the whole batch [column][row]
     */
    public record Array(String name, long numbers, long wrong, double worst, int sample, float[][] ratios) {
    }

    /** Whether the numbers are right, and no worse than was claimed. */
    public boolean isCorrect() {
        return kind != Kind.WRONG && (claim == null || precision.isWithin(claim));
    }

    /** This verdict, or an {@link AssertionError} with its text where the numbers are not right: the last line of a test. */
    public Verdict assertCorrect() {
        if (!isCorrect()) {
            throw new AssertionError(toString());
        }
        return this;
    }

    /** The verdict in words, with places, faults and evidence. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(headline()));
        if (first != null) {
            lines.add(String.format(Locale.ROOT, "  first wrong  %s at %s %d, sample %d, %s %d: got %.9g, should be %.9g;", first.array(),
                    first.stage().equals("gradient") || first.stage().equals("update") ? "row" : "step", first.step(), first.sample(),
                    first.stage().equals("z") ? "column" : "unit", first.unit(), first.actual(), first.expected()));
            lines.add("               " + (Double.isInfinite(first.ratio()) ? "no rounding explains it" : String.format(Locale.ROOT,
                    "%.3g times what rounding explains", first.ratio())) + " (stage " + first.stage() + ")");
        }
        for (int n = 0; n < evidence.size(); n++) {
            lines.add((n == 0 ? "  most likely  " : "  or           ") + evidence.get(n));
        }
        if (kind == Kind.WRONG && evidence.isEmpty()) {
            lines.add("  no declared mistake explains these numbers");
        }
        for (Array array : arrays) {
            lines.add(String.format(Locale.ROOT, "  %-24s %,d numbers, %s, worst %.3g of the bound", array.name, array.numbers,
                    array.wrong == 0 ? "all right" : String.format(Locale.ROOT, "%,d wrong", array.wrong), array.worst));
        }
        notes.forEach(note -> lines.add("  note: " + note));
        lines.addAll(picture);
        return String.join("\n", lines);
    }

    private String headline() {
        String words = switch (kind) {
            case EQUAL_TO_THE_BIT -> "EQUAL TO THE BIT: float32, sums " + order;
            case CORRECT_IN_FLOAT32 -> "CORRECT in " + precision.words();
            case CORRECT_IN_LOWER_PRECISION -> "CORRECT in " + precisions() + ", not in float32";
            case WRONG -> "WRONG, held against " + precision.words();
        };
        return isCorrect() || kind == Kind.WRONG ? words : words + "; but " + claim + " was claimed";
    }

    private String precisions() {
        return Stream.concat(Stream.of(precision), others.stream()).map(Precision::words).collect(Collectors.joining(", or in "));
    }

    /** The same as plain values, for a JSON writer. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("verdict", kind.name().toLowerCase(Locale.ROOT));
        map.put("correct", isCorrect());
        map.put("precision", precision.toString());
        map.put("others", others.stream().map(Precision::toString).toList());
        map.put("order", order);
        map.put("worst", worst);
        if (first != null) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("array", first.array());
            place.put("stage", first.stage());
            place.put("sample", first.sample());
            place.put("step", first.step());
            place.put("unit", first.unit());
            place.put("expected", first.expected());
            place.put("actual", first.actual());
            place.put("ratio", first.ratio());
            map.put("first", place);
        }
        map.put("faults", faults.stream().map(list -> list.stream().map(Fault::id).toList()).toList());
        map.put("evidence", evidence);
        map.put("arrays", arrays.stream().map(array -> Map.of("name", array.name, "numbers", array.numbers, "wrong", array.wrong,
                "worst", array.worst)).toList());
        map.put("notes", notes);
        return map;
    }
}
