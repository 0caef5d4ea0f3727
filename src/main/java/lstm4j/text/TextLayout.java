package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Shape;

/** Numbers, lists and paragraphs for {@link Explanation}: lines of at most 100 columns, the same on every machine. */
final class TextLayout {
    static final int WIDTH = 100;
    private static final char UNBROKEN = '\u00A0';

    private TextLayout() {
    }

    /** A paragraph, two columns indented, broken between words. */
    static void paragraph(List<String> lines, String text) {
        hanging(lines, "  ", text);
    }

    /** A paragraph behind a first word; the lines below begin at the same column. A {@link #unbroken} blank breaks no line. */
    static void hanging(List<String> lines, String first, String text) {
        String indent = " ".repeat(first.length());
        StringBuilder line = new StringBuilder(first);
        for (String word : text.split(" ")) {
            boolean begins = line.length() == first.length();
            if (!begins && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString().replace(UNBROKEN, ' '));
                line.setLength(0);
                line.append(indent);
                begins = true;
            }
            line.append(begins ? "" : " ").append(word);
        }
        lines.add(line.toString().replace(UNBROKEN, ' '));
    }

    /** A text, such as a shape, that a paragraph keeps on one line. */
    static String unbroken(Object text) {
        return text.toString().replace(' ', UNBROKEN);
    }

    /** A table: cells of a column begin, or in right-aligned columns end, below each other, two blanks apart. */
    static void table(List<String> lines, String indent, List<List<String>> rows, boolean... right) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            int column = i;
            widths.add(rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < right.length; i++) {
                String free = " ".repeat(widths.get(i) - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(right[i] ? free + row.get(i) : row.get(i) + free);
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    /** 344842 as {@code 344,842}; a formatter would first have to load the numbers of all countries. */
    static String number(long value) {
        StringBuilder text = new StringBuilder(String.valueOf(value));
        for (int at = text.length() - 3; at > (value < 0 ? 1 : 0); at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** A count and its noun: {@code 1 number}, {@code 28 numbers}; an unknown count is called by its letter. */
    static String count(int count, String letter, String noun) {
        return count == Shape.ANY ? letter + " " + noun + "s" : number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** A size as a letter when it is not known. */
    static String size(int size, String letter) {
        return size == Shape.ANY ? letter : String.valueOf(size);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> items) {
        int last = items.size() - 1;
        return last <= 0 ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /** A rate as a part of a hundred, without needless digits: 0.2 as {@code 20 %}. */
    static String percent(float rate) {
        double percent = Math.round(rate * 1e4) / 1e2;
        return (percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent)) + " %";
    }
}
