package lstm4j.report;

import lstm4j.layer.Required;
import lstm4j.layer.RuleException;

/** What most pictures are made of: rows of one length. */
final class Grid {
    private Grid() {
    }

    /** These rows; [DATA-2] where there is no number, [SHAPE-12] for a row of another length than the first. */
    static float[][] require(String name, float[][] rows) {
        Required.all(name, rows);
        if (rows.length == 0 || rows[0].length == 0) {
            throw new RuleException("DATA-2", name, "at least one row of at least one number", rows.length == 0 ? "no rows" : "rows without numbers", "");
        }
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != rows[0].length) {
                throw new RuleException("SHAPE-12", name + "[" + r + "]", "a row of " + rows[0].length + ", as the first one", "one of " + rows[r].length, "");
            }
        }
        return rows;
    }

    /** As many of one thing as of another, else [SHAPE-13]. */
    static void requireAsMany(String name, int expected, int got) {
        if (got != expected) {
            throw new RuleException("SHAPE-13", name, "as many as there are steps, " + expected, String.valueOf(got), "");
        }
    }
}
