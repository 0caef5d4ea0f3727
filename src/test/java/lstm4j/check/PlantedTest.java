package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** Mistakes that were planted in NumPy and PyTorch by hand (testdata/gen/planted.py) are called by their names. */
class PlantedTest {
    private static final Map<String, String> MODELS = Map.of(
            "lstm", "LSTM(5, return_sequences, input_shape=(7, 3)) Dense(2)",
            "mask", "Masking(0, input_shape=(7, 3)) LSTM(5, return_sequences) Dense(2)",
            "gru", "GRU(5, return_sequences, input_shape=(7, 3)) Dense(2)",
            "both", "Bidirectional(LSTM(5, return_sequences), input_shape=(7, 3)) Dense(2)",
            "gradients", "LSTM(5, return_sequences, input_shape=(7, 3))");

    @Test
    @Rule("CHECK-9")
    void everyPlantedMistakeIsNamed() {
        Map<String, Map<String, Given>> file = RealRuns.file("planted");
        List<String> missed = new ArrayList<>();
        int planted = 0;
        for (Map.Entry<String, Map<String, Given>> run : file.entrySet()) {
            String[] name = run.getKey().split(":");
            if (name.length == 2) {
                Check check = RealRuns.check(MODELS.get(name[0]), file.get(name[0]), null);
                run.getValue().forEach(check::actual);
                Verdict verdict = check.verdict();
                planted++;
                boolean named = name[1].equals("right") ? verdict.isCorrect()
                        : verdict.faults().stream().anyMatch(faults -> faults.size() == 1 && faults.get(0).id().replace("layer-", "").equals(name[1]));
                missed.addAll(named ? List.of() : List.of(run.getKey() + ": " + verdict));
            }
        }
        assertEquals(List.of(), missed);
        assertTrue(planted > 55, String.valueOf(planted));
    }
}
