package lstm4j.check;

import java.util.List;

/** Where an array is right and where it is wrong, in characters: a line for each unit, a column for each step. */
final class Picture {
    private static final int LINES = 16;
    private static final int COLUMNS = 72;

    private Picture() {
    }

    /** Of sample b; units and steps beyond what fits are joined: a mark is wrong if one of its numbers is. */
    static void add(List<String> lines, Compared one, int b) {
        int S = one.actual()[b].length;
        int U = one.actual()[b][0].length;
        int rows = Math.min(U, LINES);
        int columns = Math.min(S, COLUMNS);
        lines.add("  " + one.name() + (Outcome.ofWholeBatch(one.name()) ? "" : " of sample " + b)
                + ": a column for each step, a line for each unit; # wrong, . right" + (rows < U || columns < S ? " (several joined)" : ""));
        for (int r = 0; r < rows; r++) {
            StringBuilder line = new StringBuilder("    ");
            for (int c = 0; c < columns; c++) {
                line.append(wrong(one, b, c * S / columns, (c + 1) * S / columns, r * U / rows, (r + 1) * U / rows) ? '#' : '.');
            }
            lines.add(line.toString());
        }
    }

    private static boolean wrong(Compared one, int b, int fromStep, int toStep, int fromUnit, int toUnit) {
        for (int s = fromStep; s < toStep; s++) {
            for (int u = fromUnit; u < toUnit; u++) {
                if (one.ratio(b, s, u) > 1) {
                    return true;
                }
            }
        }
        return false;
    }
}
