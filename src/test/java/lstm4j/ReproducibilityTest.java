package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import lstm4j.testing.Rule;

/**
 * The promise of bits: the same seed and data give the same weights, on any number of threads, today and in the next
 * version. Other JVMs are tried by the profile {@code portability}.
 *
 * <p>When a change of the arithmetic is wanted: {@code java -cp target/classes:target/test-classes lstm4j.Trainings 6 1}
 * and the same with {@code 50 1} print the new lines for {@code testdata/weights.sha256}; put them there by hand, and the
 * reason with the first 12 digits of each hash of 50 steps into {@code src/changes/CHANGES.md}; then run
 * {@code python3 testdata/gen/manifest.py}.
 */
class ReproducibilityTest {
    @Rule({"PAR-9", "PAR-11"})
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 16})
    void fiftyStepsGiveTheRecordedWeightsOnAnyNumberOfThreads(int threads) {
        Map<String, String> recorded = RecordedWeights.read();
        recorded.keySet().removeIf(name -> !name.endsWith("-" + Trainings.ALL + "-steps"));
        assertEquals(recorded, Trainings.hashes(Trainings.ALL, threads));
    }

    @Test
    void theFirstStepsGiveTheRecordedWeights() {
        Map<String, String> recorded = RecordedWeights.read();
        recorded.keySet().removeIf(name -> !name.endsWith("-" + Trainings.FEW + "-steps"));
        assertEquals(recorded, Trainings.hashes(Trainings.FEW, 2));
        Map<String, String> fewer = new LinkedHashMap<>(Trainings.hashes(Trainings.FEW - 1, 2));
        recorded.forEach((name, hash) -> assertNotEquals(hash, fewer.get(name.replace("-6-", "-5-")), "training goes on: " + name));
    }

    @Test
    void aChangeOfTheRecordedWeightsIsExplained() {
        String notes = RecordedWeights.text(RecordedWeights.NOTES);
        RecordedWeights.read().forEach((name, hash) -> assertTrue(name.contains("-" + Trainings.FEW + "-") || notes.contains(hash.substring(0, 12)),
                RecordedWeights.NOTES + " does not say why the weights of " + name + " are now " + hash));
    }
}
