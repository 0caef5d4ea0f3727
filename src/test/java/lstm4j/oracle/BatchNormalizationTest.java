package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.Architecture;
import lstm4j.layer.BatchNormalization;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole batch in dual numbers judges the oracle's BatchNormalization of a training step. */
@Rule({"BN-3", "BN-4"})
class BatchNormalizationTest {
    private static final int B = 4;
    private static final int T = 3;
    private static final int F = 2;
    private final SplittableRandom random = new SplittableRandom(4);

    private double[][][] numbers(int a, int b, int c) {
        double[][][] numbers = new double[a][b][c];
        for (double[][] rows : numbers) {
            for (double[] row : rows) {
                for (int j = 0; j < c; j++) {
                    row[j] = 4 * random.nextDouble() - 1;
                }
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyDerivativeIsThatOfDualNumbers(boolean masked) {
        BatchNormalization layer = BatchNormalization.layer().inputShape(T, F);
        double[][][] weights = numbers(4, 1, F);
        double[][][] x = numbers(B, T, F);
        double[][][] dy = numbers(B, T, F);
        boolean[][] mask = masked ? new boolean[][] {{true, false, true}, {false, false, false}, {true, true, true}, {false, true, true}} : null;
        Oracle oracle = Oracle.of(Architecture.of(List.of(layer)));
        Options options = Options.NONE.training().mask(mask);
        Forward forward = oracle.forward(weights, x, options);
        OracleGradients g = oracle.backward(weights, forward, dy, Map.of(), options);
        Dual[][][] inputs = DualModel.constants(x);
        Dual[][][] scales = DualModel.constants(weights);
        compare(inputs, g.input(), inputs, scales, mask, layer, dy, forward.output());
        compare(new Dual[][][] {scales[0], scales[1]}, new double[][][] {g.weights()[0], g.weights()[1]}, inputs, scales, mask, layer, dy, forward.output());
    }

    private static void compare(Dual[][][] by, double[][][] actual, Dual[][][] x, Dual[][][] weights, boolean[][] mask, BatchNormalization layer,
            double[][][] dy, double[][][] output) {
        for (int n = 0; n < by.length; n++) {
            for (int r = 0; r < by[n].length; r++) {
                for (int j = 0; j < by[n][r].length; j++) {
                    Dual constant = by[n][r][j];
                    by[n][r][j] = Dual.variable(constant.v());
                    Dual sum = dot(DualBatch.normalized(x, mask, weights[0][0], weights[1][0], layer.epsilon()), dy);
                    by[n][r][j] = constant;
                    assertTrue(Math.abs(sum.d() - actual[n][r][j]) <= Budget.ORACLE_DUAL_ELEMENT.limit() * sum.a(),
                            sum.d() + " and " + actual[n][r][j] + " of terms of " + sum.a());
                    assertEquals(sum.v(), dot(DualModel.constants(output), dy).v(), Budget.ORACLE_DUAL_ELEMENT.limit() * B * T * F);
                }
            }
        }
    }

    private static Dual dot(Dual[][][] y, double[][][] dy) {
        Dual sum = Dual.ZERO;
        for (int n = 0; n < y.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                for (int j = 0; j < y[n][t].length; j++) {
                    sum = sum.plus(y[n][t][j].times(dy[n][t][j]));
                }
            }
        }
        return sum;
    }
}
