package lstm4j.engine;

/** Room for the gates of all rows in the step at hand. Letters: R rows, U units. */
final class GRUStep {
    final GRUGates[] gates; // [R]
    final float[][] zr;     // [2R] references to their z and r: one call of σ for all of them
    final float[][] g;      // [R] references to their g

    GRUStep(int R, int U, Buffers buffers) {
        gates = new GRUGates[R];
        for (int r = 0; r < R; r++) {
            gates[r] = GRUGates.of(U, buffers);
        }
        zr = buffers.references(2L * R);
        g = buffers.references(R);
        for (int r = 0; r < g.length; r++) {
            zr[2 * r] = gates[r].z();
            zr[2 * r + 1] = gates[r].r();
            g[r] = gates[r].g();
        }
    }
}
