package lstm4j.run;

import lstm4j.train.Nadam;

/**
 * u_t = β₁(1 − ½·0.96ᵗ), U_t = u_1·…·u_t, t from 1; m and v as Adam's; w ← w − (a·m + b·g)·lr/(sqrt(v/d) + ε) with
 * a = u_{t+1}/(1 − U_{t+1}), b = (1 − u_t)/(1 − U_t), d = 1 − β₂ᵗ. Source: Keras 3, {@code optimizers/nadam.py}.
 */
final class NadamRule implements UpdateRule {
    private static final double DECAY = 0.96; // of what is taken off β₁: Dozat 2015

    private final double beta1;
    private final double beta2;
    private final float oneMinusBeta1;
    private final float oneMinusBeta2;
    private final float epsilon;
    private double product = 1; // U_t, of as many steps as
    private long factors;       // these; both are a function of the steps taken, so that nothing is lost in a file
    private float rate;
    private float ofMean;
    private float ofGradient;
    private float correction;

    NadamRule(Nadam nadam) {
        beta1 = nadam.beta1();
        beta2 = nadam.beta2();
        oneMinusBeta1 = (float) (1 - beta1);
        oneMinusBeta2 = (float) (1 - beta2);
        epsilon = (float) nadam.epsilon();
    }

    @Override
    public boolean restsAtStart() {
        return epsilon > 0; // else 0 / 0
    }

    @Override
    public void prepare(long iteration, float rate) {
        long t = iteration + 1;
        multiply(t);
        double next = u(t + 1);
        this.rate = rate;
        ofMean = (float) (next / (1 - product * next));
        ofGradient = (float) ((1 - u(t)) / (1 - product));
        correction = (float) (1 - Powers.of(beta2, t));
    }

    private double u(long t) {
        return beta1 * (1 - 0.5 * Powers.of(DECAY, t));
    }

    /** Brings the product to U_t: one factor a step, all of them after a jump, as far as they change it. */
    private void multiply(long t) {
        if (factors > t) {
            product = 1;
            factors = 0;
        }
        while (factors < t && product > 0) {
            product *= u(++factors);
        }
        factors = t;
    }

    @Override
    public void update(float[] w, float[] g, float[] m, float[] v, float[] unused) {
        AdamRule.moments(g, m, v, oneMinusBeta1, oneMinusBeta2);
        step(w, g, m, v, ofMean, ofGradient, rate, correction, epsilon);
    }

    private static void step(float[] w, float[] g, float[] m, float[] v, float ofMean, float ofGradient, float rate, float correction, float epsilon) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= (m[j] * ofMean + g[j] * ofGradient) * rate / ((float) Math.sqrt(v[j] / correction) + epsilon);
        }
    }
}
