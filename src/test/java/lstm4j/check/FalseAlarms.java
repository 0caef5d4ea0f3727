package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges right float32 and counts verdicts that are not "correct": models with sums in every declared order, and backends of
 * another hand ({@link FloatBackend}). An evaluation is one judged number.
 */
final class FalseAlarms {
    int verdicts;
    long numbers;
    double worst;
    final List<String> alarms = new ArrayList<>();

    void run(int models) {
        for (int seed = 1; seed <= models; seed++) {
            RandomPlan model = new RandomPlan(seed, seed % 2 == 0, false);
            for (SumOrder order : SumOrder.all()) {
                FloatRun run = new FloatRun(model.plan, order);
                float[][][] outputs = new float[model.x.length][][];
                for (int b = 0; b < outputs.length; b++) {
                    outputs[b] = run.outputs(new Arrays3(), b);
                }
                Verdict verdict = model.check().actual("output", outputs).verdict();
                verdicts++;
                numbers += verdict.arrays().get(0).numbers();
                worst = Math.max(worst, verdict.worst());
                if (verdict.kind() != Verdict.Kind.EQUAL_TO_THE_BIT) {
                    alarms.add("model " + seed + ", " + order.name() + ": " + verdict);
                }
            }
        }
    }

    /** Other orders, fused multiply-add and functions 2 ulp off, on as many models and so many backends each. */
    void others(int first, int last, int backends) {
        for (int seed = first; seed <= last; seed++) {
            RandomPlan model = new RandomPlan(seed, seed % 2 == 0, false);
            for (int n = 0; n < backends; n++) {
                Verdict verdict = model.check().actual("output", new FloatBackend(model, 1000L * seed + n).outputs()).verdict();
                verdicts++;
                numbers += verdict.arrays().get(0).numbers();
                worst = Math.max(worst, verdict.worst());
                if (!verdict.isCorrect() || verdict.kind() == Verdict.Kind.CORRECT_IN_LOWER_PRECISION) {
                    alarms.add("model " + seed + ", backend " + n + ": " + verdict);
                }
            }
        }
    }

    @Override
    public String toString() {
        return verdicts + " verdicts on " + numbers + " numbers, worst " + worst + " of the bound, alarms " + alarms;
    }
}
