package lstm4j.spark;

import java.nio.file.Path;

import lstm4j.Sequential;
import lstm4j.train.BackupAndRestore;
import lstm4j.train.Callback;
import lstm4j.train.Logs;
import lstm4j.train.Training;
import org.apache.spark.sql.SparkSession;

/** A driver with a backup that dies after some steps: master, Parquet, backup, the step to die after or 0. */
final class ResumedDriver {
    private ResumedDriver() {
    }

    public static void main(String[] arguments) {
        int last = Integer.parseInt(arguments[3]);
        SparkSession spark = Cluster.session(arguments[0], 2);
        Sequential model = Models.CLASSIFIER.model();
        Callback death = new Callback() {
            private int steps;

            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                if (++steps == last) {
                    Runtime.getRuntime().halt(9);
                }
            }
        };
        new SparkFit(Models.CLASSIFIER.columns()).tasks(3).fit(model, spark.read().parquet(arguments[1]),
                Models.CLASSIFIER.fit(3).callbacks(new BackupAndRestore(Path.of(arguments[2])).saveFreq(1), death));
        System.out.println("\nweights " + Models.hash(model.getWeights()));
        Runtime.getRuntime().halt(0);
    }
}
