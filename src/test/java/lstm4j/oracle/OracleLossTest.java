package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;

/** Losses and their derivatives against numbers written out by hand. */
class OracleLossTest {
    private static final double LN_EPSILON = 16.11809565095832; // −ln 1e-7

    private final double[] dp = new double[4];

    /** Loss of one row; its derivative is left in {@link #dp}. */
    private double row(Loss loss, double[] p, OracleLabels labels) {
        double[][][] d = new double[1][1][p.length];
        double value = new OracleLoss(loss).of(new double[][][] {{p}}, labels, null, d);
        System.arraycopy(d[0][0], 0, dp, 0, p.length);
        return value;
    }

    private static OracleLabels y(double... row) {
        return OracleLabels.rows(new double[][][] {{row}});
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, Budget.ORACLE_CLOSED_FORM.limit() * Math.max(1, Math.abs(expected)));
    }

    @Test
    @Rule("LOSS-2")
    void squaredAndAbsoluteErrorsAreMeansOverTheRow() {
        assertClose((0.25 + 4) / 2, row(Loss.MSE, new double[] {1.5, -1}, y(1, 1)));
        assertArrayEquals(new double[] {0.5, -2, 0, 0}, dp);
        assertClose(1.25, row(Loss.MAE, new double[] {1.5, -1}, y(1, 1)));
        assertArrayEquals(new double[] {0.5, -0.5, 0, 0}, dp);
        assertClose(0, row(Loss.MAE, new double[] {1}, y(1)));
        assertEquals(0, dp[0]);
    }

    @Test
    @Rule("LOSS-2")
    void huberIsASquareUpToDeltaAndALineBeyond() {
        assertClose((0.125 + 1.5) / 2, row(Loss.HUBER, new double[] {1.5, -1}, y(1, 1)));
        assertArrayEquals(new double[] {0.25, -0.5, 0, 0}, dp);
        assertClose(0.25 * 2 - 0.03125, row(Loss.huber(0.25), new double[] {-1}, y(1)));
        assertEquals(-0.25, dp[0]);
    }

    /** 0.1 is no float: rounded on its way, it would be 1.5e-8 off. */
    @Test
    @Rule("LOSS-10")
    void optionsReachTheOracleInDouble() {
        assertClose(0.1 * 2 - 0.005, row(Loss.huber(0.1), new double[] {-1}, y(1)));
        assertClose(-Math.log(0.25) * 0.95 - Math.log(0.75) * 0.05,
                row(Loss.CATEGORICAL_CROSSENTROPY.labelSmoothing(0.1), new double[] {0.25, 0.75}, y(1, 0)));
    }

    @Test
    @Rule("LOSS-9")
    void categoricalCrossentropyScalesTheRowToSumOne() {
        assertClose(-Math.log(0.25), row(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, new double[] {0.25, 0.5, 0.25}, OracleLabels.classes(new int[][] {{2}})));
        assertClose(-4 + 1, dp[2]);
        assertClose(1, dp[0]);
        assertClose(-Math.log(0.25), row(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, new double[] {0.125, 0.25, 0.125}, OracleLabels.classes(new int[][] {{2}})));
        assertClose(-0.75 * Math.log(0.25) - 0.25 * Math.log(0.5), row(Loss.CATEGORICAL_CROSSENTROPY, new double[] {0.5, 1, 0.5}, y(0, 0.25, 0.75)));
    }

    @Test
    @Rule("LOSS-9")
    void aClippedProbabilityCostsSixteenAndHasNoGradient() {
        assertClose(LN_EPSILON, row(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, new double[] {1 - 1e-9, 1e-9}, OracleLabels.classes(new int[][] {{1}})));
        assertArrayEquals(new double[4], dp);
        assertClose(LN_EPSILON, row(Loss.BINARY_CROSSENTROPY, new double[] {0}, y(1)));
        assertArrayEquals(new double[4], dp);
        assertClose(1e-7 + 5e-15, row(Loss.BINARY_CROSSENTROPY, new double[] {0}, y(0)));
    }

    @Test
    void aRowOfZerosHasNoDirectionAndNoSlope() {
        assertClose(0, row(Loss.COSINE_SIMILARITY, new double[] {0, 0}, y(1, 0)));
        assertArrayEquals(new double[4], dp);
    }

    @Test
    @Rule("LOSS-5")
    void logitsAreNeverClipped() {
        assertClose(40, row(Loss.SPARSE_CATEGORICAL_CROSSENTROPY.fromLogits(), new double[] {40, 0, -10}, OracleLabels.classes(new int[][] {{1}})));
        assertClose(1, dp[0]);
        assertClose(-1, dp[1]);
        assertClose(1000, row(Loss.BINARY_CROSSENTROPY.fromLogits(), new double[] {1000}, y(0)));
        assertEquals(1, dp[0]);
        assertClose(Math.log(2) / 2, row(Loss.BINARY_CROSSENTROPY.fromLogits(), new double[] {0, -1000}, y(1, 0)));
        assertArrayEquals(new double[] {-0.25, 0, 0, 0}, dp, Budget.ORACLE_CLOSED_FORM.limit());
    }

    @Test
    @Rule("LOSS-4")
    void labelSmoothingMovesLabelsTowardEveryClassAlike() {
        double s = 0.1;
        double[] p = {0.2, 0.3, 0.5};
        double expected = -(1 - s + s / 3) * Math.log(0.5) - s / 3 * (Math.log(0.2) + Math.log(0.3));
        assertClose(expected, row(Loss.CATEGORICAL_CROSSENTROPY.labelSmoothing(0.1), p, y(0, 0, 1)));
        assertClose(-(1 - s / 2) * Math.log(0.8) - s / 2 * Math.log(0.2), row(Loss.BINARY_CROSSENTROPY.labelSmoothing(0.1), new double[] {0.8}, y(1)));
    }

    @Test
    @Rule({"LOSS-3", "LOSS-7"})
    void theLossOfABatchIsTheSumOfWeightedRowsOverTheNumberOfRows() {
        double[][][] p = {{{1}, {2}}, {{3}, {4}}};
        OracleLabels zeros = OracleLabels.rows(new double[2][2][1]);
        assertClose((1 + 4 + 9 + 16) / 4.0, new OracleLoss(Loss.MSE).of(p, zeros, null, null));
        assertClose((2 * 1 + 0.5 * 16) / 4, new OracleLoss(Loss.MSE).of(p, zeros.weighted(new double[][] {{2, 0}, {0, 0.5}}), null, null));
    }

    @Test
    @Rule("LOSS-6")
    void aMaskDividesByTheRowsThatAreUsed() {
        double[][][] p = {{{1}, {2}}, {{3}, {4}}};
        double[][][] dp = new double[2][2][1];
        OracleLabels zeros = OracleLabels.rows(new double[2][2][1]);
        assertClose((1 + 9 + 16) / 3.0, new OracleLoss(Loss.MSE).of(p, zeros, new boolean[][] {{true, false}, {true, true}}, dp));
        assertEquals(0, dp[0][1][0]);
        assertClose(2 * 4 / 3.0, dp[1][1][0]);
        assertEquals(0, new OracleLoss(Loss.MSE).of(p, zeros, new boolean[2][2], dp), "no row used");
    }
}
