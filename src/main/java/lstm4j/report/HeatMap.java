package lstm4j.report;

/**
 * Numbers as colours, row by row from the top: one hue for what goes from low to high, blue and red for what is below and
 * above 0. What is not a number is grey. A map of more rows or columns than a screen has shows the means of neighbours, and says so.
 *
 * @param title what is seen
 * @param values [rows][columns], of equal length
 * @param rows what a row is, such as {@code unit}
 * @param columns what a column is, such as {@code step}
 * @param low the number that has no colour
 * @param high the number of full colour; what is outside is as at the end
 * @param signed whether there are two colours: from −high to high
 */
public record HeatMap(String title, float[][] values, String rows, String columns, double low, double high, boolean signed) {
    private static final int LEVELS = 31; // on each side of 0
    private static final int MOST_ROWS = 256;
    private static final int MOST_COLUMNS = 512;
    private static final int NOT_A_NUMBER = 2 * LEVELS + 1;
    private static final int ABOVE = 0xD1382C;
    private static final int BELOW = 0x2A6FDB;
    private static final int ONE_HUE = 0x6D4FD0;
    private static final int GREY = 0xFF8A8F98;

    /** [DATA-2] without numbers, [SHAPE-12] for rows of different lengths. */
    public HeatMap {
        Grid.require("values", values);
    }

    /** A map of one hue. */
    public static HeatMap between(String title, float[][] values, String rows, String columns, double low, double high) {
        return new HeatMap(title, values, rows, columns, low, high, false);
    }

    /** A map of two colours, which are full at the largest number. */
    public static HeatMap signed(String title, float[][] values, String rows, String columns) {
        double largest = 0;
        for (float[] row : Grid.require("values", values)) {
            for (float value : row) {
                largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
            }
        }
        return new HeatMap(title, values, rows, columns, 0, largest == 0 ? 1 : largest, true);
    }

    /** The map with its title, its scale and what its edges mean. */
    public String html() {
        return "<figure class=\"heat\"><figcaption>" + Html.text(title) + "</figcaption>\n" + image("picture")
                + "<p class=\"axis\"><span>" + Html.text(edge(columns, values[0].length)) + "</span><span>" + Html.text(edge(rows, values.length))
                + "</span></p>\n<p class=\"axis\"><span>" + Html.number(signed ? -high : low) + "</span><span class=\"scale "
                + (signed ? "two" : "one") + "\"></span><span>" + Html.number(high) + "</span></p></figure>\n";
    }

    private static String edge(String what, int count) {
        return what + (count == 1 ? " 1" : "s 1 to " + count);
    }

    /** The map alone, in a class of the style: {@code picture}, or {@code sample} for the picture of a sample. */
    String image(String style) {
        float[][] shown = shown();
        byte[][] pixels = new byte[shown.length][shown[0].length];
        for (int r = 0; r < pixels.length; r++) {
            for (int j = 0; j < pixels[r].length; j++) {
                pixels[r][j] = (byte) level(shown[r][j]);
            }
        }
        return "<img class=\"" + style + "\" width=\"" + shown[0].length + "\" height=\"" + shown.length + "\" alt=\"" + Html.text(description())
                + "\" src=\"" + Png.dataUri(pixels, colours()) + "\">\n";
    }

    /** Title, sizes and range in words. */
    String description() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        int numbers = 0;
        for (float[] row : values) {
            for (float value : row) {
                numbers += Float.isNaN(value) ? 0 : 1;
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
        }
        int all = values.length * values[0].length;
        return title + ": " + edge(columns, values[0].length) + " across, " + edge(rows, values.length) + " down, "
                + (numbers == 0 ? "no numbers" : "from " + Html.number(least) + " to " + Html.number(most))
                + (numbers < all ? ", " + (all - numbers) + " that are not numbers" : "")
                + (values.length > MOST_ROWS || values[0].length > MOST_COLUMNS ? ", means of neighbours" : "");
    }

    /** Means of neighbours where there are too many. */
    private float[][] shown() {
        int R = Math.min(values.length, MOST_ROWS);
        int C = Math.min(values[0].length, MOST_COLUMNS);
        if (R == values.length && C == values[0].length) {
            return values;
        }
        float[][] means = new float[R][C];
        for (int r = 0; r < R; r++) {
            for (int j = 0; j < C; j++) {
                means[r][j] = mean(from(r, values.length, R), from(r + 1, values.length, R), from(j, values[0].length, C),
                        from(j + 1, values[0].length, C));
            }
        }
        return means;
    }

    private static int from(int part, int all, int parts) {
        return (int) ((long) part * all / parts);
    }

    private float mean(int top, int bottom, int left, int right) {
        double sum = 0;
        for (int r = top; r < bottom; r++) {
            for (int j = left; j < right; j++) {
                sum += values[r][j];
            }
        }
        return (float) (sum / ((double) (bottom - top) * (right - left)));
    }

    /** The colour of a number: 0 to 2·LEVELS, the middle one or the first without colour. */
    private int level(float value) {
        if (Float.isNaN(value)) {
            return NOT_A_NUMBER;
        }
        if (signed) {
            return LEVELS + (int) Math.round(Math.max(-1, Math.min(1, value / high)) * LEVELS);
        }
        double part = high > low ? (value - low) / (high - low) : 0;
        return (int) Math.round(Math.max(0, Math.min(1, part)) * 2 * LEVELS);
    }

    private int[] colours() {
        int[] colours = new int[NOT_A_NUMBER + 1];
        for (int k = 0; k <= 2 * LEVELS; k++) {
            int opacity = 255 * (signed ? 2 * Math.abs(k - LEVELS) : k) / (2 * LEVELS);
            colours[k] = opacity << 24 | (signed ? k > LEVELS ? ABOVE : BELOW : ONE_HUE);
        }
        colours[NOT_A_NUMBER] = GREY;
        return colours;
    }
}
