package lstm4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Pictures made of characters: small images, two curves, a table of confusions. Pure functions; lines end with a line feed, the last without. */
final class Drawing {
    private static final String SHADES = " .:-=+*#%@";

    private Drawing() {
    }

    /**
     * An image of half blocks: two rows of pixels in a line, a pixel drawn if it is at least half as bright as the
     * brightest; a 28×28 image takes 14 lines of 28 columns. In ASCII a line shows the mean of two rows in ten shades.
     *
     * @param pixels rows of equal length, top first; 0 is dark, NaN counts as 0
     */
    static String image(float[][] pixels, boolean ascii) {
        float brightest = 0;
        for (float[] row : pixels) {
            for (float pixel : row) {
                brightest = Math.max(brightest, value(pixel));
            }
        }
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < pixels.length; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < pixels[y].length; x++) {
                float upper = brightness(pixels, y, x, brightest);
                float lower = brightness(pixels, y + 1, x, brightest);
                line.append(ascii ? shade((upper + lower) / 2) : halfBlock(upper >= 0.5f, lower >= 0.5f));
            }
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }

    private static float value(float pixel) {
        return pixel > 0 ? pixel : 0; // a NaN is not above 0
    }

    /** Between 0 and 1; 0 below the last row and in an image without light. */
    private static float brightness(float[][] pixels, int y, int x, float brightest) {
        if (y >= pixels.length || brightest == 0) {
            return 0;
        }
        return brightest == Float.POSITIVE_INFINITY ? pixels[y][x] == brightest ? 1 : 0 : value(pixels[y][x]) / brightest;
    }

    private static char halfBlock(boolean upper, boolean lower) {
        return upper ? lower ? '█' : '▀' : lower ? '▄' : ' ';
    }

    private static char shade(float brightness) {
        return SHADES.charAt(Math.round(brightness * (SHADES.length() - 1)));
    }

    /** Pictures side by side, {@code gap} blanks apart, aligned at the top. */
    static String beside(List<String> pictures, int gap) {
        List<List<String>> columns = pictures.stream().map(picture -> picture.lines().toList()).toList();
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder();
            for (List<String> column : columns) {
                int width = column.stream().mapToInt(String::length).max().orElse(0);
                String text = y < column.size() ? column.get(y) : "";
                line.append(text).append(" ".repeat(width - text.length() + gap));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    /**
     * Two curves over the same steps: the truth as dots, the forecast as circles, and where both meet a star. A series
     * with more values than columns is averaged, one with fewer is stretched. A value that is not finite is left out, so
     * a forecast may begin later.
     *
     * @param columns width of the field behind the axis, at least 1
     * @param rows height, at least 2
     */
    static String curves(float[] truth, float[] forecast, int columns, int rows, boolean ascii) {
        double[] first = columns(truth, columns);
        double[] second = columns(forecast, columns);
        DoubleSummaryStatistics range = DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).filter(Double::isFinite)
                .summaryStatistics();
        double low = range.getCount() == 0 ? 0 : range.getMin();
        double high = range.getCount() == 0 ? 0 : range.getMax();
        char[][] field = new char[rows][columns];
        for (char[] row : field) {
            Arrays.fill(row, ' ');
        }
        put(field, first, low, high, ascii ? '.' : '·', ' ');
        put(field, second, low, high, ascii ? 'o' : '○', ascii ? '*' : '●');
        return String.join("\n", withAxis(field, low, high, ascii));
    }

    /** The mean of the finite values that fall on each column, NaN where there are none. */
    private static double[] columns(float[] series, int columns) {
        double[] means = new double[columns];
        for (int x = 0; x < columns; x++) {
            int from = (int) ((long) x * series.length / columns);
            int to = Math.max(from + 1, (int) ((long) (x + 1) * series.length / columns));
            double sum = 0;
            int count = 0;
            for (int i = from; i < to && i < series.length; i++) {
                if (Float.isFinite(series[i])) {
                    sum += series[i];
                    count++;
                }
            }
            means[x] = count == 0 ? Double.NaN : sum / count;
        }
        return means;
    }

    private static void put(char[][] field, double[] values, double low, double high, char mark, char meeting) {
        for (int x = 0; x < values.length; x++) {
            if (Double.isFinite(values[x])) {
                double height = high > low ? (values[x] - low) / (high - low) : 0.5;
                int y = (int) Math.round((1 - height) * (field.length - 1));
                field[y][x] = field[y][x] == ' ' ? mark : meeting;
            }
        }
    }

    private static List<String> withAxis(char[][] field, double low, double high, boolean ascii) {
        String top = number(high);
        String bottom = number(low);
        int width = Math.max(top.length(), bottom.length());
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < field.length; y++) {
            String label = y == 0 ? top : y == field.length - 1 ? bottom : "";
            lines.add((" ".repeat(width - label.length()) + label + (ascii ? " |" : " │") + new String(field[y])).stripTrailing());
        }
        return lines;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    /**
     * How often each class was taken for each other: a row for each true class, a column for each guess, a dot for
     * never, and behind each row the part that was right.
     *
     * @param counts {@code counts[truth][guess]}, square
     * @param labels the names of the classes
     */
    static String confusion(int[][] counts, List<String> labels) {
        int width = 1 + Math.max(labels.stream().mapToInt(String::length).max().orElse(0),
                Arrays.stream(counts).flatMapToInt(Arrays::stream).map(count -> String.valueOf(count).length()).max().orElse(0));
        List<String> lines = new ArrayList<>();
        String corner = "true \\ guess";
        int labelWidth = Math.max(corner.length(), labels.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder header = new StringBuilder(right(corner, labelWidth));
        labels.forEach(label -> header.append(right(label, width)));
        lines.add(header.append("   right").toString());
        for (int k = 0; k < counts.length; k++) {
            StringBuilder line = new StringBuilder(right(labels.get(k), labelWidth));
            for (int count : counts[k]) {
                line.append(right(count == 0 ? "." : String.valueOf(count), width));
            }
            long all = Arrays.stream(counts[k]).asLongStream().sum();
            line.append("  ").append(all == 0 ? "     -" : String.format(Locale.ROOT, "%5.1f%%", 100.0 * counts[k][k] / all));
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
