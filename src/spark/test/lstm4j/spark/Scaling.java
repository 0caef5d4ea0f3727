package lstm4j.spark;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.OperatingSystemMXBean;
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
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.BlockUpdatedInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Measures what the parts of a step cost, for SCALING.md, on a cluster of three workers: {@code Scaling parts EXECUTORS,… UNITS,… BATCH,…}; what a job costs its
 * driver, {@code Scaling driver EXECUTORS TASKS,…}; a whole training on a generated series of weather from Parquet, {@code Scaling weather EXECUTORS,… WINDOWS BATCH}.
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
                    if (arguments[0].equals("driver")) {
                        driver(spark, numbers(arguments[2]));
                    } else if (arguments[0].equals("parts")) {
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

    /** What jobs that do nothing cost a driver that has run some hundred of them. */
    private static void driver(SparkSession session, int[] tasks) throws Exception {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Parts parts = new Parts();
        for (int round = 0; round < 6; round++) {
            for (int count : tasks) {
                JavaRDD<Integer> nothing = spark.parallelize(Collections.nCopies(count, 1), count);
                parts.clear();
                for (int i = 0; i < 30; i++) {
                    parts.time(spark, "nothing", nothing::collect);
                }
                System.out.printf("driver: round %d, %d tasks: %.1f ms of processors for a job%n", round, count, parts.processor("driver nothing") / 30);
            }
        }
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
        Parts parts = new Parts();
        spark.sc().addSparkListener(parts);
        for (int batch : batches) {
            SampleTable table = SampleTable.of(hours(session, batch), columns(), Sizes.of(model(2).architecture(), false, false));
            for (int unit : units) {
                step(spark, executors, unit, batch, table, parts);
            }
        }
    }

    /** Each part, alternately, in milliseconds: the smallest, since the machine may have other work, and the processor time of the tasks. */
    private static void step(JavaSparkContext spark, int executors, int units, int batch, SampleTable table, Parts parts) throws Exception {
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
        Thread.sleep(500); // the listener hears of tasks and blocks a little later
        parts.clear();
        for (int i = 0; i < TIMES; i++) {
            times[0][i] = parts.time(spark, "nothing", () -> runs.map(Block::firstRow).collect());
            times[1][i] = parts.time(spark, "broadcast", () -> touched(spark, runs, step));
            times[2][i] = parts.time(spark, "compute", () -> job.run(spark, runs, placed.layout(), 0, step));
            times[3][i] = parts.time(spark, "combine", () -> combiner.combine(sums, true));
        }
        Thread.sleep(500);
        double[] least = Arrays.stream(times).mapToDouble(all -> Arrays.stream(all).min().orElseThrow()).toArray();
        System.out.printf("parts: %d executors, LSTM(%d), batch %d, %d runs of %d rows: nothing %.0f ms, with broadcast %.0f ms, with compute %.0f ms, combine %.2f ms%n", executors, units, batch,
                placed.layout().runs(), placed.layout().rows(), least[0], least[1], least[2], least[3]);
        System.out.printf("       processors: driver, nothing %.1f ms, with broadcast %.1f ms, with compute %.1f ms; tasks, nothing %.1f ms, with broadcast %.1f ms, with compute %.1f ms%n",
                parts.processor("driver nothing") / TIMES, parts.processor("driver broadcast") / TIMES, parts.processor("driver compute") / TIMES, parts.processor("nothing") / TIMES,
                parts.processor("broadcast") / TIMES, parts.processor("compute") / TIMES);
        System.out.printf("       bytes: weights %d, largest broadcast %d, sums back %d of %d%n", 4 * Arrays.stream(model.getWeights()).flatMap(Arrays::stream).mapToInt(row -> row.length).sum(),
                parts.sent.get(), sums.size(), sums.get(0).length);
        placed.close();
    }

    /** What Spark says of tasks and blocks. */
    private static final class Parts extends SparkListener {
        private final Map<Integer, String> ofStage = new ConcurrentHashMap<>();
        private final Map<String, Long> nanos = new ConcurrentHashMap<>(); // of processors, by part
        private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        final AtomicLong sent = new AtomicLong();

        void clear() {
            nanos.clear();
            sent.set(0);
        }

        /** Milliseconds. */
        double time(JavaSparkContext spark, String part, Callable<?> what) throws Exception {
            spark.setJobDescription(part);
            long processors = machine.getProcessCpuTime();
            long start = System.nanoTime();
            what.call();
            long end = System.nanoTime();
            nanos.merge("driver " + part, machine.getProcessCpuTime() - processors, Long::sum);
            return (end - start) / 1e6;
        }

        double processor(String part) {
            return nanos.getOrDefault(part, 0L) / 1e6;
        }

        @Override
        public void onJobStart(SparkListenerJobStart event) {
            String part = event.properties().getProperty("spark.job.description", "");
            CollectionConverters.asJava(event.stageIds()).forEach(stage -> ofStage.put((Integer) stage, part));
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd event) {
            nanos.merge(ofStage.getOrDefault(event.stageId(), ""), event.taskMetrics().executorCpuTime(), Long::sum);
        }

        @Override
        public void onBlockUpdated(SparkListenerBlockUpdated event) {
            BlockUpdatedInfo block = event.blockUpdatedInfo();
            boolean weights = block.blockId().name().matches("broadcast_\\d+_piece\\d+") && block.blockManagerId().executorId().equals("driver");
            if (weights) {
                sent.accumulateAndGet(block.memSize(), Math::max);
            }
        }
    }

    private static int touched(JavaSparkContext spark, JavaRDD<Block> runs, Step step) {
        Broadcast<Step> message = spark.broadcast(step);
        int found = runs.map(block -> message.value().weights().length).collect().size();
        message.destroy();
        return found;
    }
}
