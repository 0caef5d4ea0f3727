package lstm4j.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import lstm4j.Sequential;

/**
 * What every library has to compute: three LSTM layers and a softmax, their first weights, a batch of samples with labels
 * and what lstm4j predicts for them. On disk: little-endian B T F U K as ints, then all arrays as floats, row by row, in
 * the order of the components, weights in Keras's order and layout.
 *
 * @param x (B, T, F)
 * @param labels (B), class numbers
 * @param weights [weight][row][column]: kernel, recurrent kernel and bias of each LSTM, kernel and bias of the Dense layer
 * @param expected (B, K)
 */
record Problem(float[][][] x, int[] labels, float[][][] weights, float[][] expected) {
    static final int LSTM_LAYERS = 3;

    /** A problem of this size, the same for the same size. */
    static Problem of(int B, int T, int F, int U, int K) {
        SplittableRandom random = new SplittableRandom(1);
        float[][][] x = new float[B][T][F];
        int[] labels = new int[B];
        for (int b = 0; b < B; b++) {
            labels[b] = random.nextInt(K);
            for (float[] row : x[b]) {
                for (int j = 0; j < F; j++) {
                    row[j] = (float) random.nextDouble();
                }
            }
        }
        Sequential model = ModelBench.model(T, F, U, K, 1);
        return new Problem(x, labels, model.getWeights(), model.predict(x));
    }

    int batch() {
        return x.length;
    }

    int steps() {
        return x[0].length;
    }

    int features() {
        return x[0][0].length;
    }

    int units() {
        return weights[1].length;
    }

    int classes() {
        return expected[0].length;
    }

    void write(Path file) throws IOException {
        int floats = batch() * (steps() * features() + 1 + classes());
        for (float[][] array : weights) {
            floats += array.length * array[0].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * (5 + floats)).order(ByteOrder.LITTLE_ENDIAN);
        for (int size : new int[] {batch(), steps(), features(), units(), classes()}) {
            bytes.putInt(size);
        }
        for (float[][] sample : x) {
            put(bytes, sample);
        }
        for (int label : labels) {
            bytes.putFloat(label);
        }
        for (float[][] array : weights) {
            put(bytes, array);
        }
        put(bytes, expected);
        Files.write(file, bytes.array());
    }

    private static void put(ByteBuffer bytes, float[][] rows) {
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
    }

    static Problem read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int B = bytes.getInt();
        int T = bytes.getInt();
        int F = bytes.getInt();
        int U = bytes.getInt();
        int K = bytes.getInt();
        float[][][] x = new float[B][][];
        for (int b = 0; b < B; b++) {
            x[b] = get(bytes, T, F);
        }
        int[] labels = new int[B];
        for (int b = 0; b < B; b++) {
            labels[b] = (int) bytes.getFloat();
        }
        float[][][] weights = new float[3 * LSTM_LAYERS + 2][][];
        for (int layer = 0; layer < LSTM_LAYERS; layer++) {
            weights[3 * layer] = get(bytes, layer == 0 ? F : U, 4 * U);
            weights[3 * layer + 1] = get(bytes, U, 4 * U);
            weights[3 * layer + 2] = get(bytes, 1, 4 * U);
        }
        weights[3 * LSTM_LAYERS] = get(bytes, U, K);
        weights[3 * LSTM_LAYERS + 1] = get(bytes, 1, K);
        return new Problem(x, labels, weights, get(bytes, B, K));
    }

    private static float[][] get(ByteBuffer bytes, int rows, int columns) {
        float[][] array = new float[rows][columns];
        for (float[] row : array) {
            for (int j = 0; j < columns; j++) {
                row[j] = bytes.getFloat();
            }
        }
        return array;
    }
}
