package lstm4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class FindingsTest {
    private static List<String> of(String part, float[][] values) {
        return Findings.of(List.of(new Walk("lstm", Map.of(part, values))));
    }

    @Test
    void gatesThatNeverOpenAndUnitsThatNeverMoveAreNamedWithWhatToDo() {
        String closed = of("f", new float[][] {{0.001f, 0.5f}, {0.002f, 0.99f}}).get(0);
        assertTrue(closed.startsWith("lstm: 1 of 2 units have gate f closed at every step") && closed.contains("unit_forget_bias"), closed);
        assertTrue(of("i", new float[][] {{0.99f}, {1}}).get(0).contains("gate i open at every step"));
        assertTrue(of("h", new float[][] {{0.2f, 0}, {0.2f, 1}}).get(0).contains("1 of 2 units never move"));
        assertTrue(of("h", new float[][] {{0.999f}, {-0.999f}}).get(0).contains("end of tanh"));
        assertEquals(List.of("lstm: all units move, and no gate is always open or closed."), of("i", new float[][] {{0.2f}, {0.9f}}));
    }

    @Test
    void aGradientVanishesOrExplodesOrNeither() {
        assertTrue(Findings.backInTime("l", new double[] {1, 0.01, 1e-5}).contains("It vanishes"));
        assertTrue(Findings.backInTime("l", new double[] {1, 100, 1e5}).contains("It explodes"));
        assertTrue(Findings.backInTime("l", new double[] {1, 0.5}).contains("neither"));
        assertTrue(Findings.backInTime("l", new double[] {0, 0}).contains("nothing can be said"));
    }
}
