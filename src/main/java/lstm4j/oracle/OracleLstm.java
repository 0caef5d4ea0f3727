package lstm4j.oracle;

import java.util.List;

import lstm4j.layer.LSTM;

/**
 * One LSTM layer in double, forward (chapter 3) and back through time (chapter 4): one row of one step, which
 * {@link OracleRecurrent} walks over.
 *
 * <p>Letters: U units; n sample, j feature, u unit, q column of the four blocks i f g o side by side; a = φ(c).
 * Sources: Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000; Keras 3, {@code layers/rnn/lstm.py}.
 */
final class OracleLstm extends OracleRecurrent {
    private final LSTM lstm;

    OracleLstm(LSTM lstm, double[][][] weights, Options options) {
        super(lstm, weights, options);
        this.lstm = lstm;
    }

    @Override
    List<String> parts() {
        return List.of("i", "f", "g", "o", "c", "a", "h");
    }

    /** z = b + x·W + hPrev·V; i f o = σ(z); g = φ(z); c = f⊙cPrev + i⊙g; h = o⊙φ(c), for sample n. */
    @Override
    void forwardRow(Step step, int n) {
        double[] x = step.x()[n], hPrev = step.hPrev()[n], cPrev = step.cPrev()[n], z = step.z()[n];
        double[] i = step.i()[n], f = step.f()[n], g = step.g()[n], o = step.o()[n];
        double[] c = step.c()[n], a = step.a()[n], h = step.h()[n];
        for (int q = 0; q < 4 * U; q++) {
            z[q] = bias[q];
            for (int j = 0; j < x.length; j++) {
                z[q] += x[j] * W[j][q];
            }
            for (int u = 0; u < U; u++) {
                z[q] += hPrev[u] * V[u][q];
            }
        }
        for (int u = 0; u < U; u++) {
            i[u] = gate(z[u]);
            f[u] = gate(z[U + u]);
            g[u] = activation(z[2 * U + u]);
            o[u] = gate(z[3 * U + u]);
            c[u] = f[u] * cPrev[u] + i[u] * g[u];
            a[u] = activation(c[u]);
            h[u] = o[u] * a[u];
        }
    }

    /** Each line the reversal of one of {@link #forwardRow}, from its end. */
    @Override
    void backwardRow(Step step, int n, double[][] dState, double[] dx, double[][][] dW) {
        double[] dh = dState[0], dc = dState[1];
        double[] x = step.x()[n], hPrev = step.hPrev()[n], cPrev = step.cPrev()[n], z = step.z()[n];
        double[] i = step.i()[n], f = step.f()[n], g = step.g()[n], o = step.o()[n];
        double[] c = step.c()[n], a = step.a()[n];
        double[] dz = new double[4 * U];
        for (int u = 0; u < U; u++) {
            // forward: h = o · φ(c)
            double dO = dh[u] * a[u];
            dc[u] += dh[u] * o[u] * activationSlope(c[u]);
            // forward: c = f · cPrev + i · g
            double df = dc[u] * cPrev[u];
            double di = dc[u] * g[u];
            double dg = dc[u] * i[u];
            dc[u] = dc[u] * f[u];
            // forward: i = σ(z), f = σ(z), g = φ(z), o = σ(z), each with its own block of z
            dz[u] = di * gateSlope(z[u]);
            dz[U + u] = df * gateSlope(z[U + u]);
            dz[2 * U + u] = dg * activationSlope(z[2 * U + u]);
            dz[3 * U + u] = dO * gateSlope(z[3 * U + u]);
        }
        recurrentBackward(hPrev, dz, n, dh, dW);
        inputBackward(x, dz, n, dx, dW);
    }

    private double gate(double z) {
        return Functions.value(lstm.recurrentActivation(), z);
    }

    private double gateSlope(double z) {
        return Functions.slope(lstm.recurrentActivation(), z);
    }
}
