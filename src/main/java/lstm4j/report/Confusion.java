package lstm4j.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How often each class was taken for each other: a row for each true class, a column for each guess.
 *
 * @param counts {@code counts[truth][guess]}, square
 * @param labels the names of the classes
 */
public record Confusion(int[][] counts, List<String> labels) {
    private static final String RIGHT = "20,150,135";
    private static final String WRONG = "225,90,30";

    /** The table, coloured: what is right in one hue, what is wrong in another. */
    public String html() {
        String caption = "True class in rows, guess in columns";
        StringBuilder html = new StringBuilder("<table class=\"confusion\"><caption>").append(caption).append("</caption>\n<thead><tr><td></td>");
        labels.forEach(label -> html.append("<th scope=\"col\">").append(Html.text(label)).append("</th>"));
        html.append("<th scope=\"col\">right</th></tr></thead>\n<tbody>\n");
        for (int k = 0; k < counts.length; k++) {
            long all = Arrays.stream(counts[k]).asLongStream().sum();
            html.append("<tr><th scope=\"row\">").append(Html.text(labels.get(k))).append("</th>");
            for (int guess = 0; guess < counts.length; guess++) {
                html.append(cell(counts[k][guess], all, guess == k));
            }
            html.append("<td>").append(all == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * counts[k][k] / all)).append("</td></tr>\n");
        }
        return Html.scroll(caption, html.append("</tbody></table>").toString());
    }

    /** Tints go with the square root, or a few mistakes among many samples would not be seen. */
    private static String cell(int count, long all, boolean right) {
        if (count == 0) {
            return "<td class=\"none\">·</td>";
        }
        return String.format(Locale.ROOT, "<td style=\"background-color:rgba(%s,%.2f)\">%d</td>", right ? RIGHT : WRONG,
                0.4 * Math.sqrt((double) count / all), count);
    }
}
