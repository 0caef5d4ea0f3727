package lstm4j.engine;

import lstm4j.layer.Permute;
import lstm4j.layer.Shape;

/** The numbers of a sample in another order, that of exchanged axes. Letters: F numbers a row in, U out. Spec: chapter 18. */
final class PermutePass extends Pass {
    private final int[][] places; // [S'][U] of each number that comes out, in the sample that goes in
    private final int F;
    private final int U;
    private final int out; // S'

    PermutePass(Permute layer, Shape input, Room room) {
        super(room);
        this.F = input.features();
        this.U = layer.outputShape(input).features();
        this.out = layer.outputShape(input).rowsPerSample();
        this.places = room.buffers().integers(out, U);
        int[] flat = places.length == 0 ? new int[0] : layer.places(input); // none in a dry run
        for (int s = 0; s < places.length; s++) {
            System.arraycopy(flat, s * U, places[s], 0, U);
        }
    }

    @Override
    int outputSteps(int S, int columns) {
        return out;
    }

    @Override
    int outputColumns(int S, int columns) {
        return U;
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(out, room.rows(), U);
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        for (int s = 0; s < out; s++) {
            for (int j = 0; j < U; j++) {
                int place = places[s][j];
                for (int r = 0; r < R; r++) {
                    y[s][r][j] = x[place / F][r][place % F];
                }
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < out && room.inputGradient(); s++) {
            for (int j = 0; j < U; j++) {
                int place = places[s][j];
                for (int r = 0; r < R; r++) {
                    dx[place / F][r][place % F] = dy[s][r][j];
                }
            }
        }
    }
}
