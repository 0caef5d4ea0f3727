package lstm4j.report;

/** A sample as a picture: one of several features as its rows, a plain series as a curve. */
final class Sample {
    private Sample() {
    }

    static String html(float[][] sample, String title, String caption) {
        if (sample[0].length == 1) {
            return LineChart.of(title + ": " + caption, "step").line("value", column(sample, 0)).html();
        }
        return "<figure>" + map(title + ", " + caption, sample, "step", "feature").image("sample") + "<figcaption>" + Html.text(caption)
                + "</figcaption></figure>\n";
    }

    /** The input with time across, as it stands above what a layer makes of it. */
    static String acrossTime(float[][] sample) {
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
