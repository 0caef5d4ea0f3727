package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.ArrayList;
import java.nio.charset.StandardCharsets;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lstm4j.layer.Weight;
import lstm4j.testing.Numbers;
import lstm4j.layer.TimeDistributed;
import lstm4j.layer.Input;
import lstm4j.layer.Architecture;
import lstm4j.keras.bytes.Limits;
import lstm4j.Sequential;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.ReLU;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Shape;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that real Keras saved are read as Keras means them. */
class KerasReaderTest {
    static Stream<Golden> models() throws IOException {
        return KerasModels.all().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    @Rule("FILE-86")
    void everyWeightHasTheBitsThatKerasGives(Golden golden) throws IOException {
        KerasModel model = golden.read();
        List<Json> expected = golden.expected().need("weights").list();
        if (golden.name().equals("cudnn")) {
            return; // recorded as a plain LSTM; its own test is below
        }
        assertEquals(expected.size(), model.weights().size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(KerasModels.floats(expected.get(i)), Tensor.of(model.weights().get(i)).values(), "weight " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void layersHaveTheNamesThatKerasGives(Golden golden) throws IOException {
        if (golden.name().equals("cudnn")) {
            return; // its record is of a plain LSTM with the same weights
        }
        List<Layer> layers = golden.read().architecture().layers();
        List<Json> expected = golden.expected().need("layers").list().stream()
                .filter(layer -> !layer.toText().matches(".*\"(Any|NotEqual)\".*")).toList();
        assertEquals(expected.stream().map(layer -> name(layer, 1)).toList(), layers.stream().map(Layer::name).toList());
        for (int i = 0; i < layers.size(); i++) {
            String kerasClass = name(expected.get(i), 0);
            String type = kerasClass.equals("Softmax") ? "Activation" : kerasClass.replace("ThresholdedReLU", "ReLU");
            assertEquals(type, layers.get(i).type());
        }
    }

    private static String name(Json layer, int element) {
        try {
            return layer.list().get(element).text();
        } catch (ModelFormatException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    @Rule("FILE-69")
    void theOptimizersMemoryHasTheBitsThatKerasGives(Golden golden) throws IOException {
        Json expected = golden.expected().get("optimizer");
        KerasModel model = golden.read();
        assertEquals(expected != null, model.optimizerState().isPresent());
        if (expected == null) {
            return;
        }
        SavedOptimizer state = model.optimizerState().get();
        assertEquals(expected.need("iteration").integer(), state.iteration());
        List<Json> slots = expected.need("slots").list();
        assertEquals(slots.size(), state.slots().size());
        for (int i = 0; i < slots.size(); i++) {
            assertArrayEquals(KerasModels.floats(slots.get(i)), Tensor.of(state.slots().get(i)).values(), "slot " + i);
        }
        long learning = IntStream.range(0, model.architecture().size()).mapToObj(model.architecture()::weights).flatMap(List::stream).filter(Weight::trainable).count();
        assertEquals(learning * model.optimizer().get().slots(), slots.size());
        if (expected.get("learning_rate") != null) {
            assertEquals((float) expected.need("learning_rate").number(), (float) model.optimizer().get().schedule().at(state.iteration()));
        }
    }

    @Test
    void weightsOfTheGpuLayerBecomeThoseOfAnLstm() throws IOException {
        Golden golden = KerasModels.golden("keras2/cudnn.h5");
        List<float[][]> weights = golden.read().weights();
        for (int i = 0; i < weights.size(); i++) {
            assertArrayEquals(KerasModels.floats(golden.expected().need("weights").list().get(i)), Tensor.of(weights.get(i)).values());
        }
    }

    private static LSTM lstm(String golden) throws IOException {
        return (LSTM) KerasModels.golden(golden).read().architecture().layers().stream().filter(LSTM.class::isInstance).findFirst().orElseThrow();
    }

    @Test
    void optionsOfAnLstmAreRead() throws IOException {
        assertTrue(lstm("keras3/lstm_seq.keras").returnsSequences());
        assertTrue(lstm("keras3/lstm_backwards.keras").goesBackwards());
        assertTrue(lstm("keras3/lstm_state.keras").returnsState());
        assertTrue(lstm("keras3/masking_zero.keras").zeroesMasked());
        assertEquals(ActivationFunction.LINEAR, lstm("keras3/lstm_linear.keras").activation());
        assertEquals(false, lstm("keras3/lstm_nobias.keras").useBias());
        assertEquals(false, lstm("keras3/lstm_nobias.keras").unitForgetBias());
        assertEquals(0.25f, lstm("keras3/lstm_dropouts.keras").dropout());
        assertEquals(0.125f, lstm("keras3/lstm_dropouts.keras").recurrentDropout());
        assertTrue(lstm("keras3/lstm_stateful.keras").isStateful());
        assertEquals(2, KerasModels.golden("keras3/lstm_stateful.keras").read().architecture().inputShape().batch());
    }

    @Test
    @Rule("FILE-63")
    void hardSigmoidIsAnotherFunctionInEachGeneration() throws IOException {
        assertEquals(ActivationFunction.HARD_SIGMOID, lstm("keras3/lstm_hard.keras").recurrentActivation());
        assertEquals(ActivationFunction.HARD_SIGMOID, lstm("keras3/legacy_lstm.h5").recurrentActivation());
        assertEquals(ActivationFunction.HARD_SIGMOID_KERAS2, lstm("keras2/hard.h5").recurrentActivation());
        assertEquals(ActivationFunction.HARD_SIGMOID_KERAS2, lstm("keras2/hard_v3.keras").recurrentActivation());
    }

    @Test
    void penaltiesAndInitializersAreRead() throws IOException {
        var weights = KerasModels.golden("keras3/lstm_regularized.keras").read().architecture().weights(0);
        assertEquals(List.of(Regularizer.l2(0.01), Regularizer.l1(0.01f), new Regularizer(0.1, 0.2)), // Keras wrote a float here, decimals there
                weights.stream().map(weight -> weight.regularizer()).toList());
        var initialized = KerasModels.golden("keras3/lstm_initializers.keras").read().architecture().weights(0);
        assertEquals(List.of(Initializer.HE_NORMAL, Initializer.GLOROT_UNIFORM), initialized.subList(0, 2).stream().map(w -> w.initializer()).toList());
    }

    @Test
    void activationLayersAreWhatTheyAre() throws IOException {
        List<Layer> layers = KerasModels.golden("keras3/activations.keras").read().architecture().layers();
        assertEquals(2, layers.stream().filter(ReLU.class::isInstance).count());
        assertEquals(List.of(ActivationFunction.GELU, ActivationFunction.SOFTMAX),
                layers.stream().filter(Activation.class::isInstance).map(layer -> ((Activation) layer).function()).toList());
        Masking masking = (Masking) KerasModels.golden("keras3/masking.keras").read().architecture().layer(0);
        assertEquals(0.5f, masking.value());
    }

    @Test
    void allFormsOfInputShapesAreRead() throws IOException {
        assertEquals(Shape.of(Shape.ANY, 5, 3), KerasModels.golden("keras2/input_dim.h5").read().architecture().inputShape());
        assertEquals(Shape.of(3, 5, 2), KerasModels.golden("keras2/hard.h5").read().architecture().inputShape());
        assertEquals(Shape.of(Shape.ANY, Shape.ANY, 3), KerasModels.golden("keras3/lstm.keras").read().architecture().inputShape());
        assertEquals(Shape.of(4, 5, 2), KerasModels.golden("keras3/fixed_batch.keras").read().architecture().inputShape());
    }

    @Test
    void optimizersKeepTheirOptions() throws IOException {
        Adam adam = (Adam) KerasModels.golden("keras3/amsgrad.keras").read().optimizer().get();
        assertEquals(List.of(0.8, 0.99, 1e-5, true, 1f, 0.01f),
                List.of(adam.beta1(), adam.beta2(), adam.epsilon(), adam.isAmsgrad(), (float) adam.clipLimit(), (float) adam.schedule().at(0)));
        assertEquals(Optimizer.Clip.NORM, adam.clip());
        SGD sgd = (SGD) KerasModels.golden("keras3/nesterov.keras").read().optimizer().get();
        assertEquals(List.of(0.9, true, Optimizer.Clip.VALUE), List.of(sgd.momentum(), sgd.isNesterov(), sgd.clip()));
        RMSprop rmsprop = (RMSprop) KerasModels.golden("keras3/rmsprop.keras").read().optimizer().get();
        assertEquals(List.of(0.8, 0.5, true, Optimizer.Clip.GLOBAL_NORM), List.of(rmsprop.rho(), rmsprop.momentum(), rmsprop.isCentered(), rmsprop.clip()));
    }

    @Test
    void schedulesLossesAndMetricsAreRead() throws IOException {
        KerasModel decaying = KerasModels.golden("keras3/schedule.keras").read();
        assertEquals(LearningRateSchedule.exponentialDecay(0.1, 10, 0.5, true), decaying.optimizer().get().schedule());
        assertEquals(0.1, decaying.loss().get().labelSmoothing());
        assertEquals(List.of(Metric.ACCURACY), decaying.metrics());
        assertEquals(LearningRateSchedule.cosineDecay(0.1, 20, 0.05), KerasModels.golden("keras3/cosine.keras").read().optimizer().get().schedule());
        assertEquals(LearningRateSchedule.piecewiseConstant(new long[] {2, 4}, new double[] {0.1, 0.05, 0.01}),
                KerasModels.golden("keras3/piecewise.keras").read().optimizer().get().schedule());
        assertEquals(1f, KerasModels.golden("keras3/amsgrad.keras").read().loss().get().delta()); // Keras 3.12 does not save the delta of 0.5
        assertTrue(KerasModels.golden("keras3/sparse.keras").read().loss().get().isFromLogits());
        assertEquals(Loss.Kind.MEAN_ABSOLUTE_ERROR, KerasModels.golden("keras3/sgd.keras").read().loss().get().kind());
        assertEquals(List.of(Metric.MAE), KerasModels.golden("keras2/adam.h5").read().metrics());
    }

    @Test
    @Rule("FILE-67")
    void aCustomLossIsAWarningAndNoObstacle() throws IOException {
        KerasModel model = KerasModels.golden("keras3/custom_loss.keras").read();
        assertTrue(model.optimizer().get().name().equals("AdamW") && model.loss().isEmpty());
        assertTrue(model.warnings().size() == 1 && model.warnings().get(0).contains("my_loss"), model.warnings().toString());
        assertEquals(List.of(Metric.AUC), model.metrics());
    }

    @Test
    void aTimeDistributedDenseKeepsTheDenseInside() throws IOException {
        TimeDistributed layer = (TimeDistributed) KerasModels.golden("keras3/time_distributed.keras").read().architecture().layer(1);
        assertEquals(2, ((Dense) layer.layer()).units());
    }

    /** What was read so far as a Dense layer has the bits of one. */
    @Test
    @Rule("TD-1")
    void aTimeDistributedDenseHasTheBitsOfADense() throws IOException {
        KerasModel model = KerasModels.golden("keras3/time_distributed.keras").read();
        List<Layer> layers = new ArrayList<>(model.architecture().layers());
        layers.set(1, ((TimeDistributed) layers.get(1)).layer());
        layers.add(0, Input.shape(5, 3));
        Sequential plain = Sequential.of(Architecture.of(layers));
        plain.setWeights(model.weights().toArray(float[][][]::new));
        Sequential same = Sequential.of(model.architecture());
        same.setWeights(model.weights().toArray(float[][][]::new));
        float[][][] x = Numbers.tensor(new SplittableRandom(4), 3, 5, 3, 1);
        assertArrayEquals(plain.predict(x), same.predict(x));
    }

    /** Keras 1's layer for sequences, by its own names of options. */
    @Test
    void aTimeDistributedDenseOfKeras1IsADense() throws ModelFormatException {
        byte[] json = """
                {"class_name": "Sequential", "keras_version": "1.2.2", "config": [
                {"class_name": "TimeDistributedDense", "config": {"name": "timedistributeddense_1", "trainable": true, "output_dim": 3,
                "init": "glorot_uniform", "activation": "tanh", "bias": true, "input_dim": 2, "input_length": 4}}]}""".getBytes(StandardCharsets.UTF_8);
        Architecture architecture = KerasReader.readConfig(json, "m.json", Limits.DEFAULT);
        assertEquals("(None, 4, 3)", architecture.outputShape().toString());
        assertEquals(9, architecture.parameterCount());
    }

    @Test
    void versionAndNameAreKept() throws IOException {
        KerasModel model = KerasModels.golden("keras3/adam.keras").read();
        assertEquals("3.12.0", model.kerasVersion());
        assertEquals("adam", model.name());
        assertEquals("2.15.0", KerasModels.golden("keras2/lstm.h5").read().kerasVersion());
    }
}
