package lstm4j.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * A long short-term memory layer, by Keras's options and defaults: (batch, timesteps, features) in; its last output
 * (batch, units) out, or every step's (batch, timesteps, units) with {@link #returnSequences()}.
 *
 * <p>It owns 4·F·U + 4·U·U + 4·U numbers: a kernel (F, 4U) for the input, a recurrent kernel (U, 4U) for its own last
 * output, a bias (4U), each with the columns of the gates i, f, c, o side by side.
 * Spec: chapter 3. Source: Keras 3, {@code layers/rnn/lstm.py}.
 */
public final class LSTM extends FluentLayer<LSTM> {
    private final int units;
    private ActivationFunction activation = ActivationFunction.TANH;
    private ActivationFunction recurrentActivation = ActivationFunction.SIGMOID;
    private boolean useBias = true;
    private boolean unitForgetBias = true;
    private Initializer kernelInitializer = Initializer.GLOROT_UNIFORM;
    private Initializer recurrentInitializer = Initializer.ORTHOGONAL;
    private Initializer biasInitializer = Initializer.ZEROS;
    private Regularizer kernelRegularizer = Regularizer.NONE;
    private Regularizer recurrentRegularizer = Regularizer.NONE;
    private Regularizer biasRegularizer = Regularizer.NONE;
    private float dropout;
    private float recurrentDropout;
    private boolean returnSequences;
    private boolean returnState;
    private boolean goBackwards;
    private boolean stateful;
    private boolean zeroOutputForMask;

    private LSTM(int units) {
        this.units = units;
    }

    /** A layer of {@code units} cells: each keeps one number of state and gives one number a step. At least 1, else [SHAPE-7]. */
    public static LSTM units(int units) {
        requireUnits("LSTM", units);
        return new LSTM(units);
    }

    /** The positional form: {@code LSTM.of(128, 28, 28)} is {@code LSTM.units(128).inputShape(28, 28)}. */
    public static LSTM of(int units, int timesteps, int features) {
        return units(units).inputShape(timesteps, features);
    }

    /** Function of the candidate and of the cell state on its way out; tanh by default. */
    public LSTM activation(ActivationFunction function) {
        requireElementwise("activation", function);
        return with(l -> l.activation = function);
    }

    /** Function of the gates i, f, o; sigmoid by default (hard_sigmoid before Keras 2.3). */
    public LSTM recurrentActivation(ActivationFunction function) {
        requireElementwise("recurrentActivation", function);
        return with(l -> l.recurrentActivation = function);
    }

    private static void requireElementwise(String what, ActivationFunction function) {
        if (function.wholeRow()) {
            throw new RuleException("LSTM-7", "LSTM", what + " that maps one number to one number", function.kerasName(),
                    "softmax belongs into the Dense layer behind the LSTM");
        }
    }

    /** Whether there is a bias; without one the layer has two weight arrays. */
    public LSTM useBias(boolean useBias) {
        return with(l -> l.useBias = useBias);
    }

    /** Whether the forget gate's bias starts at one (the default), so that a new cell remembers. */
    public LSTM unitForgetBias(boolean unitForgetBias) {
        return with(l -> l.unitForgetBias = unitForgetBias);
    }

    /** How the kernel (F, 4U) starts; glorot_uniform by default. */
    public LSTM kernelInitializer(Initializer initializer) {
        return with(l -> l.kernelInitializer = initializer);
    }

    /** How the recurrent kernel (U, 4U) starts; orthogonal by default. */
    public LSTM recurrentInitializer(Initializer initializer) {
        return with(l -> l.recurrentInitializer = initializer);
    }

    /** How the bias starts; zeros by default, but see {@link #unitForgetBias}. */
    public LSTM biasInitializer(Initializer initializer) {
        return with(l -> l.biasInitializer = initializer);
    }

    /** The penalty on the kernel. */
    public LSTM kernelRegularizer(Regularizer regularizer) {
        return with(l -> l.kernelRegularizer = regularizer);
    }

    /** The penalty on the recurrent kernel. */
    public LSTM recurrentRegularizer(Regularizer regularizer) {
        return with(l -> l.recurrentRegularizer = regularizer);
    }

