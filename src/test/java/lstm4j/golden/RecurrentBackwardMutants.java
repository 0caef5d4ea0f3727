package lstm4j.golden;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Masking;
import lstm4j.layer.Recurrent;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** Faulty back-propagation on those gradient vectors whose loss is the mean squared error of one GRU or SimpleRNN, masked or not. */
final class RecurrentBackwardMutants {
    private RecurrentBackwardMutants() {
    }

    static Stream<Golden> tests() {
        return Golden.of("recurrent_gradients").filter(test -> {
            Architecture model = GoldenModel.architecture(test);
            boolean masked = model.size() == 2 && model.layer(0) instanceof Masking;
            return (model.size() == 1 || masked) && layer(model).activation() == ActivationFunction.TANH;
        });
    }

    private static Recurrent<?> layer(Architecture model) {
        return (Recurrent<?>) model.layer(model.size() - 1);
    }

    static boolean fails(Golden test, RecurrentBackwardFault fault) {
        Architecture model = GoldenModel.architecture(test);
        Recurrent<?> layer = layer(model);
        double[][][] x = GoldenData.tensor(test.part("inputs").get("x"));
        double[][][] y = GoldenData.tensor(test.part("inputs").get("y"));
        boolean[][] mask = model.size() == 1 ? new boolean[x.length][] : LossMutants.mask(x);
        FaultyRecurrentBackward backward = new FaultyRecurrentBackward(layer, GoldenData.doubles(GoldenData.weights(test)), fault);
        double scale = scale(mask, x[0].length, layer, fault);
        double[][][] dx = new double[x.length][][];
        for (int b = 0; b < x.length; b++) {
            double[][] h = backward.forward(x[b], mask[b]);
            dx[b] = backward.backward(x[b], mask[b], h, ofSquares(layer, h, y[b], mask[b], scale));
        }
        return difference(test, layer, backward, dx) > Budget.GOLDEN_ENGINE_GRADIENT.limit();
    }

    /** 2 for the square, divided by all numbers that count. */
    private static double scale(boolean[][] mask, int T, Recurrent<?> layer, RecurrentBackwardFault fault) {
        int steps = 0;
        for (boolean[] row : mask) {
            for (int t = 0; t < T; t++) {
                steps += layer.returnsSequences() ? row == null || row[t] ? 1 : 0 : t == 0 ? 1 : 0;
            }
        }
        return 2.0 / (steps * layer.units()) * (fault == RecurrentBackwardFault.AVERAGED_OVER_STEPS ? 1.0 / T
                : fault == RecurrentBackwardFault.SUMMED_OVER_ROWS ? mask.length : 1);
    }

    private static double[][] ofSquares(Recurrent<?> layer, double[][] h, double[][] y, boolean[] mask, double scale) {
        int T = h.length - 1;
        double[][] d = new double[T][layer.units()];
        for (int k = layer.returnsSequences() ? 0 : T - 1; k < T; k++) {
            double[] label = y[layer.returnsSequences() ? k : 0];
            for (int u = 0; u < label.length && (mask == null || mask[k]); u++) {
                d[k][u] = scale * (h[k + 1][u] - label[u]);
            }
        }
        return d;
    }

    private static double difference(Golden test, Recurrent<?> layer, FaultyRecurrentBackward actual, double[][][] dx) {
        Map<String, Object> expected = Json.object(test.expected().get("gradients"));
        double[][][] weights = {actual.dKernel, actual.dRecurrent, actual.dBias};
        double[] found = Flat.of(layer.useBias() ? weights : Arrays.copyOf(weights, 2));
        double worst = Flat.difference(test.id(), Flat.weights(expected.get("weights")), found);
        return Math.max(worst, Flat.difference(test.id(), Flat.doubles(expected.get("x")), Flat.of(dx)));
    }
}
