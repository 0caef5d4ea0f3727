package lstm4j.train;

import java.util.List;

/**
 * Precision, recall and the area under a curve: all are made of how many outputs with a label (not 0) and without are above
 * each threshold t₀ &lt; t₁ &lt; … An output above b of the T thresholds is counted at place b. Sums: with a label, at 0 … T;
 * without, at T + 1 … 2T + 1. Spec: chapter 12, rule FIT-36. Source: Keras 3, {@code metrics/confusion_metrics.py}, {@code metrics_utils.py}.
 */
final class ConfusionMetric extends RowMetric {
    private static final float EPSILON = 1e-7f; // Keras: backend.epsilon()

    private final float[] thresholds;
    private final boolean even; // from 0 to 1, all as far apart: an output's place is computed
    private final boolean precisionOverRecall;
    private final String summation;

    ConfusionMetric(Metric metric) {
        super(metric);
        boolean area = kind() == Metric.Kind.AUC;
        Object given = metric.options().get("thresholds");
        thresholds = area ? ofCurve((List<?>) given, metric) : new float[] {((Double) given).floatValue()};
        even = area && isEven(thresholds);
        precisionOverRecall = area && metric.options().get("curve").equals("PR");
        summation = area ? (String) metric.options().get("summation_method") : "";
    }

    /** Those that were given, in order, or equal parts; the first and the last a little beyond 0 and 1. */
    private static float[] ofCurve(List<?> given, Metric metric) {
        int count = given == null ? (Integer) metric.options().get("num_thresholds") : given.size() + 2;
        double[] sorted = given == null ? null : given.stream().mapToDouble(each -> (Double) each).sorted().toArray();
        float[] thresholds = new float[count];
        for (int i = 1; i < count - 1; i++) {
            thresholds[i] = (float) (given == null ? (double) i / (count - 1) : sorted[i - 1]);
        }
        thresholds[0] = -EPSILON;
        thresholds[count - 1] = 1 + EPSILON;
        return thresholds;
    }

    private static boolean isEven(float[] thresholds) {
        boolean even = thresholds.length > 2;
        for (int i = 1; i < thresholds.length - 1; i++) {
            double equal = (double) i / (thresholds.length - 1);
            even &= Math.abs(thresholds[i] - equal) <= EPSILON + 1e-5 * equal; // NumPy's allclose
        }
        return even;
    }

    @Override
    public int size() {
        return 2 * (thresholds.length + 1);
    }

    @Override
    public void add(float[] output, float[] label, double weight, double[] sums, int at) {
        for (int j = 0; j < output.length; j++) {
            count(output[j], label[j] != 0, weight, sums, at);
        }
    }

    @Override
    public void add(float[] output, int label, double weight, double[] sums, int at) {
        count(output[0], label != 0, weight, sums, at);
    }

    private void count(float output, boolean labelled, double weight, double[] sums, int at) {
        sums[at + (labelled ? 0 : thresholds.length + 1) + (even ? evenPlace(output) : place(output))] += weight;
    }

    private int evenPlace(float output) {
        float part = Math.min(Math.max(output, 0), 1) * (thresholds.length - 1);
        return Math.max((int) Math.ceil(part), 1); // every output is above the first threshold
    }

    private int place(float output) {
        int place = 0;
        while (place < thresholds.length && output > thresholds[place]) {
            place++;
        }
        return place;
    }

    @Override
    public double result(double[] sums, int at) {
        int T = thresholds.length;
        double labelled = sum(sums, at, T + 1);
        double others = sum(sums, at + T + 1, T + 1);
        return switch (kind()) {
            case PRECISION -> ratio(sums[at + 1], sums[at + 1] + sums[at + T + 2]);
            case RECALL -> ratio(sums[at + 1], labelled);
            default -> area(sums, at, labelled, others);
        };
    }

    /** The area under the curve, from the last threshold, which nothing is above, to the first. */
    private double area(double[] sums, int at, double labelled, double others) {
        int T = thresholds.length;
        double tp = sums[at + T];
        double fp = sums[at + 2 * T + 1];
        double area = 0;
        for (int i = T - 2; i >= 0; i--) {
            double tpNext = tp + sums[at + i + 1];
            double fpNext = fp + sums[at + T + 1 + i + 1];
            area += precisionOverRecall && summation.equals("interpolation") ? interpolated(tp, fp, tpNext, fpNext, labelled)
                    : precisionOverRecall ? (ratio(tpNext, labelled) - ratio(tp, labelled)) * height(ratio(tp, tp + fp), ratio(tpNext, tpNext + fpNext))
                    : (ratio(fpNext, others) - ratio(fp, others)) * height(ratio(tp, labelled), ratio(tpNext, labelled));
            tp = tpNext;
            fp = fpNext;
        }
        return area;
    }

    private double height(double one, double other) {
        return switch (summation) {
            case "minoring" -> Math.min(one, other);
            case "majoring" -> Math.max(one, other);
            default -> (one + other) / 2;
        };
    }

    /** Davis and Goadrich 2006: true and false positives grow along a line between two thresholds, precision does not. */
    private static double interpolated(double tp, double fp, double tpNext, double fpNext, double labelled) {
        double p = tp + fp;
        double pNext = tpNext + fpNext;
        double slope = ratio(tpNext - tp, Math.max(pNext - p, 0));
        double intercept = tp - slope * p;
        double log = p > 0 && pNext > 0 ? StrictMath.log(pNext / p) : 0;
        return ratio(slope * (tpNext - tp + intercept * log), labelled);
    }

    private static double sum(double[] sums, int from, int count) {
        double sum = 0;
        for (int k = from; k < from + count; k++) {
            sum += sums[k];
        }
        return sum;
    }

    /** a/b, and 0 where b is. */
    private static double ratio(double a, double b) {
        return b == 0 ? 0 : a / b;
    }
}
