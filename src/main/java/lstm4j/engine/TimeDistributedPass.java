package lstm4j.engine;

import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;

/**
 * A layer at every step of its input: one pass on R·T rows, row r·T + t being step t of row r. Nothing is copied. (A layer
 * that works row by row needs no such pass.) Spec: chapter 15. Letters: T steps, N rows of a step going in, M coming out,
 * S = T·N.
 */
final class TimeDistributedPass extends Pass {
    private final TimeDistributed layer;
    private final Shape step;
    private final int N;
    private final int M;
    private final int U; // numbers in a row coming out
    private final int which;
    private final Parameters parameters;
    private final PassFactory passes;
    private final Call call = new Call();
    private Pass inside;
    private float[][][] in;       // [N][R·T] rows of x
    private float[][][] gradient; // [M][R·T] rows of dy

    TimeDistributedPass(TimeDistributed layer, Shape input, int which, Parameters parameters, Room room, PassFactory passes) {
        super(room);
        this.layer = layer;
        this.step = layer.inside(input).get(0).input();
        this.N = step.rowsPerSample();
        Shape made = layer.made(input);
        this.M = made.rowsPerSample();
        this.U = made.features();
        this.which = which;
        this.parameters = parameters;
        this.passes = passes;
    }

    @Override
    int outputSteps(int S, int columns) {
        return S / N * M;
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
    void accumulateInto(float[][][] gradients, int first) {
        inside.accumulateInto(gradients, first);
    }

    @Override
    void allocate(int S, int columns) {
        int rows = room.rows() * (S / N);
        inside = passes.of(layer.layer(), step, which, parameters, room.rows(rows));
        inside.reserve(N, columns);
        in = room.buffers().references(N, rows);
        y = room.buffers().references(outputSteps(S, columns), room.rows());
        gradient = room.training() ? room.buffers().references(M, rows) : null;
        dx = room.keepsInputGradient() ? room.buffers().references(S, room.rows()) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        int T = S / N;
        toRows(x, in, N, T, R);
        this.call.training = call.training;
        this.call.seed = call.seed;
        this.call.iteration = call.iteration;
        this.call.firstRow = call.firstRow * T;
        inside.forward(in, null, N, R * T, this.call);
        toSteps(inside.y, y, M, T, R);
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        int T = S / N;
        toRows(dy, gradient, M, T, R);
        inside.backward(gradient, N, R * T);
        if (room.inputGradient()) {
            toSteps(inside.dx, dx, N, T, R);
        }
    }

    /** rows[n][r·T + t] = steps[t·N + n][r]. */
    private static void toRows(float[][][] steps, float[][][] rows, int N, int T, int R) {
        for (int s = 0; s < T * N; s++) {
            for (int r = 0; r < R; r++) {
                rows[s % N][r * T + s / N] = steps[s][r];
            }
        }
    }

    /** The way back. */
    private static void toSteps(float[][][] rows, float[][][] steps, int N, int T, int R) {
        for (int s = 0; s < T * N; s++) {
            for (int r = 0; r < R; r++) {
                steps[s][r] = rows[s % N][r * T + s / N];
            }
        }
    }
}
