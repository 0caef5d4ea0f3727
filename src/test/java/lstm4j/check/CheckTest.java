package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import lstm4j.Sequential;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Layers;
import lstm4j.layer.RuleException;
import lstm4j.oracle.Oracle;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts and messages, with the engine as the backend. */
class CheckTest {
    private final Sequential model = Sequential.of(LSTM.units(5).returnSequences().inputShape(7, 3), LSTM.units(4).returnSequences(), Dense.units(2)).seed(3);
    private final float[][][] x = Numbers.tensor(new SplittableRandom(1), 4, 7, 3, 2);
    private final float[][][] y = model.predictSequences(x);

    private Check check() {
        return Check.of(model.architecture(), model.getWeights()).input(x);
    }

    @Test
    @Rule("CHECK-5")
    void theEngineIsEqualToTheBitInItsDeclaredOrder() {
        Verdict verdict = check().actual("output", y).verdict().assertCorrect();
        assertEquals(Verdict.Kind.EQUAL_TO_THE_BIT, verdict.kind(), verdict::toString);
        assertEquals("in ascending order, bias first, x then h in one sum", verdict.order());
    }

    @Test
    @Rule("CHECK-5")
    void everyDeclaredOrderIsRecognised() {
        Plan plan = new Plan(model.architecture(), Arrays3.doubles(model.getWeights()), Arrays3.doubles(x), null, java.util.Map.of());
        for (SumOrder order : SumOrder.all()) {
            FloatRun run = new FloatRun(plan, order);
            float[][][] outputs = new float[x.length][][];
            Arrays.setAll(outputs, b -> run.outputs(new Arrays3(), b));
            Verdict verdict = check().actual("output", outputs).verdict();
            assertEquals(Verdict.Kind.EQUAL_TO_THE_BIT, verdict.kind(), order::name);
        }
    }

