package lstm4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;
import lstm4j.layer.Weight;
import lstm4j.oracle.OracleState;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.train.Loss;

/**
 * Faulty back-propagation on those gradient vectors whose loss is the mean squared error of one LSTM layer, or of the sum
 * that one Dense output makes of all steps of a masked one.
 */
final class BackwardMutants {
    private BackwardMutants() {
    }

    static Stream<Golden> tests() {
        return Golden.of("gradients").filter(test -> !test.has("clip") && !test.part("inputs").containsKey("sample_weight")
                && GoldenModel.loss(test.part("loss")).kind() == Loss.Kind.MEAN_SQUARED_ERROR)
                .filter(test -> isPlain(GoldenModel.architecture(test)) || isMasked(GoldenModel.architecture(test)));
    }

    private static boolean isPlain(Architecture model) {
        return model.size() == 1 && isUsual(model, 0);
    }

    private static boolean isMasked(Architecture model) {
        return model.size() == 4 && model.layer(0) instanceof Masking && isUsual(model, 1) && model.layer(2) instanceof Flatten
                && model.layer(3) instanceof Dense dense && dense.activation() == ActivationFunction.LINEAR && dense.units() == 1;
    }

    private static boolean isUsual(Architecture model, int i) {
        return model.layer(i) instanceof LSTM lstm && lstm.activation() == ActivationFunction.TANH
                && lstm.recurrentActivation() == ActivationFunction.SIGMOID
                && model.weights(i).stream().map(Weight::regularizer).allMatch(penalty -> penalty.isNone());
    }

    static boolean fails(Golden test, BackwardFault fault) {
        Architecture model = GoldenModel.architecture(test);
        LSTM layer = (LSTM) model.layer(isPlain(model) ? 0 : 1);
        Map<String, Object> inputs = test.part("inputs");
        double[][][] x = GoldenData.tensor(inputs.get("x"));
        double[][][] y = GoldenData.tensor(inputs.get("y"));
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        OracleState first = GoldenData.states(inputs).getOrDefault(layer.name(), OracleState.zeros(x.length, layer.stateSizes()));
        FaultyBackward backward = new FaultyBackward(layer, weights, fault);
        double[][][] outputs = backward.forward(x, isPlain(model) ? null : LossMutants.mask(x), first.h(), first.c());
        List<double[][]> found = new ArrayList<>();
        double[][][] dOutputs = isPlain(model) ? ofSquares(layer, outputs, y, fault) : ofDense(outputs, y, weights, found);
        backward.backward(dOutputs);
        if (layer.useBias()) {
            found.add(0, new double[][] {backward.dBias});
        }
        found.addAll(0, List.of(backward.dKernel, backward.dRecurrent));
        return difference(test, layer.name(), backward, found.toArray(double[][][]::new)) > Budget.GOLDEN_ENGINE_GRADIENT.limit();
    }

    private static double difference(Golden test, String layer, FaultyBackward actual, double[][][] weights) {
        Map<String, Object> expected = Json.object(test.expected().get("gradients"));
        double worst = Flat.difference(test.id(), Flat.weights(expected.get("weights")), Flat.of(weights));
        worst = Math.max(worst, Flat.difference(test.id(), Flat.doubles(expected.get("x")), Flat.of(actual.dx)));
        if (expected.containsKey("initial_states")) {
            Map<String, Object> states = Json.object(expected.get("initial_states"));
            worst = Math.max(worst, Flat.difference(test.id(), Flat.state(states, layer, "h"), Flat.of(actual.dh0)));
            worst = Math.max(worst, Flat.difference(test.id(), Flat.state(states, layer, "c"), Flat.of(actual.dc0)));
        }
        return worst;
    }

    /** The derivative of the mean squared error of all outputs, or of the last ones. */
    private static double[][][] ofSquares(LSTM layer, double[][][] outputs, double[][][] y, BackwardFault fault) {
        int B = outputs.length;
        int T = outputs[0].length;
        int U = layer.units();
        double scale = 2.0 / (B * y[0].length * U) * switch (fault) {
            case AVERAGED_OVER_STEPS -> 1.0 / T;
            case AVERAGED_OVER_ROWS_TWICE -> 1.0 / B;
            case SUMMED_OVER_ROWS -> B;
            case FACTOR_TWO_MISSING -> 0.5;
            default -> 1;
        };
        double[][][] d = new double[B][T][U];
        for (int b = 0; b < B; b++) {
            for (int k = layer.returnsSequences() ? 0 : T - 1; k < T; k++) {
                for (int u = 0; u < U; u++) {
                    d[b][k][u] = scale * (outputs[b][k][u] - y[b][layer.returnsSequences() ? k : 0][u]);
                }
            }
        }
        return d;
    }

    /** The derivative of (p − y)², p = bias + all outputs times the last kernel; that of kernel and bias is added to found. */
    private static double[][][] ofDense(double[][][] outputs, double[][][] y, double[][][] weights, List<double[][]> found) {
        double[] kernel = Flat.of(weights[weights.length - 2]);
        double[][] dKernel = new double[kernel.length][1];
        double[][] dBias = new double[1][1];
        double[][][] d = new double[outputs.length][][];
        for (int b = 0; b < outputs.length; b++) {
            double[] flat = Flat.of(outputs[b]);
            double p = weights[weights.length - 1][0][0];
            for (int n = 0; n < flat.length; n++) {
                p += flat[n] * kernel[n];
            }
            double dp = 2 * (p - y[b][0][0]) / outputs.length;
            dBias[0][0] += dp;
            for (int n = 0; n < flat.length; n++) {
                dKernel[n][0] += dp * flat[n];
            }
            d[b] = Arrays.stream(outputs[b]).map(double[]::clone).toArray(double[][]::new);
            for (int n = 0; n < flat.length; n++) {
                d[b][n / outputs[b][0].length][n % outputs[b][0].length] = dp * kernel[n];
            }
        }
        found.add(dKernel);
        found.add(dBias);
        return d;
    }
}
