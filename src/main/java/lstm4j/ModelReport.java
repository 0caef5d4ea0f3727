package lstm4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.report.Classification;
import lstm4j.report.Curves;
import lstm4j.report.Findings;
import lstm4j.report.Fingerprint;
import lstm4j.report.ForecastPictures;
import lstm4j.report.Html;
import lstm4j.report.HtmlPage;
import lstm4j.report.HtmlTable;
import lstm4j.report.Journey;
import lstm4j.report.LineChart;
import lstm4j.report.Walk;
import lstm4j.report.Weights;
import lstm4j.train.Data;

/**
 * All that is to be seen of a model, as one HTML file that loads nothing: summary and shapes, the course of its training, how
 * it does on samples, one of them on its way through the layers, weights, what is striking, and what it takes to do it again.
 *
 * <pre>
 * ModelReport.of(model).training(history.asMap(), 1).classes(testImages, testLabels).write(Path.of("report.html"));
 * </pre>
 */
public final class ModelReport {
    private static final int LOOKED_AT = 16;      // samples that are followed through the layers
    private static final int FOR_GRADIENTS = 64;
    private static final int STEPS_BACK = 60;

    private final Sequential model;
    private final HtmlPage page;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> training = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private float[][][] samples = {};
    private int[] labels; // of the first samples; null where they are not known or the loss takes none

    private ModelReport(Sequential model) {
        this.model = model;
        this.page = new HtmlPage("Report on " + model.name());
    }

    /** A report on a model as it is now. */
    public static ModelReport of(Sequential model) {
        return new ModelReport(model);
    }

    /** Says what it is a report on. Returns this. */
    public ModelReport lead(String text) {
        page.lead(text);
        return this;
    }

    /** Shows the course of a training: columns by name as {@code History.asMap()} has them, from epoch {@code first} on. Returns this. */
    public ModelReport training(Map<String, List<Double>> columns, int first) {
        training.add(Curves.html(columns, first));
        return this;
    }

    /** Notes an option of the run, so that it can be done again. Returns this. */
    public ModelReport option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** Follows samples (N, T, F) through the layers, and shows the first. Returns this. */
    public ModelReport samples(float[][][] x) {
        samples = x;
        return this;
    }