    @Test
    @Rule("CHECK-6")
    void oneNumberThatRoundingDoesNotExplainIsWrongAndFound() {
        y[2][4][1] += 0.001f;
        Verdict verdict = check().actual("output", y).verdict();
        assertFalse(verdict.isCorrect());
        assertEquals(new Place("output", "head", 2, 4, 1, verdict.first().expected(), y[2][4][1], verdict.first().ratio()), verdict.first());
        assertThrows(AssertionError.class, verdict::assertCorrect);
        assertTrue(verdict.toString().contains("no declared mistake explains"), verdict::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LSTM", "GRU", "SimpleRNN", "Bidirectional"})
    @Rule("CHECK-6")
    void anOutputThatIsTheStatesIsJudgedToo(String type) {
        RandomPlan random = sequences(type);
        float[][][] right = new float[random.x.length][][];
        Arrays.setAll(right, b -> new FloatRun(random.plan, SumOrder.all().get(0)).outputs(new Arrays3(), b));
        assertEquals(Verdict.Kind.EQUAL_TO_THE_BIT, random.check().actual("output", right).verdict().kind());
        right[1][2][0] += 1e-3f;
        Verdict verdict = random.check().actual("output", right).verdict();
        assertEquals(Verdict.Kind.WRONG, verdict.kind(), verdict::toString);
        assertEquals(List.of(1, 2, 0), List.of(verdict.first().sample(), verdict.first().step(), verdict.first().unit()), verdict::toString);
    }

    /** A random model that ends with a recurrent layer which gives all its outputs. */
    private static RandomPlan sequences(String type) {
        for (int seed = 1;; seed++) {
            RandomPlan random = new RandomPlan(type, seed, false, false);
            if (random.architecture.layer(random.architecture.size() - 1).type().equals(type) && random.architecture.outputShape().rank() == 3) {
                return random;
            }
        }
    }

    @Test
    @Rule("CHECK-10")
    void notANumberIsJudgedAsAnyOtherWrongNumber() {
        y[0][0][0] = Float.NaN;
        Verdict verdict = check().actual("output", y).verdict();
        assertEquals(Verdict.Kind.WRONG, verdict.kind());
        assertEquals(1, verdict.arrays().get(0).wrong());
        assertTrue(verdict.notes().contains("1 of 56 numbers of output are NaN"), verdict::toString);
    }

    @Test
    @Rule({"CHECK-2", "CHECK-3", "CHECK-4"})
    void arraysThatCannotBeJudgedAreRefusedInWords() {
        assertTrue(message(check().actual("output", Arrays.copyOf(y, 2))).contains("it stops after 2 of 4 samples: was it cut off?"));
        assertTrue(message(check().actual("output", new Given(new int[] {0}, new double[0]))).contains("an empty array"));
        assertTrue(message(check().actual("outputs", y)).startsWith("[CHECK-3]"));
        assertTrue(message(check().actual("lstm/d_kernel", y)).startsWith("[CHECK-4]"));
    }

    @Test
    @Rule("CHECK-1")
    void everyKindOfLayerIsJudgedOrRefusedByItsRule() {
        for (Layer layer : Layers.ALL) {
            Architecture alone = alone(layer);
            try {
                Sequential model = Sequential.of(alone);
                float[][][] data = alone.inputShape().rank() == 2 ? new float[][][] {{new float[alone.inputShape().features()]}} : new float[][][] {{{1, 2}, {3, 4}, {5, 6}}};
                assertTrue(Check.of(alone, model.getWeights()).input(data).actual("output", inFloat(alone, model.getWeights(), data)).verdict().isCorrect());
            } catch (RuleException e) {
                assertEquals("CHECK-1", e.rule());
            }
        }
    }

    private static float[][][] inFloat(Architecture architecture, float[][][] weights, float[][][] x) {
        Plan plan = new Plan(architecture, Arrays3.doubles(weights), Arrays3.doubles(x), null, java.util.Map.of());
        return FastRows.floats(Twin.run(plan).output());
    }

    /** The layer behind the first of two inputs, sequences or rows, that fits it. */
    private static Architecture alone(Layer layer) {
        try {
            return Architecture.of(List.of(Input.shape(3, 2), layer));
        } catch (RuleException e) {
            return Architecture.of(List.of(Input.shape(3), layer));
        }
    }

    private static String message(Check check) {
        return assertThrows(RuleException.class, check::verdict).getMessage();
    }

    @Test
    @Rule("CHECK-11")
    void timeFirstIsReadAndSaid() {
        double[][][] turned = new double[7][4][2];
        for (int n = 0; n < 28; n++) {
            for (int k = 0; k < 2; k++) {
                turned[n % 7][n / 7][k] = y[n / 7][n % 7][k];
            }
        }
        Verdict verdict = check().actual("output", Given.of(turned)).verdict().assertCorrect();
        assertTrue(verdict.notes().get(0).contains("time first"), verdict::toString);
    }

    @Test
    @Rule("CHECK-6")
    void doublesThatClaimToBeAreHeldAgainstThat() {
        double[][][] doubles = Oracle.of(model.architecture()).forward(Arrays3.doubles(model.getWeights()), Arrays3.doubles(x)).output();
        Verdict verdict = check().claims(Precision.FLOAT64).actual("output", Given.of(doubles)).verdict().assertCorrect();
        assertTrue(verdict.toString().startsWith("CORRECT in float64"), verdict::toString);
        assertFalse(check().claims(Precision.FLOAT64).actual("output", y).verdict().isCorrect());
    }

    @Test
    @Rule("CHECK-8")
    void aLowerPrecisionThanClaimedIsNotCorrect() {
        Plan plan = new Plan(model.architecture(), Arrays3.doubles(model.getWeights()), Arrays3.doubles(x), null, java.util.Map.of());
        Arrays3 noisy = Outcome.noisy(plan, null, Set.of(), 5, Precision.TF32, 1);
        Verdict verdict = check().actual("output", RandomPlan.rounded(noisy.get("output"))).verdict();
        assertEquals(Verdict.Kind.CORRECT_IN_LOWER_PRECISION, verdict.kind(), verdict::toString);
        assertTrue(verdict.isCorrect());
        assertFalse(check().claims(Precision.FLOAT32).actual("output", RandomPlan.rounded(noisy.get("output"))).verdict().isCorrect());
    }
}
