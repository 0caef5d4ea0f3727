package lstm4j.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.GRU;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Shape;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Architecture DIGITS = Architecture.of(List.of(
            LSTM.units(128).returnSequences().inputShape(28, 28),
            LSTM.units(128).returnSequences(),
            LSTM.units(128),
            Dense.units(10).activation(ActivationFunction.SOFTMAX)));

    private static String explained(Layer... layers) {
        return Explanation.text(Architecture.of(List.of(layers)));
    }

    /** The sentences in any line breaks and indents. */
    private static void assertSays(String text, String... sentences) {
        String flat = text.replaceAll("\\s+", " ");
        for (String sentence : sentences) {
            assertTrue(flat.contains(sentence), () -> "not said: " + sentence + "\n" + text);
        }
    }

    @Test
    void theDataAreExplainedAxisByAxis() {
        assertSays(Explanation.text(DIGITS),
                "THE DATA (batch, timesteps, features) = (None, 28, 28)",
                "batch None B: None is Keras's word for a size that only the data decide: any number of samples.",
                "timesteps 28 T: each sample has 28 steps, read one after the other.",
                "features 28 F: each step is 28 numbers.",
                "One sample is a table of 28 rows and 28 columns: 784 numbers in all. Row t is x_t, the 28 numbers the model gets to see at step t.",
                "In Java a batch is float[B][28][28]",
                "60000 samples are float[60000][28][28]",
                "x_1 is its top row of pixels, x_28 its bottom row.");
    }

    @Test
    void theFirstLayerIsDrawnUnrolled() {
        assertTrue(Explanation.text(DIGITS).contains("""
                        x_1           x_2                      x_28    28 numbers each
                         │             │                        │
                         ▼             ▼                        ▼
                  0 ─→ [LSTM] ─h,c─→ [LSTM] ─h,c─→ ... ─h,c─→ [LSTM]   one layer, the same weights
                         │             │                        │
                         ▼             ▼                        ▼
                        h_1           h_2                      h_28    128 numbers each, to lstm_1
                """));
    }

    @Test
    void everyKernelIsCountedWithItsReason() {
        assertTrue(Explanation.text(DIGITS).contains("""
                      kernel            (28, 512)   28 inputs × 4 gates × 128 units        =  14,336
                      recurrent_kernel  (128, 512)  128 own outputs × 4 gates × 128 units  =  65,536
                      bias              (512,)      4 gates × 128 units                    =     512
                                                    4·28·128 + 4·128·128 + 4·128           =  80,384
                """));
        assertTrue(Explanation.text(DIGITS).contains("""
                      lstm       80,384  = 4·28·128 + 4·128·128 + 4·128
                      lstm_1    131,584  = 4·128·128 + 4·128·128 + 4·128
                      lstm_2    131,584  = 4·128·128 + 4·128·128 + 4·128
                      dense       1,290  = 128·10 + 10
                      together  344,842  numbers to learn, 1.32 MB as floats
                """.stripTrailing()));
    }

    @Test
    void aStepIsExplainedWithItsGates() {
        assertSays(Explanation.text(DIGITS),
                "i = sigmoid (x_t·W_i + h·V_i + b_i) input gate: how much of g is written",
                "g = tanh (x_t·W_c + h·V_c + b_c) candidate: what could be written",
                "c_t = f·c + i·g and h_t = o·tanh(c_t).",
                "So the cell state is one number per unit: c has 128 numbers, and so has h.",
                "kernel is W_i, W_f, W_c and W_o, (28, 128) each, side by side, and recurrent_kernel is V_i to V_o, (128, 128) each",
                "the same weights serve all 28 steps, and would serve any other number.");
    }

    @Test
    void aGruIsExplainedWithItsGatesAndItsTwoBiases() {
        String text = Explanation.text(Architecture.of(List.of(GRU.units(4).returnSequences().inputShape(6, 3), GRU.units(2).resetAfter(false), Dense.units(1))));
        assertSays(text, "what it kept of the step before, its output h (4 numbers; zeros before the first step). It makes three rows of 4 numbers:",
                "z = sigmoid (x_t·W_z + h·V_z + b_z + b′_z) update gate: how much of the old h is kept",
                "g = tanh (x_t·W_h + b_h + r·(h·V_h + b′_h)) candidate: what could come in its place",
                "h_t = z·h + (1 − z)·g.", "2 biases × 3 gates × 4 units = 24", "and bias is b_z to b_h, and below them b′_z to b′_h.",
                "The count is 3·f·u + 3·u·u + 6·u with f = 3 features and u = 4 units.",
                "At each step it works as the first GRU does, with weights of its own.");
        assertSays(Explanation.text(Architecture.of(List.of(GRU.units(4).resetAfter(false).useBias(false).inputShape(6, 3)))),
                "g = tanh (x_t·W_h + (r·h)·V_h) candidate", "The count is 3·f·u + 3·u·u with");
    }

    @Test
    void aSimpleRnnIsExplainedWithItsOneRowAlsoBehindAnotherKind() {
        String text = Explanation.text(Architecture.of(List.of(LSTM.units(3).returnSequences().inputShape(6, 2), SimpleRNN.units(5).stateful(false), Dense.units(1))));
        assertSays(text, "It makes a row of 5 numbers:", "h_t = tanh (x_t·W + h·V + b) the new output, made anew at each step",
                "No gate keeps the old h", "The count is f·u + u·u + u with f = 3 features and u = 5 units.");
    }

    @Test
    void theErrorWithoutReturnSequencesIsTheRealOne() {
        assertSays(Explanation.text(DIGITS),
                "This matters: without it lstm would give its last output only, the time axis would be gone, and the model could not be "
                        + "built: [SHAPE-4] lstm_1: expected input (batch, timesteps, features), got (batch, features=128).",
                "Only the last output h_28 leaves: (None, 128), one row of 128 numbers that has seen the whole sample. "
                        + "With returnSequences() all of h_1 to h_28 would, and the model's answer would be (None, 28, 10) instead of (None, 10).");
    }

    @Test
    void softmaxIsExplainedAsProbabilities() {
        assertSays(Explanation.text(DIGITS), "softmax turns the 10 numbers into 10 others between 0 and 1 that sum to 1",
                "Labels are class numbers from 0 to 9 (sparse categorical cross-entropy)");
        assertSays(explained(LSTM.of(2, 3, 1), Dense.units(1).activation(ActivationFunction.SOFTMAX)), "a single number into 1, whatever it is");
    }

    @Test
    void allTheFormsOfTheShapeAreShownAndBuildTheSameModel() {
        String text = Explanation.text(DIGITS);
        assertSays(text, "inputShape(28, 28) on the first layer", "batchInputShape(Shape.ANY, 28, 28) with the batch",
                "inputLength(28).inputDim(28) T and F by name", "Input.shape(28, 28) in front", "LSTM.of(128, 28, 28) units, T, F");
        LSTM lstm = LSTM.units(128);
        for (List<Layer> form : List.<List<Layer>>of(List.of(lstm.inputShape(28, 28)), List.of(lstm.batchInputShape(Shape.ANY, 28, 28)),
                List.of(lstm.inputLength(28).inputDim(28)), List.of(Input.shape(28, 28), lstm), List.of(LSTM.of(128, 28, 28)))) {
            assertEquals(Shape.of(Shape.ANY, 28, 28), Architecture.of(form).inputShape());
        }
    }

    @Test
    void anUnknownLengthIsCalledT() {
        String text = explained(LSTM.units(8).inputShape(Shape.ANY, 1), Dense.units(1));
        assertSays(text, "THE DATA (batch, timesteps, features) = (None, None, 1)", "x_1 x_2 x_T 1 number each", "In Java a batch is float[B][T][1]",
                "inputDim(1) F by name and T left open", "Only the last output h_T leaves: (None, 8)", "the same weights serve every step, however many there are.",
                "A plain series has one number per step, and still needs its axis of length 1: (batch, T, 1), not (batch, T).");
        assertEquals(Shape.of(Shape.ANY, Shape.ANY, 1), Architecture.of(List.of(LSTM.units(8).inputDim(1))).inputShape());
    }

    @Test
    void aSingleStepIsSaidToRememberNothing() {
        String text = explained(LSTM.of(1, 1, 2));
        assertSays(text, "With one step only there is nothing to remember", "A series of N values is (batch, N, 1), not (batch, 1, N).",
                "4·2·1 + 4·1·1 + 4·1 = 16", "1 number, the model's answer");
        assertFalse(text.contains("x_2"), text);
    }

    @Test
    void theSmallestLayerCountsTwelve() {
        assertSays(explained(LSTM.of(1, 5, 1)), "4·1·1 + 4·1·1 + 4·1 = 12", "together 12 numbers to learn, 48.00 B as floats");
    }

    @Test
    void backwardsReadingTurnsTheDrawingRound() {
        String text = explained(LSTM.of(3, 3, 2).goBackwards().returnSequences());
        assertSays(text, "x_3 x_2 x_1 2 numbers each", "h_1 h_2 h_3 3 numbers each, the model's answer", "so h_1 comes from x_3.");
        assertFalse(text.contains("..."), text);
    }

    @Test
    void statefulLayersTellWhatTheyKeepAndWhyTheBatchIsFixed() {
        String text = explained(LSTM.units(8).stateful().batchInputShape(32, 10, 3));
        assertSays(text, "batch 32 B: always 32 samples at a time.", "h,c ─→ [LSTM]", "before the first step those of the batch before",
                "32 × 8 numbers of h and as many of c are kept", "until resetStates().", "Input.batchShape(32, 10, 3)");
    }

    @Test
    void returnedStatesMasksAndDropoutAreExplainedWhereTheyAre() {
        String text = explained(Masking.value(-1).inputShape(5, 2), LSTM.units(4).returnSequences().dropout(0.2).recurrentDropout(0.125),
                Dropout.rate(0.5), LSTM.units(3).returnState());
        assertSays(text, "A step whose 2 numbers all are -1 is marked as missing",
                "mask: at a step marked by the Masking layer h and c stay as they are, and the output before leaves again.",
                "dropout: in training 20 % of the numbers of x are left out", "recurrentDropout: in training 12.5 % of the numbers of h",
                "In training a random 50 % of the numbers become 0 and the others are divided by 0.5",
                "returnState(): beside the output the final h and c can be read, in this order, (None, 3) each. h equals the output.");
    }

    @Test
    void denseBehindASequenceWorksOnTheLastAxis() {
        String text = explained(LSTM.of(4, 7, 2).returnSequences(), Dense.units(1).activation(ActivationFunction.SIGMOID));
        assertSays(text, "It works on the last axis: the same weights for each of the 7 rows of a sample, so their number is not in the count.",
                "sigmoid turns it into a number between 0 and 1", "Without it only the last one would, and the model's answer would be (None, 1) instead of (None, 7, 1).");
    }

    @Test
    void flattenTellsWhyTheStepsMustBeKnown() {
        String text = explained(LSTM.of(5, 7, 2).returnSequences().useBias(false), Flatten.layer(), Dense.units(1));
        assertSays(text, "Lays the 7 rows of 5 numbers of a sample end to end: 7·5 = 35 numbers.", "4·2·5 + 4·5·5 = 140", "i = sigmoid (x_t·W_i + h·V_i) input gate",
                "There is no activation: the answer is a plain number of any size");
    }

    @Test
    void aModelWithoutTimeSaysSo() {
        String text = explained(Dense.units(5).inputShape(784), Activation.of(ActivationFunction.SOFTMAX));
        assertSays(text, "THE DATA (batch, features) = (None, 784)", "this model has no time axis. In Java a batch is float[B][784].",
                "784·5 + 5 = 3,925", "Applies softmax to every row of 5 numbers", "inputDim(784)");
        assertFalse(text.contains("LSTM"), text);
    }

    @Test
    void theShortFormFitsOnAScreen() {
        assertEquals("""
                  (batch, timesteps, features) = (None, 28, 28): any number of samples, 28 steps each, 28 numbers a
                  step. x_t is row t of a sample.

                        x_1           x_2                      x_28    28 numbers each
                         │             │                        │
                         ▼             ▼                        ▼
                  0 ─→ [LSTM] ─h,c─→ [LSTM] ─h,c─→ ... ─h,c─→ [LSTM]   one layer, the same weights
                         │             │                        │
                         ▼             ▼                        ▼
                        h_1           h_2                      h_28    128 numbers each, to lstm_1

                      data    (None, 28, 28)   x
                      lstm    (None, 28, 128)  h_t, 128 numbers, of every step
                      lstm_1  (None, 28, 128)  h_t, 128 numbers, of every step
                      lstm_2  (None, 128)      h_28, 128 numbers, of the last step only
                      dense   (None, 10)       10 probabilities that sum to 1

                      lstm       80,384  = 4·28·128 + 4·128·128 + 4·128
                      lstm_1    131,584  = 4·128·128 + 4·128·128 + 4·128
                      lstm_2    131,584  = 4·128·128 + 4·128·128 + 4·128
                      dense       1,290  = 128·10 + 10
                      together  344,842  numbers to learn, 1.32 MB as floats
                  4·f·u + 4·u·u + 4·u: each of the gates i, f, c, o has weights for the f inputs and for the layer's
                  own u last outputs, and a bias. The cell state is one number per unit. The same weights serve
                  every step.
                  returnSequences() on lstm and lstm_1: the next LSTM needs a row for every step, not the last one
                  only.
                """.stripTrailing(), Explanation.shortText(DIGITS));
    }

    @Test
    void theTextDoesNotDependOnTheMachinesLanguage() {
        String expected = Explanation.text(DIGITS);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(expected, Explanation.text(DIGITS));
            assertTrue(Summary.text(DIGITS, "m").contains(" Total params: 344,842 (1.32 MB)"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
