package lstm4j.train;

/**
 * {@link Adam} with weight decay: w ← w − w·λ·lr before each of its steps, apart from the gradient. Defaults: those of
 * Adam, λ 0.004. Source: Keras 3, {@code optimizers/adamw.py}; Loshchilov and Hutter 2019.
 */
public final class AdamW extends Adam {
    /** Rate 0.001, β 0.9 and 0.999, ε 1e-7, λ 0.004. */
    public AdamW() {
        weightDecay = 0.004;
    }

    @Override
    public String name() {
        return "AdamW";
    }
}
