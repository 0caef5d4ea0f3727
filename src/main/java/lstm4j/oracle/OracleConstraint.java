package lstm4j.oracle;

import lstm4j.layer.Constraint;
import lstm4j.layer.Weight;

/** Constraints in double: what a weight array becomes after a step. Spec: chapter 11, rule OPT-12. */
public final class OracleConstraint {
    private static final double EPSILON = 1e-7;

    private OracleConstraint() {
    }

    /** Changes w as its constraint says. */
    public static void project(Weight weight, double[][] w) {
        double[][] before = DoubleRows.copy(w);
        for (int r = 0; r < w.length; r++) {
            for (int q = 0; q < w[r].length; q++) {
                w[r][q] = projected(weight, before, r, q);
            }
        }
    }

    private static double projected(Weight weight, double[][] w, int r, int q) {
        Constraint c = weight.constraint();
        double n = norm(weight, w, r, q);
        double cut = Math.min(Math.max(n, c.minValue()), c.maxValue());
        return switch (c.kind()) {
            case NONE -> w[r][q];
            case NON_NEG -> Math.max(w[r][q], 0);
            case UNIT_NORM -> w[r][q] / (EPSILON + n);
            case MAX_NORM -> w[r][q] * (cut / (EPSILON + n));
            case MIN_MAX_NORM -> w[r][q] * ((c.rate() * cut + (1 - c.rate()) * n) / (EPSILON + n));
        };
    }

    /** √Σw² over the numbers that one of them is summed up with. */
    private static double norm(Weight weight, double[][] w, int r, int q) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w[i].length; j++) {
                boolean together = (weight.sumsRows() || i == r) && (weight.sumsColumns() || j == q);
                sum += together ? w[i][j] * w[i][j] : 0;
            }
        }
        return Math.sqrt(sum);
    }
}
