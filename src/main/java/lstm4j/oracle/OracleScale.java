package lstm4j.oracle;

import lstm4j.layer.Normalization;

/** y = n⊙γ + β of a normalizing layer, whose gamma and beta are the first of its weights, where it has them. Spec: chapter 20. */
final class OracleScale {
    private OracleScale() {
    }

    /** n becomes y. */
    static void forward(Normalization<?> layer, double[][][] weights, double[] n) {
        for (int j = 0; j < n.length; j++) {
            double scaled = layer.scales() ? n[j] * weights[0][0][j] : n[j];
            n[j] = layer.centers() ? scaled + weights[layer.scales() ? 1 : 0][0][j] : scaled;
        }
    }

    /** dy becomes dn; dW accumulates. */
    static void backward(Normalization<?> layer, double[][][] weights, double[] n, double[] dy, double[][][] dW) {
        for (int j = 0; j < n.length; j++) {
            if (layer.centers()) {
                dW[layer.scales() ? 1 : 0][0][j] += dy[j]; // forward: y = … + β
            }
            if (layer.scales()) {
                dW[0][0][j] += dy[j] * n[j]; // forward: y = n · γ
                dy[j] *= weights[0][0][j];
            }
        }
    }
}
