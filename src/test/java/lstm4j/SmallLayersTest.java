package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.Architecture;
import lstm4j.layer.Cropping1D;
import lstm4j.layer.Dense;
import lstm4j.layer.ELU;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.Masking;
import lstm4j.layer.PReLU;
import lstm4j.layer.Permute;
import lstm4j.layer.ReLU;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Reshape;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.layer.UpSampling1D;
import lstm4j.layer.ZeroPadding1D;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Slopes, moved numbers and noise, as a user meets them. */
class SmallLayersTest {
    private final SplittableRandom random = new SplittableRandom(18);
    private final float[][][] x = Numbers.tensor(random, 5, 4, 2, 2);

    private static void refused(String rule, Executable made) {
        assertEquals(rule, assertThrows(RuleException.class, made).rule());
    }

    private static Architecture model(int T, Layer layer) {
        return Architecture.of(List.of(LSTM.units(2).returnSequences().inputShape(T, 3), layer));
    }

    @Test
    @Rule({"RELU-2", "RELU-3", "SHUF-1", "SHUF-2", "SHUF-3", "DROP-2"})
    void whatCannotBeIsRefused() {
        refused("RELU-2", () -> ReLU.layer().maxValue(-1));
        refused("RELU-2", () -> ReLU.layer().threshold(Double.NaN));
        refused("RELU-2", () -> LeakyReLU.layer().negativeSlope(-0.1));
        refused("RELU-3", () -> PReLU.layer().sharedAxes(0));
        refused("RELU-3", () -> model(Shape.ANY, PReLU.layer()));
        refused("SHUF-1", () -> Reshape.to(-1, -1));
        refused("SHUF-1", () -> Reshape.to());
        refused("SHUF-1", () -> model(4, Reshape.to(3, 3)));
        refused("SHUF-1", () -> model(Shape.ANY, Reshape.to(4, 2)));
        refused("SHUF-1", () -> model(Shape.ANY, Reshape.to(-1, 4)));
        refused("SHUF-1", () -> model(Shape.ANY, Reshape.to(2, -1)));
        refused("SHUF-2", () -> Permute.dims(1, 1));
        refused("SHUF-2", () -> model(4, Permute.dims(1)));
        refused("SHUF-2", () -> model(Shape.ANY, Permute.dims(2, 1)));
        refused("SHUF-3", () -> Cropping1D.of(-1));
        refused("SHUF-3", () -> UpSampling1D.of(0));
        refused("SHUF-3", () -> model(4, Cropping1D.of(2)));
        refused("DROP-2", () -> GaussianNoise.stddev(-1));
        refused("REG-1", () -> ActivityRegularization.of(-1, 0));
        refused("REG-1", () -> ActivityRegularization.of(0, Double.NaN));
    }

    /** Every number is 1: l1·Σ|x| + l2·Σx² counts those of a sample, whatever the size of the batch. */
    @Test
    @Rule("REG-1")
    void whatIsAddedForActivityIsAMeanOverTheSamplesAndChangesNoPrediction() {
        float[][] ones = new float[6][4];
        Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
        Sequential model = Sequential.of(ActivityRegularization.of(0.5, 0.25).inputShape(4)).compile(new Adam(), Loss.MSE);
        assertArrayEquals(ones, model.predict(ones));
        assertEquals(4 * 0.75, model.evaluate(Data.ofArrays(ones, ones), 6).get("loss"));
        assertEquals(4 * 0.75, model.evaluate(Data.ofArrays(ones, ones), 3).get("loss"));
        assertEquals(4 * 0.75, model.trainOnBatch(Data.ofArrays(ones, ones)));
    }

    @Test
    @Rule("REG-2")
    void penaltiesOnNumbersAndAMaskAtTheLossAreRefusedTogether() {
        Sequential model = Sequential.of(Masking.value(0).inputShape(4, 2), ActivityRegularization.of(1, 0), LSTM.units(1).returnSequences());
        model.predictSequences(x);
        refused("REG-2", () -> model.compile(new Adam(), Loss.MSE));
        Sequential.of(Masking.value(0).inputShape(4, 2), ActivityRegularization.of(1, 0), LSTM.units(1)).compile(new Adam(), Loss.MSE);
    }

    @Test
    void shapesThatAreNotKnownStayOpen() {
        assertEquals(Shape.of(Shape.ANY, Shape.ANY, 1), model(Shape.ANY, Reshape.to(-1, 1)).outputShape());
        assertEquals(Shape.of(Shape.ANY, Shape.ANY, 2), model(Shape.ANY, UpSampling1D.of(2)).outputShape());
        assertEquals(Shape.of(Shape.ANY, 2, 4), model(4, Permute.dims(2, 1)).outputShape());
        assertEquals(Shape.of(Shape.ANY, 2, 2, 2), model(4, Reshape.to(2, 2, -1)).outputShape());
    }

    @Test
    @Rule("SHUF-3")
    void aSequenceThatIsCroppedAwayIsRefusedWhereverItComesIn() {
        Sequential model = Sequential.of(LSTM.units(2).returnSequences().inputShape(Shape.ANY, 2), Cropping1D.of(1, 2), LSTM.units(1));
        model.compile(new Adam(), Loss.MSE);
        model.predict(x);
        float[][][] tooShort = new float[1][3][2];
        refused("SHUF-3", () -> model.predict(tooShort));
        refused("SHUF-3", () -> model.trainOnBatch(Data.of(tooShort, new float[1][1])));
        Predictor predictor = model.predictor();
        predictor.predict(x, new float[5][1]);
        refused("SHUF-3", () -> predictor.predict(tooShort, new float[1][1]));
        refused("STEP-1", () -> predictor.step(new float[2], new float[1]));
    }

