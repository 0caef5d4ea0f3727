package lstm4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** The thirds of a row of 3U numbers, [U] each: update gate, reset gate and candidate, or the gradients of what makes them. */
record GRUGates(float[] z, float[] r, float[] g) {
    static GRUGates of(int U, Buffers buffers) {
        return new GRUGates(buffers.floats(U), buffers.floats(U), buffers.floats(U));
    }

    /** Takes a row apart. */
    void split(float[] row) {
        int U = z.length;
        System.arraycopy(row, 0, z, 0, U);
        System.arraycopy(row, U, r, 0, U);
        System.arraycopy(row, 2 * U, g, 0, U);
    }

    /** Puts a row together. */
    void join(float[] row) {
        int U = z.length;
        System.arraycopy(z, 0, row, 0, U);
        System.arraycopy(r, 0, row, U, U);
        System.arraycopy(g, 0, row, 2 * U, U);
    }

    /** The thirds by their letters. */
    Map<String, float[]> named() {
        Map<String, float[]> named = new LinkedHashMap<>();
        named.put("z", z);
        named.put("r", r);
        named.put("g", g);
        return named;
    }
}
