package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Taps;

/**
 * The largest number, or the mean, of each feature in every window; a pooling over all steps is one window. Gradients are
 * Keras's on TensorFlow: of the largest number to the first step that has it, over all steps in equal parts to all that
 * have it. Spec: chapter 19. Source: Keras 3, {@code layers/pooling/}.
 */
final class OraclePooling1D implements OracleLayer {
    private final String name;
    private final Taps taps; // null: all steps
    private final boolean mean;

    OraclePooling1D(String name, Taps taps, boolean mean) {
        this.name = name;
        this.taps = taps;
        this.mean = mean;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = new double[x.length][taps == null ? 1 : taps.outputSteps(x[0].length)][x[0][0].length];
        for (int n = 0; n < x.length; n++) {
            for (int s = 0; s < y[n].length; s++) {
                for (int j = 0; j < y[n][s].length; j++) {
                    y[n][s][j] = value(x[n], window(s, x[n].length, mask == null ? null : mask[n]), j);
                }
            }
        }
        return LayerTrace.stateless(name, x, mask, y, null);
    }

    /** The steps of window s. Only the mean over all steps leaves out masked ones. */
    private List<Integer> window(int s, int T, boolean[] mask) {
        List<Integer> steps = new ArrayList<>();
        for (int t = 0; t < T; t++) {
            int place = taps == null ? 0 : t - (s * taps.stride() - taps.before(T));
            boolean inside = taps == null ? !mean || mask == null || mask[t] : place >= 0 && place < taps.count();
            if (inside) {
                steps.add(t);
            }
        }
        return steps;
    }

    private double value(double[][] x, List<Integer> window, int j) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int t : window) {
            sum += x[t][j];
            largest = Math.max(largest, x[t][j]);
        }
        return mean ? sum / window.size() : largest;
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][][] dx = DoubleRows.zerosLike(x);
        for (int n = 0; n < x.length; n++) {
            for (int s = 0; s < dy[n].length; s++) {
                List<Integer> window = window(s, x[n].length, trace.mask() == null ? null : trace.mask()[n]);
                for (int j = 0; j < dy[n][s].length; j++) {
                    List<Integer> to = mean ? window : holders(x[n], window, trace.output()[n][s][j], j);
                    for (int t : to) {
                        dx[n][t][j] += dy[n][s][j] / to.size(); // forward: y = Σ x / size, or y = x
                    }
                }
            }
        }
        return LayerGradients.weightless(dx);
    }

    /** The steps that have the largest number, or the first of them. */
    private List<Integer> holders(double[][] x, List<Integer> window, double largest, int j) {
        List<Integer> holders = window.stream().filter(t -> x[t][j] == largest).toList();
        return taps == null ? holders : holders.subList(0, 1);
    }
}
