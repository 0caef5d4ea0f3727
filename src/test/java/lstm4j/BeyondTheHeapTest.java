package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

import lstm4j.data.SampleFile;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.report.Fingerprint;
import lstm4j.testing.ChildJvm;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More samples than the heap holds, from mapped files: the bits are those of arrays. */
class BeyondTheHeapTest {
    private static final int N = 6_000;
    private static final int T = 25;
    private static final int F = 80; // 48 MB in all
    private static final int HEAP = 24; // MB

    @TempDir
    Path folder;

    /** A number that is exact in float and the same in both processes. */
    private static float number(int n, int t, int j) {
        return ((n * 37 + t * 17 + j * 11) % 64) / 32f - 1;
    }

    private static int label(int n) {
        return number(n, 0, 0) + number(n, T - 1, 1) > 0 ? 1 : 0;
    }

    private static void write(Path file, String shape, int numbers, IntUnaryOperator bits) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            String header = "{'descr': '>f4', 'fortran_order': False, 'shape': (" + shape + "), }";
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (header.length() + 1), 0});
            out.write((header + "\n").getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < numbers; i++) {
                out.writeInt(bits.applyAsInt(i));
            }
        }
    }

    private static String result(Data data) {
        Sequential model = Sequential.of(LSTM.units(4).inputShape(T, F).dropout(0.1), Dense.units(2).activation(ActivationFunction.SOFTMAX)).seed(3).parallelism(2);
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        History history = model.fit(data, Fit.epochs(2).batchSize(200).validationSplit(0.1));
        return Fingerprint.of(model.getWeights()) + " " + history.asMap() + " " + model.evaluate(data, 100);
    }

    /** The child: reads from the files in a small heap. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(Runtime.getRuntime().maxMemory());
        System.out.println(result(Data.of(SampleFile.npy(Path.of(arguments[0])), SampleFile.npy(Path.of(arguments[1])))));
    }

    @Test
    @Rule("FIT-42")
    void aHeapSmallerThanTheSamplesTrainsToTheBitsOfArrays() throws IOException, InterruptedException {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        write(x, N + ", " + T + ", " + F, N * T * F, i -> Float.floatToIntBits(number(i / (T * F), i / F % T, i % F)));
        write(y, N + ",", N, n -> Float.floatToIntBits(label(n)));
        String[] said = ChildJvm.run(BeyondTheHeapTest.class, new String[] {"-Xmx" + HEAP + "m", "-XX:+UseSerialGC"}, x.toString(), y.toString()).split("\n");
        assertTrue(2 * Long.parseLong(said[0]) < 1.2 * Files.size(x), said[0]);
        float[][][] inputs = new float[N][T][F];
        int[] labels = new int[N];
        for (int n = 0; n < N; n++) {
            for (int t = 0; t < T; t++) {
                for (int j = 0; j < F; j++) {
                    inputs[n][t][j] = number(n, t, j);
                }
            }
            labels[n] = label(n);
        }
        assertEquals(result(Data.of(inputs, labels)), said[1]);
    }
}
