package lstm4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How samples were classified.
 *
 * @param samples [N][T][F], or none where they are not to be seen
 * @param view how one is shown
 * @param truth [N] class numbers
 * @param probabilities [N][K], or [N][1] with that of class 1
 * @param classes their names
 */
public record Classification(float[][][] samples, SampleView view, int[] truth, float[][] probabilities, List<String> classes) {
    private static final int SHOWN = 12;
    private static final int MOST_CLASSES = 40; // that a table can show

    /** The names of so many classes where they have no others: 0, 1, 2 … */
    public static List<String> numbers(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    private double probability(int n, int k) {
        float[] row = probabilities[n];
        return row.length > 1 ? row[k] : k == 1 ? row[0] : 1 - row[0];
    }

    /** The class of the largest probability, the first one if several are. */
    private int guess(int n) {
        int best = 0;
        for (int k = 1; k < classes.size(); k++) {
            best = probability(n, k) > probability(n, best) ? k : best;
        }
        return best;
    }

    private boolean isRight(int n) {
        return guess(n) == truth[n];
    }

    /** The share that is right: 0.99. */
    public double accuracy() {
        return (double) IntStream.range(0, truth.length).filter(this::isRight).count() / truth.length;
    }

    /** Confusions, and the worst and the most doubtful samples as pictures. */
    public String html() {
        StringBuilder html = new StringBuilder(Html.paragraph(String.format(Locale.ROOT, "%,d of %,d right, %.2f %%.",
                Math.round(accuracy() * truth.length), truth.length, 100 * accuracy())));
        if (classes.size() <= MOST_CLASSES) {
            int[][] counts = new int[classes.size()][classes.size()];
            IntStream.range(0, truth.length).forEach(n -> counts[truth[n]][guess(n)]++);
            html.append(new Confusion(counts, classes).html());
        }
        Comparator<Integer> byTruth = Comparator.comparingDouble(n -> probability(n, truth[n]));
        html.append(pictures("The worst: wrong, and how sure of it", all().filter(n -> !isRight(n)).boxed().sorted(byTruth).toList()));
        Comparator<Integer> byMargin = Comparator.comparingDouble(this::margin);
        return html.append(pictures("The most doubtful: two classes are almost equally likely", all().boxed().sorted(byMargin).toList())).toString();
    }

    private IntStream all() {
        return IntStream.range(0, truth.length);
    }

    /** How much likelier the guess is than the class next to it. */
    private double margin(int n) {
        int guess = guess(n);
        return probability(n, guess) - IntStream.range(0, classes.size()).filter(k -> k != guess).mapToDouble(k -> probability(n, k)).max().orElse(0);
    }

    private String pictures(String title, List<Integer> chosen) {
        List<String> figures = new ArrayList<>();
        for (int n : chosen.subList(0, samples.length == 0 ? 0 : Math.min(SHOWN, chosen.size()))) {
            String caption = String.format(Locale.ROOT, "%s read as %s, %.1f %%", classes.get(truth[n]), classes.get(guess(n)),
                    100 * probability(n, guess(n)));
            figures.add(view.html(samples[n], "Sample " + (n + 1), caption));
        }
        return figures.isEmpty() ? "" : "<h3>" + Html.text(title) + "</h3>\n<div class=\"" + view.grid() + "\">\n" + String.join("", figures) + "</div>\n";
    }
}
