package lstm4j.run;

import lstm4j.train.Adagrad;

/** a ← a + g²; w ← w − lr·g/sqrt(a + ε), or with ε outside w ← w − lr·g/(sqrt(a) + ε). Source: Keras 3, {@code optimizers/adagrad.py}. */
final class AdagradRule implements UpdateRule {
    private final float inside;  // ε in the root
    private final float outside; // ε beside it
    private final boolean rests;
    private float rate;

    AdagradRule(Adagrad adagrad) {
        float epsilon = (float) adagrad.epsilon();
        inside = adagrad.isEpsilonOutside() ? 0 : epsilon;
        outside = adagrad.isEpsilonOutside() ? epsilon : 0;
        rests = epsilon > 0 || (float) adagrad.initialAccumulatorValue() > 0; // else 0 / 0
    }

    @Override
    public boolean restsAtStart() {
        return rests;
    }

    @Override
    public boolean restsWithoutGradient() {
        return rests;
    }

    @Override
    public void prepare(long iteration, float rate) {
        this.rate = rate;
    }

    @Override
    public void update(float[] w, float[] g, float[] a, float[] unused1, float[] unused2) {
        for (int j = 0; j < w.length; j++) {
            a[j] += g[j] * g[j];
        }
        RmspropRule.plain(w, g, a, rate, inside, outside);
    }
}
