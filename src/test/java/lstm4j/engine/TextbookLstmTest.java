package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/**
 * An LSTM layer written from chapters 3, 4 and 8 in plain float loops, one number at a time, beside the engine: the bits are
 * equal, forward and backward. What it shares with the engine is tanh and sigmoid of one number.
 */
class TextbookLstmTest {
    private static final int R = 5;
    private static final int T = 7;
    private static final int F = 9;
    private static final int U = 6;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Activations activations = new Activations();
    private final float[][] W = matrix(F, 4 * U);
    private final float[][] V = matrix(U, 4 * U);
    private final float[] bias = matrix(1, 4 * U)[0];
    private final float[][][] h = new float[T + 1][R][U];
    private final float[][][] c = new float[T + 1][R][U];
    private final float[][][] a = new float[T][R][U];
    private final float[][][] gates = new float[T][R][4 * U];

    private float[][] matrix(int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) (2 * random.nextDouble() - 1);
            }
        }
        return matrix;
    }

    private float of(ActivationFunction function, float z) {
        float[] one = {z};
        activations.apply(function, new float[][] {one}, 1, 1);
        return one[0];
    }

    private void forward(float[][][] x) {
        for (int t = 0; t < T; t++) {
            for (int r = 0; r < R; r++) {
                for (int q = 0; q < 4 * U; q++) {
                    float z = bias[q];
                    for (int j = 0; j < F; j++) {
                        z += x[t][r][j] * W[j][q];
                    }
                    for (int u = 0; u < U; u++) {
                        z += h[t][r][u] * V[u][q];
                    }
                    gates[t][r][q] = of(q / U == 2 ? ActivationFunction.TANH : ActivationFunction.SIGMOID, z);
                }
                float[] g = gates[t][r];
                for (int u = 0; u < U; u++) {
                    float kept = g[U + u] * c[t][r][u];
                    float added = g[u] * g[2 * U + u];
                    c[t + 1][r][u] = kept + added;
                    a[t][r][u] = of(ActivationFunction.TANH, c[t + 1][r][u]);
                    h[t + 1][r][u] = g[3 * U + u] * a[t][r][u];
                }
            }
        }
    }

    /** Gradients of W, V, bias into {@code d}, of x into {@code dx}; dh and dc become those of the initial state. */
    private void backward(float[][][] x, float[][][] dy, float[][][] d, float[][][] dx, float[][] dh, float[][] dc) {
        for (int t = T - 1; t >= 0; t--) {
            float[][] dz = new float[R][4 * U];
            for (int r = 0; r < R; r++) {
                for (int u = 0; u < U; u++) {
                    float i = gates[t][r][u];
                    float f = gates[t][r][U + u];
                    float g = gates[t][r][2 * U + u];
                    float o = gates[t][r][3 * U + u];
                    dh[r][u] += dy[t][r][u];
                    float dO = dh[r][u] * a[t][r][u];
                    float da = dh[r][u] * o;
                    da *= (1 - a[t][r][u]) * (1 + a[t][r][u]);
                    dc[r][u] += da;
                    dz[r][u] = dc[r][u] * g * (i * (1 - i));
                    dz[r][U + u] = dc[r][u] * c[t][r][u] * (f * (1 - f));
                    dz[r][2 * U + u] = dc[r][u] * i * ((1 - g) * (1 + g));
                    dz[r][3 * U + u] = dO * (o * (1 - o));
                    dc[r][u] *= f;
                }
            }
            for (int r = 0; r < R; r++) {
                for (int q = 0; q < 4 * U; q++) {
                    for (int j = 0; j < F; j++) {
                        d[0][j][q] += x[t][r][j] * dz[r][q];
                        dx[t][r][j] += dz[r][q] * W[j][q];
                    }
                    for (int u = 0; u < U; u++) {
                        d[1][u][q] += h[t][r][u] * dz[r][q];
                    }
                    d[2][0][q] += dz[r][q];
                }
                for (int u = 0; u < U; u++) {
                    dh[r][u] = 0;
                    for (int q = 0; q < 4 * U; q++) {
                        dh[r][u] += dz[r][q] * V[u][q];
                    }
                }
            }
        }
    }

    @Test
    @Rule({"NUM-1", "NUM-4", "NUM-8", "LSTM-2", "LSTM-4", "BPTT-1", "BPTT-2", "BPTT-3"})
    void outputsStatesAndGradientsHaveTheSameBits() {
        float[][][] x = new float[T][][];
        float[][][] dy = new float[T][][];
        for (int t = 0; t < T; t++) {
            x[t] = matrix(R, F);
            dy[t] = matrix(R, U);
        }
        float[][][] gradients = {matrix(F, 4 * U), matrix(U, 4 * U), matrix(1, 4 * U)}; // backward goes on from what is there
        Network network = new Network(Architecture.of(List.of(LSTM.units(U).returnSequences().inputShape(T, F))));
        float[][][] ofEngine = network.zeros();
        copy(new float[][][] {W, V, {bias}}, network.weights());
        copy(gradients, ofEngine);
        network.transpose();
        Workspace workspace = new Workspace(network, R, true, true, 0);
        h[0] = matrix(R, U);
        c[0] = matrix(R, U);
        copy(new float[][][] {h[0], c[0]}, new float[][][] {workspace.hidden(0), workspace.cell(0)});

        float[][][] y = workspace.forward(x, T, R, new Call());
        forward(x);
        for (int t = 0; t < T; t++) {
            assertArrayEquals(h[t + 1], y[t]);
        }
        assertArrayEquals(c[T], workspace.finalCell(0));

        float[][][] dx = new float[T][R][F];
        float[][] dh = new float[R][U];
        float[][] dc = new float[R][U];
        backward(x, dy, gradients, dx, dh, dc);
        workspace.backward(dy, ofEngine);
        assertArrayEquals(gradients, ofEngine);
        assertArrayEquals(dx, workspace.inputGradient());
        assertArrayEquals(dh, workspace.hiddenGradient(0));
        assertArrayEquals(dc, workspace.cellGradient(0));
    }

    private static void copy(float[][][] from, float[][][] to) {
        for (int n = 0; n < from.length; n++) {
            for (int r = 0; r < from[n].length; r++) {
                System.arraycopy(from[n][r], 0, to[n][r], 0, from[n][r].length);
            }
        }
    }
}
