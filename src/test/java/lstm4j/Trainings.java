package lstm4j;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

import lstm4j.engine.Generator;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Shape;
import lstm4j.train.Adam;
import lstm4j.train.Callback;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import lstm4j.train.Training;

/**
 * Three small trainings that between them use everything that could make bits depend on threads or on the machine:
 * dropout of all kinds, shuffling, short last batches, more shards than gradient buffers, masks, penalties, clipping,
 * stateful layers, every optimizer, rare activations. Each gives the SHA-256 of all its weights.
 *
 * <p>A program of its own for child JVMs: {@code java lstm4j.Trainings STEPS THREADS} prints one hash a line.
 */
final class Trainings {
    /** Steps after which hashes are recorded: a few for JVMs that only interpret. */
    static final int FEW = 6;
    static final int ALL = 50;

    private Trainings() {
    }

    public static void main(String[] arguments) {
        hashes(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).forEach((name, hash) -> System.out.println(hash + "  " + name));
    }

    /** By name, the hash of all weights after {@code steps} steps of each training. */
    static Map<String, String> hashes(int steps, int threads) {
        Map<String, IntFunction<Sequential>> trainings = new LinkedHashMap<>();
        trainings.put("classifier", count -> classifier(count, threads));
        trainings.put("tagger", count -> tagger(count, threads));
        trainings.put("forecaster", count -> forecaster(count, threads));
        Map<String, String> hashes = new LinkedHashMap<>();
        trainings.forEach((name, training) -> hashes.put(name + "-" + steps + "-steps", hash(training.apply(steps))));
        return hashes;
    }

    /** 150 samples in batches of 64, 64 and 22; dropout on inputs, states and in between; Adam. */
    private static Sequential classifier(int steps, int threads) {
        Sequential model = Sequential.of(
                LSTM.units(19).returnSequences().dropout(0.2).recurrentDropout(0.1).inputShape(11, 7),
                Dropout.rate(0.25),
                LSTM.units(33),
                Dense.units(5).activation(ActivationFunction.SOFTMAX)).seed(42).parallelism(threads);
        model.compile(new Adam().learningRate(0.01).globalClipnorm(1), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        int[] labels = new int[150];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = Generator.below(5, 1, n);
        }
        model.fit(numbers(2, 150, 11, 7), labels, fit(steps, 3).batchSize(64).validationSplit(0));
        return model;
    }

    /** Batches of 540 rows: 17 shards for 16 gradient buffers; then 40. Masks, penalties, backwards, RMSprop. */
    private static Sequential tagger(int steps, int threads) {
        Sequential model = Sequential.of(
                Masking.value(0).inputShape(Shape.ANY, 3),
                LSTM.units(6).returnSequences().activation(ActivationFunction.SOFTSIGN).recurrentActivation(ActivationFunction.HARD_SIGMOID)
                        .kernelRegularizer(new Regularizer(0.001f, 0.002f)),
                LSTM.units(5).returnSequences().goBackwards().zeroOutputForMask(true).activation(ActivationFunction.GELU),
                Dense.units(2).activation(ActivationFunction.SIGMOID)).seed(7).parallelism(threads);
        model.compile(new RMSprop().momentum(0.5).centered().learningRate(0.002).clipnorm(0.5), Loss.BINARY_CROSSENTROPY);
        float[][][] x = numbers(3, 580, 6, 3);
        float[][][] y = numbers(4, 580, 6, 2);
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < 6; t++) {
                x[n][t] = t >= 2 + n % 5 ? new float[3] : x[n][t];
                y[n][t][0] = y[n][t][0] > 0 ? 1 : 0;
                y[n][t][1] = y[n][t][1] > 0.5 ? 1 : 0;
            }
        }
        model.fit(Data.of(x, y), fit(steps, 2).batchSize(540));
        return model;
    }

    /** A stateful model on 144 rows in batches of 48, with a schedule, momentum and sample weights; not shuffled. */
    private static Sequential forecaster(int steps, int threads) {
        Sequential model = Sequential.of(
                LSTM.units(70).stateful().batchInputShape(48, 5, 2),
                Dense.units(3).activation(ActivationFunction.MISH), Dense.units(1)).seed(-1).parallelism(threads);
        model.compile(new SGD().momentum(0.9).nesterov().learningRate(LearningRateSchedule.cosineDecay(0.05, 60, 0.1)).clipvalue(0.25),
                Loss.huber(0.5), Metric.MAE);
        float[] weights = new float[144];
        for (int n = 0; n < weights.length; n++) {
            weights[n] = 0.25f * (1 + n % 7);
        }
        float[][] y = numbers(6, 1, 144, 1)[0];
        model.fit(numbers(5, 144, 5, 2), y, fit(steps, 3).batchSize(48).shuffle(false).sampleWeight(weights));
        return model;
    }

    private static Fit fit(int steps, int stepsAnEpoch) {
        return Fit.epochs((steps + stepsAnEpoch - 1) / stepsAnEpoch).callbacks(new Callback() {
            private int done;

            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                if (++done == steps) {
                    training.stopTraining();
                }
            }
        });
    }

    /** By the project's own generator: those of the JDK may change. */
    private static float[][][] numbers(long key, int samples, int steps, int features) {
        float[][][] numbers = new float[samples][steps][features];
        long index = 0;
        for (float[][] sample : numbers) {
            for (float[] row : sample) {
                for (int j = 0; j < features; j++) {
                    row[j] = (float) (2 * Generator.uniform(key, index++) - 1);
                }
            }
        }
        return numbers;
    }

    private static String hash(Sequential model) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (float[][] array : model.getWeights()) {
                for (float[] row : array) {
                    ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
                    for (float number : row) {
                        if (!Float.isFinite(number)) {
                            throw new AssertionError("a training that diverges proves nothing");
                        }
                        bytes.putInt(Float.floatToRawIntBits(number));
                    }
                    digest.update(bytes.array());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }
}
