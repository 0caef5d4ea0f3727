package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.testing.Rule;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Saves every model of real Keras again, into {@code target/saved-for-keras}. Here lstm4j itself reads them back; that real
 * Keras does, too, shows {@code testdata/gen/files/check_saved.py}.
 */
class SavedForKerasTest {
    private static final Path FOLDER = Path.of("target/saved-for-keras");

    static Stream<Golden> models() throws IOException {
        return KerasModels.all().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aSavedModelIsReadBackAsItWas(Golden golden) throws IOException {
        KerasModel model = golden.read();
        Path folder = FOLDER.resolve(golden.path().getParent().getFileName());
        Files.createDirectories(folder);
        boolean old = LayerWriter.uses(model.architecture(), ActivationFunction.HARD_SIGMOID_KERAS2);
        if (old) {
            assertEquals("FILE-80", assertThrows(RuleException.class, () -> KerasWriter.keras(model)).rule());
        } else {
            byte[] keras = KerasWriter.keras(model.checked(new SelfCheck(Tensor.of(new float[][] {{1, 2}}), Tensor.of(new float[] {0.1f}))));
            Files.write(folder.resolve(golden.name() + ".keras"), keras);
            KerasModel back = KerasReader.read(keras, "saved.keras", Limits.DEFAULT);
            assertSame(model, back);
            assertArrayEquals(keras, KerasWriter.keras(back));
            assertEquals(0.1f, back.selfCheck().get().output().values()[0]);
            Files.write(folder.resolve(golden.name() + ".weights.h5"), KerasWriter.weightsH5(model));
        }
        byte[] h5 = KerasWriter.h5(model);
        Files.write(folder.resolve(golden.name() + ".h5"), h5);
        assertSame(model, KerasReader.read(h5, "saved.h5", Limits.DEFAULT));
    }

    /** Every loss with its weight, every schedule: what lstm4j writes it reads again. */
    @Test
    @Rule("FILE-84")
    void lossesAndSchedulesAreReadBackAsTheyWere() throws ModelFormatException {
        Architecture layers = Architecture.of(List.of(Dense.units(1).inputShape(1)));
        List<LearningRateSchedule> schedules = List.of(LearningRateSchedule.exponentialDecay(0.5, 3, 0.25, true), LearningRateSchedule.inverseTimeDecay(0.5, 3, 0.25, false),
                LearningRateSchedule.polynomialDecay(0.5, 3, 0.125, 2, true), LearningRateSchedule.cosineDecay(0.5, 3, 0.25), LearningRateSchedule.cosineDecay(0.5, 3, 0.25, 1, 2),
                LearningRateSchedule.cosineDecayRestarts(0.5, 3, 1.5, 0.5, 0.25), LearningRateSchedule.piecewiseConstant(new long[] {2, 5}, new double[] {0.5, 0.25, 1}));
        List<Loss> losses = List.of(Loss.MSE, Loss.MAE, Loss.huber(0.25), Loss.BINARY_CROSSENTROPY.labelSmoothing(0.25), Loss.CATEGORICAL_CROSSENTROPY.fromLogits(),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Loss.MEAN_ABSOLUTE_PERCENTAGE_ERROR, Loss.MEAN_SQUARED_LOGARITHMIC_ERROR, Loss.LOG_COSH, Loss.POISSON,
                Loss.COSINE_SIMILARITY, Loss.HINGE, Loss.SQUARED_HINGE, Loss.CATEGORICAL_HINGE, Loss.KL_DIVERGENCE);
        assertEquals(Loss.Kind.values().length, losses.size());
        for (int n = 0; n < losses.size(); n++) {
            Loss loss = losses.get(n).weight(0.5);
            LearningRateSchedule schedule = schedules.get(n % schedules.size());
            KerasModel model = KerasModel.of("m", layers, List.of(new float[1][1], new float[1][1])).compiled(new SGD().learningRate(schedule), loss, List.of());
            for (byte[] file : List.of(KerasWriter.keras(model), KerasWriter.h5(model))) {
                KerasModel back = KerasReader.read(file, "m", Limits.DEFAULT);
                assertEquals(List.of(), back.obstacles());
                assertEquals(schedule, back.optimizer().get().schedule());
                Loss read = back.loss().get();
                assertEquals(List.of(loss.kind(), loss.delta(), loss.isFromLogits(), loss.labelSmoothing(), loss.weight()),
                        List.of(read.kind(), read.delta(), read.isFromLogits(), read.labelSmoothing(), read.weight()));
            }
        }
    }

    static void assertSame(KerasModel expected, KerasModel actual) {
        assertEquals(describe(expected), describe(actual));
        assertArrays(expected.weights(), actual.weights());
        if (expected.optimizer().isPresent() && expected.loss().isPresent()) {
            if (expected.optimizerState().isPresent()) {
                assertEquals(expected.optimizerState().get().iteration(), actual.optimizerState().get().iteration());
                assertArrays(expected.optimizerState().get().slots(), actual.optimizerState().get().slots());
            }
        }
    }

    private static void assertArrays(List<float[][]> expected, List<float[][]> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(Tensor.of(expected.get(i)).values(), Tensor.of(actual.get(i)).values());
        }
    }

    /** Everything about layers and compilation that a configuration says. */
    private static String describe(KerasModel model) {
        StringBuilder text = new StringBuilder();
        for (Layer layer : model.architecture().layers()) {
            text.append(layer.type()).append(' ').append(layer.name()).append('\n');
        }
        boolean old = LayerWriter.uses(model.architecture(), ActivationFunction.HARD_SIGMOID_KERAS2);
        String json = old ? "" : new String(KerasWriter.json(model), StandardCharsets.UTF_8);
        return text.append(json).toString();
    }
}
