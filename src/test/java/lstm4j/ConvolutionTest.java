package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.GlobalAveragePooling1D;
import lstm4j.layer.GlobalMaxPooling1D;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.Padding;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conv1D and the pooling layers as a user meets them. */
class ConvolutionTest {
    private static final int T = 24;
    private final SplittableRandom random = new SplittableRandom(9);

    private static RuleException refused(Layer... layers) {
        return assertThrows(RuleException.class, () -> Sequential.of(layers));
    }

    private static String shape(Layer... layers) {
        return Sequential.of(layers).architecture().outputShape().toString();
    }

    /** A wave whose period is known only from its last steps, and a spike that a convolution can find. */
    @Test
    @Rule({"CONV-1", "POOL-1"})
    void aConvolutionInFrontOfAnLstmForecasts() {
        float[][][] x = new float[160][T][1];
        float[][] y = new float[160][1];
        for (int n = 0; n < x.length; n++) {
            double phase = 2 * Math.PI * random.nextDouble();
            double step = 0.3 + 0.4 * random.nextDouble();
            for (int t = 0; t < T; t++) {
                x[n][t][0] = (float) (Math.sin(phase + step * t) + 0.05 * (random.nextDouble() - 0.5));
            }
            y[n][0] = (float) Math.sin(phase + step * T);
        }
        Sequential model = Sequential.of(Conv1D.of(8, 3).padding(Padding.CAUSAL).activation(ActivationFunction.RELU).inputShape(T, 1),
                MaxPooling1D.poolSize(2), LSTM.units(12), Dense.units(1)).seed(3);
        model.compile(new Adam().learningRate(0.01), Loss.MSE);
        model.fit(Data.of(Arrays.copyOf(x, 128), Arrays.copyOf(y, 128)), Fit.epochs(40).batchSize(16));
        double naive = 0;
        double error = 0;
        float[][] forecast = model.predict(Arrays.copyOfRange(x, 128, 160));
        for (int n = 0; n < 32; n++) {
            error += Math.pow(forecast[n][0] - y[128 + n][0], 2);
            naive += Math.pow(x[128 + n][T - 1][0] - y[128 + n][0], 2);
        }
        assertTrue(error < naive / 4, "forecast " + error / 32 + ", each value as the one before it " + naive / 32);
    }

    /** Each sample is a few windows of a series, each window read by the same convolution: the other usual form. */
    @Test
    void aConvolutionInsideEveryStepTrains() {
        Sequential model = Sequential.of(TimeDistributed.of(Conv1D.of(4, 2).activation(ActivationFunction.RELU)).inputShape(3, 6, 1),
                TimeDistributed.of(MaxPooling1D.poolSize(2)), TimeDistributed.of(Flatten.layer()), LSTM.units(5), Dense.units(1)).seed(1);
        assertEquals("(None, 3, 8)", model.architecture().outputShape(2).toString());
        model.compile(new Adam().learningRate(0.02), Loss.MSE);
        float[][][][] x = new float[40][][][];
        float[][] y = new float[40][1];
        for (int n = 0; n < x.length; n++) {
            x[n] = Numbers.tensor(random, 3, 6, 1, 1);
            y[n][0] = Math.max(x[n][2][5][0], x[n][2][4][0]);
        }
        double[] losses = model.fit(Data.ofArrays(x, y), Fit.epochs(60).batchSize(8)).get("loss");
        assertTrue(losses[59] < losses[0] / 3, losses[0] + " to " + losses[59]);
    }

    @Test
    @Rule({"CONV-1", "POOL-1"})
    void shapesAreThoseOfKeras() {
        assertEquals("(None, 22, 4)", shape(Conv1D.of(4, 3).inputShape(T, 2)));
        assertEquals("(None, 12, 4)", shape(Conv1D.of(4, 3).strides(2).padding(Padding.SAME).inputShape(T, 2)));
        assertEquals("(None, 16, 4)", shape(Conv1D.of(4, 3).dilationRate(4).inputShape(T, 2)));
        assertEquals("(None, None, 4)", shape(Conv1D.of(4, 3).inputShape(Shape.ANY, 2)));
        assertEquals("(None, 8, 2)", shape(MaxPooling1D.poolSize(3).inputShape(T, 2)));
        assertEquals("(None, 2)", shape(GlobalMaxPooling1D.layer().inputShape(T, 2)));
        assertEquals("(None, 1, 2)", shape(GlobalAveragePooling1D.layer().keepdims(true).inputShape(T, 2)));
        assertEquals(3 * 2 * 4 + 4, Sequential.of(Conv1D.of(4, 3).inputShape(T, 2)).architecture().parameterCount());
        assertEquals("conv1d", Sequential.of(Conv1D.of(4, 3).inputShape(T, 2)).architecture().layer(0).name());
        assertEquals("global_average_pooling1d", Sequential.of(GlobalAveragePooling1D.layer().inputShape(T, 2)).architecture().layer(0).name());
    }

