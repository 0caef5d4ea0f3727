package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import lstm4j.ModelFiles;
import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.GRU;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models as Java classes: compiled without a library, run, and held to the bits of the engine. */
@Rule("SMALL-6")
class JavaSourceTest {
    private static final int T = 12;

    @TempDir
    Path folder;

    static Stream<List<Layer>> models() {
        return Stream.of(
                List.of(LSTM.units(20).inputShape(Shape.ANY, 3), Dense.units(1)),
                List.of(LSTM.units(5).returnSequences().useBias(false).recurrentActivation(ActivationFunction.HARD_SIGMOID).inputShape(Shape.ANY, 4),
                        Dropout.rate(0.5), LSTM.units(3).activation(ActivationFunction.RELU), Dense.units(9).activation(ActivationFunction.SOFTMAX)),
                List.of(Dense.units(6).activation(ActivationFunction.TANH).inputShape(Shape.ANY, 2), LSTM.units(4).activation(ActivationFunction.SIGMOID)
                        .recurrentActivation(ActivationFunction.HARD_SIGMOID_KERAS2).returnSequences(), Activation.of(ActivationFunction.EXPONENTIAL)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void predictionsAndStepsHaveTheBitsOfTheEngine(List<Layer> layers) throws Exception {
        Sequential model = Sequential.of(layers.toArray(Layer[]::new)).seed(3);
        float[][][] weights = model.getWeights();
        Random random = new Random(5);
        for (float[][] array : weights) {
            for (float[] row : array) {
                row[random.nextInt(row.length)] *= 40; // into the bends of the functions
            }
        }
        model.setWeights(weights);
        Object made = made(model);
        int F = model.architecture().inputShape().features();
        float[][] x = new float[T][F];
        float[] large = {0, -0f, Float.MIN_VALUE, -1e-20f, 1e3f, -200, 88};
        for (int t = 0; t < T; t++) {
            for (int j = 0; j < F; j++) {
                x[t][j] = t == 7 ? large[random.nextInt(large.length)] : (float) random.nextGaussian();
            }
        }
        boolean last = model.architecture().outputShape().rank() == 2;
        Predictor predictor = model.predictor();
        float[][] expected = last ? model.predict(new float[][][] {x}) : model.predictSequences(new float[][][] {x})[0];
        Object got = made.getClass().getMethod(last ? "predict" : "predictSequences", float[][].class).invoke(made, (Object) x);
        assertTrue(Arrays.deepEquals(expected, last ? new float[][] {(float[]) got} : (float[][]) got));
        made.getClass().getMethod("reset").invoke(made);
        float[] out = new float[model.architecture().outputShape().features()];
        for (float[] row : x) {
            predictor.step(row, out);
            assertTrue(Arrays.equals(out, (float[]) made.getClass().getMethod("step", float[].class).invoke(made, row)));
        }
    }

    @Test
    void aModelWithoutTimePredictsRows() throws Exception {
        Sequential model = Sequential.of(Dense.units(7).activation(ActivationFunction.TANH).inputShape(3), Dense.units(2).useBias(false)).seed(1);
        float[] x = {0.5f, -3, 1e-3f};
        Object made = made(model);
        assertTrue(Arrays.equals(model.predict(new float[][] {x})[0], (float[]) made.getClass().getMethod("predict", float[].class).invoke(made, x)));
        InvocationTargetException wrong = assertThrows(InvocationTargetException.class,
                () -> made.getClass().getMethod("predict", float[].class).invoke(made, new float[4]));
        assertEquals("expected 3 numbers, got 4", wrong.getCause().getMessage());
    }

    @Test
    void modelsThatHaveNoSourceAreRefusedByName() {
        assertRefused("50000", LSTM.units(200).inputShape(5, 3));
        assertRefused("gru", GRU.units(2).inputShape(5, 3));
        assertRefused("bidirectional", Bidirectional.of(LSTM.units(2)).inputShape(5, 3));
        assertRefused("go_backwards", LSTM.units(2).goBackwards().inputShape(5, 3));
        assertRefused("elu", LSTM.units(2).activation(ActivationFunction.ELU).inputShape(5, 3));
        assertRefused("NaN", Dense.units(2).kernelInitializer(Initializer.constant(Double.NaN)).inputShape(3));
        assertEquals("SMALL-6", assertThrows(RuleException.class,
                () -> JavaSource.write(ModelFiles.file(Sequential.of(Dense.units(2).inputShape(3))), "my-model")).rule());
    }

    private static void assertRefused(String named, Layer layer) {
        RuleException refused = assertThrows(RuleException.class, () -> JavaSource.write(ModelFiles.file(Sequential.of(layer)), "Model"));
        assertEquals("SMALL-6", refused.rule());
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    /** As large as may be: 49,168 weights, most in an LSTM, and rows of 7,000 numbers in a Dense. */
    @Test
    void theLargestModelsThatAreNotRefusedAreClasses() throws Exception {
        made(Sequential.of(LSTM.units(109).inputShape(Shape.ANY, 2), Dense.units(3)));
        made(Sequential.of(Dense.units(7000).inputShape(6)));
    }

    /** Every model of Keras that the converter takes, by its own recorded input. */
    @Test
    void modelsOfKerasBecomeClasses() throws Exception {
        int taken = 0;
        for (Golden golden : KerasModels.all()) {
            Sequential model = Sequential.load(golden.path());
            float[][][] x = model.architecture().inputShape().rank() == 3 ? KerasModels.tensor(golden.expected().need("input")).sequences() : null;
            if (x == null || !isTaken(model) || model.architecture().outputShape().rank() != 2) {
                continue;
            }
            float[] got = (float[]) predict(made(model), x[0]);
            assertTrue(Arrays.equals(model.predict(new float[][][] {x[0]})[0], got), golden.toString());
            taken++;
        }
        assertTrue(taken >= 3, "models taken: " + taken);
    }

    private static boolean isTaken(Sequential model) {
        try {
            return JavaSource.write(ModelFiles.file(model), "Model").length > 0;
        } catch (RuleException refused) {
            return false;
        }
    }

    private static Object predict(Object made, float[][] x) throws ReflectiveOperationException {
        return made.getClass().getMethod("predict", float[][].class).invoke(made, (Object) x);
    }

    /** The class of a model, compiled with nothing on the class path and every warning an error, and one object of it. */
    private Object made(Sequential model) throws IOException, ReflectiveOperationException {
        Path source = Files.write(folder.resolve("Model.java"), JavaSource.write(ModelFiles.file(model), "Model"));
        Path classes = Files.createTempDirectory(folder, "classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(said, files, null, List.of("-d", classes.toString(), "-cp", classes.toString(), "-Xlint:all", "-Werror"), null,
                    files.getJavaFileObjects(source)).call();
            assertTrue(compiled, said.toString());
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return loader.loadClass("Model").getConstructor().newInstance();
        }
    }
}
