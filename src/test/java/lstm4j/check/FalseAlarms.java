package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

/** Runs models in float32 with sums in every declared order and counts verdicts that are not "correct". */
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

    @Override
    public String toString() {
        return verdicts + " verdicts on " + numbers + " numbers, worst " + worst + " of the bound, alarms " + alarms;
    }
}
