package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.Sequential;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Numbers;
import org.junit.jupiter.api.Test;

/** The three LSTM(128) of the digits at B = 128: a verdict within five seconds of a processor, a search for the mistake within sixty. */
class DigitModelExhaustive {
    private static final double VERDICT = 5;
    private static final double SEARCH = 60;

    private final Sequential model = Sequential.of(LSTM.units(128).returnSequences().inputShape(28, 28), LSTM.units(128).returnSequences(),
            LSTM.units(128), Dense.units(10).activation(ActivationFunction.SOFTMAX)).seed(3);
    private final float[][][] x = Numbers.tensor(new SplittableRandom(1), 128, 28, 28, 1);

    private static double seconds(Runnable work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
    }

    @Test
    void aVerdictTakesSeconds() {
        float[][] right = model.predict(x);
        double time = seconds(() -> assertEquals(Verdict.Kind.EQUAL_TO_THE_BIT, verdict(right).kind()));
        System.out.println("digit model, 128 samples: verdict in " + time + " s of a processor");
        assertTrue(time < VERDICT, () -> String.valueOf(time));
    }

    @Test
    void aMistakeIsFoundWithinAMinute() {
        Plan plan = new Plan(model.architecture(), Arrays3.doubles(model.getWeights()), Arrays3.doubles(x), null, java.util.Map.of());
        Fault fault = Faults.ALL.stream().filter(one -> one.id().equals("gates-icfo")).findFirst().orElseThrow();
        float[][][] wrong = FastRows.floats(Twin.run(fault.applied(plan)).output());
        double time = seconds(() -> assertEquals(List.of(List.of(fault)), verdict(wrong).faults()));
        System.out.println("digit model, 128 samples: mistake found in " + time + " s of a processor");
        assertTrue(time < SEARCH, () -> String.valueOf(time));
    }

    private Verdict verdict(float[][] outputs) {
        return check().actual("output", outputs).verdict();
    }

    private Verdict verdict(float[][][] outputs) {
        return check().actual("output", outputs).verdict();
    }

    private Check check() {
        return Check.of(model.architecture(), model.getWeights()).input(x);
    }
}
