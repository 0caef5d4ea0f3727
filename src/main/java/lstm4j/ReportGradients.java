package lstm4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Architecture;
import lstm4j.report.Findings;
import lstm4j.report.Html;
import lstm4j.report.LineChart;
import lstm4j.report.Weights;
import lstm4j.run.ArraySamples;
import lstm4j.run.LabelRows;
import lstm4j.run.Samples;
import lstm4j.run.States;
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
    private final Loss lossOfEnd; // that of the last step alone, where every step has a label
    private final Sequential end; // compiled with it

    ReportGradients(Sequential model, ReportSamples samples, Object labels) {
        this.samples = samples;
        this.loss = !(labels instanceof int[] || labels instanceof int[][]) ? Loss.MEAN_SQUARED_ERROR
                : model.architecture().outputShape().features() == 1 ? Loss.BINARY_CROSSENTROPY : Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
        Object all = loss.isSparse() || !(labels instanceof int[][] steps) ? labels : floats(steps);
        int most = model.architecture().isStateful() ? model.architecture().inputShape().batch() : SAMPLES;
        this.twin = twin(model, loss);
        this.lossOfEnd = loss.isSparse() && model.architecture().outputShape().rank() == 3 ? Loss.CATEGORICAL_CROSSENTROPY : loss;
        this.end = loss.equals(lossOfEnd) ? twin : twin(model, lossOfEnd);
        twin.live.compiled.samples(samples.rows(), all, null); // refuses labels that do not belong to the samples
        this.labels = cut(all, Math.min(most, samples.rows().length));
    }

    private static Sequential twin(Sequential model, Loss loss) {
        Sequential twin = Sequential.of(model.architecture()).parallelism(1).truncate(model.live.truncate);
        twin.setWeights(model.getWeights());
        twin.compile(new SGD(), loss);
        return twin;
    }

    private static float[][] floats(int[][] steps) {
        float[][] numbers = new float[steps.length][];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = new float[steps[n].length];
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
        List<Trace> traces = end.trace(samples.first());
        int steps = traces.stream().mapToInt(trace -> trace.parts().values().iterator().next().length).max().orElse(0);
        float[][] outputs = samples.firstOutputs();
        if (steps < 3 || outputs.length != 1 && outputs.length != steps) {
            return "";
        }
        return samples.goStepByStep() ? byState(traces, outputs, Math.min(STEPS_BACK, steps - 1), found) : byInput(outputs);
    }

    /**
     * The first sample's label, for a loss that begins at its end: where every step has a label, those before the last are what
     * the model says there, from which no gradient comes.
     */
    private Object labelOfEnd(float[][] outputs, int steps) {
        if (outputs.length == 1) {
            return cut(labels, 1);
        }
        float[][] rows = Arrays.copyOfRange(outputs, outputs.length - steps, outputs.length);
        rows[steps - 1] = lastLabel(outputs.length - 1, rows[0].length);
        return new float[][][] {rows};
    }

    private float[] lastLabel(int t, int K) {
        if (labels instanceof float[][][] rows) {
            return rows[0][t];
        }
        float[] row = new float[K];
        if (labels instanceof int[][] classes) {
            row[classes[0][t]] = 1;
        } else {
            row[0] = ((float[][]) labels)[0][t];
        }
        return row;
    }

    private String byState(List<Trace> traces, float[][] outputs, int steps, List<String> found) {
        Map<String, double[]> norms = normsBackInTime(traces, outputs, steps);
        String of = outputs.length == 1 ? "" : " of the last step's loss";
        LineChart chart = LineChart.of("Norm of the gradient" + of + " by h, through the layer's own state", "steps before the end").log();
        for (Map.Entry<String, double[]> layer : norms.entrySet()) {
            found.add(Findings.backInTime(layer.getKey(), layer.getValue()));
            chart = chart.line(layer.getKey(), layer.getValue());
        }
        return Html.grid(List.of(chart.html()));
    }

    /** Of each layer the norm of the first sample's gradient by its output 1, 2, … steps before the end. */
    private Map<String, double[]> normsBackInTime(List<Trace> traces, float[][] outputs, int steps) {
        Map<String, double[]> norms = new LinkedHashMap<>();
        for (int k = 1; k <= steps; k++) {
            Gradients tail = tail(labelOfEnd(outputs, k), traces, k);
            int rows = Math.min(k, outputs.length); // the loss is a mean over them
            for (Trace trace : traces) {
                norms.computeIfAbsent(trace.layer(), name -> new double[steps])[k - 1] = rows * norm(tail.initialStates().get(trace.layer()).h()[0]);
            }
        }
        return norms;
    }

    /** The gradients of the first sample's last steps, from the states that the layers had before them. */
    private Gradients tail(Object label, List<Trace> traces, int steps) {
        float[][] sample = samples.first();
        Architecture architecture = end.architecture();
        boolean words = architecture.layer(0).vocabulary() > 0;
        int t = (words ? sample[0].length : sample.length) - steps - 1;
        States before = new States(architecture);
        for (Trace trace : traces) {
            int i = LayerStates.index(architecture, trace.layer());
            before.set(i, architecture.layer(i).stateNames().stream().map(name -> new float[][] {trace.parts().get(name)[t]}).toArray(float[][][]::new));
        }
        float[][] tail = words ? new float[][] {Arrays.copyOfRange(sample[0], t + 1, sample[0].length)} : Arrays.copyOfRange(sample, t + 1, sample.length);
        LabelRows rows = LabelRows.of(label, lossOfEnd, architecture.outputShape(), 1, label instanceof float[][][] all ? all[0].length : 1);
        Samples samples = new ArraySamples(new float[][][] {tail}, rows, null);
        LiveModel live = end.live;
        return live.turn.use("gradients", () -> Inspection.gradients(live.network(), ModelCompiling.compiled(live, "gradients"), live.truncate, live.shards, samples, before));
    }

    /** Of a model that goes through a sample from both ends: how much each step of the first sample counts. */
    private String byInput(float[][] outputs) {
        if (twin.architecture().layer(0).vocabulary() > 0) {
            return Html.paragraph("This model reads from the end too, so no step is farther back than another.");
        }
        Object label = labelOfEnd(outputs, outputs.length);
        float[][] dx = end.gradients(Data.ofArrays(samples.batch(0, 1), label)).inputs()[0];
        double[] norms = new double[dx.length];
        Arrays.setAll(norms, t -> norm(dx[t]));
        return Html.grid(List.of(LineChart.of("Norm of the gradient by x: how much each step counts" + (outputs.length == 1 ? "" : " at the last"), "step").line("first sample", norms).log().html()));
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
