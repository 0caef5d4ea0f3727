package lstm4j.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import lstm4j.PartWorker;
import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.train.Adam;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.RemoteSamples.Step;
import lstm4j.train.Training;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Measures what the parts of a step cost, for SCALING.md, on a cluster of three workers: {@code Scaling parts EXECUTORS,… UNITS,… BATCH,…} or, a
 * whole training on a generated series of weather from Parquet, {@code Scaling weather EXECUTORS,… WINDOWS BATCH}.
 */
final class Scaling {
    private static final int STEPS = 24; // hours of a window
    private static final int TIMES = 9; // each is measured, in turn

    private Scaling() {
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("scaling");
        try (Cluster cluster = new Cluster(folder, 3)) {
            for (int executors : numbers(arguments[1])) {
                try (SparkSession spark = cluster.session(executors)) {
                    if (arguments[0].equals("parts")) {
                        parts(spark, executors, numbers(arguments[2]), numbers(arguments[3]));
                    } else {
                        weather(spark, executors, folder, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
                    }
                }
            }
        }
    }

    private static int[] numbers(String list) {
        return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    /** Temperature and pressure of ten stations, hour by hour: two waves and what hashes of the hour make of them. */
    private static Dataset<Row> hours(SparkSession spark, long windows) {
        long rows = windows + 10 * (STEPS - 1);
        return spark.range(0, rows).selectExpr("id % 10 as station", "cast(id / 10 as long) as time").selectExpr("station", "time",
                "sin(time / 3.82) + sin(time / 1395.0) + hash(time, station) / 1e10 as temperature", "cos(time / 50.0 + station) + hash(station, time) / 1e10 as pressure",
                "sin((time + 3) / 3.82) + sin((time + 3) / 1395.0) as next");
    }

    private static Columns columns() {
        return Columns.features("temperature", "pressure").windows(Window.partitionBy("station").orderBy("time"), STEPS).key("station", "time").label("next");
    }

    private static Sequential model(int units) {
        return Sequential.of(LSTM.units(units).inputShape(STEPS, 2), Dense.units(1)).seed(1).compile(new Adam(), Loss.MSE);
    }

    private static void weather(SparkSession spark, int executors, Path folder, int windows, int batch) {
        String file = folder.resolve("weather.parquet").toString();
        hours(spark, windows).write().mode("overwrite").parquet(file);
        Sequential model = model(16);
        long start = System.nanoTime();
        List<Long> ends = new ArrayList<>();
        Callback clock = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                ends.add(System.nanoTime());
            }
        };
        String history = new SparkFit(columns()).fit(model, spark.read().parquet(file), Fit.epochs(1).batchSize(batch).callbacks(clock)).asMap().toString();
        System.out.printf("weather: %d executors, %d windows, batch %d: ready to step after %.1f s, %d steps in %.1f s, %s, weights %s%n", executors, windows, batch,
                (ends.get(0) - start) / 1e9, ends.size(), (System.nanoTime() - ends.get(0)) / 1e9, history, Models.hash(model.getWeights()));
    }

    private static void parts(SparkSession session, int executors, int[] units, int[] batches) throws Exception {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        AtomicLong sent = new AtomicLong();
        spark.sc().addSparkListener(new SparkListener() {
            @Override
            public void onBlockUpdated(SparkListenerBlockUpdated event) {
                if (event.blockUpdatedInfo().blockId().name().matches("broadcast_\\d+_piece\\d+") && event.blockUpdatedInfo().blockManagerId().executorId().equals("driver")) {
                    sent.addAndGet(event.blockUpdatedInfo().memSize());
                }
            }
        });
        for (int batch : batches) {
            SampleTable table = SampleTable.of(hours(session, batch), columns(), Sizes.of(model(2).architecture(), false, false));
            for (int unit : units) {
                step(spark, executors, unit, batch, table, sent);
            }
        }
    }

    /** Each part, alternately, in milliseconds: the median. */
    private static void step(JavaSparkContext spark, int executors, int units, int batch, SampleTable table, AtomicLong sent) throws Exception {
        Sequential model = model(units);
        Sizes sizes = Sizes.of(model.architecture(), false, false);
        byte[] bytes = ModelBytes.of(model);
        StepJob job = new StepJob(spark.broadcast(bytes), sizes);
        PlacedSamples placed = new PlacedSamples(table.samples(), 0, Layout.of(batch, batch, 2 * executors, sizes));
        JavaRDD<Block> runs = placed.runs(null, 0);
        Step step = new Step(model.getWeights(), true, 1, 1, null, 0, batch);
        PartWorker combiner = new PartWorker(ModelBytes.read(bytes));
        List<byte[]> sums = job.run(spark, runs, placed.layout(), 0, step);
        double[][] times = new double[4][TIMES];
        long before = sent.get();
        for (int i = 0; i < TIMES; i++) {
            times[0][i] = time(() -> runs.map(Block::firstRow).collect());
            times[1][i] = time(() -> touched(spark, runs, step));
            times[2][i] = time(() -> job.run(spark, runs, placed.layout(), 0, step));
            times[3][i] = time(() -> combiner.combine(sums, true));
        }
        Thread.sleep(500); // the listener hears of blocks a little later
        double[] median = Arrays.stream(times).mapToDouble(t -> Arrays.stream(t).sorted().toArray()[TIMES / 2]).toArray();
        System.out.printf("parts: %d executors, LSTM(%d), batch %d, %d runs of %d rows: scheduling %.0f ms, with broadcast %.0f ms, with compute %.0f ms, combine %.1f ms;"
                + " weights sent %d bytes (two broadcasts and tasks: %d), sums back %d of %d bytes%n", executors, units, batch, placed.layout().runs(), placed.layout().rows(), median[0], median[1],
                median[2], median[3], 4 * Arrays.stream(model.getWeights()).flatMap(Arrays::stream).mapToInt(row -> row.length).sum(), (sent.get() - before) / TIMES, sums.size(), sums.get(0).length);
        placed.close();
    }

    private static int touched(JavaSparkContext spark, JavaRDD<Block> runs, Step step) {
        Broadcast<Step> message = spark.broadcast(step);
        int found = runs.map(block -> message.value().weights().length).collect().size();
        message.destroy();
        return found;
    }

    private static double time(Callable<?> what) throws Exception {
        long start = System.nanoTime();
        what.call();
        return (System.nanoTime() - start) / 1e6;
    }
}
