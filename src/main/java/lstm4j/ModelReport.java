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
import java.util.stream.IntStream;

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
import lstm4j.report.Versions;
import lstm4j.report.Walk;
import lstm4j.report.Weights;

/**
 * All that is to be seen of a model, as one HTML file that loads nothing: summary and shapes, the course of its training, how
 * it does on samples, one of them on its way through the layers, weights, what is striking, and what it takes to do it again.
 *
 * <pre>
 * ModelReport.of(model).training(history.asMap(), 1).classes(testImages, testLabels).write(Path.of("report.html"));
 * </pre>
 */
public final class ModelReport {
    private static final int MOST_FORECASTS = 8;

    private final Sequential model;
    private final HtmlPage page;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> training = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private List<String> vocabulary = List.of();
    private List<String> names = List.of(); // of the outputs; none where they have numbers
    private ReportSamples samples;          // null where there are none
    private ReportGradients gradients;      // null where no labels are known

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
        found.addAll(Findings.ofTraining(columns, first));
        return this;
    }

    /** Notes an option of the run, so that it can be done again. Returns this. */
    public ModelReport option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** Shows the numbers that an Embedding takes as the words they stand for, number 0 first. Returns this. */
    public ModelReport words(List<String> words) {
        vocabulary = words;
        return this;
    }

    /** Follows samples, as {@code predict} takes them, through the layers, and shows the first. Returns this. */
    public ModelReport samples(Object x) {
        samples = new ReportSamples(model, x);
        return this;
    }

    /** The same, and shows the gradients of the loss for these answers, whole numbers or floats as {@code fit} takes them. Returns this. */
    public ModelReport samples(Object x, Object y) {
        samples(x);
        gradients = new ReportGradients(model, samples, y);
        return this;
    }

    /** Shows how samples of known classes are classified, and follows some through the layers. Returns this. */
    public ModelReport classes(Object x, int[] classes) {
        return classes(x, classes, Classification.numbers(outputs()));
    }

    /** The same, with names of the classes. */
    public ModelReport classes(Object x, int[] classes, List<String> names) {
        samples(x, classes);
        this.names = names;
        return classified(new Classification(samples.rows(), samples.view(vocabulary), classes, ends(), names), "samples");
    }

    /** Shows how every step of samples is classified, by classes (N, T), and follows some through the layers. Returns this. */
    public ModelReport classes(Object x, int[][] classes) {
        samples(x, classes);
        names = Classification.numbers(outputs());
        float[][] steps = Arrays.stream(samples.predicted()).flatMap(Arrays::stream).toArray(float[][]::new);
        int[] truth = Arrays.stream(classes).flatMapToInt(Arrays::stream).toArray();
        return classified(new Classification(new float[0][][], samples.view(vocabulary), truth, steps, names), "steps");
    }

    private int outputs() {
        return Math.max(2, model.architecture().outputShape().features());
    }

    private ModelReport classified(Classification result, String what) {
        page.tile(String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()), String.format(Locale.ROOT, "right of %,d %s", result.truth().length, what));
        results.add(result.html());
        return this;
    }

    /** Shows forecasts against what came. Returns this. */
    public ModelReport forecast(double[] truth, double[] forecast) {
        results.add(ForecastPictures.html(truth, forecast));
        return this;
    }

    /** Shows what the model says of samples against what came, a row of numbers for each, and follows some through the layers. Returns this. */
    public ModelReport forecasts(Object x, float[][] truth) {
        samples(x, truth);
        float[][] said = ends();
        for (int k = 0; k < Math.min(MOST_FORECASTS, said[0].length); k++) {
            results.add(said[0].length == 1 ? "" : "<h3>Output " + k + "</h3>\n");
            forecast(column(truth, k), column(said, k));
        }
        return this;
    }

    private static double[] column(float[][] rows, int k) {
        return Arrays.stream(rows).mapToDouble(row -> row[k]).toArray();
    }

    /** Of each sample the one row, or the last of several. */
    private float[][] ends() {
        return Arrays.stream(samples.predicted()).map(rows -> rows[rows.length - 1]).toArray(float[][]::new);
    }

    /** The document. */
    public String html() {
        page.tile(String.format(Locale.ROOT, "%,d", model.architecture().parameterCount()), "weights")
                .tile(String.valueOf(model.architecture().size()), "layers")
                .tile(Fingerprint.of(model.getWeights()), "fingerprint of all weights");
        section("Training", training);
        section("Results", results);
        String follow = follow();
        if (!found.isEmpty()) {
            page.section("What is striking", Findings.html(found), follow);
        }
        page.section("Summary and shapes", Html.preformatted("Summary", model.summary()), Html.details("What the shapes mean",
                Html.preformatted("The shapes", model.explain())));
        page.section("Weights", Weights.html(model.architecture(), model.getWeights()), gradients == null ? "" : gradients.histograms());
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

    /** A section with the first sample on its way; gives what is to be seen beside what was found on it. */
    private String follow() {
        found.addAll(Findings.notFinite("weights", model.getWeights()));
        List<List<Walk>> walks = samples == null ? List.of() : samples.walks();
        if (!walks.isEmpty()) {
            List<Walk> first = walks.stream().map(layer -> layer.get(0)).collect(Collectors.toList());
            page.section("One sample on its way", Html.paragraph("Time goes from left to right. Each line of a map is one unit of the layer."
                    + (samples.first()[0].length == 1 || model.architecture().layer(0).vocabulary() > 0 ? ""
                    : " A picture that is read row by row lies on its side here: its first row is the first step, on the left.")),
                    Journey.html(samples.first(), samples.view(vocabulary), first, samples.outputsAfterEachStep(), lines()));
            walks.forEach(layer -> found.addAll(Findings.of(layer)));
        }
        return gradients == null || walks.isEmpty() ? "" : gradients.backInTime(found);
    }

    /** What the lines of the outputs are called. */
    private List<String> lines() {
        int K = model.architecture().outputShape().features();
        return K == 1 ? List.of(names.isEmpty() ? "output" : "how likely " + names.get(1) + " is")
                : IntStream.range(0, K).mapToObj(k -> k < names.size() ? names.get(k) : "output " + k).collect(Collectors.toList());
    }

    private String again() {
        List<List<String>> rows = new ArrayList<>();
        options.forEach((name, value) -> rows.add(List.of(name, value)));
        rows.add(List.of("seed", String.valueOf(model.live.seed())));
        if (model.live.compiled != null) {
            rows.add(List.of("loss", model.live.compiled.learning().loss().toString()));
            rows.add(List.of("optimizer", model.optimizer().optimizer().toString()));
            rows.add(List.of("steps of the optimizer", String.valueOf(model.optimizer().iteration())));
        }
        rows.add(List.of("fingerprint of all weights", Fingerprint.of(model.getWeights())));
        rows.add(List.of("arithmetic", Arithmetic.name()));
        rows.addAll(Versions.rows());
        return new HtmlTable("The run", List.of("what", "value"), rows).prose();
    }

    private String layers() {
        List<List<String>> rows = new ArrayList<>();
        for (Layer layer : model.architecture().layers()) {
            for (LayerOption<?> option : layer.options()) {
                rows.add(List.of(layer.name(), option.name(), String.valueOf(layer.get(option))));
            }
        }
        return Html.details("Every option of every layer", new HtmlTable("Layers", List.of("layer", "option", "value"), rows).prose());
    }
}
