package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.Masking;
import lstm4j.layer.RuleException;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.testing.Worst;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics that are more than a mean over rows, by hand and, on drawn rows in two batches, against Keras. */
class MetricsTest {
    private static final float[] OUTPUTS = {0.1f, 0.4f, 0.6f, 0.9f};
    private static final int[] LABELS = {0, 1, 0, 1};

    private static double of(Metric metric, double... weights) {
        RowMetric settled = RowMetrics.of(metric, 1, 1);
        double[] sums = new double[settled.size()];
        for (int n = 0; n < OUTPUTS.length; n++) {
            settled.add(new float[] {OUTPUTS[n]}, LABELS[n], weights.length == 0 ? 1 : weights[n], sums, 0);
        }
        return settled.result(sums, 0);
    }

    private static void assertClose(double expected, double actual, String what) {
        Worst.note(Budget.METRICS_BY_HAND, what, Math.abs(actual - expected));
        assertEquals(expected, actual, Budget.METRICS_BY_HAND.limit(), what);
    }

    @Test
    @Rule("FIT-36")
    void precisionRecallAndAreaByHand() {
        assertClose(0.5, of(Metric.PRECISION), "precision");
        assertClose(0.5, of(Metric.RECALL), "recall");
        assertClose(2.0 / 3, of(Metric.PRECISION.option("thresholds", 0.3)), "precision at 0.3");
        assertClose(0, of(Metric.PRECISION.option("thresholds", 0.95)), "nothing is above");
        assertClose(0.75, of(Metric.AUC), "three of four pairs are in order");
        assertClose(0.25, of(Metric.AUC.option("summation_method", "minoring").option("num_thresholds", 3)), "corners (0, 0), (½, ½), (1, 1)");
        assertClose(0.75, of(Metric.AUC.option("summation_method", "majoring").option("num_thresholds", 3)), "the same from above");
        assertClose(2.0 / 6, of(Metric.RECALL, 1, 4, 1, 2), "weights of labelled rows: 2 of 6");
    }

    @Test
    @Rule("FIT-37")
    void amongTheFirstKIsALabelThatFewerThanKOutputsExceed() {
        float[] outputs = {0.5f, 0.2f, 0.2f, 0.1f};
        assertEquals(0, RowMetrics.of(Metric.sparseTopK(1), 4, 0).value(outputs, 2));
        assertEquals(1, RowMetrics.of(Metric.sparseTopK(2), 4, 0).value(outputs, 2), "ties are all among them");
        assertEquals(1, RowMetrics.of(Metric.topK(2), 4, 4).value(outputs, new float[] {0, 0, 1, 0}));
        assertEquals(0, RowMetrics.of(Metric.topK(3), 4, 4).value(outputs, new float[] {0, 0, 0, 1}));
        assertEquals(0, RowMetrics.of(Metric.sparseTopK(4), 4, 0).value(new float[] {0.5f, Float.NaN, 0, 0}, 0));
    }

    /** Labels 0, 1, 0, 1: Σ(y − ŷ)² = 0.01 + 0.36 + 0.36 + 0.01, Σ(y − ½)² = 1. */
    @Test
    @Rule("FIT-38")
    void determinationByHand() {
        assertClose(1 - 0.74, of(Metric.R2_SCORE), "r2");
        assertClose(1 - 0.74 * 3 / 2, of(Metric.R2_SCORE.option("num_regressors", 1)), "adjusted");
        assertClose(Math.sqrt(0.74 / 4), of(Metric.ROOT_MEAN_SQUARED_ERROR), "rmse");
    }

