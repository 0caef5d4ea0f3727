package lstm4j.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.layer.Architecture;
import lstm4j.text.Summary;
import lstm4j.text.SummaryOptions;
import lstm4j.train.Callback;
import lstm4j.train.Logs;
import lstm4j.train.Resumable;
import lstm4j.train.Training;

/**
 * Rewrites an HTML file after each epoch, whole or not at all: curves of loss and metrics, learning rate, time, and with
 * {@link #model} the summary and the weights. While the training goes on a browser loads the file again every few seconds. A training
 * that is resumed by {@link lstm4j.train.BackupAndRestore} goes on with its curves.
 * Trouble with the file ends the training with {@link UncheckedIOException}, which names it.
 *
 * <pre>{@code
 * model.fit(x, y, Fit.epochs(20).callbacks(new HtmlReport(Path.of("training.html")).model(model.architecture())));
 * }</pre>
 */
public final class HtmlReport extends Callback implements Resumable {
    private static final int RELOAD_SECONDS = 5;

    private final Path file;
    private final Map<String, List<Double>> columns = new LinkedHashMap<>();
    private Architecture model; // null where none was given
    private int first = 1;
    private long start;

    /** Writes to {@code file}, replacing it. */
    public HtmlReport(Path file) {
        this.file = file;
    }

    /** Shows the summary and the weights of the model too. Returns this. */
    public HtmlReport model(Architecture model) {
        this.model = model;
        return this;
    }

    /** What was logged in each epoch, by name, with {@code learning_rate} and {@code seconds}. */
    public Map<String, List<Double>> columns() {
        return columns;
    }

    @Override
    public void onTrainBegin(Training training) {
        columns.clear();
        write(training, true);
    }

    @Override
    public void onEpochBegin(int epoch, Training training) {
        first = columns.isEmpty() ? epoch + 1 : first;
        start = System.nanoTime();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        for (int i = 0; i < logs.size(); i++) {
            add(logs.name(i), logs.value(i));
        }
        if (!logs.contains(Curves.RATE)) {
            add(Curves.RATE, training.learningRate());
        }
        add(Curves.SECONDS, (System.nanoTime() - start) * 1e-9);
        write(training, true);
    }

    private static String again(Training training) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("epochs", String.valueOf(training.epochs())),
                List.of("samples in a batch", String.valueOf(training.batchSize())), List.of("batches in an epoch", String.valueOf(training.steps())),
                List.of("seed", String.valueOf(training.seed())), List.of("fingerprint of all weights", Fingerprint.of(training.getWeights()))));
        rows.addAll(Versions.rows());
        return new HtmlTable("The run", List.of("what", "value"), rows).prose();
    }

    private void add(String name, double value) {
        columns.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    @Override
    public void onTrainEnd(Logs logs, Training training) {
        write(training, false);
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("first", (long) first);
        state.put("names", List.copyOf(columns.keySet()));
        state.put("columns", columns.values().stream().map(List::copyOf).collect(Collectors.toList()));
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        first = Math.toIntExact((Long) state.get("first"));
        List<?> names = (List<?>) state.get("names");
        List<?> values = (List<?>) state.get("columns");
        columns.clear();
        for (int k = 0; k < names.size(); k++) {
            for (Object value : (List<?>) values.get(k)) {
                add((String) names.get(k), (Double) value);
            }
        }
    }

    private void write(Training training, boolean goesOn) {
        int done = columns.isEmpty() ? 0 : first - 1 + columns.values().iterator().next().size();
        HtmlPage page = new HtmlPage(goesOn ? "Training, epoch " + done + " of " + training.epochs() : "Training of " + done + (done == 1 ? " epoch" : " epochs"))
                .lead(goesOn ? "This page is loaded again every " + RELOAD_SECONDS + " seconds while the training goes on." : "The training has ended.");
        if (goesOn) {
            page.refresh(RELOAD_SECONDS);
        }
        columns.forEach((name, values) -> page.tile(Html.number(values.get(values.size() - 1)), name.replace('_', ' ')));
        page.section("The training", Curves.html(columns, first));
        if (model != null) {
            page.section("The model", Html.preformatted("Summary", Summary.text(model, "sequential", SummaryOptions.standard())));
            page.section("The weights", Weights.html(model, training.getWeights()));
        }
        page.section("To do it again", again(training));
        try {
            AtomicFile.write(file, page.html().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("HtmlReport cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
