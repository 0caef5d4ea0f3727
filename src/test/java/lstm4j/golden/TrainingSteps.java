package lstm4j.golden;

import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.testing.Json;

/** The steps of a training test after which its weights are known. */
final class TrainingSteps {
    private TrainingSteps() {
    }

    /** Weights by the number of the step, from 1. */
    static Map<Integer, Object> after(Golden test) {
        return Json.list(test.expected().get("after")).stream().map(Json::object)
                .collect(Collectors.toMap(step -> ((Double) step.get("step")).intValue(), step -> step.get("weights")));
    }
}