    @Test
    @Rule("SHUF-3")
    void labelsAndOutputsHaveAsManyStepsAsComeOut() {
        Sequential model = Sequential.of(UpSampling1D.of(3).inputShape(Shape.ANY, 2), LSTM.units(2).returnSequences(), ZeroPadding1D.of(1, 0));
        model.compile(new Adam(), Loss.MSE);
        assertTrue(model.trainOnBatch(Data.of(x, Numbers.tensor(random, 5, 13, 2, 1))) > 0);
        refused("DATA-4", () -> model.trainOnBatch(Data.of(x, Numbers.tensor(random, 5, 4, 2, 1))));
        float[][][] out = new float[5][13][2];
        model.predictor().predictSequences(x, out);
        assertArrayEquals(model.predictSequences(x), out);
        Sequential repeated = Sequential.of(LSTM.units(2).inputShape(4, 2), RepeatVector.times(6));
        float[][][] six = new float[5][6][2];
        repeated.predictor().predictSequences(x, six);
        assertArrayEquals(repeated.predictSequences(x), six);
    }

    @Test
    @Rule({"RELU-1", "RELU-4"})
    void withoutOptionsTheyAreTheFunctionsOfTheirNames() {
        same(ReLU.layer(), ActivationFunction.RELU);
        same(ReLU.layer().maxValue(6), ActivationFunction.RELU6);
        same(ELU.layer(), ActivationFunction.ELU);
    }

    private void same(Layer layer, ActivationFunction function) {
        float[][] rows = Numbers.rows(random, 9, 3, 5);
        rows[0] = new float[] {0, 6, -0.0f};
        Sequential one = Sequential.of(Dense.units(3).inputShape(3), layer).compile(new Adam(), Loss.MSE);
        Sequential other = Sequential.of(Dense.units(3).inputShape(3), Activation.of(function)).compile(new Adam(), Loss.MSE);
        float[][] identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        float[][][] weights = {identity, {{0, 0, 0}}};
        one.setWeights(weights);
        other.setWeights(weights);
        assertArrayEquals(other.predict(rows), one.predict(rows));
        Data data = Data.ofArrays(rows, Numbers.rows(random, 9, 3, 1));
        assertArrayEquals(other.gradients(data).inputs(), one.gradients(data).inputs());
    }

    @Test
    void aMaskGoesThroughSlopesAndEndsWhereNumbersMove() {
        float[][][] padded = x.clone();
        padded[0] = new float[][] {{1, 2}, {0, 0}, {3, 4}, {0, 0}};
        for (Layer slope : List.of(ReLU.layer(), LeakyReLU.layer(), ELU.layer(), PReLU.layer(), GaussianNoise.stddev(1), SpatialDropout1D.rate(0.5))) {
            assertTrue(Architecture.of(List.of(Masking.value(0).inputShape(4, 2), slope, LSTM.units(1))).masked(2), slope.type());
        }
        for (Layer moved : List.of(Reshape.to(4, 2), Permute.dims(2, 1), ZeroPadding1D.of(1), Cropping1D.of(1), UpSampling1D.of(2))) {
            Sequential model = Sequential.of(Masking.value(0).inputShape(4, 2), moved, LSTM.units(1)).seed(2);
            assertTrue(!model.architecture().masked(2), moved.type());
            Sequential plain = Sequential.of(Dense.units(2).inputShape(4, 2), moved, LSTM.units(1));
            List<float[][]> weights = new ArrayList<>(List.of(new float[][] {{1, 0}, {0, 1}}, new float[1][2]));
            weights.addAll(Arrays.asList(model.getWeights()));
            plain.setWeights(weights.toArray(float[][][]::new));
            assertArrayEquals(plain.predict(padded), model.predict(padded), moved.type());
        }
    }

    @Test
    void slopesGoStepByStep() {
        Sequential model = Sequential.of(LSTM.units(3).returnSequences().inputShape(4, 2), ReLU.layer().negativeSlope(0.1), PReLU.layer().sharedAxes(1), LSTM.units(2)).seed(4);
        Predictor predictor = model.predictor();
        float[] out = new float[2];
        for (float[] row : x[0]) {
            predictor.step(row, out);
        }
        assertArrayEquals(model.predict(new float[][][] {x[0]})[0], out);
        assertTrue(assertThrows(RuleException.class, () -> Sequential.of(PReLU.layer().inputShape(4, 2), LSTM.units(1)).predictor().step(new float[2], new float[1]))
                .getMessage().contains("slopes of its own for each step"));
    }

    @Test
    @Rule({"DROP-1", "DROP-2"})
    void noiseIsThereInTrainingAloneAndTheSameForAnyNumberOfThreads() {
        Sequential model = Sequential.of(SpatialDropout1D.rate(0.5).inputShape(4, 2), GaussianNoise.stddev(0.3), LSTM.units(1));
        assertArrayEquals(Sequential.of(LSTM.units(1).inputShape(4, 2)).predict(x), Sequential.of(SpatialDropout1D.rate(0.5).inputShape(4, 2), GaussianNoise.stddev(0.3), LSTM.units(1)).predict(x));
        float[][][] many = Numbers.tensor(random, 100, 4, 2, 1);
        float[][] y = Numbers.rows(random, 100, 1, 1);
        float[][][][] after = new float[2][][][];
        for (int threads = 1; threads <= 2; threads++) {
            Sequential trained = Sequential.of(model.architecture()).parallelism(threads * 2 - 1).compile(new Adam(), Loss.MSE);
            trained.trainOnBatch(Data.of(many, y));
            trained.trainOnBatch(Data.of(many, y));
            after[threads - 1] = trained.getWeights();
        }
        assertArrayEquals(after[0], after[1]);
    }
}