    @Test
    @Rule({"CONV-2", "CONV-3", "POOL-2", "POOL-3"})
    void whatCannotBeIsRefused() {
        assertEquals("CONV-2", assertThrows(RuleException.class, () -> Conv1D.of(0, 1)).rule());
        assertEquals("CONV-2", assertThrows(RuleException.class, () -> Conv1D.of(1, 0)).rule());
        assertEquals("CONV-2", refused(Conv1D.of(1, 2).strides(2).dilationRate(2).inputShape(9, 1)).rule());
        assertEquals("CONV-3", refused(Conv1D.of(1, 4).inputShape(3, 1)).rule());
        assertEquals("POOL-2", assertThrows(RuleException.class, () -> MaxPooling1D.poolSize(0)).rule());
        assertEquals("POOL-2", assertThrows(RuleException.class, () -> AveragePooling1D.poolSize(2).padding(Padding.CAUSAL)).rule());
        assertEquals("POOL-3", refused(MaxPooling1D.poolSize(4).inputShape(3, 1)).rule());
        assertEquals("SHAPE-4", refused(Conv1D.of(1, 2).inputShape(3)).rule());
        assertTrue(refused(GlobalMaxPooling1D.layer().inputShape(3, 1), LSTM.units(2)).getMessage().contains("global_max_pooling1d makes one row"));
    }

    /** The number of steps is known with the data alone: too few are refused before anything is computed. */
    @Test
    @Rule({"CONV-3", "POOL-3"})
    void sequencesThatAreTooShortAreRefused() {
        Sequential model = Sequential.of(Conv1D.of(2, 3).inputShape(Shape.ANY, 1), MaxPooling1D.poolSize(2), LSTM.units(2), Dense.units(1));
        model.compile(new SGD(), Loss.MSE);
        assertEquals(1, model.predict(new float[1][4][1]).length);
        assertEquals("POOL-3", assertThrows(RuleException.class, () -> model.predict(new float[1][3][1])).rule());
        RuleException refused = assertThrows(RuleException.class, () -> model.fit(Data.of(new float[1][2][1], new float[1][1]), Fit.epochs(1)));
        assertEquals("CONV-3", refused.rule());
        assertTrue(refused.getMessage().contains("conv1d: expected at least 3 timesteps"), refused.getMessage());
        Predictor predictor = model.predictor();
        predictor.predict(new float[1][9][1], new float[1][1]);
        assertEquals("CONV-3", assertThrows(RuleException.class, () -> predictor.predict(new float[1][2][1], new float[1][1])).rule());
    }

    @Test
    void outputsOfEveryStepAreAsManyAsThereAreWindows() {
        Sequential model = Sequential.of(Conv1D.of(2, 3).strides(2).inputShape(Shape.ANY, 1)).compile(new SGD(), Loss.MSE);
        float[][][] x = Numbers.tensor(random, 2, 9, 1, 1);
        float[][][] y = model.predictSequences(x);
        assertEquals(4, y[0].length);
        float[][][] out = new float[2][4][2];
        model.predictor().predictSequences(x, out);
        assertArrayEquals(y, out);
        assertTrue(model.fit(Data.of(x, new float[2][4][2]), Fit.epochs(1)).get("loss")[0] > 0);
        assertThrows(RuleException.class, () -> model.fit(Data.of(x, new float[2][9][2]), Fit.epochs(1)));
    }

    @Test
    @Rule({"CONV-6", "POOL-6"})
    void stepByStepOnlyAWindowOfOneStepCanRun() {
        Predictor predictor = Sequential.of(Conv1D.of(2, 1).inputShape(Shape.ANY, 1), LSTM.units(2)).predictor();
        predictor.step(new float[] {1}, new float[2]);
        for (Layer layer : new Layer[] {Conv1D.of(2, 2).padding(Padding.CAUSAL).inputShape(Shape.ANY, 1), MaxPooling1D.poolSize(2).inputShape(Shape.ANY, 1),
            GlobalMaxPooling1D.layer().inputShape(Shape.ANY, 1)}) {
            Predictor cannot = Sequential.of(layer).predictor();
            RuleException refused = assertThrows(RuleException.class, () -> cannot.step(new float[1], new float[1]));
            assertEquals("STEP-1", refused.rule());
        }
    }

