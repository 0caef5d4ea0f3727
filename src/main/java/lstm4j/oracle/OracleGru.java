package lstm4j.oracle;

import java.util.List;

import lstm4j.layer.GRU;

/**
 * One GRU layer in double, forward and back through time (chapter 14): one row of one step, which
 * {@link OracleRecurrent} walks over. Both places of the reset gate stand side by side: {@code after} the product with the
 * recurrent kernel, or before it.
 *
 * <p>Letters: U units; n sample, j feature, u and v units, columns of the three blocks z r g side by side; s the sums of the
 * input, q those of h, w = r·hPrev or hPrev: what the last block of V is multiplied by.
 * Sources: Cho et al. 2014, arXiv 1406.1078v1 (after) and v3 (before); Keras 3, {@code layers/rnn/gru.py}.
 */
final class OracleGru extends OracleRecurrent {
    private final GRU gru;
    private final boolean after;
    private final double[] hBias; // [3U], zeros when there is none

    OracleGru(GRU gru, double[][][] weights, Options options) {
        super(gru, weights, options);
        this.gru = gru;
        after = gru.resetAfter();
        hBias = after && gru.useBias() ? weights[2][1] : new double[3 * U];
    }

    @Override
    List<String> parts() {
        return List.of("q", "z", "r", "g", "h");
    }

    @Override
    int width(String part) {
        return part.equals("q") ? 3 * U : U;
    }

    /** z r = σ(s + q); g = φ(s + r⊙q), or φ(s + (r⊙hPrev)·V); h = z⊙hBefore + (1 − z)⊙g, for sample n. */
    @Override
    void forwardRow(Step step, int n) {
        double[] x = step.x()[n], hPrev = step.hPrev()[n], hBefore = step.before().h()[n], s = step.sums()[n];
        double[] q = step.parts().get("q")[n], z = step.z()[n], r = step.r()[n], g = step.g()[n], h = step.h()[n];
        for (int column = 0; column < 3 * U; column++) {
            s[column] = bias[column];
            for (int j = 0; j < x.length; j++) {
                s[column] += x[j] * W[j][column];
            }
        }
        for (int column = 0; column < 2 * U; column++) {
            q[column] = hBias[column];
            for (int v = 0; v < U; v++) {
                q[column] += hPrev[v] * V[v][column];
            }
        }
        for (int u = 0; u < U; u++) {
            z[u] = gate(s[u] + q[u]);
            r[u] = gate(s[U + u] + q[U + u]);
        }
        for (int u = 0; u < U; u++) {
            int column = 2 * U + u;
            q[column] = hBias[column];
            for (int v = 0; v < U; v++) {
                double w = after ? hPrev[v] : r[v] * hPrev[v];
                q[column] += w * V[v][column];
            }
            g[u] = activation(s[column] + (after ? r[u] * q[column] : q[column]));
            h[u] = z[u] * hBefore[u] + (1 - z[u]) * g[u];
        }
    }

    /** Each line the reversal of one of {@link #forwardRow}, from its end. */
    @Override
    void backwardRow(Step step, int n, double[][] dState, double[] dx, double[][][] dW) {
        double[] dh = dState[0], hPrev = step.hPrev()[n], hBefore = step.before().h()[n], s = step.sums()[n];
        double[] q = step.parts().get("q")[n], z = step.z()[n], r = step.r()[n], g = step.g()[n];
        double[] ds = new double[3 * U], dq = new double[3 * U], dr = new double[U], dhPrev = new double[U];
        for (int u = 0; u < U; u++) {
            int column = 2 * U + u;
            // forward: h = z · hBefore + (1 − z) · g
            double dz = dh[u] * (hBefore[u] - g[u]);
            double dg = dh[u] * (1 - z[u]);
            dh[u] = dh[u] * z[u];
            // forward: g = φ(s + r · q), or φ(s + q)
            ds[column] = dg * activationSlope(s[column] + (after ? r[u] * q[column] : q[column]));
            dq[column] = after ? ds[column] * r[u] : ds[column];
            dr[u] = after ? ds[column] * q[column] : 0;
            // forward: z = σ(s + q)
            ds[u] = dz * gateSlope(s[u] + q[u]);
            dq[u] = ds[u];
        }
        for (int v = 0; v < U; v++) {
            double w = after ? hPrev[v] : r[v] * hPrev[v];
            double dw = 0;
            // forward: q[column] += w · V[v][column] of the last block
            for (int column = 2 * U; column < 3 * U; column++) {
                dw += dq[column] * V[v][column];
                dW[1][v][column] += w * dq[column];
            }
            // forward: w = hPrev, or r · hPrev
            dhPrev[v] = after ? dw : dw * r[v];
            dr[v] += after ? 0 : dw * hPrev[v];
        }
        for (int u = 0; u < U; u++) {
            // forward: r = σ(s + q)
            ds[U + u] = dr[u] * gateSlope(s[U + u] + q[U + u]);
            dq[U + u] = ds[U + u];
        }
        for (int v = 0; v < U; v++) {
            // forward: q[column] += hPrev[v] · V[v][column] of the first two blocks
            for (int column = 0; column < 2 * U; column++) {
                dhPrev[v] += dq[column] * V[v][column];
                dW[1][v][column] += hPrev[v] * dq[column];
            }
            // forward: hPrev = h before · dropout factor
            dh[v] += dhPrev[v] * hFactor(n, v);
        }
        // forward: q[column] = hBias[column]
        for (int column = 0; after && layer.useBias() && column < 3 * U; column++) {
            dW[2][1][column] += dq[column];
        }
        inputBackward(step.x()[n], ds, n, dx, dW);
    }

    private double gate(double sum) {
        return Functions.value(gru.recurrentActivation(), sum);
    }

    private double gateSlope(double sum) {
        return Functions.slope(gru.recurrentActivation(), sum);
    }
}