    /** Outputs are the inputs; the last step is masked, and Keras counts it as one that is labelled and not found. */
    @Test
    @Rule("FIT-39")
    void maskedStepsCountInNoMetric() {
        Sequential model = Sequential.of(Masking.value(0).inputShape(3, 1), Dense.units(1).useBias(false))
                .compile(new SGD(), Loss.MSE, Metric.RECALL, Metric.PRECISION, Metric.R2_SCORE.named("r"), Metric.MAE.named("r"));
        model.setWeights(new float[][][] {{{1}}});
        Logs logs = model.evaluate(Data.of(new float[][][] {{{0.6f}, {0.9f}, {0}}}, new float[][][] {{{1}, {0}, {1}}}));
        assertEquals(1, logs.get("recall"));
        assertEquals(0.5, logs.get("precision"));
        assertClose(1 - (0.16 + 0.81) / 0.5, logs.get("r"), "r2 of two steps");
        assertClose(0.65, logs.get("r_1"), "a name that is taken gets a number");
    }

    @Test
    @Rule("FIT-40")
    void optionsOfAnotherKindOrRangeAreRefused() {
        assertMessage("[FIT-40] top_k_categorical_accuracy: expected a whole number of at least 1 as k, got 0.", () -> Metric.topK(0));
        for (Metric metric : List.of(Metric.AUC, Metric.PRECISION, Metric.MAE)) {
            assertEquals("FIT-40", assertThrows(RuleException.class, () -> metric.option("threshold", 0.5)).rule());
        }
        assertEquals("FIT-40", assertThrows(RuleException.class, () -> Metric.RECALL.option("thresholds", 1.5)).rule());
        assertEquals("FIT-40", assertThrows(RuleException.class, () -> Metric.AUC.option("curve", "PRGAIN")).rule());
        assertEquals("FIT-40", assertThrows(RuleException.class, () -> Metric.MAE.named("")).rule());
        assertEquals("FIT-15", assertThrows(RuleException.class, () -> RowMetrics.of(Metric.AUC, 3, 0)).rule());
    }

    static Stream<Arguments> measured() {
        return Measured.lines("metrics.tsv").map(fields -> Arguments.of((Object) fields));
    }

    /** Fields: metric, options, outputs a row, labels a row, outputs, labels, weights, value in Keras, value with weights. */
    @ParameterizedTest
    @MethodSource("measured")
    @Rule({"FIT-19", "FIT-36", "FIT-37", "FIT-38", "FIT-39"})
    void valuesAreThoseOfKeras(String[] fields) {
        Metric metric = Metric.of(Metric.Kind.named(fields[0]));
        for (String pair : fields[1].split(";")) {
            String[] option = pair.split("=");
            metric = option.length < 2 ? metric : metric.option(option[0], value(option[1]));
        }
        int K = Integer.parseInt(fields[2]);
        int width = Integer.parseInt(fields[3]);
        RowMetric settled = RowMetrics.of(metric, K, width);
        double[] outputs = Measured.numbers(fields[4]);
        double[] labels = Measured.numbers(fields[5]);
        double[] weights = Measured.numbers(fields[6]);
        for (int weighted = 0; weighted < 2; weighted++) {
            double[] sums = new double[settled.size() + 1];
            for (int n = 0; n < weights.length; n++) {
                double weight = weighted == 0 ? 1 : weights[n];
                if (width == 0) {
                    settled.add(row(outputs, n, K), (int) labels[n], weight, sums, 1);
                } else {
                    settled.add(row(outputs, n, K), row(labels, n, K), weight, sums, 1);
                }
            }
            double expected = Double.parseDouble(fields[7 + weighted]);
            String what = fields[0] + " " + fields[1] + " weighted " + weighted;
            Worst.note(Budget.METRICS_AGAINST_KERAS, what, Math.abs(settled.result(sums, 1) - expected));
            assertEquals(expected, settled.result(sums, 1), Budget.METRICS_AGAINST_KERAS.limit(), what);
        }
    }

    private static Object value(String text) {
        return text.startsWith("[") ? (Object) Stream.of(text.substring(1, text.length() - 1).split(",")).map(Double::valueOf).toList()
                : text.matches("\\d+") ? (Object) Integer.valueOf(text) : text.matches("[\\d.]+") ? (Object) Double.valueOf(text) : text;
    }

    private static float[] row(double[] numbers, int n, int width) {
        float[] row = new float[width];
        for (int j = 0; j < width; j++) {
            row[j] = (float) numbers[n * width + j];
        }
        return row;
    }
}
