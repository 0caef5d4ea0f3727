package lstm4j.engine;

import lstm4j.layer.Rectifier;

/** min(x, max) above the threshold, else slope·(x − threshold). Spec: chapter 18. */
final class RectifierPass extends ElementPass {
    private final float slope;
    private final float threshold;
    private final float max;
    private final float slopeAtThreshold;
    private final float slopeAtMax;

    RectifierPass(Rectifier function, int F, Room room) {
        super(F, room);
        this.slope = (float) function.slope();
        this.threshold = (float) function.threshold();
        this.max = (float) function.max();
        this.slopeAtThreshold = (float) function.slopeAtThreshold();
        this.slopeAtMax = (float) function.slopeAtMax();
    }

    @Override
    void value(int s, float[] x, float[] y) {
        for (int j = 0; j < F; j++) {
            float below = slope == 0 && x[j] <= threshold ? 0 : slope * (x[j] - threshold); // 0·−∞ would be NaN
            y[j] = x[j] > threshold ? Math.min(x[j], max) : below;
        }
    }

    @Override
    void slope(int s, float[] x, float[] y, float[] d) {
        for (int j = 0; j < F; j++) {
            d[j] *= x[j] > threshold ? above(x[j]) : x[j] == threshold ? slopeAtThreshold : slope;
        }
    }

    private float above(float x) {
        return x < max ? 1 : x == max ? slopeAtMax : 0;
    }
}
