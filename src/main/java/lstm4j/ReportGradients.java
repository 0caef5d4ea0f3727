package lstm4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.report.Findings;
import lstm4j.report.Html;
import lstm4j.report.LineChart;
import lstm4j.report.Weights;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;

/**
 * The gradients of a {@link ModelReport}: of the loss that goes with the labels, whatever the model was compiled with, on a copy of the
 * model. Labels are class numbers, {@code int[N]}, or numbers, {@code float[N]} or {@code float[N][K]}.
 */
final class ReportGradients {
    private static final int SAMPLES = 64;
    private static final int STEPS_BACK = 60;

    private final Sequential twin;
    private final ReportSamples samples;
    private final Object labels; // of the first samples
    private final Loss loss;

    ReportGradients(Sequential model, ReportSamples samples, Object labels) {
        this.samples = samples;
        this.loss = !(labels instanceof int[] || labels instanceof int[][]) ? Loss.MEAN_SQUARED_ERROR
                : model.architecture().outputShape().features() == 1 ? Loss.BINARY_CROSSENTROPY : Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
        int most = model.architecture().isStateful() ? model.architecture().inputShape().batch() : SAMPLES;
        this.labels = cut(loss.isSparse() || !(labels instanceof int[][] steps) ? labels : floats(steps), Math.min(most, samples.rows().length));
        this.twin = Sequential.of(model.architecture()).parallelism(1).truncate(model.live.truncate());
        twin.setWeights(model.getWeights());
        twin.compile(new SGD(), loss);
    }

    private static float[][] floats(int[][] steps) {
        float[][] numbers = new float[steps.length][steps[0].length];
        for (int n = 0; n < numbers.length; n++) {
            for (int t = 0; t < steps[n].length; t++) {
                numbers[n][t] = steps[n][t];
            }
        }
        return numbers;
    }

    private static Object cut(Object labels, int N) {
        return labels instanceof int[] classes ? Arrays.copyOf(classes, N) : labels instanceof float[] numbers ? Arrays.copyOf(numbers, N)
                : Arrays.copyOf((Object[]) labels, N);
    }

    /** Histograms of the gradients of the first samples, gate by gate. */
    String histograms() {
        int N = labels instanceof Object[] rows ? rows.length : labels instanceof int[] classes ? classes.length : ((float[]) labels).length;
        float[][][] gradients = twin.gradients(Data.ofArrays(samples.batch(0, N), labels)).weights();
        return Html.details("Gradients of the " + loss + " of the first " + N + " samples", Weights.html(twin.architecture(), gradients));
    }

    /** Charts of how far back in time the first sample's gradient reaches; what they mean is added to {@code found}. */
    String backInTime(List<String> found) {
        int steps = twin.trace(samples.first()).stream().mapToInt(trace -> trace.parts().values().iterator().next().length).max().orElse(0);
        if (steps < 3 || twin.architecture().outputShape().rank() != 2) {
            return "";
        }
        return samples.goStepByStep() ? byState(Math.min(STEPS_BACK, steps - 1), found) : byInput();
    }

    private String byState(int steps, List<String> found) {
        Map<String, double[]> norms = normsBackInTime(steps);
        LineChart chart = LineChart.of("Norm of the gradient by h, through the layer's own state", "steps before the end").log();
        for (Map.Entry<String, double[]> layer : norms.entrySet()) {
            found.add(Findings.backInTime(layer.getKey(), layer.getValue()));
            chart = chart.line(layer.getKey(), layer.getValue());
        }
        return Html.grid(List.of(chart.html()));
    }

    /** Of each layer the norm of the first sample's gradient by its output 1, 2, … steps before the end. */
    private Map<String, double[]> normsBackInTime(int steps) {
        Map<String, double[]> norms = new LinkedHashMap<>();
        float[][] sample = samples.first();
        List<Trace> traces = twin.trace(sample);
        for (int k = 1; k <= steps; k++) {
            Gradients tail = tail(sample, traces, k);
            for (Trace trace : traces) {
                norms.computeIfAbsent(trace.layer(), name -> new double[steps])[k - 1] = norm(tail.initialStates().get(trace.layer()).h()[0]);
            }
        }
        return norms;
    }

    private Gradients tail(float[][] sample, List<Trace> traces, int steps) {
        LiveModel live = twin.live;
        return live.turn.use("gradients", () -> Inspection.tailGradients(live.network(), live.compiled("gradients"), live.truncate(), live.shards, sample, cut(labels, 1), traces, steps));
    }

    /** Of a model that goes through a sample from both ends: how much each step of the first sample counts. */
    private String byInput() {
        if (twin.architecture().layer(0).vocabulary() > 0) {
            return Html.paragraph("This model reads from the end too, so no step is farther back than another.");
        }
        float[][] dx = twin.gradients(Data.ofArrays(samples.batch(0, 1), cut(labels, 1))).inputs()[0];
        double[] norms = new double[dx.length];
        Arrays.setAll(norms, t -> norm(dx[t]));
        return Html.grid(List.of(LineChart.of("Norm of the gradient by x: how much each step counts", "step").line("first sample", norms).log().html()));
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
