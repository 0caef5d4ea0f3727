package lstm4j.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lstm4j.Gradients;
import lstm4j.Outputs;
import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.State;
import lstm4j.check.Given;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** The float engine is one more backend: whatever it shows of a case is within the recorded bound. */
class EngineOnThePackTest {
    private static final float MASKED = 1234.5f;

    private final Map<String, double[]> arrays = new HashMap<>();

    @Test
    @Rule("PACK-6")
    void theEngineIsRight() throws IOException {
        Pack pack = Pack.open(Path.of("testdata/pack"));
        for (PackCase one : pack.cases()) {
            run(one);
        }
        PackRun run = PackRun.of(pack, name -> arrays.containsKey(name)
                ? new PackRun.Source(new Given(new int[] {arrays.get(name).length}, arrays.get(name)), false) : null, Set.of(), true);
        List<String> wrong = run.lines().stream().filter(line -> line.status() == PackLine.Status.WRONG).map(line -> line.name() + ": " + line.words()).toList();
        assertEquals(List.of(), wrong);
        long judged = run.lines().stream().filter(line -> line.status() == PackLine.Status.RIGHT).count();
        assertTrue(judged > 150, "judged " + judged);
    }

    private void run(PackCase one) {
        if (!one.isChecked()) {
            chain(one);
        } else if (one.inputs().values().stream().allMatch(EngineOnThePackTest::isFinite)) {
            forward(one);
            if (one.training() != null && !one.inputs().containsKey("h0")) {
                gradients(one);
            }
        }
    }

    private static boolean isFinite(Given array) {
        return Arrays.stream(array.values()).allMatch(Double::isFinite); // the engine's doors refuse others
    }

    /** With a Masking layer in front where the case has a mask. */
    private static Sequential model(PackCase one) {
        List<Layer> layers = new ArrayList<>(one.architecture().layers());
        if (one.inputs().containsKey("mask")) {
            layers.add(0, Masking.value(MASKED));
        }
        List<Layer> all = new ArrayList<>(List.of(lstm4j.layer.Input.shape(steps(one), features(one))));
        all.addAll(layers);
        Sequential model = Sequential.of(Architecture.of(all)).parallelism(1);
        model.setWeights(one.weights().values().stream().map(array -> Numbers.floats(PackCase.rows(array))).toArray(float[][][]::new));
        return model;
    }

    private static int steps(PackCase one) {
        return one.isChecked() ? one.inputs().get("x").shape()[1] : 1;
    }

    private static int features(PackCase one) {
        return one.weights().get(one.recurrent().name() + "/kernel").shape()[0];
    }

    private static float[][][] x(PackCase one) {
        float[][][] x = Numbers.floats(PackCase.samples(one.inputs().get("x")));
        if (one.inputs().containsKey("mask")) {
            boolean[][] used = PackCase.used(PackCase.rows(one.inputs().get("mask")));
            for (int b = 0; b < x.length; b++) {
                for (int t = 0; t < x[b].length; t++) {
                    if (!used[b][t]) {
                        Arrays.fill(x[b][t], MASKED);
                    }
                }
            }
        }
        return x;
    }

    private void forward(PackCase one) {
        Map<String, State> states = new LinkedHashMap<>();
        if (one.inputs().containsKey("h0")) {
            states.put(one.recurrent().name(), new State(Numbers.floats(one.state())));
        }
        Outputs outputs = model(one).predictAll(x(one), states);
        put(one, "output", flat(outputs.rows()));
        for (String part : one.recurrent().stateNames()) {
            put(one, part + "_n", flat(outputs.states().get(one.recurrent().name()).parts()[one.recurrent().stateNames().indexOf(part)]));
        }
    }

    private void gradients(PackCase one) {
        Sequential model = model(one).compile(one.training().optimizer() == null ? new SGD() : one.training().optimizer(), one.training().loss());
        float[][][] labels = Numbers.floats(PackCase.samples(one.inputs().get("labels")));
        boolean rows = one.inputs().get("labels").shape().length == 2;
        Data data = Data.ofArrays(x(one), rows ? Arrays.stream(labels).map(row -> row[0]).toArray(float[][]::new) : labels);
        Gradients gradients = model.gradients(data);
        put(one, "loss", new double[] {gradients.loss()});
        put(one, "d_input", flat(gradients.inputs()));
        List<String> names = List.copyOf(one.weights().keySet());
        for (int n = 0; n < names.size(); n++) {
            put(one, gradientName(one, names.get(n)), flat(gradients.weights()[n]));
        }
        for (int step = 0; one.training().optimizer() != null && step < one.training().steps(); step++) {
            model.trainOnBatch(data);
        }
        float[][][] after = model.getWeights();
        for (int n = 0; n < names.size(); n++) {
            put(one, names.get(n).replace(one.recurrent().name() + "/", ""), flat(after[n]));
        }
    }

    private static String gradientName(PackCase one, String weight) {
        String own = one.recurrent().name() + "/";
        return weight.startsWith(own) ? "d_" + weight.substring(own.length()) : weight.replace("/", "/d_");
    }

    /** Each step is fed with the generator's next number and the first output of the step before. */
    private void chain(PackCase one) {
        Predictor predictor = model(one).predictor();
        long state = 2026;
        float[] x = new float[2];
        float[] h = new float[4];
        List<float[]> seen = new ArrayList<>();
        for (int t = 1; t <= 100_000; t++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            x[0] = (state >>> 40) / 8388608f - 1;
            x[1] = h[0];
            predictor.step(x, h);
            if (t == Math.round(StrictMath.pow(10, seen.size()))) {
                seen.add(h.clone());
            }
        }
        put(one, "h", flat(seen.toArray(float[][]::new)));
    }

    private void put(PackCase one, String array, double[] numbers) {
        if (one.expected().containsKey(array)) {
            arrays.put(one.id() + "." + array.replace('/', '.'), numbers);
        }
    }

    private static double[] flat(float[][]... samples) {
        return Arrays.stream(samples).flatMap(Arrays::stream).flatMapToDouble(row -> {
            double[] doubles = new double[row.length];
            Arrays.setAll(doubles, k -> row[k]);
            return Arrays.stream(doubles);
        }).toArray();
    }
}
