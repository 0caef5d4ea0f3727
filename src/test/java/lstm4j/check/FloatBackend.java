package lstm4j.check;

import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.oracle.Functions;

/** A right LSTM in float32 as somebody else may write it: terms in any order, fused or not, functions up to 2 ulp off. Without masks. */
final class FloatBackend {
    private final RandomPlan model;
    private final SplittableRandom random;
    private final boolean fused;
    private final int bits; // of factors

    FloatBackend(RandomPlan model, long seed) {
        this(model, seed, 24);
    }

    /** With factors of so many bits. */
    FloatBackend(RandomPlan model, long seed, int bits) {
        this.model = model;
        this.bits = bits;
        random = new SplittableRandom(seed);
        fused = random.nextBoolean();
    }

    float[][][] outputs() {
        float[][][] outputs = new float[model.x.length][][];
        for (int b = 0; b < outputs.length; b++) {
            float[][] rows = FastRows.floats(model.x[b]);
            int w = 0;
            for (Layer layer : model.architecture.layers()) {
                rows = layer instanceof LSTM lstm ? lstm(lstm, w, rows, b) : dense((Dense) layer, w, rows);
                w += layer instanceof LSTM ? 3 : 2;
            }
            outputs[b] = rows;
        }
        return outputs;
    }

    private float[][] lstm(LSTM lstm, int w, float[][] x, int b) {
        int U = lstm.units();
        float[][] state = model.states.containsKey(lstm.name()) ? FastRows.floats(new double[][] {model.states.get(lstm.name()).h()[b],
                model.states.get(lstm.name()).c()[b]}) : new float[2][U];
        float[][] y = new float[lstm.returnsSequences() ? x.length : 1][];
        for (int s = 0; s < x.length; s++) {
            float[] xt = x[lstm.goesBackwards() ? x.length - 1 - s : s], h = new float[U];
            for (int u = 0; u < U; u++) {
                float i = function(lstm.recurrentActivation(), sum(w, u, xt, state[0])), f = function(lstm.recurrentActivation(), sum(w, U + u, xt, state[0]));
                float g = function(lstm.activation(), sum(w, 2 * U + u, xt, state[0])), o = function(lstm.recurrentActivation(), sum(w, 3 * U + u, xt, state[0]));
                state[1][u] = fused ? SumOrder.fma(f, state[1][u], i * g) : f * state[1][u] + i * g;
                h[u] = o * function(lstm.activation(), state[1][u]);
            }
            state[0] = h;
            y[lstm.returnsSequences() ? s : 0] = h;
        }
        return y;
    }

    /** Column k of b + x·W + h·V, its terms in a random order, in a few partial sums. */
    private float sum(int w, int k, float[] x, float[] h) {
        float[] a = new float[x.length + h.length + 1], m = new float[a.length];
        for (int n = 0; n < a.length; n++) {
            boolean input = n < x.length, last = n == a.length - 1;
            a[n] = last ? 1 : input ? x[n] : h[n - x.length];
            m[n] = (float) (last ? model.weights[w + 2][0][k] : input ? model.weights[w][n][k] : model.weights[w + 1][n - x.length][k]);
        }
        return sum(a, m);
    }

    private float sum(float[] a, float[] m) {
        float[] lanes = new float[1 + random.nextInt(4)];
        int start = random.nextInt(a.length), step = random.nextBoolean() ? 1 : a.length - 1;
        for (int n = 0; n < a.length; n++) {
            int at = (start + n * step) % a.length, lane = n % lanes.length;
            float one = factor(a[at]), other = at == a.length - 1 ? m[at] : factor(m[at]); // the bias is no factor
            lanes[lane] = fused ? SumOrder.fma(one, other, lanes[lane]) : lanes[lane] + one * other;
        }
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    /** Rounded to the nearest of so many bits. */
    private float factor(float value) {
        float much = value * ((1 << 24 - bits) + 1);
        return bits == 24 ? value : much - (much - value);
    }

    private float[][] dense(Dense dense, int w, float[][] x) {
        float[][] y = new float[x.length][dense.units()];
        for (int t = 0; t < x.length; t++) {
            float[] z = new float[dense.units()];
            for (int k = 0; k < z.length; k++) {
                float[] a = java.util.Arrays.copyOf(x[t], x[t].length + 1), m = new float[a.length];
                a[x[t].length] = 1;
                for (int j = 0; j < m.length; j++) {
                    m[j] = (float) (j < x[t].length ? model.weights[w][j][k] : model.weights[w + 1][0][k]);
                }
                z[k] = sum(a, m);
            }
            double[] exact = Functions.row(dense.activation(), FastRows.doubles(z));
            for (int k = 0; k < z.length; k++) {
                y[t][k] = dense.activation() == ActivationFunction.LINEAR ? z[k] : off((float) exact[k]);
            }
        }
        return y;
    }

    private float function(ActivationFunction function, float z) {
        return off((float) Functions.value(function, z));
    }

    /** Up to two neighbours away. */
    private float off(float y) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) + (y == 0 ? 0 : random.nextInt(5) - 2));
    }
}
