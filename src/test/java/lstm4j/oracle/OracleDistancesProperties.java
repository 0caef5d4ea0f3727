package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.testing.Worst;
import lstm4j.train.Loss;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Values and slopes of the losses of LOSS-11 are those of their formulas in dual numbers, away from the points where they bend. */
@Rule("LOSS-11")
class OracleDistancesProperties {
    @Provide
    Arbitrary<Loss.Kind> kinds() {
        return Arbitraries.of(Arrays.copyOfRange(Loss.Kind.values(), Loss.Kind.MEAN_ABSOLUTE_PERCENTAGE_ERROR.ordinal(), Loss.Kind.values().length));
    }

    @Property(tries = 500)
    void slopesAreThoseOfDualNumbers(@ForAll("kinds") Loss.Kind kind, @ForAll @IntRange(min = 1, max = 6) int K, @ForAll long seed) {
        Random random = new Random(seed);
        boolean signs = kind == Loss.Kind.HINGE || kind == Loss.Kind.SQUARED_HINGE;
        double[] p = random.doubles(K, 0.05, 0.95).toArray();
        double[] y = random.doubles(K, 0.05, 0.95).map(number -> signs ? Math.rint(number) : number).toArray();
        if (kind == Loss.Kind.CATEGORICAL_HINGE) {
            Arrays.fill(y, 0);
            y[random.nextInt(K)] = 1;
        }
        double[] dp = new double[K];
        double value = OracleDistances.of(kind, p, y, dp);
        for (int j = 0; j < K; j++) {
            Dual[] row = new Dual[K];
            for (int k = 0; k < K; k++) {
                row[k] = k == j ? Dual.variable(p[k]) : Dual.of(p[k]);
            }
            Dual expected = of(kind, row, y);
            assertClose(expected.v(), value, kind + " value");
            assertClose(expected.d(), dp[j], kind + " slope " + j);
        }
    }

    private static void assertClose(double expected, double actual, String what) {
        assertTrue(Math.abs(actual - expected) <= Budget.ORACLE_DUAL_ELEMENT.limit() * Math.max(1, Math.abs(expected)), () -> what + ": expected " + expected + ", got " + actual);
    }

    /** By hand, one label and one output each: what a wrong constant or sign in both would hide. */
    @Property(tries = 1)
    void valuesByHand() {
        double e = Math.E;
        assertOne(50, Loss.Kind.MEAN_ABSOLUTE_PERCENTAGE_ERROR, 3, 2);
        assertOne(1, Loss.Kind.MEAN_SQUARED_LOGARITHMIC_ERROR, 2 * e - 1, 1);
        assertOne(StrictMath.log(StrictMath.cosh(2)), Loss.Kind.LOG_COSH, 3, 1);
        assertOne(e - 1e-7 - 2, Loss.Kind.POISSON, e - 1e-7, 2);
        assertOne(-1, Loss.Kind.COSINE_SIMILARITY, 3, 2);
        assertOne(1.5, Loss.Kind.HINGE, 0.5, 0);
        assertOne(2.25, Loss.Kind.SQUARED_HINGE, 0.5, -1);
        assertOne(0.5, Loss.Kind.CATEGORICAL_HINGE, 0.5, 1);
        assertOne(1 / e, Loss.Kind.KL_DIVERGENCE, 1 / (e * e), 1 / e);
    }

    private static void assertOne(double expected, Loss.Kind kind, double p, double y) {
        double actual = OracleDistances.of(kind, new double[] {p}, new double[] {y}, new double[1]);
        Worst.note(Budget.LOSSES_BY_HAND, kind.toString(), Math.abs(actual - expected));
        assertEquals(expected, actual, Budget.LOSSES_BY_HAND.limit(), kind.toString());
    }

    private static Dual of(Loss.Kind kind, Dual[] p, double[] y) {
        return switch (kind) {
            case COSINE_SIMILARITY -> cosine(p, y);
            case CATEGORICAL_HINGE -> categoricalHinge(p, y);
            default -> {
                Dual sum = Dual.ZERO;
                for (int j = 0; j < p.length; j++) {
                    sum = sum.plus(one(kind, p[j], y[j]));
                }
                yield kind == Loss.Kind.KL_DIVERGENCE ? sum : sum.times(1.0 / p.length);
            }
        };
    }

    private static Dual one(Loss.Kind kind, Dual p, double y) {
        Dual e = p.plus(-y);
        Dual margin = Dual.ONE.minus(p.times(y == 0 ? -1 : y));
        return switch (kind) {
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> e.abs().times(100 / Math.abs(y));
            case MEAN_SQUARED_LOGARITHMIC_ERROR -> {
                Dual error = p.plus(1).log().plus(-StrictMath.log(y + 1));
                yield error.times(error);
            }
            case LOG_COSH -> e.exp().plus(e.negative().exp()).times(0.5).log();
            case POISSON -> p.minus(p.plus(1e-7).log().times(y));
            case HINGE -> margin.v() > 0 ? margin : Dual.ZERO;
            case SQUARED_HINGE -> margin.v() > 0 ? margin.times(margin) : Dual.ZERO;
            default -> Dual.of(y).over(p).log().times(y);
        };
    }

    private static Dual cosine(Dual[] p, double[] y) {
        Dual dot = Dual.ZERO;
        Dual squares = Dual.ZERO;
        double ofLabels = 0;
        for (int j = 0; j < p.length; j++) {
            dot = dot.plus(p[j].times(y[j]));
            squares = squares.plus(p[j].times(p[j]));
            ofLabels += y[j] * y[j];
        }
        return dot.negative().over(squares.sqrt()).times(1 / Math.sqrt(ofLabels));
    }

    private static Dual categoricalHinge(Dual[] p, double[] y) {
        Dual pos = Dual.ZERO;
        Dual neg = null;
        for (int j = 0; j < p.length; j++) {
            pos = pos.plus(p[j].times(y[j]));
            Dual other = p[j].times(1 - y[j]);
            neg = neg == null || other.v() > neg.v() ? other : neg;
        }
        Dual loss = neg.minus(pos).plus(1);
        return loss.v() > 0 ? loss : Dual.ZERO;
    }
}
