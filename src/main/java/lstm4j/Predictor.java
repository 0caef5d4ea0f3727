package lstm4j;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Room;
import lstm4j.engine.Workspace;
import lstm4j.layer.Layer;
import lstm4j.layer.Required;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.run.Indices;
import lstm4j.run.Turn;

/**
 * Predicts without threads and, once it has seen the longest sequence, without allocating anything: for embedded and
 * real-time use. It reads the model's weights and owns its buffers, so any number of threads may share a model, each
 * with its own predictor; none may train it meanwhile. It neither reads nor changes the state a stateful model keeps.
 *
 * <p>Independent of each other are {@link #predict}, of whole samples from a zero state, and {@link #step}, from the state the step before left.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * float[] now = new float[10];
 * for (float[] row : image) {
 *     predictor.step(row, now);    // what it says after this row
 * }
 * predictor.reset();               // the next row begins another picture
 * }</pre>
 */
public final class Predictor {
    private static final int ROWS = 32; // samples computed together
    private static final int NONE = -1; // index of an array that is not inside another

    private final Network network;
    private final Shape input;
    private final int outputs;
    private final int vocabulary; // of the Embedding that the model begins with; else 0
    private final Workspace workspace;
    private final Turn turn = new Turn("predictor", "a Predictor is for one thread at a time; give each thread a predictor() of its own");
    private final Call call = new Call();
    private final Batch batch; // references to the caller's rows
    private final Workspace stepWorkspace; // null where the model cannot step
    private final float[][][] stepInput = new float[1][1][];
    private int steps; // of the longest sequence so far
    private int fewest = Integer.MAX_VALUE; // of the shortest so far

    Predictor(Network network, int batch, long seed) {
        this(network, Math.min(batch, ROWS), Buffers.REAL);
        call.seed = seed;
    }

    private Predictor(Network network, int rows, Buffers buffers) {
        this.network = network;
        this.input = network.architecture().inputShape();
        this.outputs = network.architecture().outputShape().features();
        this.vocabulary = network.architecture().layer(0).vocabulary();
        this.workspace = new Workspace(network, Room.predicting(rows, buffers));
        this.batch = new Batch(rows, buffers);
        this.stepWorkspace = cannotStep() == null ? new Workspace(network, Room.predicting(1, buffers)) : null;
    }

    /**
     * The outputs of samples with a time axis: x (B, T, F) to out (B, K). T may differ from call to call.
     *
     * @throws RuleException SHAPE-15 an array of another size, or a model that does not map such x to such out; DATA-3 NaN or
     *         infinite; PAR-12 while another thread uses this predictor
     */
    public void predict(float[][][] x, float[][] out) {
        turn.enter("predict");
        try {
            begin(3, 2, x.length, out.length);
            for (int first = 0; first < x.length; first += workspace.capacity()) {
                int R = Math.min(workspace.capacity(), x.length - first);
                copy(chunk(x, first, R)[0], out, first, R);
            }
        } finally {
            turn.leave();
        }
    }

    /**
     * The outputs of samples without a time axis: x (B, F) to out (B, K); of a model that begins with an Embedding x is (B, T) whole numbers, else DATA-11. Errors as above.
     */
    public void predict(float[][] x, float[][] out) {
        turn.enter("predict");
        try {
            begin(2, 2, x.length, out.length);
            for (int first = 0; first < x.length; first += workspace.capacity()) {
                int R = Math.min(workspace.capacity(), x.length - first);
                copy(chunk(x, first, R)[0], out, first, R);
            }
        } finally {
            turn.leave();
        }
    }

    /** The outputs of every step of a model that begins with an Embedding: x (B, T) whole numbers to out (B, T, K). Errors as above. */
    public void predictSequences(float[][] x, float[][][] out) {
        turn.enter("predictSequences");
        try {
            begin(2, 3, x.length, out.length);
            for (int first = 0; first < x.length; first += workspace.capacity()) {
                int R = Math.min(workspace.capacity(), x.length - first);
                copySteps(chunk(x, first, R), out, first, R, workspace.outputSteps(1, x[first].length));
            }
        } finally {
            turn.leave();
        }
    }

