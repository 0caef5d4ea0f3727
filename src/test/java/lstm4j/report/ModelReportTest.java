package lstm4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.ModelReport;
import lstm4j.Sequential;
import lstm4j.data.Digits;
import lstm4j.data.GeneratedDigits;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import org.junit.jupiter.api.Test;

/** What a report shows of models of every kind, and of samples of every kind. */
class ModelReportTest {
    private final float[][][] x = new float[7][5][3];
    private final int[] y = {0, 1, 2, 0, 1, 2, 0};

    private Sequential model(Layer... layers) {
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < 5; t++) {
                x[n][t][y[n]] = 1 - 0.1f * t;
            }
        }
        return Sequential.of(layers).parallelism(1);
    }

    private static Dense softmax() {
        return Dense.units(3).activation(ActivationFunction.SOFTMAX);
    }

    private static void assertShows(String html, String... parts) {
        Stream.of(parts).forEach(part -> assertTrue(html.contains(part), () -> "not shown: " + part + "\n" + html.replaceAll("<img[^>]*>", "<img>")));
    }

    @Test
    void aModelThatWasNeverCompiledHasItsGatesGradientsAndOutputs() {
        String html = ModelReport.of(model(GRU.units(4).returnSequences().inputShape(5, 3), SimpleRNN.units(3), softmax())).classes(x, y).html();
        Valid.require(html);
        assertShows(html, "z, update gate", "r, reset gate", "kernel_z", "simple_rnn", "The output after each step", "steps before the end",
                "gradient is", "Gradients of the sparse_categorical_crossentropy of the first 7 samples", "arithmetic");
    }

    @Test
    void bothHalvesOfABidirectionalShowTheirGatesInTheOrderOfTheSample() {
        Sequential model = model(Bidirectional.of(LSTM.units(4)).inputShape(Shape.ANY, 3), softmax());
        String html = ModelReport.of(model).classes(x, y, List.of("red", "green", "blue")).html();
        Valid.require(html);
        assertShows(html, "forward_f, forget gate", "backward_f, forget gate", "how much each step counts", "red read as", "The output after each step");
        assertFalse(html.contains("through the layer's own state"));
    }

    @Test
    void whatReadsBackwardsIsShownForwards() {
        float[][] one = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}, {0.5f, 0, 0}};
        float[][][] turned = {{one[4], one[3], one[2], one[1], one[0]}};
        Sequential back = model(SimpleRNN.units(2).goBackwards().inputShape(5, 3), Dense.units(1));
        Sequential ahead = model(SimpleRNN.units(2).inputShape(5, 3), Dense.units(1));
        ahead.setWeights(back.getWeights());
        float[][] read = back.trace(one).get(0).h();
        assertTrue(Arrays.deepEquals(read, ahead.trace(turned[0]).get(0).h()));
        String map = new Walk("simple_rnn", Map.of("h", new float[][] {read[4], read[3], read[2], read[1], read[0]})).html();
        assertTrue(ModelReport.of(back).samples(new float[][][] {one}).html().contains(map), "the last step was read first");
    }

    @Test
    void wordsAreShownAsWordsWithoutThePadding() {
        Sequential model = Sequential.of(Embedding.of(6, 3).maskZero(true), LSTM.units(4), Dense.units(1).activation(ActivationFunction.SIGMOID)).parallelism(1);
        int[][] texts = {{2, 3, 4, 5, 0, 0}, {3, 3, 3, 1, 0, 0}};
        String html = ModelReport.of(model).words(List.of("", "[UNK]", "not", "so", "<bad>", "film")).classes(texts, new int[] {1, 0}).html();
        Valid.require(html);
        assertShows(html, "<li>&lt;bad&gt;</li><li>film</li></ol>", "how likely 1 is", "3 &lt;bad&gt;", "steps 1 to 4", "Gradients of the binary_crossentropy");
        assertFalse(html.contains("steps 1 to 6"));
    }

    @Test
    void aStatefulModelIsAskedInItsBatches() {
        String html = ModelReport.of(model(LSTM.units(4).stateful().batchInputShape(7, 5, 3), softmax())).classes(x, y).html();
        assertShows(html, "Gradients of the sparse_categorical_crossentropy of the first 7 samples", "steps before the end");
        float[][][] twice = new float[14][][];
        System.arraycopy(x, 0, twice, 0, 7);
        System.arraycopy(x, 0, twice, 7, 7);
        assertShows(ModelReport.of(model(LSTM.units(4).stateful().batchInputShape(7, 5, 3), softmax())).classes(twice, Arrays.copyOf(y, 14)).html(),
                "right of 14 samples", "of the first 7 samples");
    }

    @Test
    void masksInFrontOfAnLstmDoNotHideHowFarBackItLearns() {
        String html = ModelReport.of(model(Masking.value(0).inputShape(5, 3), LSTM.units(4), softmax())).classes(x, y).html();
        Valid.require(html);
        assertShows(html, "steps before the end");
    }

    @Test
    void rowsWithoutTimeSeveralForecastsAndClassesOfStepsHaveTheirResults() {
        float[][] rows = {{1, 2}, {3, 4}, {5, 6}};
        Sequential two = Sequential.of(Dense.units(2).inputShape(2)).parallelism(1);
        String forecasts = ModelReport.of(two).forecasts(rows, new float[][] {{1, 2}, {3, 4}, {5, 6}}).html();
        Valid.require(forecasts);
        assertShows(forecasts, "Output 1", "Residuals", "Gradients of the mean_squared_error");
        Sequential tagger = model(LSTM.units(4).returnSequences().inputShape(5, 3), softmax());
        int[][] steps = new int[7][5];
        String classes = ModelReport.of(tagger).classes(x, steps).html();
        Valid.require(classes);
        assertShows(classes, "right of 35 steps", "True class in rows", "of the last step");
    }

    @Test
    void labelsThatDoNotBelongToTheSamplesAreRefused() {
        Sequential model = model(LSTM.units(2).inputShape(5, 3), softmax());
        RuleException few = assertThrows(RuleException.class, () -> ModelReport.of(model).samples(x, new int[] {0, 1}));
        assertEquals("DATA-5", few.rule());
        RuleException beyond = assertThrows(RuleException.class, () -> ModelReport.of(model).samples(x, new int[] {0, 1, 2, 0, 1, 2, 3}));
        assertEquals("DATA-6", beyond.rule());
    }

    /** A layer that halves its state in every step: after ten more of them the gradient is 2^-10 of what it was. */
    @Test
    void aModelThatSaysSomethingInEveryStepIsFollowedBackFromItsLastOne() {
        Sequential halves = Sequential.of(SimpleRNN.units(1).activation(ActivationFunction.LINEAR).returnSequences().inputShape(12, 1)).parallelism(1);
        halves.setWeights(new float[][][] {{{1}}, {{0.5f}}, {{0}}});
        float[][][] ramp = new float[1][12][1];
        float[][] labels = new float[1][12];
        for (int t = 0; t < 12; t++) {
            ramp[0][t][0] = t;
            labels[0][t] = -t;
        }
        String html = ModelReport.of(halves).samples(ramp, labels).html();
        Valid.require(html);
        assertShows(html, "11 steps before the end the gradient is 0.0009766 times", "of the last step");
    }

    @Test
    void weightsThatAreNoNumbersAndALossThatRisesAreStriking() {
        Sequential model = model(LSTM.units(2).inputShape(5, 3), softmax());
        float[][][] weights = model.getWeights();
        weights[0][0][0] = Float.NaN;
        model.setWeights(weights);
        String html = ModelReport.of(model).training(Map.of("loss", List.of(1.0, 0.5, 0.4, 0.3, Double.NaN), "val_loss", List.of(1.0, 0.9, 1.0, 1.1, 1.2)), 1).html();
        Valid.require(html);
        assertShows(html, "1 of 57 weights are not finite", "From epoch 5 on the loss is not a number");
        assertTrue(Findings.ofTraining(Map.of("loss", List.of(1.0, 0.5, 0.4, 0.3, 0.2), "val_loss", List.of(1.0, 0.9, 1.0, 1.1, 1.2)), 1).get(0)
                .contains("Since epoch 2 the loss of the validation rises"));
        assertEquals(List.of(), Findings.ofTraining(Map.of("loss", List.of(1.0, 0.5)), 1));
    }

    @Test
    void theReportOnTheDigitModelIsBelowAMegabyte() {
        Digits digits = GeneratedDigits.split(20, 40, 1);
        Sequential model = Sequential.of(LSTM.units(128).returnSequences().inputShape(28, 28), LSTM.units(128).returnSequences(), LSTM.units(128),
                Dense.units(10).activation(ActivationFunction.SOFTMAX));
        int bytes = ModelReport.of(model).classes(digits.testImages(), digits.testLabels()).html().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 1 << 20, "bytes: " + bytes);
    }
}
