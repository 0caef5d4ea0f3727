package lstm4j.engine;

/** Room for the gates of all rows in the step at hand. Letters: R rows, U units. */
final class LSTMStep {
    final LSTMGates[] gates; // [R]
    final float[][] ifo;     // [3R] references to their i, f and o: one call of σ for all of them
    final float[][] g;       // [R] references to their g

    LSTMStep(int R, int U, Buffers buffers) {
        gates = new LSTMGates[R];
        for (int r = 0; r < R; r++) {
            gates[r] = LSTMGates.of(U, buffers);
        }
        ifo = buffers.references(3L * R);
        g = buffers.references(R);
        for (int r = 0; r < g.length; r++) {
            ifo[3 * r] = gates[r].i();
            ifo[3 * r + 1] = gates[r].f();
            ifo[3 * r + 2] = gates[r].o();
            g[r] = gates[r].g();
        }
    }
}
