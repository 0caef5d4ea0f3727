package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import lstm4j.layer.RuleException;
import lstm4j.oracle.OracleLabels;
import lstm4j.oracle.OracleState;
import lstm4j.pack.Expected;
import lstm4j.pack.Pack;
import lstm4j.pack.PackCase;
import lstm4j.pack.PackMistake;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The kill table of the conformance pack was made by mutants in NumPy. Here the mistakes that package check declares are made a
 * second time, by code that shares nothing with those, and must die by the same cases.
 */
class KillTableTest {
    /** At a masked step of which the forward pass computed nothing the two take different gates for it; both are wrong. */
    private static final Set<String> FREE = Set.of("mask-ignored-backward");
    private static Pack pack;
    private static Map<String, Fault> faults;

    @BeforeAll
    static void open() throws IOException {
        pack = Pack.open(Path.of("testdata/pack"));
        faults = Faults.ALL.stream().collect(Collectors.toMap(Fault::id, fault -> fault, (one, other) -> one));
    }

    private static Plan plan(PackCase one) {
        Map<String, OracleState> states = new HashMap<>();
        if (one.inputs().containsKey("h0")) {
            states.put(one.recurrent().name(), new OracleState(one.state()));
        }
        double[][][] weights = one.weights().values().stream().map(PackCase::rows).toArray(double[][][]::new);
        Given mask = one.inputs().get("mask");
        return new Plan(one.architecture(), weights, PackCase.samples(one.inputs().get("x")), mask == null ? null : PackCase.used(PackCase.rows(mask)), states);
    }

    private static TrainingCase training(PackCase one) {
        return one.training() == null ? null : new TrainingCase(one.training().loss(), OracleLabels.rows(PackCase.samples(one.inputs().get("labels"))),
                one.training().optimizer(), one.training().steps());
    }

    private static String full(PackCase one, String name) {
        return name.contains("/") || name.equals("output") || name.equals("loss") || name.equals("d_input") ? name : one.recurrent().name() + "/" + name;
    }

    /** Whether a mistake shows; one of another kind of layer cannot. */
    private static boolean dies(PackCase one, Fault fault) {
        Plan plan = plan(one);
        return fault.concerns(plan) && off(one, fault.applied(plan)) > pack.dies();
    }

    /** How many bounds the numbers of a plan are off at most; infinite where sizes differ or nothing can be computed. */
    private static double off(PackCase one, Plan plan) {
        Set<String> names = one.expected().keySet().stream().map(name -> full(one, name)).collect(Collectors.toSet());
        try {
            Arrays3 out = Outcome.of(plan, training(one), names);
            double worst = 0;
            for (Map.Entry<String, Expected> array : one.expected().entrySet()) {
                worst = Math.max(worst, off(array.getValue(), out.get(full(one, array.getKey()))));
            }
            return worst;
        } catch (IndexOutOfBoundsException | RuleException e) {
            return Double.POSITIVE_INFINITY; // sizes that do not fit
        }
    }

    private static double off(Expected expected, double[][][] actual) {
        double[] flat = Arrays.stream(actual).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        if (flat.length != expected.values().length) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int k = 0; k < flat.length; k++) {
            double off = Math.abs(flat[k] - expected.values()[k]) / expected.bounds()[k];
            boolean same = flat[k] == expected.values()[k] || Double.isNaN(flat[k]) && Double.isNaN(expected.values()[k]);
            worst = Math.max(worst, same ? 0 : Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
        }
        return worst;
    }

    @Test
    @Rule("PACK-4")
    void everyMistakeDiesByTheCasesOfTheTable() {
        List<PackCase> cases = pack.cases().stream().filter(PackCase::isChecked).toList();
        Map<String, Set<String>> different = new TreeMap<>();
        int compared = 0;
        for (PackMistake mistake : pack.mistakes()) {
            Fault fault = faults.get(mistake.id());
            for (PackCase one : fault == null || FREE.contains(mistake.id()) ? List.<PackCase>of() : cases) {
                compared++;
                if (dies(one, fault) != mistake.dies().contains(one.id())) {
                    different.computeIfAbsent(mistake.id(), key -> new TreeSet<>()).add(one.id());
                }
            }
        }
        assertEquals(Map.of(), different);
        assertTrue(compared > 60 * cases.size(), "comparisons: " + compared);
    }

    @Test
    @Rule("PACK-4")
    void everyMistakeDiesTwice() {
        assertTrue(pack.mistakes().size() >= 60);
        assertEquals(List.of(), pack.mistakes().stream().filter(mistake -> mistake.dies().size() < 2).map(PackMistake::id).toList());
    }

    @Test
    @Rule("PACK-1")
    void theEquationsInDoubleGiveTheRecordedNumbers() {
        for (PackCase one : pack.cases()) {
            double worst = one.isChecked() ? off(one, plan(one)) : 0;
            assertTrue(worst < 0.001, () -> one.id() + " is off by " + worst + " of the bound");
        }
    }
}
