package lstm4j.engine;

/**
 * The layers Dropout and SpatialDropout1D: in training, or always, y = x·m with m = 0 for a random part of the numbers and 1 / (1 − rate) for the rest;
 * otherwise y = x. m is a function of seed, training step, layer, row,
 * step and feature, or without the step where all steps drop the same. Spec: chapter 5, rule DENSE-6; chapter 18, DROP-1.
 */
final class DropoutPass extends Pass {
    private final float rate;
    private final boolean same;   // whether all steps of a sample drop the same
    private final boolean always; // whether outside training too
    private final int which;
    private final int F;
    private float[][][] m;   // [S][R][F], where the rate is not 0; one step where all are the same
    private float[][][] out; // [S][R][F], likewise
    private boolean active;  // in the call at hand

    DropoutPass(float rate, boolean same, boolean always, int F, int which, Room room) {
        super(room);
        this.rate = rate;
        this.same = same;
        this.always = always;
        this.which = which;
        this.F = F;
    }

    @Override
    void allocate(int S, int columns) {
        if ((room.training() || always) && rate > 0) {
            m = room.buffers().rows(same ? 1 : S, room.rows(), F);
            out = room.buffers().rows(S, room.rows(), F);
        }
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.mask = mask;
        active = (call.training || always) && rate > 0;
        y = active ? out : x;
        for (int s = 0; active && s < S; s++) {
            if (s == 0 || !same) {
                draw(m[s], R, rate, key(call, which, 2 + (long) s), call.firstRow);
            }
            for (int r = 0; r < R; r++) {
                Rows.multiply(out[s][r], x[s][r], m[same ? 0 : s][r], F); // y = x·m
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; active && s < S; s++) {
            for (int r = 0; r < R; r++) {
                Rows.multiply(dy[s][r], dy[s][r], m[same ? 0 : s][r], F); // of y = x·m
            }
        }
    }

    /** The random stream of one mask: part 0 and 1 are an LSTM's input and recurrent masks, 2 + s a Dropout layer's step s. */
    static long key(Call call, int which, long part) {
        return Generator.key(call.seed, Generator.DROPOUT, call.iteration, (long) which << 32 | part);
    }

    /** Fills the masks of rows 0 … R − 1: number (row in the batch)·(columns) + j of the stream decides over j. */
    static void draw(float[][] masks, int R, float rate, long key, int firstRow) {
        float kept = rate < 1 ? 1 / (1 - rate) : 0;
        for (int r = 0; r < R; r++) {
            float[] mask = masks[r];
            long index = (long) (firstRow + r) * mask.length;
            for (int j = 0; j < mask.length; j++) {
                mask[j] = Generator.uniform(key, index + j) < rate ? 0 : kept;
            }
        }
    }
}
