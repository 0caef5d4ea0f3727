package lstm4j.run;

import lstm4j.engine.Batch;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.train.Loss;
import lstm4j.train.RemoteSamples;
import lstm4j.train.SampleSource;

/** Samples that are read into the buffers of a shard when its turn comes, and checked there. Spec: chapter 12, FIT-42. */
public final class SourceSamples implements Samples {
    private final String place;
    private final SampleSource x;
    private final Layer first;
    private final int rank; // of the input
    private final SampleSource y; // null for predicting
    private final int classes; // 0 where labels are rows
    private final float[] weights; // or null

    private SourceSamples(String place, SampleSource x, Layer first, int rank, SampleSource y, int classes, float[] weights) {
        this.place = place;
        this.x = x;
        this.first = first;
        this.rank = rank;
        this.y = y;
        this.classes = classes;
        this.weights = weights;
    }

    /** Samples to predict from; [DATA-2], [SHAPE-12], [SHAPE-13] as arrays. */
    public static SourceSamples of(String place, SampleSource x, Architecture architecture) {
        if (x.samples() < 1) {
            throw new RuleException("DATA-2", place, "at least one sample", "an empty source", "");
        }
        Layer first = architecture.layer(0);
        Shape shape = architecture.inputShape();
        boolean words = first.vocabulary() > 0;
        requireSize("SHAPE-13", place, "rows in a sample", words ? 1 : shape.rowsPerSample(), x.steps());
        requireSize(words ? "SHAPE-13" : "SHAPE-12", place, words ? "steps, in one row" : "features in a row", words ? shape.get(1) : shape.features(), x.columns());
        architecture.outputShapeOf(words ? x.columns() : x.steps()); // refuses sequences that are too short
        return new SourceSamples(place, x, first, shape.rank(), null, 0, null);
    }

    /** The same with labels; [DATA-4], [DATA-5] as arrays. */
    SourceSamples labelled(Object y, Loss loss, Architecture architecture, float[] weightOfEach) {
        if (!(y instanceof SampleSource labels)) {
            throw new RuleException("DATA-4", "y", "a SampleSource, as x is", Inputs.describe(y), "");
        }
        if (labels.samples() != x.samples()) {
            throw new RuleException("DATA-5", "y", "as many labels as samples, " + x.samples(), String.valueOf(labels.samples()), "");
        }
        int given = first.vocabulary() > 0 ? x.columns() : x.steps();
        int steps = architecture.outputShapeOf(given).rowsPerSample();
        int outputs = architecture.outputShape().features();
        requireSize("DATA-4", "y", "rows of labels for a sample", steps == Shape.ANY ? given : steps, labels.steps());
        requireSize("DATA-4", "y", loss.isSparse() ? "class number in a row" : "numbers in a row", loss.isSparse() ? 1 : outputs, labels.columns());
        if (remote() != null) {
            requireParts(architecture);
            requireNoWeights(weightOfEach);
        }
        return new SourceSamples(place, x, first, rank, labels, loss.isSparse() ? outputs : 0, weightOfEach);
    }

    /** Refuses a model that cannot be trained part by part of a batch, on machines that know nothing of each other, [PAR-16]. */
    static void requireParts(Architecture architecture) {
        for (Layer layer : architecture.layers()) {
            if (layer.spansBatch() || architecture.isStateful()) {
                throw new RuleException("PAR-16", layer.name(), "a layer that computes each row of a batch by itself",
                        architecture.isStateful() ? "a model that goes on with the states of the batch before" : "one that needs the whole batch", "train this model on one machine");
            }
        }
    }

    private static void requireNoWeights(float[] weights) {
        if (weights != null) {
            throw new RuleException("PAR-16", "fit", "samples on other machines to have their weights there", "an array of " + weights.length + " weights", "");
        }
    }

    private static void requireSize(String rule, String place, String what, int expected, int got) {
        if (expected != got && expected != Shape.ANY) {
            throw new RuleException(rule, place, expected + " " + what, String.valueOf(got), "");
        }
    }

    @Override
    public long size() {
        return x.samples();
    }

    @Override
    public int steps() {
        return x.steps();
    }

    @Override
    public int columns() {
        return x.columns();
    }

    @Override
    public boolean hasClasses() {
        return classes > 0;
    }

    @Override
    public RemoteSamples remote() {
        return x instanceof RemoteSamples others ? others : null;
    }

    @Override
    public void gather(SampleOrder order, long from, long to, int outputSteps, Batch batch) {
        batch.reserve(x.steps(), outputSteps);
        batch.own(x.columns(), outputSteps, y == null ? 0 : y.columns());
        batch.rows = (int) (to - from);
        batch.weighted = weights != null;
        for (int r = 0; r < batch.rows; r++) {
            long n = order == null ? from + r : order.at(from + r);
            readInputs(n, r, batch);
            if (y != null) {
                readLabels(n, batch.labels[r], r, batch);
            }
            if (weights != null) {
                batch.weights[r] = weights[(int) n];
            }
        }
    }

    private void readInputs(long n, int r, Batch batch) {
        float[][] rows = batch.inputs[r];
        x.read(n, rows);
        if (first.vocabulary() > 0) {
            requireIndices(n, rows[0]);
        } else {
            Inputs.requireFinite(place, n, rows, rank);
        }
        batch.set(r, rows);
    }

    private void requireIndices(long n, float[] row) {
        int wrong = Indices.firstWrong(row, first.vocabulary());
        if (wrong >= 0) {
            throw Indices.wrong(place + "[" + n + "][" + wrong + "]", first.vocabulary(), String.valueOf(row[wrong]), first.name());
        }
    }

    private void readLabels(long n, float[][] rows, int r, Batch batch) {
        y.read(n, rows);
        for (int s = 0; s < rows.length; s++) {
            if (classes > 0) {
                batch.classes[s][r] = LabelRows.classNumber(n, rows[s][0], classes);
            } else {
                LabelRows.requireFinite(n, rows[s]);
                batch.targets[s][r] = rows[s];
            }
        }
    }
}
