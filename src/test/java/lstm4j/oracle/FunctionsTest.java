package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;

/** Every activation function: values computed elsewhere, slopes by dual numbers, kinks as Keras has them. */
@Rule("NUM-3")
class FunctionsTest {
    @ParameterizedTest
    @CsvSource({"LINEAR, -0.7, 1.3", "TANH, -0.6043677771171636, 0.8617231593133063", "SIGMOID, 0.3318122278318339, 0.7858349830425586",
        "HARD_SIGMOID, 0.38333333333333336, 0.7166666666666667", "HARD_SIGMOID_KERAS2, 0.36, 0.76", "RELU, 0, 1.3", "RELU6, 0, 1.3",
        "LEAKY_RELU, -0.14, 1.3", "ELU, -0.5034146962085905, 1.3", "SELU, -0.8850530455772052, 1.3659112835621245",
        "CELU, -0.5034146962085905, 1.3", "SOFTPLUS, 0.4031860488854579, 1.5410084538329922",
        "SOFTSIGN, -0.4117647058823529, 0.5652173913043479", "SQUAREPLUS, 0.7094810050208545, 1.8426860441876562",
        "EXPONENTIAL, 0.4965853037914095, 3.6692966676192444", "SILU, -0.2322685594822837, 1.0215854779553262",
        "GELU, -0.1693745565561511, 1.1741593700387067", "MISH, -0.2678702347955009, 1.185976571527536",
        "HARD_SILU, -0.26833333333333337, 0.9316666666666668", "HARD_TANH, -0.7, 1", "HARD_SHRINK, -0.7, 1.3", "SOFT_SHRINK, -0.2, 0.8",
        "TANH_SHRINK, -0.09563222288283635, 0.4382768406866937", "SPARSE_PLUS, 0.0225, 1.3", "SPARSE_SIGMOID, 0.15, 1",
        "LOG_SIGMOID, -1.103186048885458, -0.2410084538329922"})
    void valuesAtMinusPoint7AndAt1Point3(ActivationFunction function, double at07, double at13) {
        assertEquals(at07, Functions.value(function, -0.7), Budget.ORACLE_CLOSED_FORM.limit());
        assertEquals(at13, Functions.value(function, 1.3), Budget.ORACLE_CLOSED_FORM.limit());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"SOFTMAX", "LOG_SOFTMAX"})
    void slopesEqualThoseOfDualNumbersFromFarLeftToFarRight(ActivationFunction function) {
        for (double x = -12; x <= 12; x += 0.0937) {
            double expected = new DualFunctions().apply(function, Dual.variable(x)).d();
            double actual = Functions.slope(function, x);
            assertEquals(expected, actual, Budget.ORACLE_CLOSED_FORM.limit() * Math.max(1, Math.abs(expected)), function + " at " + x);
            assertEquals(new DualFunctions().apply(function, Dual.of(x)).v(), Functions.value(function, x),
                    Budget.ORACLE_CLOSED_FORM.limit() * Math.max(1, Math.abs(Functions.value(function, x))), function + " at " + x);
        }
    }

    @ParameterizedTest
    @CsvSource({"RELU, 0, 0", "RELU6, 0, 0", "RELU6, 6, 0", "LEAKY_RELU, 0, 0.2", "ELU, 0, 1", "SELU, 0, 1.0507009873554805",
        "SOFT_SHRINK, 0.5, 0", "HARD_SHRINK, -0.5, 0", "SPARSE_PLUS, 1, 1", "SPARSE_PLUS, -1, 0", "SPARSE_SIGMOID, 1, 0",
        "SPARSE_SIGMOID, -1, 0", "HARD_SIGMOID, 3, 0", "HARD_SIGMOID, -3, 0", "HARD_SILU, 3, 1", "HARD_SILU, -3, 0", "HARD_TANH, 1, 1",
        "HARD_TANH, -1, 1", "SOFTSIGN, 0, 1"})
    void slopesAtKinksAreThoseMeasuredInKeras(ActivationFunction function, double x, double slope) {
        assertEquals(slope, Functions.slope(function, x));
    }

    @ParameterizedTest
    @CsvSource({"-8, 6.220960574271819e-16", "-4, 3.1671241833119965e-05", "-3, 0.0013498980316300957", "-2.5, 0.006209665325776139",
        "-1.5, 0.06680720126885809", "-1, 0.15865525393145707", "-0.25, 0.4012936743170763", "0.5, 0.6914624612740131",
        "1, 0.8413447460685429", "2, 0.9772498680518208", "3.5, 0.9997673709209645", "6, 0.9999999990134123"})
    void theNormalDistributionIsGoodToTheLastDigitsInBothTails(double x, double expected) {
        assertEquals(expected, NormalDistribution.below(x), Budget.ORACLE_CLOSED_FORM.limit() * expected);
    }

    @Test
    void saturatedFunctionsStayFiniteAndNaNStaysNaN() {
        for (ActivationFunction function : ActivationFunction.values()) {
            if (function.wholeRow() || function == ActivationFunction.EXPONENTIAL) {
                continue;
            }
            for (double x : new double[] {-1000, 1000}) {
                assertTrue(Double.isFinite(Functions.value(function, x)) && Double.isFinite(Functions.slope(function, x)), function + " at " + x);
            }
            boolean dropsNaN = function == ActivationFunction.HARD_SHRINK || function == ActivationFunction.SOFT_SHRINK;
            assertEquals(!dropsNaN, Double.isNaN(Functions.value(function, Double.NaN)), function.toString());
        }
    }

    @Test
    void softmaxShiftsNothingAndLogSoftmaxIsItsLogarithm() {
        double[] z = {0.25, -1.5, 3};
        double[] shifted = {1000.25, 998.5, 1003};
        for (int k = 0; k < 3; k++) {
            double p = Math.exp(z[k]) / (Math.exp(0.25) + Math.exp(-1.5) + Math.exp(3));
            assertEquals(p, Functions.softmax(z)[k], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(Functions.softmax(z)[k], Functions.softmax(shifted)[k], "bit for bit, since 1000 shifts these exactly");
            assertEquals(Math.log(p), Functions.row(ActivationFunction.LOG_SOFTMAX, z)[k], Budget.ORACLE_CLOSED_FORM.limit());
        }
    }
}
