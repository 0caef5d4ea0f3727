package lstm4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.train.Adam;
import lstm4j.train.BackupAndRestore;
import lstm4j.train.CSVLogger;
import lstm4j.train.EarlyStopping;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.ModelCheckpoint;
import lstm4j.train.ReduceLROnPlateau;

/** What {@link CrashTest} kills: a training in a folder that begins anew or goes on, and writes its last weights there. */
final class CrashTraining {
    private CrashTraining() {
    }

    /** Folder and number of threads. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Sequential model = Sequential.of(LSTM.units(16).dropout(0.1).returnSequences().inputShape(12, 4), LSTM.units(8), Dense.units(1)).seed(3)
                .parallelism(Integer.parseInt(args[1])).compile(new Adam().learningRate(0.02), Loss.MSE, Metric.MAE);
        float[][][] x = new float[96][12][4];
        float[][] y = new float[96][1];
        for (int i = 0; i < 96 * 48; i++) {
            x[i / 48][i / 4 % 12][i % 4] = (i * 37 % 101 - 50) / 50f;
            y[i / 48][0] += x[i / 48][i / 4 % 12][i % 4] / 8;
        }
        String history = model.fit(x, y, Fit.epochs(12).batchSize(8).validationSplit(0.25).callbacks(new BackupAndRestore(folder.resolve("backup")).saveFreq(2),
                new EarlyStopping().patience(9).restoreBestWeights(), new ReduceLROnPlateau().patience(1), new CSVLogger(folder.resolve("log.csv")),
                new ModelCheckpoint(folder + "/m-{epoch:02d}.keras").keep(2))).asMap().toString();
        Files.writeString(folder.resolve("result"), Arrays.deepToString(model.getWeights()) + history);
    }
}
