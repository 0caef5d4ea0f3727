package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import lstm4j.layer.RuleException;
import lstm4j.testing.Budget;
import org.junit.jupiter.api.Test;

/** Finite differences of functions whose derivative is known, and what a report says of gradients that are wrong. */
class FiniteDifferenceTest {
    private static final double[][][] AT = {{{0.5, -1.25}, {2, 0}}, {{3}}};
    private static final List<String> NAMES = List.of("lstm/kernel", "dense/bias");

    /** sin a + b·c² + e^d·e of the five numbers a b c d e. */
    private static double f(double[][][] w) {
        return Math.sin(w[0][0][0]) + w[0][0][1] * w[0][1][0] * w[0][1][0] + Math.exp(w[0][1][1]) * w[1][0][0];
    }

    private static double[][][] gradient(double[][][] w) {
        double b = w[0][0][1], c = w[0][1][0], d = w[0][1][1], e = w[1][0][0];
        return new double[][][] {{{Math.cos(w[0][0][0]), c * c}, {2 * b * c, e * Math.exp(d)}}, {{Math.exp(d)}}};
    }

    @Test
    void centralDifferencesAndRichardsonFindTheDerivativeAndLeaveThePointAlone() {
        double[][][] at = DoubleRows.copy(AT);
        GradientReport central = GradientReport.compare(NAMES, gradient(AT), FiniteDifference.central(FiniteDifferenceTest::f, at, 1e-5));
        assertTrue(central.worstNormError() < Budget.ORACLE_CENTRAL_NORM.limit(), central.toString());
        GradientReport better = GradientReport.compare(NAMES, gradient(AT), FiniteDifference.richardson(FiniteDifferenceTest::f, at, 0.01, 3));
        assertTrue(better.worstNormError() < central.worstNormError() / 10, better.toString());
        assertEquals(1, better.factor(), Budget.ORACLE_CENTRAL_NORM.limit());
        assertEquals("", better.explanation(3, 7));
        assertEquals(AT[0][1][0], at[0][1][0]);
    }

    @Test
    void aDirectionalDerivativeIsTheProductOfGradientAndDirection() {
        double[][][] direction = {{{1, -2}, {0.5, 3}}, {{-1}}};
        double expected = Math.cos(0.5) - 2 * 4 + 0.5 * -5 + 3 * 3 - 1;
        assertEquals(expected, FiniteDifference.directional(FiniteDifferenceTest::f, AT, direction, 0.01, 3), Budget.ORACLE_RICHARDSON_NORM.limit());
    }

    @Test
    void aGradientAveragedOverTheStepsIsRecognisedByItsFactor() {
        double[][][] averaged = gradient(AT);
        for (double[][] array : averaged) {
            for (double[] row : array) {
                for (int k = 0; k < row.length; k++) {
                    row[k] /= 7;
                }
            }
        }
        GradientReport report = GradientReport.compare(NAMES, gradient(AT), averaged);
        assertEquals("your gradient = expected × 1/T", report.explanation(3, 7));
        assertEquals("your gradient = expected × 0.142857", report.explanation(3, 5));
        assertTrue(report.toString().contains("All arrays together: got = expected × 0.142857"), report.toString());
    }

    @Test
    void aSingleWrongNumberIsNamedWithItsPlace() {
        double[][][] wrong = gradient(AT);
        wrong[0][1][0] += 0.5;
        GradientReport report = GradientReport.compare(NAMES, gradient(AT), wrong);
        GradientReport.Array kernel = report.arrays().get(0);
        assertEquals("1 0 -5.0 -4.5", kernel.row() + " " + kernel.column() + " " + kernel.expected() + " " + kernel.actual());
        assertEquals(0.1, kernel.elementError(), Budget.ORACLE_CLOSED_FORM.limit());
        assertEquals(0, report.arrays().get(1).normError());
        assertTrue(Double.isNaN(report.factor()));
        assertTrue(report.toString().contains("lstm/kernel                  norm error 7.02e-02, worst at [1][0]: expected -5"), report.toString());
    }

    @Test
    void aNaNIsTheWorstErrorThereIs() {
        double[][][] wrong = gradient(AT);
        wrong[0][0][1] = Double.NaN;
        GradientReport report = GradientReport.compare(NAMES, gradient(AT), wrong);
        assertTrue(Double.isNaN(report.worstNormError()) && Double.isNaN(report.worstElementError()));
        assertEquals(1, report.arrays().get(0).column());
        assertFalse(report.worstNormError() <= Budget.ORACLE_CENTRAL_NORM.limit());
    }

    @Test
    void arraysOfOtherShapesAndStepsThatAreNotPositiveAreRefused() {
        assertEquals("ORC-5", assertThrows(RuleException.class, () -> GradientReport.compare(NAMES, AT, new double[1][2][2])).rule());
        assertEquals("ORC-5", assertThrows(RuleException.class, () -> GradientReport.compare(List.of("one"), AT, AT)).rule());
        assertEquals("ORC-5", assertThrows(RuleException.class, () -> FiniteDifference.central(w -> 0, AT, 0)).rule());
        assertEquals("ORC-5", assertThrows(RuleException.class, () -> FiniteDifference.richardson(w -> 0, AT, 0.1, 0)).rule());
    }
}
