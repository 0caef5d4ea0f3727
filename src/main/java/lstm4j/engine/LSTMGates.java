package lstm4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** The quarters of a row of 4U numbers, [U] each: gates, their pre-activations, or the gradients of either. */
record LSTMGates(float[] i, float[] f, float[] g, float[] o) {
    static LSTMGates of(int U, Buffers buffers) {
        return new LSTMGates(buffers.floats(U), buffers.floats(U), buffers.floats(U), buffers.floats(U));
    }

    /** Takes a row apart. */
    void split(float[] row) {
        int U = i.length;
        System.arraycopy(row, 0, i, 0, U);
        System.arraycopy(row, U, f, 0, U);
        System.arraycopy(row, 2 * U, g, 0, U);
        System.arraycopy(row, 3 * U, o, 0, U);
    }

    /** Puts a row together. */
    void join(float[] row) {
        int U = i.length;
        System.arraycopy(i, 0, row, 0, U);
        System.arraycopy(f, 0, row, U, U);
        System.arraycopy(g, 0, row, 2 * U, U);
        System.arraycopy(o, 0, row, 3 * U, U);
    }

    /** The quarters by their letters. */
    Map<String, float[]> named() {
        Map<String, float[]> named = new LinkedHashMap<>();
        named.put("i", i);
        named.put("f", f);
        named.put("g", g);
        named.put("o", o);
        return named;
    }
}
