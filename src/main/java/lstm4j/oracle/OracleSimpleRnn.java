package lstm4j.oracle;

import java.util.List;

import lstm4j.layer.SimpleRNN;

/**
 * One SimpleRNN layer in double, forward and back through time (chapter 14): one row of one step, which
 * {@link OracleRecurrent} walks over. Letters: U units; n sample, j feature, u unit, q the unit that a sum is for.
 * Sources: Elman 1990; Keras 3, {@code layers/rnn/simple_rnn.py}.
 */
final class OracleSimpleRnn extends OracleRecurrent {
    OracleSimpleRnn(SimpleRNN layer, double[][][] weights, Options options) {
        super(layer, weights, options);
    }

    @Override
    List<String> parts() {
        return List.of("h");
    }

    /** h = φ(b + x·W + hPrev·V), for sample n. */
    @Override
    void forwardRow(Step step, int n) {
        double[] x = step.x()[n], hPrev = step.hPrev()[n], z = step.sums()[n], h = step.h()[n];
        for (int q = 0; q < U; q++) {
            z[q] = bias[q];
            for (int j = 0; j < x.length; j++) {
                z[q] += x[j] * W[j][q];
            }
            for (int u = 0; u < U; u++) {
                z[q] += hPrev[u] * V[u][q];
            }
            h[q] = activation(z[q]);
        }
    }

    /** Each line the reversal of one of {@link #forwardRow}, from its end. */
    @Override
    void backwardRow(Step step, int n, double[][] dState, double[] dx, double[][][] dW) {
        double[] dh = dState[0], hPrev = step.hPrev()[n], z = step.sums()[n], dz = new double[U];
        for (int q = 0; q < U; q++) {
            // forward: h = φ(z)
            dz[q] = dh[q] * activationSlope(z[q]);
        }
        recurrentBackward(hPrev, dz, n, dh, dW);
        inputBackward(step.x()[n], dz, n, dx, dW);
    }
}
