package lstm4j.layer;

import java.util.List;

/**
 * A row of numbers for each of a vocabulary: word 7 becomes row 7 of a table that is learned. Samples are whole numbers,
 * (batch, timesteps), from 0 to below the size of the vocabulary; out comes (batch, timesteps, units). It owns V·U numbers
 * and is the first layer of its model.
 *
 * <pre>{@code
 * Sequential sentiment = Sequential.of(Embedding.of(5000, 16).maskZero(true), LSTM.units(24), Dense.units(1).activation(SIGMOID));
 * }</pre>
 *
 * Spec: chapter 17. Source: Keras 3, {@code layers/core/embedding.py}.
 */
public final class Embedding extends FluentLayer<Embedding> {
    /** Whole numbers up to here are exact in a float. */
    private static final int LARGEST = 1 << 24;
    private static final LayerOption<Integer> INPUT_DIM = LayerOption.positive("input_dim", "EMB-1", LARGEST);
    private static final LayerOption<Integer> OUTPUT_DIM = LayerOption.positive("output_dim", "EMB-1", LARGEST);
    private static final LayerOption<Initializer> INITIALIZER = LayerOption.initializer("embeddings_initializer",
            Initializer.randomUniform(-0.05, 0.05)).older("init");
    private static final LayerOption<Regularizer> REGULARIZER = LayerOption.regularizer("embeddings_regularizer").older("W_regularizer");
    private static final LayerOption<Constraint> CONSTRAINT = LayerOption.constraint("embeddings_constraint").older("W_constraint");
    private static final LayerOption<Boolean> MASK_ZERO = LayerOption.flag("mask_zero", false);

    private static final List<LayerOption<?>> OPTIONS = List.of(INPUT_DIM, OUTPUT_DIM, INITIALIZER, REGULARIZER, CONSTRAINT, MASK_ZERO);

    private Embedding() {
    }

    /** A table of {@code inputDim} rows, the size of the vocabulary, of {@code outputDim} numbers; 1 to 2²⁴, else [EMB-1]. */
    public static Embedding of(int inputDim, int outputDim) {
        return new Embedding().set(INPUT_DIM, inputDim).set(OUTPUT_DIM, outputDim);
    }

    /** Another size of the vocabulary: Keras's {@code input_dim}, which in other layers is a number of features. */
    @Override
    public Embedding inputDim(int vocabulary) {
        return set(INPUT_DIM, vocabulary);
    }

    /** Whether 0 stands for no word: such steps are masked, as {@link Masking} does. */
    public Embedding maskZero(boolean maskZero) {
        return set(MASK_ZERO, maskZero);
    }

    /** How the table (V, U) starts; uniform in ±0.05 by default. */
    public Embedding embeddingsInitializer(Initializer initializer) {
        return set(INITIALIZER, initializer);
    }

    /** The penalty on the whole table; a step then costs what the table costs. */
    public Embedding embeddingsRegularizer(Regularizer regularizer) {
        return set(REGULARIZER, regularizer);
    }

    /** What the table is made to satisfy after every step, which then costs what the table costs; a word's norm is over axis 1. */
    public Embedding embeddingsConstraint(Constraint constraint) {
        return set(CONSTRAINT, constraint);
    }

    @Override
    public String type() {
        return "Embedding";
    }

    @Override
    public List<LayerOption<?>> options() {
        return OPTIONS;
    }

    /** What was given; else any number of samples of {@code inputLength} steps, or of any number of steps. */
    @Override
    public Shape givenInputShape() {
        return batchInputShape != null ? batchInputShape : Shape.of(Shape.ANY, inputLength);
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        if (input.rank() != 2) {
            throw new RuleException("EMB-2", place, "input (batch, timesteps) of whole numbers", input.inWords(),
                    "a word is one number, not a row: inputShape(T), or no input shape at all");
        }
        return Shape.of(input.batch(), input.get(1), units());
    }

    @Override
    List<Weight> ownWeights(Shape input) {
        return List.of(Weight.matrix("embeddings", vocabulary(), units(), get(INITIALIZER), get(REGULARIZER)).constrained(get(CONSTRAINT)));
    }

    @Override
    public String formula(Shape input) {
        return vocabulary() + "·" + units();
    }

    @Override
    public boolean makesMask() {
        return masksZero();
    }

    @Override
    public String needsWholeSequence() {
        return masksZero() ? name() + ", whose skipped steps need no step() at all: step() takes a model without maskZero" : "";
    }

    @Override
    public int vocabulary() {
        return get(INPUT_DIM);
    }

    /** Numbers in a row of the table. */
    public int units() {
        return get(OUTPUT_DIM);
    }

    /** Whether 0 stands for no word. */
    public boolean masksZero() {
        return get(MASK_ZERO);
    }
}
