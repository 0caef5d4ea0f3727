package lstm4j.run;

import lstm4j.engine.Batch;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;
import lstm4j.train.Loss;
import lstm4j.train.SampleSource;

/**
 * Samples in arrays, by reference to the caller's rows.
 *
 * @param x [N][S][F] inputs
 * @param labels what the model should say, or null for predicting
 * @param weights [N] factor of each sample's loss, or null
 */
public record ArraySamples(float[][][] x, LabelRows labels, float[] weights) implements Samples {
    /** The samples of {@code x} for a model: rows of features, or whole numbers where an Embedding comes first. */
    public static float[][][] rows(String place, Object x, Architecture architecture) {
        Shape shape = architecture.inputShape().withBatch(Shape.ANY);
        Layer first = architecture.layer(0);
        float[][][] rows = first.vocabulary() > 0 ? Indices.rows(place, x, shape, first.vocabulary(), first.name())
                : Inputs.rows(place, x, shape, first.name());
        architecture.outputShapeOf(steps(rows, first)); // refuses sequences that are too short
        return rows;
    }

    /** Samples in arrays with their labels. */
    public static Samples labelled(Architecture architecture, Loss loss, float[][][] x, Object y, float[] weights) {
        int given = steps(x, architecture.layer(0));
        int steps = architecture.outputShapeOf(given).rowsPerSample();
        return new ArraySamples(x, LabelRows.of(y, loss, architecture.outputShape(), x.length, steps == Shape.ANY ? given : steps), weights);
    }

    private static int steps(float[][][] x, Layer first) {
        return first.vocabulary() > 0 ? x[0][0].length : x[0].length;
    }

    /** Samples without labels: an array as in {@link #rows}, or a {@link SampleSource}. */
    public static Samples toPredict(String place, Object x, Architecture architecture) {
        boolean array = x == null || x.getClass().isArray(); // asked first, since the embedded jar has no sources
        return !array && x instanceof SampleSource source ? SourceSamples.of(place, source, architecture) : new ArraySamples(rows(place, x, architecture), null, null);
    }

    @Override
    public long size() {
        return x.length;
    }

    @Override
    public int steps() {
        return x[0].length;
    }

    @Override
    public int columns() {
        return x[0][0].length;
    }

    @Override
    public boolean hasClasses() {
        return labels.classes != null;
    }

    @Override
    public void gather(SampleOrder order, long from, long to, int outputSteps, Batch batch) {
        batch.reserve(steps(), outputSteps);
        batch.rows = (int) (to - from);
        batch.weighted = weights != null;
        for (int r = 0; r < batch.rows; r++) {
            int n = (int) (order == null ? from + r : order.at(from + r));
            batch.set(r, x[n]);
            if (labels != null) {
                for (int s = 0; s < outputSteps; s++) {
                    if (labels.classes != null) {
                        batch.classes[s][r] = labels.classes[n][s];
                    } else {
                        batch.targets[s][r] = labels.targets[n][s];
                    }
                }
            }
            if (weights != null) {
                batch.weights[r] = weights[n];
            }
        }
    }
}
