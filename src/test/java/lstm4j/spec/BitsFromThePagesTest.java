package lstm4j.spec;

import static lstm4j.layer.ActivationFunction.SOFTMAX;
import static lstm4j.train.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Fit;
import org.junit.jupiter.api.Test;

/** The numbers that {@code spec/bits.py}, written from the pages in NumPy, has recorded in {@code spec/bits.txt}: the engine's, to the bit. */
class BitsFromThePagesTest {
    private static final int N = 80, T = 5, F = 2, LINES = 120;
    private static final List<String> NAMES = List.of("kernel", "recurrent_kernel", "bias", "dense/kernel", "dense/bias");

    private final List<String> lines = new ArrayList<>();
    private final float[][][] x = new float[N][T][F];
    private final int[] y = new int[N];

    BitsFromThePagesTest() {
        for (int n = 0; n < N; n++) {
            for (int t = 0; t < T; t++) {
                for (int j = 0; j < F; j++) {
                    x[n][t][j] = (n * 37 + t * 17 + j * 11) % 32 / 16f - 1;
                }
            }
            y[n] = x[n][0][0] + x[n][T - 1][1] > 0 ? 1 : 0;
        }
    }

    @Test
    @Rule({"INIT-1", "INIT-2", "INIT-3", "INIT-6", "INIT-7", "INIT-8", "INIT-9", "NUM-1", "NUM-2", "NUM-4", "NUM-6", "NUM-8",
        "LOSS-5", "LOSS-8", "LOSS-10", "FIT-16", "FIT-17", "OPT-6", "OPT-10", "PAR-3", "PAR-4", "PAR-5"})
    void firstValuesPredictionsAndThreeEpochsOfAdamHaveTheBitsOfAProgramWrittenFromThePages() {
        Sequential model = Sequential.of(LSTM.units(3).inputShape(T, F), Dense.units(2).activation(SOFTMAX)).seed(42);
        model.compile(new Adam().learningRate(0.01), SPARSE_CATEGORICAL_CROSSENTROPY);
        weights(model, " before");
        line("prediction before", model.predict(x));
        model.fit(x, y, Fit.epochs(3).batchSize(40));
        weights(model, " after");
        line("prediction after", model.predict(x));
        assertEquals(Citations.text(SpecBook.FOLDER.resolve("bits.txt")), String.join("", lines));
    }

    private void weights(Sequential model, String when) {
        float[][][] weights = model.getWeights();
        for (int n = 0; n < weights.length; n++) {
            line(NAMES.get(n) + when, weights[n]);
        }
    }

    private void line(String name, float[][] rows) {
        StringBuilder line = new StringBuilder(name).append(':');
        for (float[] row : rows) {
            for (float number : row) {
                line.append(' ').append(HexFormat.of().toHexDigits(Float.floatToRawIntBits(number)));
            }
        }
        lines.add(line.append('\n').toString());
    }

    @Test
    void theProgramIsShortEnoughToRead() {
        long count = Citations.text(SpecBook.FOLDER.resolve("bits.py")).lines().count();
        assertTrue(count <= LINES, count + " lines");
    }
}
