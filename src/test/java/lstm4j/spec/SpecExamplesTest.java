package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.testing.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the specification, each through the oracle and through the engine. */
class SpecExamplesTest {
    static List<SpecBook.Example> examples() {
        return SpecBook.read().examples();
    }

    @Test
    void everyExampleHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        examples().forEach(example -> assertTrue(ids.add(example.id()), example.id() + " twice"));
        assertTrue(ids.size() >= 50, ids.size() + " examples");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleComesOut(SpecBook.Example block) {
        Example example = new Example(block.lines());
        if (example.expected.containsKey("error")) {
            String rule = assertThrows(RuleException.class, () -> ExampleRun.onEngine(example)).rule();
            assertEquals(example.expected.get("error"), rule, block.id());
            return;
        }
        Architecture architecture = example.architecture();
        for (Map.Entry<String, String> entry : example.expected.entrySet()) {
            switch (entry.getKey()) {
                case "shape" -> assertEquals(entry.getValue(), architecture.outputShape().toString(), block.id());
                case "parameters" -> assertEquals(entry.getValue(), String.valueOf(architecture.parameterCount()), block.id());
                default -> {
                }
            }
        }
        if (example.has("x")) {
            Map<String, double[][][]> oracle = ExampleRun.onOracle(example);
            Map<String, double[][][]> engine = ExampleRun.onEngine(example);
            for (Map.Entry<String, String> entry : example.expected.entrySet()) {
                if (!entry.getKey().equals("shape") && !entry.getKey().equals("parameters")) {
                    String place = block.id() + ", " + entry.getKey();
                    compare(place + " of the oracle", entry.getValue(), oracle.get(entry.getKey()), Budget.EXAMPLE_ORACLE);
                    compare(place + " of the engine", entry.getValue(), engine.get(entry.getKey()), Budget.EXAMPLE_ENGINE);
                }
            }
        }
    }

    private static void compare(String place, String expected, double[][][] got, Budget budget) {
        assertTrue(got != null, place + ": nothing of that name");
        String[] samples = expected.split("\\|");
        assertEquals(samples.length, got.length, place + ": samples");
        for (int b = 0; b < samples.length; b++) {
            String[] rows = samples[b].strip().split("(^|\\s)/(\\s|$)");
            assertEquals(rows.length, got[b].length, place + ": rows");
            for (int r = 0; r < rows.length; r++) {
                String[] tokens = rows[r].strip().split("\\s+");
                assertEquals(tokens.length, got[b][r].length, place + ": numbers in row " + r);
                for (int j = 0; j < tokens.length; j++) {
                    double value = Example.number(tokens[j]);
                    double allowed = Example.rounding(tokens[j]) + budget.limit() * Math.max(1, Math.abs(value));
                    assertEquals(value, got[b][r][j], allowed, place + "[" + b + "][" + r + "][" + j + "]");
                }
            }
        }
    }
}
