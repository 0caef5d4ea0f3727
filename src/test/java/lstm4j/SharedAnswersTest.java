package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.keras.KerasModels;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Embedding;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.testing.Budget;
import lstm4j.testing.Shared;
import lstm4j.testing.Worst;
import org.junit.jupiter.api.Test;

/**
 * Every model file of other people's Keras, whole or as layers and weights, opens, answers what real Keras answers
 * ({@code testdata/gen/files/answers.py}) and comes back from every format with the same bits. What is saved again stays in
 * {@code target/saved-answers}, for real Keras to read. Skipped where ../shared is not there.
 */
class SharedAnswersTest {
    private static final Path ROOT = Path.of("fixtures");
    private static final Path SAVED = Path.of("target/saved-answers");
    private double worst;
    private String worstFile = "";
    private int saved;

    @Test
    void everyModelFileOpensAnswersAsKerasDoesAndComesBack() throws IOException {
        Path root = Shared.path(ROOT.toString());
        Path record = Path.of("testdata/models/answers.json");
        Map<String, Json> answers = JsonParser.parse(Files.readAllBytes(record), record.toString(), Limits.DEFAULT).members();
        assertEquals(models(root), answers.entrySet().stream().filter(one -> one.getValue().get("weights") == null).map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new)));
        Files.createDirectories(SAVED);
        for (Map.Entry<String, Json> answer : answers.entrySet()) {
            Json weights = answer.getValue().get("weights");
            Path file = root.resolve(answer.getKey());
            Sequential model = weights == null ? Sequential.load(file) : ModelFiles.load(file, root.resolve(weights.text()));
            check(answer.getKey(), model, answer.getValue());
        }
        System.out.printf("%d model files of others open, the worst answer is %.2g off (%s), relative; %d saved again, all with the same bits%n",
                answers.size(), worst, worstFile, saved);
    }

    /** Files that say of themselves that they are whole models. */
    private static TreeSet<String> models(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(SharedAnswersTest::isModel).map(file -> root.relativize(file).toString().replace('\\', '/')).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isModel(Path file) {
        try {
            return file.toString().endsWith(".keras") || file.toString().endsWith(".h5") && file.toString().contains("keras-h5")
                    && Hdf5.read(Files.readAllBytes(file), file.toString(), Limits.DEFAULT).attribute("model_config") != null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void check(String name, Sequential model, Json answer) throws IOException {
        Tensor x = question(model, answer.need("input"));
        float[] got = KerasModels.predict(model, x);
        float[] expected = KerasModels.floats(answer.need("output"));
        assertEquals(expected.length, got.length, name);
        double largest = 0;
        double error = 0;
        for (int k = 0; k < got.length; k++) {
            largest = Math.max(largest, Math.abs(expected[k]));
            error = Math.max(error, Math.abs(got[k] - expected[k]));
        }
        double relative = error / largest;
        Worst.note(Budget.ANSWERS, name, relative);
        assertTrue(relative <= Budget.ANSWERS.limit(), () -> name + " is " + relative + " off");
        worstFile = relative > worst ? name : worstFile;
        worst = Math.max(worst, relative);
        for (String suffix : formats(model)) {
            Path path = SAVED.resolve(name.replace("/", "__") + suffix);
            model.resetStates();
            model.save(path);
            assertArrayEquals(got, KerasModels.predict(Sequential.load(path), x), path.toString());
            saved++;
        }
    }

    /** Keras 3 has no hard_sigmoid of Keras 2, so its own format cannot carry one. */
    private static List<String> formats(Sequential model) {
        boolean old = model.architecture().layers().stream().anyMatch(SharedAnswersTest::hasOldHardSigmoid);
        return old ? List.of(".h5") : List.of(".h5", ".keras");
    }

    private static boolean hasOldHardSigmoid(Layer layer) {
        return layer.options().stream().map(layer::get).anyMatch(value -> value == ActivationFunction.HARD_SIGMOID_KERAS2 || value instanceof Layer inner && hasOldHardSigmoid(inner));
    }

    /** The rule of {@code answers.py}. */
    private static Tensor question(Sequential model, Json sizes) throws IOException {
        int[] shape = new int[sizes.list().size()];
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = sizes.list().get(axis).integer();
            count *= shape[axis];
        }
        Layer first = model.architecture().layer(0);
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = first instanceof Embedding ? (7 * k + 3) % 4 : ((37 * k + 11) % 101 - 50) / 50f;
        }
        if (first instanceof Masking masking) {
            int sample = shape[1] * shape[2];
            for (int k = 2 * sample - 2 * shape[2]; k < 2 * sample; k++) {
                values[k] = masking.value();
            }
        }
        return new Tensor(shape, values);
    }
}
