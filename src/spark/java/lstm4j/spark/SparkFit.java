package lstm4j.spark;

import java.util.function.Function;

import lstm4j.PartWorker;
import lstm4j.Sequential;
import lstm4j.layer.RuleException;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains and measures a model on a table that lies on a Spark cluster, with the bits that {@link Sequential#fit} has for the same samples
 * in arrays, in the order of their keys, whatever the number of executors and partitions, and also when executors die. Rows stay on the
 * executors; the driver has the model, the optimizer and the callbacks. Immutable.
 *
 * <pre>{@code
 * History history = new SparkFit(Columns.features("x").key("id").label("y")).fit(model, table, Fit.epochs(3).batchSize(1024));
 * }</pre>
 */
public final class SparkFit {
    private final Columns columns;
    private final Dataset<Row> validation; // null for none
    private final int runs; // 0 for what suits the cluster

    /** For tables with these columns. */
    public SparkFit(Columns columns) {
        this(columns, null, 0);
    }

    private SparkFit(Columns columns, Dataset<Row> validation, int runs) {
        this.columns = columns;
        this.validation = validation;
        this.runs = runs;
    }

    /** Measures each epoch on another table with these columns. */
    public SparkFit validation(Dataset<Row> table) {
        return new SparkFit(columns, table, runs);
    }

    /** Cuts a batch into {@code tasks} parts at most, which does not change a bit; two for every core of the cluster unless given. */
    public SparkFit tasks(int tasks) {
        if (tasks < 1) {
            throw new RuleException("SPARK-4", "tasks", "at least 1", String.valueOf(tasks), "");
        }
        return new SparkFit(columns, validation, tasks);
    }

    /**
     * Trains.
     *
     * @param model compiled; it is changed as {@link Sequential#fit} changes it
     * @param table its rows may come in any order and in any number of partitions, but must be the same whenever they are read
     * @param fit all options but those that are arrays with a number for each sample: weights are a column
     * @return what each epoch logged
     * @throws RuleException SPARK-1 to SPARK-5, PAR-16 and what fit throws, before the first step
     */
    public History fit(Sequential model, Dataset<Row> table, Fit fit) {
        return with(model, table, cluster -> {
            int batch = fit.batchSize() == 0 ? Fit.DEFAULT_BATCH : fit.batchSize();
            SampleTable all = cluster.read(table);
            try (SparkSamples train = cluster.samples(all, fit.trainingSamples(all.count()), batch);
                    SparkSamples other = validation == null ? null : cluster.samples(cluster.read(validation), 0, batch)) {
                return model.fit(train.data(), other == null ? fit : fit.validationData(other.data()));
            }
        });
    }

    /** Loss and metrics of all rows, as {@link Sequential#evaluate} has them; errors as above. */
    public Logs evaluate(Sequential model, Dataset<Row> table, int batchSize) {
        if (batchSize < 1) {
            throw new RuleException("FIT-2", "evaluate", "a batchSize of at least 1", String.valueOf(batchSize), "");
        }
        return with(model, table, cluster -> {
            try (SparkSamples samples = cluster.samples(cluster.read(table), 0, batchSize)) {
                return model.evaluate(samples.data(), batchSize);
            }
        });
    }

    private <T> T with(Sequential model, Dataset<Row> table, Function<Cluster, T> call) {
        Versions.require(table.sparkSession());
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
        Sizes sizes = Sizes.of(model.architecture(), PartWorker.takesClasses(model), columns.weight() != null);
        byte[] bytes = ModelBytes.of(model);
        PartWorker combiner = new PartWorker(ModelBytes.read(bytes)); // which an executor must be able to make, too
        Broadcast<byte[]> sent = spark.broadcast(bytes);
        try {
            return call.apply(new Cluster(spark, columns, runs == 0 ? 2 * spark.defaultParallelism() : runs, new StepJob(sent, sizes), combiner));
        } finally {
            sent.destroy();
        }
    }

    private record Cluster(JavaSparkContext spark, Columns columns, int runs, StepJob job, PartWorker combiner) {
        SampleTable read(Dataset<Row> table) {
            return SampleTable.of(table, columns, job.sizes());
        }

        SparkSamples samples(SampleTable table, long trained, int batchSize) {
            return new SparkSamples(spark, table, trained, batchSize, runs, job, combiner);
        }
    }
}
