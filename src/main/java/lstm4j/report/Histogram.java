package lstm4j.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many numbers are how large: bars of equal width, symmetrical around 0. Numbers that are not finite are counted in words.
 *
 * @param title what is counted
 * @param values the numbers, in rows of any length
 */
public record Histogram(String title, float[][] values) {
    private static final int BARS = 31;
    private static final int WIDTH = 248;
    private static final int HEIGHT = 84;

    /** What is known about the numbers; of finite ones alone, NaN where there are none. */
    record Figures(long count, long notFinite, double mean, double deviation, double least, double most) {
        static Figures of(float[][] values) {
            long finite = 0;
            long all = 0;
            double sum = 0;
            double squares = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (float[] row : values) {
                for (float value : row) {
                    all++;
                    if (Float.isFinite(value)) {
                        finite++;
                        sum += value;
                        squares += (double) value * value;
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                    }
                }
            }
            double mean = sum / finite;
            return new Figures(all, all - finite, mean, Math.sqrt(Math.max(0, squares / finite - mean * mean)), finite == 0 ? Double.NaN : least,
                    finite == 0 ? Double.NaN : most);
        }

        /** Its cells in a table under {@link #HEADER}. */
        List<String> cells() {
            return Stream.of((double) count, mean, deviation, least, most, (double) notFinite).map(Html::number).toList();
        }

        static final List<String> HEADER = List.of("numbers", "mean", "deviation", "least", "greatest", "not finite");
    }

    /** The bars with their title. */
    public String html() {
        Figures figures = Figures.of(values);
        double edge = Math.max(Math.abs(figures.least()), Math.abs(figures.most()));
        edge = edge > 0 ? edge : 1; // NaN too
        int[] counts = counts(edge);
        return "<figure class=\"bars\"><figcaption>" + Html.text(title) + "</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"" + Html.text(description(figures)) + "\">\n<path class=\"fill\" d=\"" + path(counts) + "\"/>"
                + "<path class=\"rule\" d=\"M0 66.5H" + WIDTH + "\"/><text x=\"0\" y=\"80\">" + Html.number(-edge)
                + "</text><text class=\"middle\" x=\"" + WIDTH / 2 + "\" y=\"80\">0</text><text class=\"end\" x=\"" + WIDTH + "\" y=\"80\">"
                + Html.number(edge) + "</text>\n</svg></figure>\n";
    }

    private String description(Figures figures) {
        return title + ": " + figures.count() + " numbers, mean " + Html.number(figures.mean()) + ", standard deviation "
                + Html.number(figures.deviation()) + ", from " + Html.number(figures.least()) + " to " + Html.number(figures.most())
                + (figures.notFinite() > 0 ? ", " + figures.notFinite() + " not finite" : "");
    }

    private int[] counts(double edge) {
        int[] counts = new int[BARS];
        for (float[] row : values) {
            for (float value : row) {
                if (Float.isFinite(value)) {
                    counts[Math.min(BARS - 1, (int) ((value / edge + 1) / 2 * BARS))]++;
                }
            }
        }
        return counts;
    }

    private static String path(int[] counts) {
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder path = new StringBuilder();
        int width = WIDTH / BARS;
        for (int k = 0; k < BARS; k++) {
            if (counts[k] > 0) {
                String height = LineChart.coordinate(Math.max(1, 64.0 * counts[k] / most));
                path.append('M').append(k * width).append(" 66v-").append(height).append('h').append(width - 1).append('v').append(height).append('z');
            }
        }
        return path.isEmpty() ? "M0 66" : path.toString();
    }
}
