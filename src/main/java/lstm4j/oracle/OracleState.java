package lstm4j.oracle;

/**
 * What an LSTM layer remembers between two steps, or the derivative of a loss by it. Spec: chapter 3.
 *
 * @param h [B][U] the output of the step before
 * @param c [B][U] the cell state
 */
public record OracleState(double[][] h, double[][] c) {
    /** All zeros: the state before the first step when none is given. */
    public static OracleState zeros(int samples, int units) {
        return new OracleState(new double[samples][units], new double[samples][units]);
    }
}
