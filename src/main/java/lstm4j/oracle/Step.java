package lstm4j.oracle;

/**
 * Every number of one step of an LSTM layer, in the order in which the equations of chapter 3 make them. In a row that a
 * mask skips, z to o and a hold zeros, and c and h hold the state before.
 *
 * @param t place of the step in time; with goBackwards the first step made has t = T − 1
 * @param used [B] whether the row takes part in the step; false where a mask skips it
 * @param x [B][F] the input of the step, after input dropout
 * @param hPrev [B][U] h before the step, after recurrent dropout: what the recurrent kernel is multiplied by
 * @param cPrev [B][U] c before the step
 * @param z [B][4U] pre-activations b + x·W + hPrev·V, in four blocks: i f g o
 * @param i [B][U] input gate
 * @param f [B][U] forget gate
 * @param g [B][U] candidate
 * @param o [B][U] output gate
 * @param c [B][U] cell state after the step
 * @param a [B][U] φ(c), the activation of c: tanh by default
 * @param h [B][U] state h after the step
 * @param y [B][U] output of the step: h, or what is put out at a masked step
 */
public record Step(int t, boolean[] used, double[][] x, double[][] hPrev, double[][] cPrev, double[][] z, double[][] i,
        double[][] f, double[][] g, double[][] o, double[][] c, double[][] a, double[][] h, double[][] y) {
}
