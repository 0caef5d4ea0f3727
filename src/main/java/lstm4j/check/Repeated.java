package lstm4j.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Samples that are equal and were answered differently: no equation does that, so something is random or was left over from before. */
final class Repeated {
    private Repeated() {
    }

    /** What is to be said of it; nothing where equal samples have equal answers, or none are equal. */
    static Optional<String> note(Plan plan, List<Compared> judged) {
        for (int b = 1; b < plan.x.length; b++) {
            for (int a = 0; a < b; a++) {
                if (equal(plan, a, b)) {
                    for (Compared one : judged) {
                        if (!Outcome.needsGradients(one.name()) && differ(one, a, b)) {
                            return Optional.of("samples " + a + " and " + b + " are equal, but their numbers of " + one.name() + " differ: dropout alive at inference,"
                                    + " or a state or memory left over from before");
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean equal(Plan plan, int a, int b) {
        return Arrays.deepEquals(plan.x[a], plan.x[b]) && (plan.mask == null || Arrays.equals(plan.mask[a], plan.mask[b]))
                && plan.states.values().stream().allMatch(state -> Arrays.stream(state.parts()).allMatch(part -> Arrays.equals(part[a], part[b])));
    }

    private static boolean differ(Compared one, int a, int b) {
        for (int s = 0; s < one.actual()[a].length; s++) {
            for (int u = 0; u < one.actual()[a][s].length; u++) {
                if (Math.abs(one.actual()[a][s][u] - one.actual()[b][s][u]) > one.bound()[a][s][u] + one.bound()[b][s][u]) {
                    return true;
                }
            }
        }
        return false;
    }
}
