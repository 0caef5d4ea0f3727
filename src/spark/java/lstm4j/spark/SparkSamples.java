package lstm4j.spark;

import lstm4j.PartWorker;
import lstm4j.train.Data;
import lstm4j.train.RemoteSamples;
import lstm4j.train.SampleSource;
import org.apache.spark.api.java.JavaSparkContext;

/** The samples of a table on a cluster, which computes with them: the first ones in the order of each epoch, the others to measure. */
final class SparkSamples implements RemoteSamples, AutoCloseable {
    private final JavaSparkContext spark;
    private final long samples;
    private final StepJob job;
    private final PartWorker combiner;
    private final PlacedSamples trained;
    private final PlacedSamples measured; // null where all are trained on

    /**
     * All samples of a table.
     *
     * @param trained how many of them, from the first on, are trained on; 0 to measure all
     * @param runs of a batch at most
     * @param combiner puts the last sums together
     */
    SparkSamples(JavaSparkContext spark, SampleTable table, long trained, int batchSize, int runs, StepJob job, PartWorker combiner) {
        this.spark = spark;
        this.samples = table.count();
        this.job = job;
        this.combiner = combiner;
        this.trained = trained == 0 ? null : new PlacedSamples(table.samples(), 0, Layout.of(trained, batchSize, runs, job.sizes()));
        this.measured = trained == samples ? null : new PlacedSamples(table.samples(), trained, Layout.of(samples - trained, batchSize, runs, job.sizes()));
    }

    /** With their labels. */
    Data data() {
        return Data.of(this, new Labels(samples, job.sizes()));
    }

    @Override
    public long samples() {
        return samples;
    }

    @Override
    public int steps() {
        return job.sizes().steps();
    }

    @Override
    public int columns() {
        return job.sizes().features();
    }

    @Override
    public byte[] sum(Step step) {
        PlacedSamples where = step.learns() ? trained : measured;
        long batch = (step.from() - where.first()) / where.layout().batchSize();
        return combiner.combine(job.run(spark, where.runs(step.order(), batch), where.layout(), batch, step), step.learns());
    }

    @Override
    public void close() {
        for (PlacedSamples placed : new PlacedSamples[] {trained, measured}) {
            if (placed != null) {
                placed.close();
            }
        }
    }

    /** Their sizes alone: what they are is on the executors. */
    private record Labels(long samples, Sizes sizes) implements SampleSource {
        @Override
        public int steps() {
            return sizes.labelSteps();
        }

        @Override
        public int columns() {
            return sizes.labels();
        }

        @Override
        public void read(long n, float[][] rows) {
            throw new UnsupportedOperationException("labels that lie on other machines are not read one by one");
        }
    }
}
