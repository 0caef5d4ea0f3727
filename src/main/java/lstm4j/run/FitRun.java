package lstm4j.run;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.RowMetric;
import lstm4j.train.Training;

/** One call of fit, as callbacks see it. */
final class FitRun implements Training {
    private static final int LOSS = -1;

    private final Trainable model;
    private final FitPlan plan;
    private final int epochs;
    private final List<RowMetric> metrics;
    private final int[] sorted; // metric numbers by name, LOSS among them
    private final String[] names;
    private final String[] validationNames;
    private final History history = new History();
    private boolean stopping;

    FitRun(Trainable model, FitPlan plan, int epochs) {
        this.model = model;
        this.plan = plan;
        this.epochs = epochs;
        this.metrics = List.copyOf(model.metrics());
        this.sorted = IntStream.range(LOSS, metrics.size()).boxed().sorted(Comparator.comparing(this::name))
                .mapToInt(Integer::intValue).toArray();
        this.names = IntStream.of(sorted).mapToObj(this::name).toArray(String[]::new);
        this.validationNames = IntStream.of(sorted).mapToObj(metric -> "val_" + name(metric)).toArray(String[]::new);
    }

    private String name(int metric) {
        return metric == LOSS ? "loss" : metrics.get(metric).name();
    }

    /** Puts the means so far into {@code logs}, sorted by name as Keras does. */
    void report(Totals totals, boolean validation, Logs logs) {
        for (int i = 0; i < sorted.length; i++) {
            double mean = sorted[i] == LOSS ? totals.loss() : totals.metric(sorted[i]);
            logs.put(validation ? validationNames[i] : names[i], mean);
        }
    }

    History history() {
        return history;
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public int steps() {
        return plan.steps();
    }

    @Override
    public int batchSize() {
        return plan.batchSize();
    }

    @Override
    public boolean hasValidation() {
        return plan.hasValidation();
    }

    @Override
    public List<RowMetric> metrics() {
        return metrics;
    }

    @Override
    public float[][][] getWeights() {
        return model.getWeights();
    }

    @Override
    public void setWeights(float[][][] weights) {
        model.setWeights(weights);
    }

    @Override
    public float learningRate() {
        return model.optimizer().learningRate();
    }

    @Override
    public void learningRate(double rate) {
        model.optimizer().learningRate(rate);
    }

    @Override
    public void stopTraining() {
        stopping = true;
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }
}
