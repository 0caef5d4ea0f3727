package lstm4j.run;

import lstm4j.layer.Regularizer;

/** What regularizers add to the loss of a batch and to the gradient of its mean. Spec: chapter 11, rule FIT-9. */
final class Penalty {
    private Penalty() {
    }

    /** l1·Σ|w| + l2·Σw² of a row; adds l1·sign(w) + 2·l2·w to its gradient, when there is one. */
    static double of(Regularizer regularizer, float[] row, float[] gradient) {
        if (regularizer.isNone()) {
            return 0;
        }
        float l1 = (float) regularizer.l1();
        float l2 = (float) regularizer.l2();
        double absolute = 0;
        double squared = 0;
        for (int j = 0; j < row.length; j++) {
            absolute += Math.abs(row[j]);
            squared += (double) row[j] * row[j];
            if (gradient != null) {
                gradient[j] += l1 * Math.signum(row[j]) + 2 * l2 * row[j];
            }
        }
        return l1 * absolute + l2 * squared;
    }
}
