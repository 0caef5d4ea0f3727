package lstm4j.run;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import lstm4j.layer.Constraint;
import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** Constraints by hand, on arrays whose norms are whole numbers: columns (3, 4) and (0, 12), rows (3, 0) and (4, 12), 13 in all. */
@Rule("OPT-12")
class ProjectionTest {
    private static float[][] projected(Constraint constraint, boolean vector, float[]... w) {
        float[][][] weights = {w};
        Weight weight = new Weight("kernel", vector ? List.of(w[0].length) : List.of(w.length, w[0].length), Initializer.ZEROS, Regularizer.NONE, constraint, false, true);
        new OptimizerRun(new SGD().learningRate(0), List.of(weight)).apply(weights, new float[][][] {new float[w.length][w[0].length]});
        return weights[0];
    }

    private static void assertRows(float[][] expected, Constraint constraint) {
        float[][] actual = projected(constraint, false, new float[] {3, 0}, new float[] {4, 12});
        for (int r = 0; r < expected.length; r++) {
            assertArrayEquals(expected[r], actual[r], (float) Budget.STEPS_AGAINST_KERAS.limit(), constraint.toString());
        }
    }

    @Test
    void normsAreThoseOfColumnsRowsOrTheWhole() {
        assertRows(new float[][] {{3, 0}, {4, 6}}, Constraint.maxNorm(6));
        assertRows(new float[][] {{0.6f, 0}, {0.8f, 1}}, Constraint.unitNorm());
        assertRows(new float[][] {{1, 0}, {4 / 12.649111f, 12 / 12.649111f}}, Constraint.unitNorm().axes(1));
        assertRows(new float[][] {{3 / 13f, 0}, {4 / 13f, 12 / 13f}}, Constraint.unitNorm().axes(0, 1));
        assertRows(new float[][] {{3.6f, 0}, {4.8f, 10}}, Constraint.minMaxNorm(7, 8, 0.5));
    }

    @Test
    void theNormOfABiasIsThatOfTheWhole() {
        assertArrayEquals(new float[] {0.6f, 0.8f}, projected(Constraint.unitNorm(), true, new float[] {3, 4})[0], (float) Budget.STEPS_AGAINST_KERAS.limit());
    }

    @Test
    void nonNegCutsAtZeroAndKeepsNaN() {
        assertArrayEquals(new float[] {0, 2, Float.NaN}, projected(Constraint.NON_NEG, false, new float[] {-1, 2, Float.NaN})[0]);
    }

    @Test
    void whatIsNoConstraintIsRefused() {
        assertMessage("[OPT-12] Constraint: expected norms 0 ≤ min ≤ max, a rate from 0 to 1, axes 0, 1 or both, got min=2.0, max=1.0, rate=1.0, axes=[0].",
                () -> Constraint.minMaxNorm(2, 1, 1));
        assertEquals("OPT-12", assertThrows(RuleException.class, () -> Constraint.unitNorm().axes(2)).rule());
        assertEquals("OPT-12", assertThrows(RuleException.class,
                () -> Dense.units(2).biasConstraint(Constraint.unitNorm().axes(1)).weights(Shape.of(Shape.ANY, 3))).rule());
    }
}
