package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Merge;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a Bidirectional layer is for, and what it refuses. */
class BidirectionalTest {
    private static final int T = 8;

    /** The tag of a step is 1 where the number before it and the number after it are both positive: only both directions know. */
    @Test
    @Rule("BI-1")
    void aTaggerKnowsWhatComesAfter() {
        SplittableRandom random = new SplittableRandom(8);
        float[][][] x = new float[192][T][1];
        int[][] tags = new int[x.length][T];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < T; t++) {
                x[n][t][0] = random.nextBoolean() ? 1 : -1;
            }
            for (int t = 0; t < T; t++) {
                tags[n][t] = t > 0 && t < T - 1 && x[n][t - 1][0] > 0 && x[n][t + 1][0] > 0 ? 1 : 0;
            }
        }
        assertTrue(loss(Sequential.of(Bidirectional.of(LSTM.units(6).returnSequences()).inputShape(T, 1), softmax()), x, tags) < 0.02);
        double ahead = loss(Sequential.of(LSTM.of(12, T, 1).returnSequences(), softmax()), x, tags);
        assertTrue(ahead > 0.1, "who reads from the start only cannot know: " + ahead);
    }

    private static Dense softmax() {
        return Dense.units(2).activation(ActivationFunction.SOFTMAX);
    }

    private static double loss(Sequential model, float[][][] x, int[][] tags) {
        model.compile(new Adam().learningRate(0.03), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        return model.fit(Data.of(x, tags), Fit.epochs(40).batchSize(32)).get("loss")[39];
    }

    @Test
    @Rule("BI-2")
    void halvesThatDoNotFitAreRefused() {
        LSTM one = LSTM.units(3).returnSequences();
        assertRule("BI-2", () -> model(Bidirectional.of(one).backwardLayer(one)));
        assertRule("BI-2", () -> model(Bidirectional.of(one.goBackwards())));
        assertRule("BI-2", () -> model(Bidirectional.of(one).backwardLayer(LSTM.units(3).goBackwards())));
        assertRule("BI-2", () -> model(Bidirectional.of(one).mergeMode(Merge.SUM).backwardLayer(LSTM.units(4).returnSequences().goBackwards())));
        model(Bidirectional.of(one).backwardLayer(LSTM.units(4).returnSequences().goBackwards()));
    }

    @Test
    @Rule({"BI-4", "BI-6"})
    void statesHaveFourPartsAndStepByStepIsRefused() {
        Sequential model = model(Bidirectional.of(LSTM.units(3)));
        State state = model.predictAll(new float[2][4][2], Map.of()).states().get("bidirectional");
        assertEquals(4, state.parts().length);
        RuleException refused = assertThrows(RuleException.class, () -> model.predictor().step(new float[2], new float[6]));
        assertTrue(refused.getMessage().contains("bidirectional, whose backward half begins at the last step"), refused.getMessage());
    }

    @Test
    @Rule("BI-5")
    void twoOutputsComeSideBySideAtTheEndOfAModelThatOnlyPredicts() {
        Sequential two = model(Bidirectional.of(LSTM.units(3)).mergeMode(Merge.NONE));
        Sequential one = model(Bidirectional.of(LSTM.units(3)));
        one.setWeights(two.getWeights());
        float[][][] x = {{{1, 2}, {3, 4}, {-1, 0}, {2, -2}}};
        assertArrayEquals(one.predict(x)[0], two.predict(x)[0]);
        assertRule("BI-5", () -> two.compile(new SGD(), Loss.MSE));
        assertRule("BI-5", () -> Sequential.of(Bidirectional.of(LSTM.units(3)).mergeMode(Merge.NONE).inputShape(4, 2), Dense.units(1)));
    }

    /** Both halves drop a half of the numbers of x: with the same masks and the same weights they would say the same of a constant sequence. */
    @Test
    @Rule("BI-6")
    void theHalvesDropOtherNumbers() {
        Sequential model = Sequential.of(Bidirectional.of(LSTM.units(2).dropout(0.5)).mergeMode(Merge.SUM).inputShape(3, 8)).seed(5);
        float[][][] weights = model.getWeights();
        for (int w = 0; w < 3; w++) {
            weights[3 + w] = weights[w];
        }
        model.setWeights(weights);
        float[][][] x = new float[1][3][8];
        for (float[] row : x[0]) {
            Arrays.fill(row, 1);
        }
        model.compile(new SGD().learningRate(1), Loss.MSE).trainOnBatch(Data.of(x, new float[1][2]));
        assertTrue(!Arrays.deepEquals(model.getWeights()[0], model.getWeights()[3]));
    }

    private static Sequential model(Bidirectional layer) {
        return Sequential.of(layer.inputShape(4, 2));
    }

    private static void assertRule(String rule, Executable mistake) {
        assertEquals(rule, assertThrows(RuleException.class, mistake).rule());
    }
}
