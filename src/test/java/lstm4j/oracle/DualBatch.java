package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;

/** Normalization by a whole batch in dual numbers: the rows that count are put into one list, whatever sample they are of. */
final class DualBatch {
    private DualBatch() {
    }

    /** γ·(x − µ)/√(v + ε) + β. */
    static Dual normalized(Dual x, Dual mean, Dual variance, double epsilon, Dual gamma, Dual beta) {
        double root = Math.sqrt(variance.v() + epsilon);
        return x.minus(mean).over(variance.map(root, 0.5 / root)).times(gamma).plus(beta);
    }

    /** Of x [B][T][F], in place of which y is returned. */
    static Dual[][][] normalized(Dual[][][] x, boolean[][] mask, Dual[] gamma, Dual[] beta, double epsilon) {
        Dual[][][] y = new Dual[x.length][x[0].length][gamma.length];
        for (int j = 0; j < gamma.length; j++) {
            List<Dual> counted = new ArrayList<>();
            for (int n = 0; n < x.length; n++) {
                for (int t = 0; t < x[n].length; t++) {
                    if (mask == null || mask[n][t]) {
                        counted.add(x[n][t][j]);
                    }
                }
            }
            double total = counted.size() + (mask == null ? 0 : 1e-7);
            Dual mean = counted.stream().reduce(Dual.ZERO, Dual::plus).times(1 / total);
            Dual variance = counted.stream().map(one -> one.minus(mean).times(one.minus(mean))).reduce(Dual.ZERO, Dual::plus).times(1 / total);
            for (int n = 0; n < x.length; n++) {
                for (int t = 0; t < x[n].length; t++) {
                    y[n][t][j] = normalized(x[n][t][j], mean, variance, epsilon, gamma[j], beta[j]);
                }
            }
        }
        return y;
    }
}