    /** Shows how samples (N, T, F) of known classes are classified, and follows some through the layers. Returns this. */
    public ModelReport classes(float[][][] x, int[] classes) {
        samples = x;
        Classification result = Classification.of(x, classes, predicted(x));
        page.tile(String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()), String.format(Locale.ROOT, "right of %,d samples", x.length));
        results.add(result.html());
        boolean sparse = model.live.compiled != null && model.live.compiled.learning().loss().isSparse();
        labels = sparse ? Arrays.copyOf(classes, Math.min(FOR_GRADIENTS, classes.length)) : null;
        return this;
    }

    /** Shows forecasts against what came. Returns this. */
    public ModelReport forecast(double[] truth, double[] forecast) {
        results.add(ForecastPictures.html(truth, forecast));
        return this;
    }

    /** In parts, so that memory is needed for one part only. */
    private float[][] predicted(float[][][] x) {
        float[][] outputs = new float[x.length][];
        for (int from = 0; from < x.length; from += 256) {
            float[][] part = model.predict(Arrays.copyOfRange(x, from, Math.min(x.length, from + 256)));
            System.arraycopy(part, 0, outputs, from, part.length);
        }
        return outputs;
    }

    /** The document. */
    public String html() {
        page.tile(String.format(Locale.ROOT, "%,d", model.architecture().parameterCount()), "weights")
                .tile(String.valueOf(model.architecture().size()), "layers")
                .tile(Fingerprint.of(model.getWeights()), "fingerprint of all weights");
        section("Training", training);
        section("Results", results);
        List<List<Walk>> walks = walks();
        if (!walks.isEmpty()) {
            List<Walk> first = walks.stream().map(layer -> layer.get(0)).collect(Collectors.toList());
            page.section("One sample on its way", Html.paragraph("Time goes from left to right. Each line of a map is one unit of the layer. "
                    + "A picture that is read row by row lies on its side here: its first row is the first step, on the left."),
                    Journey.html(samples[0], first, outputsAfterEachStep(samples[0])));
            page.section("What is striking", striking(walks));
        }
        page.section("Summary and shapes", Html.preformatted("Summary", model.summary()), Html.details("What the shapes mean",
                Html.preformatted("The shapes", model.explain())));
        page.section("Weights", Weights.html(model.architecture(), model.getWeights()), gradients());
        page.section("To do it again", again(), layers());
        return page.html();
    }

    /** Writes the document, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }

    private void section(String title, List<String> parts) {
        if (!parts.isEmpty()) {
            page.section(title, parts.toArray(String[]::new));
        }
    }

    /** Of each layer what it did with the first samples. */
    private List<List<Walk>> walks() {
        List<List<Walk>> layers = new ArrayList<>();
        for (int n = 0; n < Math.min(LOOKED_AT, samples.length); n++) {
            List<Trace> traces = model.trace(samples[n]);
            for (int l = 0; l < traces.size(); l++) {
                if (n == 0) {
                    layers.add(new ArrayList<>());
                }
                layers.get(l).add(new Walk(traces.get(l).layer(), traces.get(l).parts()));
            }
        }
        return layers;
    }

    private boolean goesStepByStep() {
        return model.architecture().layers().stream().allMatch(layer -> layer.needsWholeSequence().isEmpty());
    }

    private float[][] outputsAfterEachStep(float[][] sample) {
        if (!goesStepByStep()) {
            return null;
        }
        float[][] outputs = new float[sample.length][model.architecture().outputShape().features()];
        Predictor predictor = model.predictor();
        for (int t = 0; t < sample.length; t++) {
            predictor.step(sample[t], outputs[t]);
        }
        return outputs;
    }

    private String striking(List<List<Walk>> walks) {
        List<String> found = new ArrayList<>();
        walks.forEach(layer -> found.addAll(Findings.of(layer)));
        int steps = samples[0].length;
        if (labels == null || steps < 3 || !goesStepByStep() || model.architecture().outputShape().rank() != 2) {
            return Findings.html(found);
        }
        Map<String, double[]> norms = normsBackInTime(Math.min(STEPS_BACK, steps - 1));
        LineChart chart = LineChart.of("Norm of the gradient by h, through the layer's own state", "steps before the end").log();
        for (Map.Entry<String, double[]> layer : norms.entrySet()) {
            found.add(Findings.backInTime(layer.getKey(), layer.getValue()));
            chart = chart.line(layer.getKey(), layer.getValue());
        }
        return Findings.html(found) + Html.grid(List.of(chart.html()));
    }

    /** Of each layer the norm of the first sample's gradient by its output 1, 2, … steps before the end. */
    private Map<String, double[]> normsBackInTime(int steps) {
        Map<String, double[]> norms = new LinkedHashMap<>();
        List<Trace> traces = model.trace(samples[0]);
        for (int k = 1; k <= steps; k++) {
            Gradients tail = tail(traces, k);
            for (Trace trace : traces) {
                norms.computeIfAbsent(trace.layer(), name -> new double[steps])[k - 1] = norm(tail.initialStates().get(trace.layer()).h()[0]);
            }
        }
        return norms;
    }

    private Gradients tail(List<Trace> traces, int steps) {
        return model.live.turn.use("gradients", () -> model.live.tailGradients(samples[0], labels[0], traces, steps));
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private String gradients() {
        if (labels == null) {
            return "";
        }
        Gradients gradients = model.gradients(Data.of(Arrays.copyOf(samples, labels.length), labels));
        return Html.details("Gradients of the first samples", Weights.html(model.architecture(), gradients.weights()));
    }

    private String again() {
        List<List<String>> rows = new ArrayList<>();
        options.forEach((name, value) -> rows.add(List.of(name, value)));
        rows.add(List.of("seed", String.valueOf(model.live.seed())));
        if (model.live.compiled != null) {
            rows.add(List.of("loss", model.live.compiled.learning().loss().toString()));
            rows.add(List.of("optimizer", model.optimizer().optimizer().getClass().getSimpleName()));
            rows.add(List.of("steps of the optimizer", String.valueOf(model.optimizer().iteration())));
        }
        rows.add(List.of("fingerprint of all weights", Fingerprint.of(model.getWeights())));
        String version = ModelReport.class.getPackage().getImplementationVersion();
        rows.add(List.of("lstm4j", version == null ? "not from its jar" : version));
        rows.add(List.of("Java", Runtime.version().toString()));
        return new HtmlTable("The run", List.of("what", "value"), rows).html();
    }

    private String layers() {
        List<List<String>> rows = new ArrayList<>();
        for (Layer layer : model.architecture().layers()) {
            for (LayerOption<?> option : layer.options()) {
                rows.add(List.of(layer.name(), option.name(), String.valueOf(layer.get(option))));
            }
        }
        return Html.details("Every option of every layer", new HtmlTable("Layers", List.of("layer", "option", "value"), rows).html());
    }
}
