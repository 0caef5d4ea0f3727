package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleLabels;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where losses have a kink, and beside it: slopes by hand, of the engine and of the oracle. */
class LossKinksTest {
    private static final float BELOW_HALF = Math.nextDown(0.5f);
    private static final float ABOVE_HALF = Math.nextUp(0.5f);
    private static final float EPSILON_UP = Math.nextUp(1e-7f);
    private static final float TINY = 1e-8f;
    private static final double CLIPPED = 1e-7;

    private static float[] row(double... numbers) {
        float[] row = new float[numbers.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (float) numbers[j];
        }
        return row;
    }

    static Stream<Arguments> slopes() {
        return Stream.of(
                Arguments.of(Loss.huber(0.5), row(0.5, -0.5, BELOW_HALF, ABOVE_HALF), row(0, 0, 0, 0), new double[] {0.125, -0.125, BELOW_HALF / 4.0, 0.125}),
                Arguments.of(Loss.huber(0.5), row(0.75, -0.75, 3, 0), row(0, 0, 0, 0), new double[] {0.125, -0.125, 0.125, 0}),
                Arguments.of(Loss.huber(2), row(1.5, 2.5), row(0, 0), new double[] {0.75, 1}),
                Arguments.of(Loss.MAE, row(1, 0, -0.0, Float.MIN_VALUE), row(0, 0, 0, 0), new double[] {0.25, 0, 0, 0.25}),
                Arguments.of(Loss.BINARY_CROSSENTROPY, row(0, 1, -1, 2), row(1, 0, 1, 0), new double[4]),
                Arguments.of(Loss.BINARY_CROSSENTROPY, row(TINY, 0, 1, 0.5), row(1, 0, 1, 1), new double[] {0, 0, 0, -0.5}),
                Arguments.of(Loss.BINARY_CROSSENTROPY, row(EPSILON_UP), row(1), new double[] {-1.0 / EPSILON_UP}),
                Arguments.of(Loss.CATEGORICAL_CROSSENTROPY, row(1, 0), row(0, 1), new double[2]),
                Arguments.of(Loss.CATEGORICAL_CROSSENTROPY, row(1, 0), row(0.5, 0.5), new double[2]),
                Arguments.of(Loss.CATEGORICAL_CROSSENTROPY, row(3, 1), row(0, 1), new double[] {0.25, -0.75}),
                Arguments.of(Loss.CATEGORICAL_CROSSENTROPY, row(1, 1, 0), row(0.5, 0, 0.5), new double[] {0.25 - 0.5, 0.25, 0.25}),
                Arguments.of(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, row(1, 0), 1, new double[2]),
                Arguments.of(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, row(0.5, 0), 1, new double[] {1 / (0.5 + CLIPPED), 0}),
                Arguments.of(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, row(0.5, 2, -1), 0, new double[] {1 / 1.5 - 2, 0, 0}),
                Arguments.of(Loss.KL_DIVERGENCE, row(0, -1, 2, TINY, 0.5), row(0.2, 0.2, 0.2, 0.2, 0.25), new double[] {0, 0, 0, 0, -0.5}),
                Arguments.of(Loss.MEAN_SQUARED_LOGARITHMIC_ERROR, row(-1, 0), row(1, 1), new double[2]),
                Arguments.of(Loss.HINGE, row(1, 1.5, 0.5, -1), row(1, 1, 1, 0), new double[] {-0.25, 0, -0.25, 0.25}),
                Arguments.of(Loss.CATEGORICAL_HINGE, row(0.25, 0.25, 2), row(0, 0, 1), new double[3]),
                Arguments.of(Loss.CATEGORICAL_HINGE, row(0.25, 0.25, 0.5), row(0, 0, 1), new double[] {0.5, 0.5, -1}),
                Arguments.of(Loss.COSINE_SIMILARITY, row(TINY, 0), row(1, 0), new double[2]));
    }

    @ParameterizedTest(name = "{0} at {1}, label {2}")
    @MethodSource("slopes")
    @Rule({"LOSS-2", "LOSS-9", "LOSS-11"})
    void theSlopeIs(Loss loss, float[] p, Object y, double[] slope) {
        Architecture model = Architecture.of(List.of(Activation.of(ActivationFunction.LINEAR).inputShape(p.length)));
        Data data = y instanceof Integer c ? Data.of(new float[][] {p}, new int[] {c}) : Data.of(new float[][] {p}, new float[][] {(float[]) y});
        float[] engine = Sequential.of(model).compile(new SGD(), loss).gradients(data).inputs()[0][0];
        double[] oracle = Oracle.of(model).gradients(new double[0][][], wide(p), loss,
                y instanceof Integer c ? OracleLabels.classes(new int[][] {{c}}) : OracleLabels.rows(wide((float[]) y))).input()[0][0];
        for (int j = 0; j < p.length; j++) {
            double size = Math.max(1, Math.abs(slope[j]));
            assertEquals(slope[j], engine[j], Budget.EXAMPLE_ENGINE.limit() * size, "engine, number " + j);
            assertEquals(slope[j], oracle[j], Budget.EXAMPLE_ENGINE.limit() * size, "oracle, number " + j);
        }
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(Loss.huber(0.5), 0.5f, 0f, 0.125),
                Arguments.of(Loss.huber(0.5), 2f, 0f, 0.875),
                Arguments.of(Loss.huber(2), 1.5f, 0f, 1.125),
                Arguments.of(Loss.BINARY_CROSSENTROPY, 0f, 1f, -StrictMath.log(CLIPPED)),
                Arguments.of(Loss.BINARY_CROSSENTROPY, 1f, 0f, -StrictMath.log(CLIPPED)));
    }

    @ParameterizedTest(name = "{0} of {1}, label {2}, is {3}")
    @MethodSource("values")
    @Rule({"LOSS-2", "LOSS-9"})
    void theValueIs(Loss loss, float p, float y, double value) {
        Sequential model = Sequential.of(Activation.of(ActivationFunction.LINEAR).inputShape(1)).compile(new SGD(), loss);
        assertEquals(value, model.evaluate(Data.of(new float[][] {{p}}, new float[][] {{y}})).get("loss"), Budget.EXAMPLE_ENGINE.limit());
    }

    private static double[][][] wide(float[] row) {
        double[] wide = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            wide[j] = row[j];
        }
        return new double[][][] {{wide}};
    }
}
