package lstm4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What needs no cluster to be shown: two threads of this process are the executors. */
class LocalTest {
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = session();
    }

    /** A driver that is its own executor. */
    static SparkSession session() {
        return SparkSession.builder().master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", 3)
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    @Rule("SPARK-6")
    void everyModelHasTheBitsOfOneMachine() {
        for (Models which : Models.values()) {
            Dataset<Row> table = which.table(spark);
            assertEquals(which.onOneMachine(2), which.onCluster(table.repartition(6), 2, 3), which.name());
            assertEquals(which.onOneMachine(2), which.onCluster(table.repartition(2), 2, 40), which.name());
        }
    }

    @Test
    @Rule("SPARK-6")
    void anotherTableMeasuresEachEpochAndATrainedModel() {
        Models which = Models.CLASSIFIER;
        Dataset<Row> table = which.table(spark);
        Sequential here = which.model();
        Sequential there = which.model();
        Data data = which.data();
        String history = here.fit(data, which.fit(2).validationData(data)).asMap().toString();
        assertEquals(history, new SparkFit(which.columns()).validation(table.repartition(4)).fit(there, table, which.fit(2)).asMap().toString());
        assertEquals(here.evaluate(data, 100).toString(), new SparkFit(which.columns()).evaluate(there, table, 100).toString());
    }

    @Test
    @Rule("SPARK-7")
    void predictionsAreThoseOfOneMachine() {
        for (Models which : Models.values()) {
            Sequential model = which.model();
            List<Row> scored = SparkPredict.predict(model, which.table(spark).repartition(6), which.columns(), "p").orderBy("n").collectAsList();
            float[][][] expected = model.predictAll(which.inputs(), Map.of()).rows();
            assertEquals(Models.N, scored.size());
            for (int n = 0; n < Models.N; n++) {
                assertArrayEquals(flat(expected[n]), floats(scored.get(n).getList(4)));
            }
        }
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int s = 0; s < rows.length; s++) {
            System.arraycopy(rows[s], 0, all, s * rows[0].length, rows[0].length);
        }
        return all;
    }

    private static float[] floats(List<Float> list) {
        float[] all = new float[list.size()];
        for (int k = 0; k < all.length; k++) {
            all[k] = list.get(k);
        }
        return all;
    }

    @Test
    void windowsOfASeriesAreSamples() {
        Dataset<Row> series = spark.range(0, 100).selectExpr("id % 2 as station", "id as time", "cast(id as float) / 100 as a", "id * id as b", "id / 50.0 - 1 as y");
        Columns columns = Columns.features("a", "b").windows(Window.partitionBy("station").orderBy("time"), 3).key("station", "time");
        Dataset<Row> samples = columns.label("y").forTraining(series).orderBy("station", "time");
        assertEquals(96, samples.count());
        Row second = samples.collectAsList().get(1);
        assertEquals(List.of(0L, 6L), List.of(second.get(0), second.get(1)));
        float[] numbers = new float[6];
        RowReader.read(second.get(2), "x", "1", 3, 2, numbers, 0);
        assertArrayEquals(new float[] {0.02f, 4, 0.04f, 16, 0.06f, 36}, numbers);
        Sequential model = Sequential.of(LSTM.units(2).inputShape(3, 2), Dense.units(1)).compile(new SGD(), Loss.MSE);
        assertEquals(96, SparkPredict.predict(model, series, columns, "p").filter("size(p) = 1").count());
        assertEquals(1, new SparkFit(columns.label("y")).fit(model, series, Fit.epochs(1)).asMap().get("loss").size());
    }

    @Test
    @Rule("SPARK-1")
    void columnsThatAreMissingOrHoldNoNumbersAreRefused() {
        refused("[SPARK-1] table: expected a column z, got the columns n, x, y, w.", table(), Columns.features("z").key("n").label("y"));
        refused("[SPARK-1] table: expected a column z, got the columns n, x, y, w.", table(), Columns.features("x").key("n").label("z"));
        refused("[SPARK-1] columns: expected a key and a label to train on, got no key.", table(), Columns.features("x").label("y"));
        refused("[SPARK-1] column x: expected numbers, as one of several features or in windows, got array<array<float>>.", table(), Columns.features("w", "x").key("n").label("y"));
        assertMessage("[SPARK-1] output: expected a name that no column has, got y.", () -> SparkPredict.predict(Models.CLASSIFIER.model(), table(), Columns.features("x"), "y"));
    }

    @Test
    @Rule("SPARK-2")
    void keysThatAreMissingOrThereTwiceAreRefused() {
        Columns columns = Models.CLASSIFIER.columns();
        refused("[SPARK-2] row n 5: expected a key of its own for each row, got two rows with this one.", table().selectExpr("if(n = 9, 5, n) as n", "x", "y"), columns);
        refused("[SPARK-2] row n null: expected a key of its own for each row, got null.", table().selectExpr("if(n = 9, null, n) as n", "x", "y"), columns);
        refused("[SPARK-2] table: expected at least one row, got none.", table().filter("n < 0"), columns);
    }

    @Test
    @Rule("SPARK-2")
    void aTableWhoseRowsChangeIsRefusedBeforeTheSecondEpoch() {
        Dataset<Row> table = table().selectExpr("n", "transform(x, r -> transform(r, v -> cast(rand() as float))) as x", "y");
        SampleTable samples = SampleTable.of(table, Models.CLASSIFIER.columns(), Sizes.of(Models.CLASSIFIER.model().architecture(), true, false));
        PlacedSamples placed = new PlacedSamples(samples.samples().map(sample -> NumberedSample.of(sample.number(), new float[] {(float) Math.random()})), 0,
                new Layout(Models.N, 100, 32, 7));
        placed.runs(null, 0);
        assertMessage("[SPARK-2] table: expected the same rows whenever it is read, got others than in the epoch before.",
                () -> placed.runs(new lstm4j.train.RemoteSamples.Order(Models.N, 1, 1), 0));
    }

    @Test
    @Rule("SPARK-3")
    void numbersThatAreMissingOrWrongAreRefusedWithColumnAndRow() {
        Columns columns = Models.CLASSIFIER.columns();
        refused("[SPARK-3] column x, row n 9: expected finite numbers, got NaN.",
                table().selectExpr("n", "if(n = 9, transform(x, r -> transform(r, v -> float('NaN'))), x) as x", "y"), columns);
        refused("[SPARK-3] column x, row n 9: expected 4·3 numbers, got 1.", table().selectExpr("n", "if(n >= 9, null, x) as x", "y"), columns);
        refused("[SPARK-3] column x, row n 9: expected 4 rows of 3 numbers, got 3 rows.", table().selectExpr("n", "if(n >= 9, slice(x, 1, 3), x) as x", "y"), columns);
        refused("[SPARK-3] column x, row n 9: expected rows of 3 numbers, got 2 in row 0.",
                table().selectExpr("n", "if(n = 9, transform(x, r -> slice(r, 1, 2)), x) as x", "y"), columns);
        refused("[SPARK-3] column y, row n 9: expected a class from 0 to 2, got 3.0.", table().selectExpr("n", "x", "if(n = 9, array(array(3.0)), y) as y"), columns);
        refused("[SPARK-3] column y, row n 9: expected finite numbers, got null.", table().selectExpr("n", "x", "if(n = 9, null, y) as y"), columns);
    }

    @Test
    @Rule("SPARK-4")
    void modelsThatAreNotReadyAreRefused() {
        refused("[SPARK-4] model: expected a known number of steps", LSTM.units(2).inputShape(-1, 3));
        refused("[PAR-16] batch_normalization: expected a layer that computes each row of a batch by itself", LSTM.units(2).inputShape(4, 3), BatchNormalization.layer());
        refused("[PAR-16] lstm: expected a layer that computes each row of a batch by itself", LSTM.units(2).stateful().batchInputShape(4, 4, 3));
        Sequential uncompiled = Sequential.of(LSTM.units(2).inputShape(4, 3));
        assertMessage("[FIT-2] evaluate: expected a batchSize of at least 1", () -> new SparkFit(Models.CLASSIFIER.columns()).evaluate(Models.CLASSIFIER.model(), table(), 0));
        assertMessage("[SPARK-4] tasks: expected at least 1", () -> new SparkFit(Models.CLASSIFIER.columns()).tasks(0));
        assertMessage("[FIT-20] labels: expected a compiled model", () -> new SparkFit(Models.CLASSIFIER.columns()).fit(uncompiled, table(), Fit.epochs(1)));
    }

    private static void refused(String message, Layer... layers) {
        Sequential model = Sequential.of(layers).compile(new SGD(), Loss.MSE);
        assertMessage(message, () -> new SparkFit(Models.CLASSIFIER.columns()).fit(model, table(), Fit.epochs(1)));
    }

    @Test
    @Rule("SPARK-5")
    void anotherSparkOrScalaIsRefused() {
        assertMessage("[SPARK-5] cluster: expected Spark 4 with Scala 2.13, got Spark 3.5.6 with Scala 2.12.18.", () -> Versions.require("3.5.6", "2.12.18"));
        Versions.require(spark);
    }

    private static Dataset<Row> table() {
        return Models.CLASSIFIER.table(spark);
    }

    /** And nothing of the model has changed. */
    private static void refused(String message, Dataset<Row> table, Columns columns) {
        Sequential model = Models.CLASSIFIER.model();
        String before = Models.hash(model.getWeights());
        assertMessage(message, () -> new SparkFit(columns).fit(model, table, Models.CLASSIFIER.fit(1)));
        assertEquals(before, Models.hash(model.getWeights()));
    }

    private static void assertMessage(String message, Executable call) {
        String got = assertThrows(RuleException.class, call).getMessage();
        assertTrue(got.startsWith(message), got);
    }

    @Test
    @Rule("SPARK-3")
    void aRowThatCannotBeScoredIsNamed() {
        Dataset<Row> table = table().selectExpr("n", "if(n = 9, null, x) as x");
        String got = assertThrows(SparkException.class, () -> SparkPredict.predict(Models.CLASSIFIER.model(), table, Columns.features("x"), "p").collect()).getMessage();
        assertTrue(got.contains("[SPARK-3] column x, row [9,null]: expected 4·3 numbers, got 1."), got);
    }
}
