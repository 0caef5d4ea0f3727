package lstm4j.oracle;

import java.util.Arrays;

import lstm4j.layer.RuleException;

/**
 * What a layer with a memory carries from one step to the next, or the derivative of a loss by it: for an LSTM h, the
 * output of the step before, and c, the cell state. Spec: chapter 3.
 *
 * @param parts [part][B][U] the arrays, in the order of the layer's {@code stateNames()}
 */
public record OracleState(double[][]... parts) {
    /** All zeros, the state before the first step when none is given: a row of each of these sizes for each sample. */
    public static OracleState zeros(int samples, int... sizes) {
        if (samples < 0 || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw new RuleException("ORC-2", "state", "no negative size", samples + " samples of " + Arrays.toString(sizes), "");
        }
        double[][][] parts = new double[sizes.length][][];
        for (int part = 0; part < sizes.length; part++) {
            parts[part] = new double[samples][sizes[part]];
        }
        return new OracleState(parts);
    }

    /** [B][U] the output of the step before. */
    public double[][] h() {
        return parts[0];
    }

    /** [B][U] the cell state, of an LSTM. */
    public double[][] c() {
        return parts[1];
    }
}
