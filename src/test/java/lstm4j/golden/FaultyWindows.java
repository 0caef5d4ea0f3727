package lstm4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Layer;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.Normalization;
import lstm4j.layer.Padding;
import lstm4j.layer.Pooling1D;
import lstm4j.layer.Taps;
import lstm4j.oracle.Functions;

/** Conv1D, a pooling or a normalization outside training, in plain double, with one thing done wrong. */
final class FaultyWindows {
    private final WindowFault fault;

    FaultyWindows(WindowFault fault) {
        this.fault = fault;
    }

    private boolean is(WindowFault other) {
        return fault == other;
    }

    /** The outputs [B][T'][F'] of x [B][T][F]. */
    double[][][] of(Layer layer, double[][][] weights, double[][][] x) {
        if (layer instanceof Normalization<?> normalization) {
            return normalized(normalization, weights, x);
        }
        double[][][] y = new double[x.length][][];
        for (int n = 0; n < y.length; n++) {
            y[n] = layer instanceof Conv1D convolution ? convolved(convolution, weights, x[n]) : pooled((Pooling1D<?>) layer, x[n]);
        }
        return y;
    }

    /** The steps each window sees; −1 where there is none. */
    private List<int[]> windows(Taps taps, int T) {
        int reach = (taps.count() - 1) * taps.apart() + 1;
        int windows = taps.padding() == Padding.VALID ? (T - reach) / taps.stride() + 1 : (T + taps.stride() - 1) / taps.stride();
        int missing = taps.padding() == Padding.CAUSAL ? reach - 1 : Math.max(0, (windows - 1) * taps.stride() + reach - T);
        int before = taps.padding() == Padding.VALID ? 0 : taps.padding() == Padding.CAUSAL ? is(WindowFault.CAUSAL_LOOKS_AHEAD) ? 0 : missing
                : is(WindowFault.ODD_STEP_IN_FRONT) ? missing - missing / 2 : missing / 2;
        List<int[]> all = new ArrayList<>();
        for (int w = 0; w < windows; w++) {
            int[] window = new int[taps.count()];
            for (int k = 0; k < window.length; k++) {
                int t = w * taps.stride() + k * taps.apart() - before;
                window[k] = t < 0 || t >= T ? -1 : t;
            }
            all.add(window);
        }
        return all;
    }

    private double[][] convolved(Conv1D layer, double[][][] weights, double[][] x) {
        Taps given = layer.taps();
        int K = given.count();
        int C = x[0].length;
        List<double[]> rows = new ArrayList<>();
        for (int[] window : windows(new Taps(K, is(WindowFault.DILATION_IGNORED) ? 1 : given.apart(), is(WindowFault.STRIDE_IGNORED) ? 1 : given.stride(),
                given.padding()), x.length)) {
            double[] z = new double[layer.filters()];
            for (int q = 0; q < z.length; q++) {
                z[q] = layer.useBias() && !is(WindowFault.CONVOLUTION_BIAS_MISSING) ? weights[1][0][q] : 0;
                for (int k = 0; k < K; k++) {
                    for (int c = 0; c < C && window[k] >= 0; c++) {
                        int row = is(WindowFault.TURNED_ROUND) ? (K - 1 - k) * C + c : is(WindowFault.CHANNELS_OUTSIDE) ? c * K + k : k * C + c;
                        z[q] += x[window[k]][c] * weights[0][row][q];
                    }
                }
            }
            rows.add(is(WindowFault.CONVOLUTION_ACTIVATION_MISSING) ? z : Functions.row(layer.activation(), z));
        }
        return rows.toArray(double[][]::new);
    }

    private double[][] pooled(Pooling1D<?> layer, double[][] x) {
        Taps given = layer.taps();
        boolean side = given.stride() == given.count();
        List<double[]> rows = new ArrayList<>();
        for (int[] window : windows(is(WindowFault.POOLS_OVERLAP) && side ? new Taps(given.count(), 1, 1, given.padding()) : given, x.length)) {
            double[] y = new double[x[0].length];
            for (int j = 0; j < y.length; j++) {
                double sum = 0;
                double largest = Double.NEGATIVE_INFINITY;
                int count = 0;
                for (int t : window) {
                    sum += t < 0 ? 0 : x[t][j];
                    largest = t >= 0 ? Math.max(largest, x[t][j]) : is(WindowFault.PADDING_IS_ZERO) ? Math.max(largest, 0) : largest;
                    count += t >= 0 || is(WindowFault.PADDING_COUNTS) ? 1 : 0;
                }
                y[j] = layer instanceof MaxPooling1D ? largest : sum / count;
            }
            rows.add(y);
        }
        return rows.toArray(double[][]::new);
    }

    private double[][][] normalized(Normalization<?> layer, double[][][] weights, double[][][] x) {
        double[][][] y = new double[x.length][x[0].length][x[0][0].length];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                for (int j = 0; j < y[n][t].length; j++) {
                    double[] sample = over(layer, x, n, t, j);
                    boolean moving = layer instanceof BatchNormalization && !is(WindowFault.NORMALIZED_BY_BATCH);
                    double mean = moving ? weights[weights.length - 2][0][j] : mean(sample);
                    double variance = moving ? weights[weights.length - 1][0][j] : variance(sample, mean);
                    double root = is(WindowFault.EPSILON_BESIDE_ROOT) ? Math.sqrt(variance) + layer.epsilon() : Math.sqrt(variance + layer.epsilon());
                    double gamma = layer.scales() && !is(WindowFault.GAMMA_MISSING) ? weights[0][0][j] : 1;
                    double beta = layer.centers() ? weights[layer.scales() ? 1 : 0][0][j] : 0;
                    y[n][t][j] = (x[n][t][j] - mean) / root * gamma + (is(WindowFault.BETA_SCALED) ? beta * gamma : beta);
                }
            }
        }
        return y;
    }

    /** The numbers of which mean and variance are taken. */
    private double[] over(Normalization<?> layer, double[][][] x, int n, int t, int j) {
        if (!(layer instanceof BatchNormalization)) {
            return is(WindowFault.NORMALIZED_OVER_TIME) ? Flat.of(x[n]) : x[n][t];
        }
        List<Double> column = new ArrayList<>();
        for (double[][] sample : x) {
            for (double[] row : sample) {
                column.add(row[j]);
            }
        }
        return column.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).sum() / numbers.length;
    }

    private double variance(double[] numbers, double mean) {
        return Arrays.stream(numbers).map(number -> (number - mean) * (number - mean)).sum() / (numbers.length - (is(WindowFault.ONE_LESS) ? 1 : 0));
    }
}
