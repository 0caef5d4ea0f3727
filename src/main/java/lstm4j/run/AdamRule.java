package lstm4j.run;

import lstm4j.train.Adam;

/**
 * α = lr·sqrt(1 − β₂ᵗ)/(1 − β₁ᵗ), t from 1; m ← m + (g − m)(1 − β₁); v ← v + (g² − v)(1 − β₂); amsgrad v̂ ← max(v̂, v);
 * w ← w − m·α/(sqrt(v or v̂) + ε). Source: Keras 3, {@code optimizers/adam.py}.
 */
final class AdamRule implements UpdateRule {
    private final double beta1;
    private final double beta2;
    private final float oneMinusBeta1;
    private final float oneMinusBeta2;
    private final float epsilon;
    private final boolean amsgrad;
    private float alpha;

    AdamRule(Adam adam) {
        beta1 = adam.beta1();
        beta2 = adam.beta2();
        oneMinusBeta1 = (float) (1 - beta1);
        oneMinusBeta2 = (float) (1 - beta2);
        epsilon = (float) adam.epsilon();
        amsgrad = adam.isAmsgrad();
    }

    @Override
    public boolean restsAtStart() {
        return epsilon > 0; // else 0 / 0
    }

    @Override
    public void prepare(long iteration, float rate) {
        long t = iteration + 1;
        alpha = (float) (rate * Math.sqrt(1 - Powers.of(beta2, t)) / (1 - Powers.of(beta1, t)));
    }

    @Override
    public void update(float[] w, float[] g, float[] m, float[] v, float[] vHat) {
        moments(g, m, v, oneMinusBeta1, oneMinusBeta2);
        if (amsgrad) {
            largest(vHat, v);
        }
        step(w, m, amsgrad ? vHat : v, alpha, epsilon);
    }

    static void moments(float[] g, float[] m, float[] v, float oneMinusBeta1, float oneMinusBeta2) {
        for (int j = 0; j < g.length; j++) {
            m[j] += (g[j] - m[j]) * oneMinusBeta1;
            v[j] += (g[j] * g[j] - v[j]) * oneMinusBeta2;
        }
    }

    private static void largest(float[] vHat, float[] v) {
        for (int j = 0; j < vHat.length; j++) {
            vHat[j] = Math.max(vHat[j], v[j]);
        }
    }

    private static void step(float[] w, float[] m, float[] v, float alpha, float epsilon) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= m[j] * alpha / ((float) Math.sqrt(v[j]) + epsilon);
        }
    }
}
