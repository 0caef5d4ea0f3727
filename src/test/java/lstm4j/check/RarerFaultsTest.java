package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in one layer of several, around dropout, with numbers of their own; and precisions that outputs alone cannot tell apart. */
@Rule("CHECK-9")
class RarerFaultsTest {
    private static final List<Layer> DEEP = List.of(LSTM.units(4).returnSequences().inputShape(7, 3), LSTM.units(5).returnSequences(), Dense.units(2));
    private static final List<Layer> DROPPING = List.of(LSTM.units(4).returnSequences().dropout(0.25).recurrentDropout(0.5).inputShape(7, 3), Dropout.rate(0.2),
            Dense.units(2));
    private static final List<Layer> FLAT = List.of(LSTM.units(3).returnSequences().inputShape(9, 2));

    private static Plan edited(RandomPlan model, Consumer<Plan> edit) {
        Plan copy = model.plan.copy();
        edit.accept(copy);
        return copy;
    }

    /** What is said of the outputs of a plan, moved as float32 roundings move them. */
    private static Verdict verdict(RandomPlan model, Plan made) {
        Arrays3 out = Outcome.noisy(made, null, Set.of("output"), 5, Precision.FLOAT32, 1);
        return model.check().actual("output", RandomPlan.rounded(out.get("output"))).verdict();
    }

    private static Fault fault(String id) {
        return Faults.ALL.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private static void requireNamed(String id, Verdict verdict) {
        assertTrue(verdict.faults().stream().anyMatch(found -> found.size() == 1 && found.get(0).id().equals(id)), verdict::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gates-icfo", "bias-ignored", "activation-relu", "backwards", "output-linear", "recurrent-transposed"})
    void aMistakeInOneLayerOfTwoIsNamedWithTheLayer(String id) {
        RandomPlan model = new RandomPlan(DEEP, 3);
        for (Fault one : fault(id).inOneLayer(model.plan).toList()) {
            Verdict verdict = verdict(model, one.applied(model.plan));
            requireNamed(one.id(), verdict);
            assertTrue(verdict.toString().contains("in layer lstm"), verdict::toString);
        }
    }

    @Test
    void oneLayerAloneIsNotOneOfSeveral() {
        assertEquals(0, fault("gates-icfo").inOneLayer(new RandomPlan(FLAT, 3).plan).count());
        assertEquals(0, fault("dense-transposed").inOneLayer(new RandomPlan(DEEP, 3).plan).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dropout-scaled-down", "dropout-scaled-up"})
    void aScaleThatBelongsIntoTrainingIsNamed(String id) {
        RandomPlan model = new RandomPlan(DROPPING, 4);
        requireNamed(id, verdict(model, fault(id).applied(model.plan)));
    }

    @Test
    void peepholesAreFoundWithTheirWeights() {
        RandomPlan model = new RandomPlan(FLAT, 5);
        double[][] weights = RandomPlan.numbers(new SplittableRandom(1), 3, 3, 0.5);
        Verdict verdict = verdict(model, edited(model, plan -> plan.changes.get(0).peepholes = weights));
        requireNamed("peepholes", verdict);
        assertTrue(verdict.toString().contains(String.format(java.util.Locale.ROOT, "%.3g", weights[0][0])), verdict::toString);
    }

    @Test
    void aProjectionIsFound() {
        RandomPlan model = new RandomPlan(FLAT, 6);
        double[][] matrix = RandomPlan.numbers(new SplittableRandom(2), 3, 3, 1);
        requireNamed("projection", verdict(model, edited(model, plan -> plan.changes.get(0).projection = matrix)));
    }

    @Test
    void equalSamplesWithDifferentNumbersAreSaid() {
        Sequential model = Sequential.of(LSTM.units(4).returnSequences().inputShape(7, 3), Dense.units(2)).seed(2);
        float[][][] x = Probe.of(model.architecture(), model.getWeights(), 4, 7, false).x();
        float[][][] y = model.predictSequences(x);
        y[0][3][1] += 0.25f;
        y[2][5][0] -= 0.5f;
        Verdict verdict = Check.of(model.architecture(), model.getWeights()).input(x).actual("output", y).verdict();
        assertTrue(verdict.toString().contains("samples 0 and 3 are equal, but their numbers of output differ: dropout alive"), verdict::toString);
        y[3] = y[0];
        assertFalse(Check.of(model.architecture(), model.getWeights()).input(x).actual("output", y).verdict().toString().contains("are equal, but"));
    }

    @Test
    @Rule("CHECK-8")
    void tf32IsAmongThePrecisionsThatAreNamed() {
        for (int seed = 1; seed <= 6; seed++) {
            RandomPlan model = new RandomPlan(seed, false, false);
            Verdict verdict = model.check().actual("output", new FloatBackend(model, seed, 11).outputs()).verdict();
            assertEquals(Verdict.Kind.CORRECT_IN_LOWER_PRECISION, verdict.kind(), verdict::toString);
            assertEquals(Precision.TF32, verdict.precision(), verdict::toString);
            assertTrue(verdict.others().stream().allMatch(other -> other == Precision.FAST_TANH), verdict::toString);
        }
    }
}
