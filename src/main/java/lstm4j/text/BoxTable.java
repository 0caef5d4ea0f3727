package lstm4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in boxes: heavy lines around the header, light ones around the rows, a rule between rows. A cell whose text
 * does not fit is wrapped between words; a word that is too long is cut and ends in {@code …}. Short cells stand at the
 * top of a row, and at the bottom of the header.
 */
final class BoxTable {
    enum Align { LEFT, RIGHT, CENTER }

    /** A column: its header, how many characters a cell holds, where they stand. */
    record Column(String header, int width, Align align) {
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    BoxTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row; cells beyond the last column are left out. */
    void row(List<String> cells) {
        rows.add(cells.subList(0, columns.size()));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(rule("┏━┳┓"));
        addCells(lines, columns.stream().map(Column::header).collect(Collectors.toList()), "┃", true);
        lines.add(rule("┡━╇┩"));
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                lines.add(rule("├─┼┤"));
            }
            addCells(lines, rows.get(i), "│", false);
        }
        lines.add(rule("└─┴┘"));
        return lines;
    }

    /** A horizontal rule of four characters: left end, line, crossing, right end. */
    private String rule(String characters) {
        StringBuilder rule = new StringBuilder();
        for (Column column : columns) {
            rule.append(characters.charAt(rule.isEmpty() ? 0 : 2));
            rule.append(characters.substring(1, 2).repeat(column.width() + 2));
        }
        return rule.append(characters.charAt(3)).toString();
    }

    private void addCells(List<String> lines, List<String> cells, String border, boolean atBottom) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < cells.size(); i++) {
            wrapped.add(RichText.wrapWithEllipsis(cells.get(i), columns.get(i).width()));
            height = Math.max(height, wrapped.get(i).size());
        }
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder(border);
            for (int i = 0; i < wrapped.size(); i++) {
                List<String> cell = wrapped.get(i);
                int part = atBottom ? y - height + cell.size() : y;
                String text = part >= 0 && part < cell.size() ? cell.get(part) : "";
                line.append(' ').append(aligned(text, columns.get(i))).append(' ').append(border);
            }
            lines.add(line.toString());
        }
    }

    private static String aligned(String text, Column column) {
        String bare = column.align() == Align.LEFT ? text : text.stripTrailing();
        int free = column.width() - RichText.length(bare);
        int left = switch (column.align()) {
            case LEFT -> 0;
            case RIGHT -> free;
            case CENTER -> free / 2;
        };
        return " ".repeat(left) + bare + " ".repeat(free - left);
    }
}