    /** The outputs of every step: x (B, T, F) to out (B, T, K). Errors as above. */
    public void predictSequences(float[][][] x, float[][][] out) {
        turn.enter("predictSequences");
        try {
            begin(3, 3, x.length, out.length);
            for (int first = 0; first < x.length; first += workspace.capacity()) {
                int R = Math.min(workspace.capacity(), x.length - first);
                copySteps(chunk(x, first, R), out, first, R, workspace.outputSteps(x[first].length, input.features()));
            }
        } finally {
            turn.leave();
        }
    }

    private float[][][] chunk(float[][][] x, int first, int R) {
        int S = Required.at("x", x, first).length;
        requireSize("x", first, "timesteps", input.get(1) == Shape.ANY ? Math.max(1, S) : input.get(1), S);
        reserve(S, input.features());
        for (int r = 0; r < R; r++) {
            float[][] sample = Required.at("x", x, first + r);
            requireSize("x", first + r, "timesteps, as many as the samples before", S, sample.length);
            for (int s = 0; s < S; s++) {
                requireRow(sample[s], first + r, s);
            }
            batch.set(r, sample);
        }
        requireSteps(S);
        call.firstRow = first;
        return workspace.forward(batch.x, S, R, call);
    }

    private float[][][] chunk(float[][] x, int first, int R) {
        reserve(1, x[first].length);
        for (int r = 0; r < R; r++) {
            requireSize("x", first + r, "numbers, as many as the samples before", x[first].length, x[first + r].length);
            requireRow(x[first + r], first + r, NONE);
            batch.x[0][r] = x[first + r];
        }
        requireSteps(x[first].length);
        call.firstRow = first;
        return workspace.forward(batch.x, 1, R, call);
    }

    /** Refuses sequences too short for a layer; shapes are tried, which costs memory, for shorter ones than ever before alone. */
    private void requireSteps(int S) {
        if (S < fewest) {
            network.architecture().outputShapeOf(S);
            fewest = S;
        }
    }

    private void reserve(int S, int columns) {
        batch.reserve(S, 0);
        steps = Math.max(steps, vocabulary > 0 ? columns : S);
    }

    private void copySteps(float[][][] y, float[][][] out, int first, int R, int S) {
        for (int r = 0; r < R; r++) {
            requireSize("out", first + r, "timesteps", S, out[first + r].length);
            for (int s = 0; s < S; s++) {
                requireSize("out", first + r, "outputs a step", outputs, out[first + r][s].length);
                System.arraycopy(y[s][r], 0, out[first + r][s], 0, outputs);
            }
        }
    }

    private void copy(float[][] y, float[][] out, int first, int R) {
        for (int r = 0; r < R; r++) {
            requireSize("out", first + r, "outputs", outputs, Required.at("out", out, first + r).length);
            System.arraycopy(y[r], 0, out[first + r], 0, outputs);
        }
    }

    /**
     * One time step of one running sample: x (F), or the one number of a word for an Embedding, to out (K), with every layer that has a state going on from where the last step left it. After steps 1 … t the output is, bit for bit, what {@link #predict} gives for those t steps.
     *
     * @throws RuleException STEP-1 a model that must see the whole sequence first; SHAPE-15, DATA-3, PAR-12 as above. The state is then as it was
     */
    public void step(float[] x, float[] out) {
        turn.enter("step");
        try {
            if (stepWorkspace == null) {
                throw new RuleException("STEP-1", "step", "a model that reads a sequence from its start, step by step", cannotStep(),
                        "use predict with the whole sequence");
            }
            requireSize("x", NONE, "numbers of one step", vocabulary > 0 ? 1 : input.features(), x.length);
            requireRow(x, NONE, NONE);
            requireSize("out", NONE, "outputs", outputs, out.length);
            stepInput[0][0] = x;
            float[][][] y = stepWorkspace.forward(stepInput, 1, 1, call);
            System.arraycopy(y[0][0], 0, out, 0, outputs);
            for (int i = 0; i < network.architecture().size(); i++) {
                stepWorkspace.startFrom(i, stepWorkspace.finalState(i), 0, 1);
            }
        } finally {
            turn.leave();
        }
    }

