package lstm4j.run;

import lstm4j.train.RMSprop;

/**
 * v ← ρ·v + (1 − ρ)·g²; q = sqrt(v + ε), centered a ← ρ·a + (1 − ρ)·g, q = sqrt(v − a² + ε); w ← w − lr·g/q, with
 * momentum b ← m·b + lr·g/q, w ← w − b; with ε outside q = sqrt(v) + ε. Adding 0 changes no bit. Source: Keras 3, {@code optimizers/rmsprop.py}.
 */
final class RmspropRule implements UpdateRule {
    private final float rho;
    private final float oneMinusRho;
    private final float momentum;
    private final float inside;  // ε in the root
    private final float outside; // ε beside it
    private final boolean centered;
    private float rate;

    RmspropRule(RMSprop rmsprop) {
        rho = (float) rmsprop.rho();
        oneMinusRho = (float) (1 - rmsprop.rho());
        momentum = (float) rmsprop.momentum();
        inside = rmsprop.isEpsilonOutside() ? 0 : (float) rmsprop.epsilon();
        outside = rmsprop.isEpsilonOutside() ? (float) rmsprop.epsilon() : 0;
        centered = rmsprop.isCentered();
    }

    @Override
    public boolean restsAtStart() {
        return inside + outside > 0; // else 0 / 0
    }

    @Override
    public void prepare(long iteration, float rate) {
        this.rate = rate;
    }

    @Override
    public void update(float[] w, float[] g, float[] v, float[] slot1, float[] slot2) {
        decaySquare(v, g, rho, oneMinusRho);
        float[] b = momentum > 0 ? slot1 : null;
        if (centered) {
            float[] a = momentum > 0 ? slot2 : slot1;
            decay(a, g, rho, oneMinusRho);
            if (b == null) {
                centered(w, g, v, a, rate, inside, outside);
            } else {
                centeredMomentum(b, g, v, a, momentum, rate, inside, outside);
                subtract(w, b);
            }
        } else if (b == null) {
            plain(w, g, v, rate, inside, outside);
        } else {
            momentum(b, g, v, momentum, rate, inside, outside);
            subtract(w, b);
        }
    }

    private static void decaySquare(float[] v, float[] g, float rho, float oneMinusRho) {
        for (int j = 0; j < v.length; j++) {
            v[j] = rho * v[j] + oneMinusRho * (g[j] * g[j]);
        }
    }

    private static void decay(float[] a, float[] g, float rho, float oneMinusRho) {
        for (int j = 0; j < a.length; j++) {
            a[j] = rho * a[j] + oneMinusRho * g[j];
        }
    }

    static void plain(float[] w, float[] g, float[] v, float rate, float inside, float outside) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= rate * g[j] / ((float) Math.sqrt(v[j] + inside) + outside);
        }
    }

    private static void centered(float[] w, float[] g, float[] v, float[] a, float rate, float inside, float outside) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= rate * g[j] / ((float) Math.sqrt(v[j] - a[j] * a[j] + inside) + outside);
        }
    }

    private static void momentum(float[] b, float[] g, float[] v, float momentum, float rate, float inside, float outside) {
        for (int j = 0; j < b.length; j++) {
            b[j] = momentum * b[j] + rate * g[j] / ((float) Math.sqrt(v[j] + inside) + outside);
        }
    }

    private static void centeredMomentum(float[] b, float[] g, float[] v, float[] a, float momentum, float rate, float inside, float outside) {
        for (int j = 0; j < b.length; j++) {
            b[j] = momentum * b[j] + rate * g[j] / ((float) Math.sqrt(v[j] - a[j] * a[j] + inside) + outside);
        }
    }

    private static void subtract(float[] w, float[] b) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= b[j];
        }
    }
}