    /** The penalty on the bias. */
    public LSTM biasRegularizer(Regularizer regularizer) {
        return with(l -> l.biasRegularizer = regularizer);
    }

    /** Part of the input numbers dropped in training, the same ones at every step; 0 to 1, else [LSTM-10]. */
    public LSTM dropout(double rate) {
        float checked = Dropout.rate("LSTM", rate);
        return with(l -> l.dropout = checked);
    }

    /** Part of the previous output's numbers dropped in training, the same ones at every step; 0 to 1, else [LSTM-10]. */
    public LSTM recurrentDropout(double rate) {
        float checked = Dropout.rate("LSTM", rate);
        return with(l -> l.recurrentDropout = checked);
    }

    /** Return every step's output (batch, timesteps, units): what another LSTM needs to read. */
    public LSTM returnSequences() {
        return returnSequences(true);
    }

    /** Return every step's output, or the last one only. */
    public LSTM returnSequences(boolean returnSequences) {
        return with(l -> l.returnSequences = returnSequences);
    }

    /** Make the final h and c readable beside the output; for the last layer of a model. */
    public LSTM returnState() {
        return returnState(true);
    }

    /** Make the final h and c readable, or not. */
    public LSTM returnState(boolean returnState) {
        return with(l -> l.returnState = returnState);
    }

    /** Read the sequence from its end; outputs stay in the order in which they are made, as in Keras. */
    public LSTM goBackwards() {
        return goBackwards(true);
    }

    /** Read the sequence from its end, or from its start. */
    public LSTM goBackwards(boolean goBackwards) {
        return with(l -> l.goBackwards = goBackwards);
    }

    /** Begin each batch with the final state of the one before, row by row, until {@code resetStates()}; needs a fixed batch size. */
    public LSTM stateful() {
        return stateful(true);
    }

    /** Keep the state between batches, or begin each with zeros. */
    public LSTM stateful(boolean stateful) {
        return with(l -> l.stateful = stateful);
    }

    /** Output zeros at masked steps instead of repeating the output before. */
    public LSTM zeroOutputForMask(boolean zeroOutputForMask) {
        return with(l -> l.zeroOutputForMask = zeroOutputForMask);
    }

    @Override
    public String type() {
        return "LSTM";
    }

    @Override
    public boolean takesSequence() {
        return true;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        return returnSequences ? input.withFeatures(units) : Shape.of(input.batch(), units);
    }

    @Override
    public boolean passesMask() {
        return returnSequences;
    }

    @Override
    public List<Weight> weights(Shape input) {
        int columns = 4 * units;
        List<Weight> weights = new ArrayList<>(List.of(
                Weight.matrix("kernel", input.features(), columns, kernelInitializer, kernelRegularizer),
                Weight.matrix("recurrent_kernel", units, columns, recurrentInitializer, recurrentRegularizer)));
        if (useBias) {
            weights.add(Weight.vector("bias", columns, biasInitializer, biasRegularizer, unitForgetBias));
        }
        return weights;
    }

    /** Number of cells U. */
    public int units() {
        return units;
    }

    /** Function of candidate and output. */
    public ActivationFunction activation() {
        return activation;
    }

    /** Function of the gates. */
    public ActivationFunction recurrentActivation() {
        return recurrentActivation;
    }

    /** Whether there is a bias. */
    public boolean useBias() {
        return useBias;
    }

    /** Whether the forget bias starts at one. */
    public boolean unitForgetBias() {
        return unitForgetBias;
    }

    /** Rate of input dropout. */
    public float dropout() {
        return dropout;
    }

    /** Rate of recurrent dropout. */
    public float recurrentDropout() {
        return recurrentDropout;
    }

    /** Whether every step's output is returned. */
    public boolean returnsSequences() {
        return returnSequences;
    }

    /** Whether the final state is returned. */
    public boolean returnsState() {
        return returnState;
    }

    /** Whether the sequence is read from its end. */
    public boolean goesBackwards() {
        return goBackwards;
    }

    /** Whether the state is kept between batches. */
    public boolean isStateful() {
        return stateful;
    }

    /** Whether masked steps give zeros. */
    public boolean zeroesMasked() {
        return zeroOutputForMask;
    }

}
