package lstm4j.check;

import java.util.List;

/** The model in float32 with sums in a declared order and correctly rounded functions, to recognise a candidate to the bit. Without masks. */
final class FloatRun {
    private final Plan plan;
    private final SumOrder order;
    private final List<JudgedLayer> layers;

    FloatRun(Plan plan, SumOrder order) {
        this(plan, plan.judged(), order);
    }

    private FloatRun(Plan plan, List<JudgedLayer> layers, SumOrder order) {
        this.plan = plan;
        this.order = order;
        this.layers = layers;
    }

    /** The first declared order in which every given array comes out bit by bit; empty if there is none. */
    static String recognised(Plan plan, Arrays3 actual) {
        if (plan.mask != null || actual.all.keySet().stream().anyMatch(Outcome::needsGradients)) {
            return "";
        }
        List<JudgedLayer> layers = plan.judged();
        for (SumOrder order : SumOrder.all()) {
            FloatRun run = new FloatRun(plan, layers, order);
            boolean equal = true;
            for (int b = 0; equal && b < plan.x.length; b++) {
                equal = run.outputs(actual, b) != null;
            }
            if (equal) {
                return order.name();
            }
        }
        return "";
    }

    /** The outputs of sample b, or null as soon as a given array differs. */
    float[][] outputs(Arrays3 actual, int b) {
        float[][] rows = FastRows.floats(plan.x[b]);
        for (int i = 0; rows != null && i < layers.size(); i++) {
            rows = layers.get(i).inFloat(rows, order, actual, b);
        }
        for (int s = 0; rows != null && s < rows.length; s++) {
            if (!FastRows.same(actual.get("output"), b, s, rows[s])) {
                return null;
            }
        }
        return rows;
    }
}
