package lstm4j.check;

import lstm4j.layer.Dense;

/** A Dense layer, row by row: y = φ(b + x·W). Chapter 5. */
final class JudgedDense extends JudgedLayer {
    private final Dense dense;
    private final double[][][] own;
    private final JudgedActivation activation;
    private double[][] kernelSize;
    private double[][] kernelT;
    private float[][][] floats;

    JudgedDense(Dense dense, double[][][] own) {
        this.dense = dense;
        this.own = own;
        activation = new JudgedActivation(dense.activation());
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        double[][][] z = FastRows.map(x, row -> sums(row, rounding));
        return LayerTap.plain(x, mask, z, activation.of(z, rounding), mask);
    }

    private double[] sums(double[] x, Rounding rounding) {
        double[] z = dense.useBias() ? own[1][0].clone() : new double[dense.units()];
        FastRows.addProduct(z, x, own[0]);
        if (!rounding.isNone()) {
            rounding.sums(z, x.length, size(x));
        }
        return z;
    }

    /** Σ|terms|. */
    private double[] size(double[] x) {
        kernelSize = kernelSize == null ? FastRows.absolute(own[0]) : kernelSize;
        double[] size = dense.useBias() ? FastRows.absolute(own[1][0]) : new double[dense.units()];
        FastRows.addProduct(size, FastRows.absolute(x), kernelSize);
        return size;
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        kernelT = kernelT == null ? FastRows.transposed(own[0]) : kernelT;
        double[][][] x = tap.input();
        double[][][] dz = activation.backward(tap, dy, way);
        double[][] dW = new double[own[0].length][dense.units()];
        double[][] db = new double[1][dense.units()];
        double[][][] dx = new double[dz.length][dz[0].length][own[0].length];
        for (int b = 0; b < dz.length; b++) {
            for (int t = 0; t < dz[b].length; t++) {
                if (way.bounds()) {
                    way.sums(b, dz[b][t], size(x[b][t]), own[0].length);
                }
                way.carry(dx[b][t], dz[b][t], kernelT); // forward: z = b + x·W
                way.outer(dW, x[b][t], dz[b][t]);
                way.add(db[0], dz[b][t]);
            }
        }
        way.weights(dense.useBias() ? new double[][][] {dW, db} : new double[][][] {dW});
        return dx;
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        floats = floats == null ? FastRows.floats(own) : floats;
        float[][] y = new float[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] = activation.of(order.sums(dense.useBias() ? floats[1][0] : null, x[t], floats[0], new float[0], null));
        }
        return y;
    }

    @Override
    double cost(int T) {
        return (double) own[0].length * own[0][0].length;
    }
}
