package lstm4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;
import lstm4j.oracle.Oracle;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Optimizer;

/** Faulty optimizers on the first five steps of the training vectors; gradients come from the oracle. */
final class UpdateMutants {
    private static final int STEPS = 5;

    private UpdateMutants() {
    }

    static Stream<Golden> tests() {
        return Stream.concat(Golden.of("training").filter(test -> !test.flagged("STATEFUL")), Golden.of("embedding").filter(test -> test.has("batches")));
    }

    static boolean fails(Golden test, UpdateFault fault) {
        Architecture model = GoldenModel.architecture(test);
        Oracle bare = Oracle.of(GoldenModel.architecture(withoutPenalties(test)));
        List<Weight> specs = new ArrayList<>();
        for (int n = 0; n < model.size(); n++) {
            specs.addAll(model.weights(n));
        }
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        FaultyUpdate update = new FaultyUpdate(GoldenModel.optimizer(test.part("optimizer")), smooth(test), fault);
        List<Map<String, Object>> batches = test.parts("batches");
        Map<Integer, Object> after = TrainingSteps.after(test);
        double worst = 0;
        for (int step = 1; step <= STEPS; step++) {
            Map<String, Object> batch = batches.get((step - 1) % batches.size());
            double[][][] x = GoldenData.tensor(batch.get("x"));
            double[][][] gradients = bare.gradients(weights, x, GoldenModel.loss(test.part("loss")), GoldenData.oracleLabels(test, batch)).weights();
            if (fault == UpdateFault.WORDS_COUNT_ONCE && specs.get(0).name().equals("embeddings")) {
                average(gradients[0], Flat.of(x));
            }
            update.step(specs, weights, gradients);
            if (after.containsKey(step)) {
                worst = Math.max(worst, Flat.difference(test.id(), Flat.weights(after.get(step)), Flat.of(weights)));
            }
        }
        return worst > Budget.GOLDEN_ENGINE_TRAINING.limit();
    }

    /** The gradient of each word's row divided by how often the word occurs. */
    private static void average(double[][] rows, double[] words) {
        for (int row = 0; row < rows.length; row++) {
            int word = row;
            long count = Math.max(1, Arrays.stream(words).filter(one -> one == word).count());
            Arrays.setAll(rows[row], k -> rows[word][k] / count);
        }
    }

    /** The model of a test all of whose weights have gradients, those of the data's loss alone. */
    private static Golden withoutPenalties(Golden test) {
        Map<String, Object> json = new HashMap<>(test.json());
        List<Object> layers = new ArrayList<>();
        for (Map<String, Object> layer : test.parts("model")) {
            Map<String, Object> config = new HashMap<>(Json.object(layer.get("config")));
            config.keySet().removeIf(key -> key.endsWith("_regularizer") || key.equals("trainable"));
            layers.add(Map.of("class_name", layer.get("class_name"), "config", config));
        }
        json.put("model", layers);
        return new Golden(test.topic(), json);
    }

    /** The optimizer's schedule without its staircase. */
    private static LearningRateSchedule smooth(Golden test) {
        Optimizer optimizer = GoldenModel.optimizer(test.part("optimizer"));
        Object rate = Json.object(test.part("optimizer").get("config")).get("learning_rate");
        if (!(rate instanceof Map)) {
            return optimizer.schedule();
        }
        Map<String, Object> config = new HashMap<>(Json.object(Json.object(rate).get("config")));
        config.remove("staircase");
        Map<String, Object> schedule = Map.of("class_name", Json.object(rate).get("class_name"), "config", config);
        return GoldenModel.optimizer(Map.of("class_name", "SGD", "config", Map.of("learning_rate", schedule))).schedule();
    }
}
