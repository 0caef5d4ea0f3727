package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.RuleException;
import lstm4j.text.BoxTable.Column;

/**
 * The column widths of Keras 3's summary. Keras asks for columns that fill the line and forgets paddings and borders;
 * its table library takes the excess off again, as evenly as whole numbers allow.
 * Source: measured by running Keras 3.15 at every console width from 25 to 120.
 */
final class Keras3Columns {
    private static final double[] ENDS = {0.45, 0.80, 1.0};
    private static final double SHARE_BESIDE_TRAINABLE = 0.90;

    private Keras3Columns() {
    }

    static BoxTable table(SummaryOptions options) {
        double[] ends = options.showsTrainable() ? endsWithTrainable() : ENDS;
        int[] widths = cellWidths(ends, Math.min(options.showsTrainable() ? 100 : 88, options.consoleWidth() - 4), options);
        List<Column> columns = new ArrayList<>(List.of(
                new Column("Layer (type)", widths[0], BoxTable.Align.LEFT),
                new Column("Output Shape", widths[1], BoxTable.Align.LEFT),
                new Column("Param #", widths[2], BoxTable.Align.RIGHT)));
        if (options.showsTrainable()) {
            columns.add(new Column("Trainable", widths[3], BoxTable.Align.CENTER));
        }
        return new BoxTable(columns);
    }

    private static double[] endsWithTrainable() {
        double[] ends = new double[ENDS.length + 1];
        for (int i = 0; i < ENDS.length; i++) {
            ends[i] = ENDS[i] * SHARE_BESIDE_TRAINABLE;
        }
        ends[ENDS.length] = 1;
        return ends;
    }

    private static int[] cellWidths(double[] ends, int lineLength, SummaryOptions options) {
        int columns = ends.length;
        int[] widths = new int[columns];
        int start = 0;
        for (int i = 0; i < columns; i++) {
            int end = (int) (ends[i] * lineLength);
            widths[i] = end - start;
            start = end;
            if (widths[i] < 4) {
                throw new RuleException("SHAPE-16", "summary", "a console wide enough for " + columns + " columns",
                        options.consoleWidth() + " columns", "80 is usual; Keras refuses this width as well");
            }
        }
        int excess = 2 * columns + columns + 1; // a space on both sides of each cell, and the borders
        for (int i = 0; i < columns; i++) {
            int share = (int) Math.rint((double) excess / (columns - i));
            widths[i] -= share;
            excess -= share;
        }
        return widths;
    }
}