    /** Lets the next {@link #step} begin a new sequence: all states become zero. */
    public void reset() {
        turn.enter("reset");
        try {
            for (int i = 0; stepWorkspace != null && i < network.architecture().size(); i++) {
                stepWorkspace.startFrom(i, null, 0, 1);
            }
        } finally {
            turn.leave();
        }
    }

    /** Why this model cannot run step by step, or null. */
    private String cannotStep() {
        if (input.rank() != 3 && vocabulary == 0) {
            return "input " + input.inWords();
        }
        for (Layer layer : network.architecture().layers()) {
            if (!layer.needsWholeSequence().isEmpty()) {
                return layer.needsWholeSequence();
            }
        }
        return null;
    }

    /** Bytes of its buffers, the model's weights not counted; they grow with the longest sequence it has seen. */
    public long bytes() {
        return bytes(network, workspace.capacity(), steps);
    }

    /** Bytes of the buffers of a predictor that has predicted from sequences of {@code steps} steps, and run step by step: a dry run. */
    static long bytes(Network network, int batch, int steps) {
        Buffers counted = Buffers.counting();
        Predictor same = new Predictor(network, Math.min(batch, ROWS), counted);
        int S = same.vocabulary > 0 ? 1 : steps;
        if (steps > 0) {
            same.batch.reserve(S, 0);
            same.workspace.reserve(S, same.vocabulary > 0 ? steps : same.input.features());
        }
        if (same.stepWorkspace != null) {
            same.stepWorkspace.reserve(1, same.vocabulary > 0 ? 1 : same.input.features());
        }
        return counted.bytes();
    }

    private void begin(int inputRank, int outputRank, int samples, int room) {
        call.iteration--; // layers that always drop drop other numbers in each call
        Shape output = network.architecture().outputShape();
        if (input.rank() != inputRank || output.rank() != outputRank) {
            throw new RuleException("SHAPE-15", "predict", "arrays for input " + input + " and output " + output,
                    "arrays of rank " + inputRank + " and " + outputRank,
                    output.rank() == 3 ? "this model returns every step: use predictSequences" : "");
        }
        requireSize("out", NONE, "samples", samples, room);
    }

    /** Requires as many numbers as the model has features, all finite: one NaN would stay in the states. */
    private void requireRow(float[] row, int n, int s) {
        if (vocabulary > 0) {
            requireIndices(row, n);
            return;
        }
        requireSize("x", NONE, "features in a row", input.features(), row.length);
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw new RuleException("DATA-3", "x" + (n == NONE ? "" : "[" + n + "]") + (s == NONE ? "" : "[" + s + "]") + "[" + j + "]",
                        "a finite number", String.valueOf(row[j]), "one such number makes every output NaN; fill or drop missing values first");
            }
        }
    }

    private void requireIndices(float[] row, int n) {
        int wrong = Indices.firstWrong(row, vocabulary);
        if (wrong >= 0) {
            throw Indices.wrong("x" + (n == NONE ? "" : "[" + n + "]") + "[" + wrong + "]", vocabulary, String.valueOf(row[wrong]),
                    network.architecture().layer(0).name());
        }
        if (n != NONE && (input.get(1) == Shape.ANY ? row.length == 0 : row.length != input.get(1))) {
            requireSize("x", n, "timesteps", Math.max(1, input.get(1)), row.length);
        }
    }

    /** Builds its message only when it needs one: a call that is right allocates nothing. */
    private static void requireSize(String array, int index, String what, int expected, int got) {
        if (expected != got) {
            throw new RuleException("SHAPE-15", index == NONE ? array : array + "[" + index + "]", expected + " " + what, String.valueOf(got), "");
        }
    }
}
