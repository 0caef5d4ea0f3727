package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import lstm4j.testing.Rule;
import lstm4j.train.Optimizer;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real backends make of fifty-four models is called what it is: none of it is wrong. */
class RealRunsTest {
    private final RealRuns runs = new RealRuns();

    @ParameterizedTest
    @ValueSource(strings = {"pytorch", "keras", "onnxruntime"})
    @Rule({"CHECK-6", "CHECK-7"})
    void noRealBackendIsCalledWrong(String backend) {
        List<String> alarms = new ArrayList<>();
        Map<String, Map<String, Given>> file = RealRuns.file("real-" + backend);
        double worst = 0;
        for (Map.Entry<String, Map<String, Given>> run : file.entrySet()) {
            Optimizer optimizer = backend.equals("keras") ? runs.optimizerOfKeras(run.getKey()) : RealRuns.SGD_OF_PYTORCH;
            Check check = runs.check(run.getKey(), optimizer);
            run.getValue().forEach(check::actual);
            Verdict verdict = check.verdict();
            worst = Math.max(worst, verdict.worst());
            if (verdict.kind() != Verdict.Kind.CORRECT_IN_FLOAT32 && verdict.kind() != Verdict.Kind.EQUAL_TO_THE_BIT) {
                alarms.add(runs.model(run.getKey()) + " of " + backend + ": " + verdict);
            }
        }
        assertTrue(file.size() >= 50, () -> String.valueOf(file.size()));
        assertEquals(List.of(), alarms);
    }

    @Test
    @Rule({"CHECK-6", "CHECK-7"})
    void deeplearning4jIsRight() {
        Map<String, Map<String, Given>> file = RealRuns.file("real-dl4j");
        List<String> alarms = new ArrayList<>();
        file.keySet().stream().filter(run -> run.endsWith(":run")).forEach(run -> {
            Map<String, Given> own = file.get(run.replace(":run", ""));
            Check check = RealRuns.check(model(own), own, new SGD().learningRate(0.1));
            file.get(run).forEach(check::actual);
            Verdict verdict = check.verdict();
            if (verdict.kind() != Verdict.Kind.CORRECT_IN_FLOAT32 && verdict.kind() != Verdict.Kind.EQUAL_TO_THE_BIT) {
                alarms.add(run + ": " + verdict);
            }
        });
        assertTrue(file.size() >= 100, () -> String.valueOf(file.size()));
        assertEquals(List.of(), alarms);
    }

    /** The sizes say what the model is. */
    private static String model(Map<String, Given> own) {
        int[] x = own.get("x").shape();
        String text = "LSTM(" + units(own, "lstm") + ", return_sequences, input_shape=(" + x[1] + ", " + x[2] + ")) ";
        return text + (own.containsKey("lstm_1/kernel") ? "LSTM(" + units(own, "lstm_1") + ", return_sequences) " : "") + "Dense(" + own.get("dense/kernel").shape()[1] + ")";
    }

    private static int units(Map<String, Given> own, String layer) {
        return own.get(layer + "/recurrent_kernel").shape()[0];
    }

    @Test
    @Rule("CHECK-8")
    void halfPrecisionsAreCalledByTheirNamesAndNeverFloat32() {
        List<String> alarms = new ArrayList<>();
        RealRuns.file("real-half").forEach((number, outputs) -> outputs.forEach((name, output) -> {
            Verdict verdict = runs.check(number, null).actual("output", output).verdict();
            if (verdict.kind() != Verdict.Kind.CORRECT_IN_LOWER_PRECISION || !verdict.precision().toString().equals(name)) {
                alarms.add(runs.model(number) + " in " + name + ": " + verdict);
            }
        }));
        assertEquals(List.of(), alarms);
    }
}
