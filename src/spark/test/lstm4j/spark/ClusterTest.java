package lstm4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.testing.Rule;
import lstm4j.train.Callback;
import lstm4j.train.Logs;
import lstm4j.train.Training;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a real standalone cluster, a master and three workers, each a process of its own: the bits are those of one machine. */
class ClusterTest {
    @TempDir
    static Path folder;
    private static Cluster cluster;
    private SparkSession spark;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster(folder, 3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void end() {
        if (spark != null) {
            spark.stop();
        }
    }

    private String parquet(Models which) {
        String path = folder.resolve(which + ".parquet").toString();
        which.table(spark).repartition(5).write().mode("overwrite").parquet(path);
        return path;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 40, 12", "2, 7, 2", "3, 3, 3", "3, 40, 40"})
    @Rule("SPARK-6")
    void theWeightsAreThoseOfOneMachine(int executors, int partitions, int tasks) {
        spark = cluster.session(executors);
        for (Models which : Models.values()) {
            Dataset<Row> table = spark.read().parquet(parquet(which)).repartition(partitions);
            assertEquals(which.onOneMachine(3), which.onCluster(table, 3, tasks), which.name());
        }
    }

    @Test
    @Rule("SPARK-6")
    void anExecutorThatIsKilledInEachEpochChangesNothing() {
        spark = cluster.session(3);
        Dataset<Row> table = spark.read().parquet(parquet(Models.CLASSIFIER));
        Sequential model = Models.CLASSIFIER.model();
        List<Long> killed = new ArrayList<>();
        Callback killer = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                if (batch == 0) {
                    ProcessHandle victim = cluster.executors().get(0);
                    killed.add(victim.pid());
                    victim.destroyForcibly(); // kill -9
                }
            }
        };
        String before = Models.hash(model.getWeights());
        String history = new SparkFit(Models.CLASSIFIER.columns()).tasks(4).fit(model, table, Models.CLASSIFIER.fit(3).callbacks(killer)).asMap().toString();
        assertEquals(3, killed.stream().distinct().count());
        assertEquals(Models.CLASSIFIER.onOneMachine(3), before + history + Models.hash(model.getWeights()));
    }

    @Test
    @Rule("SPARK-6")
    void aDriverThatIsKilledGoesOnFromItsBackup() throws IOException, InterruptedException {
        spark = cluster.session(2);
        String path = parquet(Models.CLASSIFIER);
        spark.stop();
        String[] said = {drive(path, 4), drive(path, 3), drive(path, 0)};
        String expected = Models.CLASSIFIER.onOneMachine(3);
        assertTrue(said[2].contains("\nweights " + expected.substring(expected.length() - 64) + "\n"), said[2]);
    }

    private static String drive(String path, int last) throws IOException, InterruptedException {
        List<String> command = Cluster.java("-Xmx512m", ResumedDriver.class.getName());
        command.addAll(List.of(cluster.master, path, folder.resolve("backup").toString(), String.valueOf(last)));
        Process driver = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(last == 0 ? 0 : 9, driver.waitFor(), said);
        return said;
    }
}