    @Test
    @Rule({"CONV-4", "POOL-4"})
    void noMaskComesOutOfAWindow() {
        assertFalse(Sequential.of(Masking.value(0).inputShape(T, 2), Conv1D.of(2, 3), LSTM.units(2)).architecture().masked(2));
        assertFalse(Sequential.of(Masking.value(0).inputShape(T, 2), MaxPooling1D.poolSize(2), LSTM.units(2)).architecture().masked(2));
    }

    /** fan_in and fan_out count all taps. */
    @Test
    @Rule("INIT-6")
    void aKernelBeginsAsWideAsItsTapsAllow() {
        float[][] kernel = Sequential.of(Conv1D.of(7, 5).kernelInitializer(Initializer.GLOROT_UNIFORM).inputShape(T, 3)).seed(1).layer("conv1d").kernel();
        double limit = Math.sqrt(6.0 / (5 * 3 + 5 * 7));
        double largest = 0;
        for (float[] row : kernel) {
            for (float number : row) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        assertTrue(largest <= limit && largest > 0.9 * limit, largest + " of " + limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.keras", "m.h5"})
    void filesKeepEveryOption(String name, @TempDir Path folder) throws IOException {
        Sequential model = Sequential.of(Conv1D.of(3, 2).padding(Padding.CAUSAL).dilationRate(2).activation(ActivationFunction.ELU).inputShape(T, 2),
                Conv1D.of(2, 3).strides(2).padding(Padding.SAME).useBias(false), MaxPooling1D.poolSize(2).strides(1).padding(Padding.SAME),
                AveragePooling1D.poolSize(3), GlobalAveragePooling1D.layer().keepdims(true), LSTM.units(2), Dense.units(1)).seed(5);
        float[][][] x = Numbers.tensor(random, 3, T, 2, 1);
        model.compile(new Adam(), Loss.MSE).fit(Data.of(x, new float[3][1]), Fit.epochs(2));
        Path file = folder.resolve(name);
        model.save(file);
        Sequential loaded = Sequential.load(file);
        assertEquals(model.summary(), loaded.summary());
        assertArrayEquals(model.predict(x), loaded.predict(x));
        for (int i = 0; i < 5; i++) {
            Layer own = model.architecture().layer(i);
            Layer read = loaded.architecture().layer(i);
            own.options().forEach(option -> assertEquals(own.get(option), read.get(option), option.name()));
        }
    }

    /** The self-check in a file takes sequences of any length, but not too short ones. */
    @Test
    void aModelOfLongWindowsIsSavedWithASelfCheck(@TempDir Path folder) throws IOException {
        Sequential model = Sequential.of(Conv1D.of(2, 50).inputShape(Shape.ANY, 1), LSTM.units(2)).seed(1);
        model.save(folder.resolve("m.keras"));
        float[][][] x = Numbers.tensor(random, 2, 60, 1, 1);
        assertArrayEquals(model.predict(x), ModelFiles.loadVerified(folder.resolve("m.keras")).predict(x));
        Sequential inSteps = Sequential.of(TimeDistributed.of(Conv1D.of(2, 3)).inputShape(4, 5, 1), TimeDistributed.of(Flatten.layer()), LSTM.units(2)).seed(1);
        inSteps.save(folder.resolve("s.keras"));
        assertEquals(inSteps.summary(), Sequential.load(folder.resolve("s.keras")).summary());
    }

    @Test
    void whatItComputesIsTold() {
        String story = Sequential.of(Conv1D.of(3, 2).padding(Padding.CAUSAL).dilationRate(2).activation(ActivationFunction.RELU).inputShape(T, 2),
                MaxPooling1D.poolSize(2), AveragePooling1D.poolSize(2), GlobalMaxPooling1D.layer(), Dense.units(1)).explain();
        assertTrue(story.contains("sum over 2 steps that are 2 apart, 2 numbers each") && story.contains("No output knows a later step.")
                && story.contains("2 taps × 2 inputs × 3 filters  =  12") && story.contains("24 steps in, 12 out.")
                && story.contains("the largest number of all steps"), story);
        assertTrue(Sequential.of(Conv1D.of(3, 2).inputShape(Shape.ANY, 2)).explain().contains("T steps in, as many out as there are windows."));
        assertTrue(Sequential.of(Conv1D.of(3, 2).inputShape(T, 2)).predictAll(new float[1][T][2], Map.of()).rows()[0].length == T - 1);
    }
}
