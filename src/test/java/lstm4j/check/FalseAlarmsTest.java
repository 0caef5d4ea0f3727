package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** Right float32 is never called wrong, whatever the order of its sums. */
class FalseAlarmsTest {
    @Test
    @Rule({"CHECK-5", "CHECK-6"})
    void everyOrderOfSumsOfRandomModelsIsRecognised() {
        FalseAlarms run = new FalseAlarms();
        run.run(20);
        assertEquals(List.of(), run.alarms);
    }

    @Test
    @Rule("CHECK-6")
    void backendsOfAnotherHandAreRight() {
        FalseAlarms run = new FalseAlarms();
        run.others(1, 40, 2);
        assertEquals(List.of(), run.alarms);
    }
}
