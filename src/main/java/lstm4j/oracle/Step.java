package lstm4j.oracle;

import java.util.Map;

/**
 * Every number of one step of a recurrent layer, by the letters of chapter 3. In a row that a mask skips, the parts of the
 * state hold the state before, and what is computed between holds zeros.
 *
 * <p>An LSTM has i, f, g, o, c, a = φ(c), h; a GRU has q, z, r, g, h; a SimpleRNN has h.
 *
 * @param t place of the step in time; with goBackwards the first step made has t = T − 1
 * @param used [B] whether the row takes part in the step; false where a mask skips it
 * @param x [B][F] the input of the step, after input dropout
 * @param before the state before the step
 * @param hPrev [B][U] h before the step, after recurrent dropout: what the recurrent kernel is multiplied by
 * @param sums [B][N] pre-activations in blocks, one for each gate: b + x·W + hPrev·V, of a GRU b + x·W alone
 * @param parts [B][U] each, q [B][3U]: what the step makes, in the order of the equations
 * @param y [B][U] output of the step: h, or what is put out at a masked step
 */
public record Step(int t, boolean[] used, double[][] x, OracleState before, double[][] hPrev, double[][] sums,
        Map<String, double[][]> parts, double[][] y) {
    /** [B][U] c before the step, of an LSTM. */
    public double[][] cPrev() {
        return before.c();
    }

    /** [B][4U] pre-activations of an LSTM, in four blocks i f g o; [B][U] the update gate of a GRU. */
    public double[][] z() {
        return parts.getOrDefault("z", sums);
    }

    /** [B][U] input gate. */
    public double[][] i() {
        return parts.get("i");
    }

    /** [B][U] forget gate. */
    public double[][] f() {
        return parts.get("f");
    }

    /** [B][U] candidate. */
    public double[][] g() {
        return parts.get("g");
    }

    /** [B][U] output gate. */
    public double[][] o() {
        return parts.get("o");
    }

    /** [B][U] reset gate, of a GRU. */
    public double[][] r() {
        return parts.get("r");
    }

    /** [B][U] cell state after the step. */
    public double[][] c() {
        return parts.get("c");
    }

    /** [B][U] φ(c), the activation of c: tanh by default. */
    public double[][] a() {
        return parts.get("a");
    }

    /** [B][U] state h after the step. */
    public double[][] h() {
        return parts.get("h");
    }
}
