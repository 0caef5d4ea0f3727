package lstm4j.report;

import java.util.List;

import lstm4j.layer.Required;

/** How a sample is shown: words as text, rows of several features as a picture, a plain series as a curve. */
public final class SampleView {
    private static final SampleView NUMBERS = new SampleView(null);

    private final List<String> words; // by their numbers; null where samples are no words

    private SampleView(List<String> words) {
        this.words = words;
    }

    /** Of samples (T, F), rows of features. */
    public static SampleView numbers() {
        return NUMBERS;
    }

    /** Of samples (1, T), whole numbers that stand for these words; those beyond the list are shown as numbers. */
    public static SampleView words(List<String> vocabulary) {
        return new SampleView(Required.all("vocabulary", vocabulary.toArray(new String[0])));
    }

    /** Time steps of a sample. */
    int steps(float[][] sample) {
        return words == null ? sample.length : sample[0].length;
    }

    /** What a step is called in a table: its number, and its word. */
    String step(float[][] sample, int t) {
        return words == null ? String.valueOf(t + 1) : t + 1 + " " + word(sample[0][t]);
    }

    private String word(float number) {
        String word = known((int) number);
        return word.isBlank() ? word.isEmpty() ? "–" : "␣" : word;
    }

    private String known(int k) {
        return k >= 0 && k < words.size() ? words.get(k) : String.valueOf(k);
    }

    private String text(float[][] sample) {
        StringBuilder text = new StringBuilder();
        for (float number : sample[0]) {
            String word = known((int) number);
            text.append(isLetters() || word.isEmpty() ? "" : " ").append(word);
        }
        return text.toString().strip();
    }

    /** Whether each word is one character, so that they need no blanks between them. */
    private boolean isLetters() {
        return words.size() > 2 && words.stream().skip(2).allMatch(word -> word.codePointCount(0, word.length()) <= 1);
    }

    String html(float[][] sample, String title, String caption) {
        if (words != null) {
            return "<figure class=\"text\"><figcaption>" + Html.text(title) + " <span>" + Html.text(caption) + "</span></figcaption>\n"
                    + Html.paragraph(text(sample)) + "</figure>\n";
        }
        if (sample[0].length == 1) {
            return LineChart.of(title + ": " + caption, "step").line("value", column(sample, 0)).html();
        }
        return "<figure>" + map(title + ", " + caption, sample, "step", "feature").image("sample") + "<figcaption>" + Html.text(caption)
                + "</figcaption></figure>\n";
    }

    /** The style of a grid of samples. */
    String grid() {
        return words == null ? "grid small samples" : "grid";
    }

    /** The input with time across, as it stands above what a layer makes of it. */
    String acrossTime(float[][] sample) {
        if (words != null) {
            StringBuilder steps = new StringBuilder("<ol class=\"words\">");
            for (int t = 0; t < steps(sample); t++) {
                steps.append("<li>").append(Html.text(word(sample[0][t]))).append("</li>");
            }
            return steps.append("</ol>\n").toString();
        }
        return map("x, the input", Walk.transposed(sample), "feature", "step").html();
    }

    private static HeatMap map(String title, float[][] values, String rows, String columns) {
        Histogram.Figures figures = Histogram.Figures.of(values);
        return figures.least() < 0 ? HeatMap.signed(title, values, rows, columns)
                : HeatMap.between(title, values, rows, columns, 0, figures.most() > 0 ? figures.most() : 1);
    }

    static double[] column(float[][] sample, int feature) {
        double[] values = new double[sample.length];
        for (int t = 0; t < values.length; t++) {
            values[t] = sample[t][feature];
        }
        return values;
    }
}
