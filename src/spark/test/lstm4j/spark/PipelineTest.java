package lstm4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimator in Spark's own tools, and a stream of rows. */
class PipelineTest {
    @TempDir
    static Path folder;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = LocalTest.session();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Sequential model() {
        return Sequential.of(LSTM.units(3).inputShape(2, 2), Dense.units(1)).seed(3).compile(new Adam(), Loss.MSE);
    }

    private static Dataset<Row> table() {
        return spark.range(0, 96).selectExpr("id", "id / 96.0 as a", "id % 7 / 7.0 as b", "sin(id) as c", "cos(id) as d", "id / 96.0 - sin(id) as label").repartition(3);
    }

    private static VectorAssembler assembler() {
        return new VectorAssembler().setInputCols(new String[] {"a", "b", "c", "d"}).setOutputCol("features");
    }

    @Test
    @Rule("SPARK-8")
    void aPipelineTrainsAsSparkFitDoesAndIsTheSameWhenItComesFromItsFolder() throws Exception {
        SequentialEstimator estimator = new SequentialEstimator(model()).setKeyCols("id").setEpochs(2).setBatchSize(64);
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {assembler(), estimator});
        pipeline.write().overwrite().save(folder.resolve("pipeline").toString());
        PipelineModel trained = Pipeline.load(folder.resolve("pipeline").toString()).fit(table());
        Sequential alone = model();
        new SparkFit(Columns.features("features").key("id").label("label")).fit(alone, assembler().transform(table()), Fit.epochs(2).batchSize(64));
        String expected = Models.hash(alone.getWeights());
        assertEquals(expected, Models.hash(((SequentialModel) trained.stages()[1]).sequential().getWeights()));
        assertNotEquals(expected, Models.hash(model().getWeights()));
        trained.save(folder.resolve("trained").toString());
        PipelineModel again = PipelineModel.load(folder.resolve("trained").toString());
        List<Row> scored = again.transform(table()).orderBy("id").collectAsList();
        assertEquals(trained.transform(table()).orderBy("id").collectAsList(), scored);
        assertEquals(scored.get(5).<Float>getList(scored.get(5).fieldIndex("output")).get(0).doubleValue(), scored.get(5).<Double>getAs("prediction"));
        try (var files = Files.walk(folder.resolve("trained"))) {
            Path file = files.filter(path -> path.endsWith("model.keras")).findFirst().orElseThrow();
            assertEquals(expected, Models.hash(Sequential.load(file).getWeights()));
        }
    }

    @Test
    @Rule("SPARK-8")
    void aGridOfParametersIsSearched() {
        SequentialEstimator estimator = new SequentialEstimator(model()).setKeyCols("id").setBatchSize(32);
        ParamMap[] grid = new ParamGridBuilder().addGrid(estimator.epochs(), new int[] {1, 4}).addGrid(estimator.learningRate(), new double[] {0.0001, 0.05}).build();
        CrossValidator search = new CrossValidator().setEstimator(estimator).setEvaluator(new RegressionEvaluator()).setEstimatorParamMaps(grid).setNumFolds(2).setSeed(1);
        CrossValidatorModel best = search.fit(assembler().transform(table()));
        assertEquals(4, best.avgMetrics().length);
        SequentialEstimator chosen = (SequentialEstimator) best.bestModel().parent();
        assertEquals(0.05, (Double) chosen.getOrDefault(chosen.learningRate()));
        assertTrue(best.transform(assembler().transform(table())).filter("prediction is not null").count() == 96);
    }

    @Test
    @Rule("SPARK-7")
    void aStreamOfRowsIsScoredLikeATable() throws Exception {
        String in = folder.resolve("in").toString();
        table().selectExpr("id", "array(a, b, c, d) as x").write().parquet(in);
        Dataset<Row> rows = spark.read().parquet(in);
        Dataset<Row> stream = spark.readStream().schema(rows.schema()).parquet(in);
        Columns columns = Columns.features("x");
        SparkPredict.predict(model(), stream, columns, "p").writeStream().format("memory").queryName("scored").start().processAllAvailable();
        assertEquals(SparkPredict.predict(model(), rows, columns, "p").orderBy("id").collectAsList(), spark.table("scored").orderBy("id").collectAsList());
        assertEquals(96, spark.table("scored").count());
    }
}
