package lstm4j.run;

import lstm4j.train.SGD;

/** v ← v·m − g·lr; w ← w + v, or with Nesterov w ← w + (v·m − g·lr). Source: Keras 3, {@code optimizers/sgd.py}. */
final class SgdRule implements UpdateRule {
    private final float momentum;
    private final boolean nesterov;
    private float rate;

    SgdRule(SGD sgd) {
        momentum = (float) sgd.momentum();
        nesterov = sgd.isNesterov();
    }

    @Override
    public boolean restsAtStart() {
        return true;
    }

    @Override
    public boolean restsWithoutGradient() {
        return momentum == 0;
    }

    @Override
    public void prepare(long iteration, float rate) {
        this.rate = rate;
    }

    @Override
    public void update(float[] w, float[] g, float[] v, float[] unused1, float[] unused2) {
        if (v == null) {
            plain(w, g, rate);
        } else if (nesterov) {
            nesterov(w, g, v, momentum, rate);
        } else {
            momentum(w, g, v, momentum, rate);
        }
    }

    private static void plain(float[] w, float[] g, float rate) {
        for (int j = 0; j < w.length; j++) {
            w[j] -= g[j] * rate;
        }
    }

    private static void momentum(float[] w, float[] g, float[] v, float momentum, float rate) {
        for (int j = 0; j < w.length; j++) {
            v[j] = v[j] * momentum - g[j] * rate;
            w[j] += v[j];
        }
    }

    private static void nesterov(float[] w, float[] g, float[] v, float momentum, float rate) {
        for (int j = 0; j < w.length; j++) {
            v[j] = v[j] * momentum - g[j] * rate;
            w[j] += v[j] * momentum - g[j] * rate;
        }
    }
}
