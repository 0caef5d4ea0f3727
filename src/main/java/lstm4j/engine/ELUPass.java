package lstm4j.engine;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.ELU;

/** x above zero, else α·(e^x − 1). Spec: chapter 18. */
final class ELUPass extends ElementPass {
    private final float alpha;

    ELUPass(ELU layer, int F, Room room) {
        super(F, room);
        this.alpha = (float) layer.alpha();
    }

    @Override
    void value(int s, float[] x, float[] y) {
        System.arraycopy(x, 0, y, 0, F);
        RareActivations.apply(ActivationFunction.ELU, y, F);
        for (int j = 0; j < F; j++) {
            y[j] = x[j] > 0 ? y[j] : alpha * y[j];
        }
    }

    @Override
    void slope(int s, float[] x, float[] y, float[] d) {
        for (int j = 0; j < F; j++) {
            d[j] *= x[j] > 0 ? 1 : y[j] + alpha; // α·e^x
        }
    }
}
