package lstm4j;

import static lstm4j.layer.ActivationFunction.SOFTMAX;
import static lstm4j.train.Loss.CATEGORICAL_CROSSENTROPY;
import static lstm4j.train.Loss.MSE;
import static lstm4j.train.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a confused person reads: every message to the letter. */
@Rule({"ERR-1", "ERR-5"})
class MessagesTest {
    private static void assertMessage(String expected, Executable mistake) {
        assertEquals(expected, assertThrows(RuleException.class, mistake).getMessage());
    }

    private static Sequential classifier() {
        return Sequential.of(LSTM.units(4).inputShape(3, 2), Dense.units(5).activation(SOFTMAX))
                .compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY);
    }

    @Test
    void anLstmBehindTheLastOutputOfAnother() {
        assertMessage("""
                [SHAPE-4] lstm_2: expected input (batch, timesteps, features), got (batch, features=128).
                          Hint: lstm_1 returns only its last output; add returnSequences() to lstm_1.""",
                () -> Sequential.of(LSTM.units(128).returnSequences().inputShape(28, 28), LSTM.units(128), LSTM.units(128)));
    }

    @Test
    void anLstmOnFeaturesAlone() {
        assertMessage("""
                [SHAPE-4] lstm: expected input (batch, timesteps, features), got (batch, features=784).
                          Hint: features alone have no time axis: inputShape(T, F) is T steps of F features; a plain series is inputShape(T, 1).""",
                () -> Sequential.of(LSTM.units(3).inputShape(784)));
    }

    @Test
    void theBatchGivenWithinInputShape() {
        assertMessage("""
                [SHAPE-4] lstm: expected input (batch, timesteps, features), got (batch, axis1=32, axis2=28, features=28).
                          Hint: the first size of inputShape is the time axis, not the batch: leave the batch out, or use batchInputShape.""",
                () -> Sequential.of(LSTM.units(3).inputShape(32, 28, 28)));
    }

    @Test
    void noShapeAtAll() {
        assertMessage("""
                [SHAPE-1] lstm: expected the shape of the data on the first layer, got none.
                          Hint: add inputShape(T, F): T time steps (or Shape.ANY) of F features each; 28×28 images read row by row are inputShape(28, 28).""",
                () -> Sequential.of(LSTM.units(3)));
    }

    @Test
    void inputLengthWithoutInputDim() {
        assertMessage("""
                [SHAPE-1] lstm: expected inputDim beside inputLength(28), got no inputDim.
                          Hint: inputLength is the number of time steps, inputDim the number of features in each; write inputLength(28).inputDim(F), or inputShape(28, F).""",
                () -> Sequential.of(LSTM.units(3).inputLength(28)));
    }

    @Test
    void unknownFeatures() {
        assertMessage("""
                [SHAPE-2] lstm: expected a known number of features, got (None, 28, None).
                          Hint: batch and timesteps may be Shape.ANY, but the kernel has one row for each feature.""",
                () -> Sequential.of(LSTM.units(3).inputShape(28, Shape.ANY)));
    }

    @Test
    void unitsBelowOne() {
        assertMessage("[SHAPE-7] LSTM: expected units of at least 1, got 0.", () -> LSTM.units(0));
        assertMessage("[SHAPE-7] Dense: expected units of at least 1, got -3.", () -> Dense.units(-3));
    }

    @Test
    void unknownTimesBeforeFlatten() {
        assertMessage("""
                [SHAPE-6] flatten: expected a known number of time steps, got (batch, timesteps, features=4).
                          Hint: the layer behind Flatten has timesteps·features inputs; give the first layer inputShape(T, F) with a number for T.""",
                () -> Sequential.of(LSTM.units(4).returnSequences().inputShape(Shape.ANY, 2), Flatten.layer()));
    }

    @Test
    void inputAndFirstLayerDisagree() {
        assertMessage("""
                [SHAPE-3] lstm: expected the shape (None, 28, 28) of the Input in front, got (None, 28, 1).
                          Hint: give the shape once.""",
                () -> Sequential.of(Input.shape(28, 28), LSTM.units(4).inputShape(28, 1)));
    }

    @Test
    void returnStateInTheMiddle() {
        assertMessage("""
                [SHAPE-9] lstm: expected returnState() on the last layer only, got returnState() in front of dense.
                          Hint: the next layer of a chain takes one array, not output, h and c.""",
                () -> Sequential.of(LSTM.units(4).returnState().inputShape(3, 2), Dense.units(1)));
    }

    @Test
    void aDropoutRateInPercent() {
        assertMessage("""
                [LSTM-10] Dropout: expected a dropout rate from 0 to 1, got 20.0.
                          Hint: the rate is the part that is dropped: 0.2 drops one number in five.""", () -> Dropout.rate(20));
    }

    @Test
    @Rule("ERR-4")
    void softmaxAsAGate() {
        assertMessage("""
                [LSTM-7] LSTM: expected activation that maps one number to one number, got softmax.
                         Hint: softmax belongs into the Dense layer behind the LSTM.""", () -> LSTM.units(3).activation(SOFTMAX));
    }

    @Test
    void statefulWithoutABatchSize() {
        assertMessage("""
                [SHAPE-10] lstm: expected a fixed batch size, since it is stateful, got (None, 3, 2).
                           Hint: each row keeps its state for the same row of the next batch; give the first layer batchInputShape(B, T, F).""",
                () -> Sequential.of(LSTM.units(4).stateful().inputShape(3, 2)));
    }

    @Test
    void anotherBatchSizeWhileStateful() {
        Sequential model = Sequential.of(LSTM.units(4).stateful().batchInputShape(2, 3, 2));
        assertMessage("""
                [SHAPE-10] batch: expected a whole number of batches of 2 samples, since a layer is stateful, got 3 samples.
                           Hint: row r of each batch goes on with the state of row r of the batch before; fill up the last batch, or load the weights into a model that is not stateful.""",
                () -> model.predict(new float[3][3][2]));
    }

    @Test
    void dataOfTheWrongRank() {
        assertMessage("""
                [SHAPE-11] x for lstm: expected float[][][] (batch, timesteps=3, features=2), got float[][] (3, 2).
                           Hint: one sample alone is {sample}, an array with a batch of one; a plain series of numbers needs a feature axis: x[n][t] = {value}.""",
                () -> classifier().predict(new float[3][2]));
    }

    @Test
    void theWrongNumberOfFeatures() {
        assertMessage("""
                [SHAPE-12] x[0] for lstm: expected 2 features in a row, got 7 in row 0.
                           Hint: the kernel of lstm has one row for each feature; the last size of the input shape is the number of features, not of timesteps.""",
                () -> classifier().predict(new float[4][3][7]));
    }

    @Test
    void theWrongNumberOfTimeSteps() {
        assertMessage("""
                [SHAPE-13] x[0] for lstm: expected 3 timesteps, got 5.
                           Hint: the model was built with (None, 3, 2); give its first layer inputShape(Shape.ANY, F) to take any length.""",
                () -> classifier().predict(new float[4][5][2]));
    }

    @Test
    void samplesOfDifferentLengths() {
        Sequential model = Sequential.of(LSTM.units(4).inputShape(Shape.ANY, 2));
        assertMessage("""
                [SHAPE-14] x[1] for lstm: expected as many timesteps as x[0] has, 5, got 6.
                           Hint: one array holds samples of one length: pad the shorter ones and mark the padding with a Masking layer, or give each length a call of its own.""",
                () -> model.predict(new float[][][] {new float[5][2], new float[6][2]}));
    }

    @Test
    void notANumberNamesItsPlace() {
        float[][][] x = new float[4][3][2];
        x[2][1][0] = Float.NaN;
        assertMessage("""
                [DATA-3] x[2][1][0]: expected a finite number, got NaN.
                         Hint: one such number turns every weight into NaN; fill or drop missing values first.""",
                () -> classifier().fit(x, new int[4], Fit.epochs(1)));
    }

    @Test
    void emptyAndDoubleData() {
        assertMessage("[DATA-2] x: expected at least one sample, got an empty array.", () -> classifier().predict(new float[0][3][2]));
        assertMessage("""
                [DATA-1] x: expected float[][][] (batch, timesteps=3, features=2), got double[][][] (4, 3, 2).
                         Hint: lstm4j computes in float; convert the numbers.""", () -> classifier().predict(new double[4][3][2]));
        assertMessage("[DATA-1] x: expected float[][][] (batch, timesteps=3, features=2), got null.", () -> classifier().predict(null));
    }

    @Test
    void labelsOutOfRange() {
        assertMessage("""
                [DATA-6] y[3]: expected a class from 0 to 4, since the model has 5 outputs, got 5.
                         Hint: classes are counted from 0; the last layer needs as many units as there are classes.""",
                () -> classifier().fit(new float[4][3][2], new int[] {0, 1, 4, 5}, Fit.epochs(1)));
    }

    @Test
    void moreLabelsThanSamples() {
        assertMessage("[DATA-5] y: expected as many labels as samples, 4, got 6.",
                () -> classifier().evaluate(new float[4][3][2], new int[6]));
    }

    @Test
    void oneHotLabelsForASparseLossAndTheOtherWayRound() {
        assertMessage("""
                [DATA-4] y: expected int[] with the number of each sample's class, got float[][] (4, 5).
                         Hint: rows of probabilities (one-hot) go with CATEGORICAL_CROSSENTROPY.""",
                () -> classifier().evaluate(new float[4][3][2], new float[4][5]));
        Sequential dense = Sequential.of(LSTM.units(4).inputShape(3, 2), Dense.units(5).activation(SOFTMAX))
                .compile(new Adam(), CATEGORICAL_CROSSENTROPY);
        assertMessage("""
                [DATA-4] y: expected float[][] (batch, features=5) for the loss categorical_crossentropy, got int[] (4).
                         Hint: class numbers go with SPARSE_CATEGORICAL_CROSSENTROPY.""",
                () -> dense.evaluate(new float[4][3][2], new int[4]));
    }

    @Test
    void labelsForEveryStepOfAModelThatReturnsOne() {
        Sequential model = Sequential.of(LSTM.units(1).inputShape(3, 2)).compile(new Adam(), MSE);
        assertMessage("[DATA-4] y: expected float[][] (batch, features=1) for the loss mean_squared_error, got float[][][] (4, 3, 1).",
                () -> model.evaluate(Data.of(new float[4][3][2], new float[4][3][1])));
    }

    @Test
    void predictingEveryStepOfAModelThatReturnsAll() {
        Sequential model = Sequential.of(LSTM.units(1).returnSequences().inputShape(3, 2));
        assertMessage("""
                [SHAPE-15] predict: expected a model that returns one row a sample, got output (None, 3, 1).
                           Hint: use predictSequences, or let the last LSTM return its last output only.""",
                () -> model.predict(new float[4][3][2]));
    }

    @Test
    void trainingBeforeCompile() {
        assertMessage("""
                [FIT-20] fit: expected a compiled model, got one without loss and optimizer.
                         Hint: first call compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY), or what suits the data.""",
                () -> Sequential.of(LSTM.units(1).inputShape(3, 2)).fit(new float[4][3][2], new float[4], Fit.epochs(1)));
    }

    @Test
    void theSeedAfterTheFirstUse() {
        assertMessage("""
                [INIT-10] seed: expected a call before the seed is used, got one after it gave first weights or a training step.
                          Hint: write Sequential.of(…).seed(…).""", () -> classifier().seed(3));
    }

    @Test
    void weightsOfAnotherShape() {
        assertMessage("""
                [DATA-8] kernel: expected (2, 16), got (16, 2).
                         Hint: this is the transpose: Keras keeps inputs as rows, PyTorch as columns.""",
                () -> classifier().layer("lstm").set("kernel", new float[16][2]));
        assertMessage("""
                [DATA-8] setWeights: expected 5 arrays, kernel(2, 16), recurrent_kernel(4, 16), bias(16,), kernel(4, 5), bias(5,), got 2.
                         Hint: an LSTM has kernel, recurrent_kernel and bias, in this order; a bias is one row.""",
                () -> classifier().setWeights(new float[2][][]));
        assertMessage("""
                [DATA-9] lstm: expected one of kernel, recurrent_kernel, bias, got kernels.
                         Hint: a gate's part is called kernel_i, recurrent_kernel_f, bias_c, …_o.""",
                () -> classifier().layer("lstm").get("kernels"));
    }

    @Test
    void statesOfUnknownLayersAndStepsThatCannotBe() {
        assertMessage("[DATA-9] model: expected one of lstm, dense, got layer lstm_1.",
                () -> classifier().predictAll(new float[1][3][2], Map.of("lstm_1", new State(new float[1][4], new float[1][4]))));
        assertMessage("""
                [STEP-1] step: expected a model that reads a sequence from its start, step by step, got lstm with goBackwards().
                         Hint: use predict with the whole sequence.""",
                () -> Sequential.of(LSTM.units(1).goBackwards().inputShape(3, 2)).predictor().step(new float[2], new float[1]));
    }
}
