/**
 * The models in double precision, written line by line from the equations of the specification: slow, plain, and made to
 * be read beside it. It judges the engine, and any other LSTM, and shares no arithmetic with either.
 *
 * <p>{@link lstm4j.oracle.Oracle} computes outputs with every number in between, the loss and its gradients;
 * {@link lstm4j.oracle.OracleOptimizer} turns gradients into new weights; {@link lstm4j.oracle.FiniteDifference} and
 * {@link lstm4j.oracle.GradientReport} judge anybody's gradient.
 *
 * <p>Conventions. Data are rows, sample by sample: {@code double[B][T][F]}; data without a time axis have T = 1.
 * Weights are one flat list over all layers in Keras's order, each {@code double[rows][columns]}, a bias being one row.
 * Letters: B samples, T steps, F features, U units, K classes or outputs; indices n (sample), t, k (step as
 * processed), j (feature), u (unit), q (column), r (row); chapter 1 has the table. {@code d} in front of a name is the derivative of the loss by it. Nothing random happens here: dropout is a factor that
 * the caller gives. All classes but {@link lstm4j.oracle.OracleOptimizer} are immutable as long as the caller leaves the
 * arrays alone; arrays are not copied.
 *
 * <p>Files by chapter of the specification: 3 and 4 {@code OracleLstm}, {@code OracleMasking}; 5 {@code OracleDense},
 * {@code OracleActivation}, {@code OracleDropout}, {@code OracleFlatten}, {@code OracleLoss}; 8 {@code Functions};
 * 11 {@code OracleOptimizer}.
 */
package lstm4j.oracle;
