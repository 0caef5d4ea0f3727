package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which declared mistake makes the candidate's numbers: each is computed for a few samples, and the ones that come near are
 * computed for all, with bounds of their own. If no single one does it, pairs are tried.
 */
final class FaultSearch {
    /** What is left of the difference when a mistake is worth a second look. */
    private static final double NEAR = 0.1;
    private static final int SAMPLES = 3;
    /** Multiplications that pairs may take: half a minute of a processor. */
    private static final double BUDGET = 15e9;
    /** Roundings that a number may be off which was judged from what the candidate made of the steps before, and is now computed from the start. */
    private static final double FREE = 4096;
    /** An array that is so little beyond its bounds is looked at as if it were right: most of it follows from others that are wrong. */
    private static final double NEARLY = 64;
    private static final Set<String> WHOLE_BATCH = Set.of("batch-is-time", "reshaped", "state-leaks", "state-of-first-row");

    private final Plan plan;
    private final Arrays3 actual;
    private final TrainingCase training;
    private final Precision p;
    private final double ulps;
    private final List<Compared> judged;
    private final boolean forwardWrong;
    private final Set<String> given;
    private final Set<String> right;
    private final int[] few;
    private final Plan part; // the few samples

    /** Mistakes that explain all numbers, and how well: the worst error in units of the bound, and how many numbers there are. */
    record Found(List<Fault> faults, double worst, long numbers) {
    }

    FaultSearch(Plan plan, Arrays3 actual, TrainingCase training, List<Compared> judged, Precision p, double ulps) {
        this.plan = plan;
        this.actual = actual;
        this.training = training;
        this.p = p;
        this.ulps = ulps;
        forwardWrong = judged.stream().anyMatch(one -> !Outcome.needsGradients(one.name()) && one.worst() > 1);
        this.judged = judged.stream().filter(one -> !forwardWrong || !Outcome.needsGradients(one.name())).toList();
        given = new LinkedHashSet<>(this.judged.stream().map(Compared::name).toList());
        right = new LinkedHashSet<>(this.judged.stream().filter(one -> one.worst() <= NEARLY).map(Compared::name).toList());
        few = few(plan.x.length);
        part = plan.only(few);
    }

    private int[] few(int B) {
        boolean sums = given.stream().anyMatch(Outcome::needsGradients);
        if (sums || B <= SAMPLES) {
            return IntStream.range(0, B).toArray();
        }
        int[] worst = IntStream.range(0, B).boxed().sorted(Comparator.comparingDouble(b -> -error(b))).limit(SAMPLES - 1).mapToInt(b -> b).toArray();
        int best = IntStream.range(0, B).boxed().min(Comparator.comparingDouble(this::error)).orElse(0);
        return IntStream.concat(IntStream.of(best), Arrays.stream(worst)).distinct().toArray();
    }

    private double error(int b) {
        double sum = 0;
        for (Compared one : judged) {
            for (int s = 0; !Outcome.ofWholeBatch(one.name()) && s < one.actual()[b].length; s++) {
                for (int u = 0; u < one.actual()[b][s].length; u++) {
                    sum = Math.max(sum, Math.min(1e300, one.ratio(b, s, u)));
                }
            }
        }
        return sum;
    }

    /** Single mistakes that explain everything, best first: those of all layers of a kind alike, then those of one layer of several. */
    List<Found> single() {
        List<Fault> tried = Faults.ALL.stream().filter(this::applies).toList();
        List<Found> found = explaining(tried);
        List<Fault> suspects = found.isEmpty() ? tried : found.stream().map(one -> one.faults().get(0)).toList();
        List<Found> all = new ArrayList<>(found);
        all.addAll(explaining(suspects.stream().flatMap(fault -> fault.inOneLayer(plan)).toList()));
        return all;
    }

    /** Mistakes that have numbers of their own and explain everything. */
    List<Found> fitted() {
        return !forwardWrong ? List.of() : verified(Stream.of(FittedFaults.values()).flatMap(one -> one.fitted(plan, this::errors).stream()).map(List::of).toList());
    }

    private List<Found> explaining(List<Fault> faults) {
        return verified(faults.stream().map(List::of).filter(one -> left(one, part) <= NEAR).toList());
    }

    private List<Found> verified(List<List<Fault>> near) {
        List<Found> found = new ArrayList<>();
        near.forEach(faults -> verified(faults, found));
        found.sort(Comparator.comparingDouble(Found::worst));
        return found;
    }

    /** All given numbers less those of a plan, in units of what they may be off. */
    private double[] errors(Plan variant) {
        Arrays3 out = outcome(variant);
        double[] errors = new double[(int) judged.stream().mapToLong(one -> one.count(1)[0]).sum()];
        int n = 0;
        for (Compared one : judged) {
            for (int b = 0; b < one.actual().length; b++) {
                for (int s = 0; s < one.actual()[b].length; s++) {
                    for (int u = 0; u < one.actual()[b][s].length; u++) {
                        errors[n++] = (one.actual()[b][s][u] - out.get(one.name())[b][s][u]) / allowed(one, b, s, u);
                    }
                }
            }
        }
        return errors;
    }

    private double allowed(Compared one, int b, int s, int u) {
        return one.bound()[b][s][u] + (right.contains(one.name()) ? FREE * p.stored : 0) * Math.abs(one.actual()[b][s][u]);
    }

    private boolean applies(Fault fault) {
        boolean training = given.stream().anyMatch(Outcome::needsGradients);
        boolean forward = given.stream().anyMatch(name -> !Outcome.needsGradients(name));
        if (!fault.concerns(plan)) {
            return false;
        }
        return switch (fault.area()) {
            case FORWARD -> forward && forwardWrong;
            case BACKWARD -> training && !forwardWrong;
            case UPDATE -> given.stream().anyMatch(Outcome::isWeight) && !forwardWrong;
        };
    }

    /** Two forward mistakes that explain everything together, best first; none, and a note, where trying them takes too long. */
    List<Found> pairs(List<String> notes) {
        Plan two = part.x.length > 2 ? plan.only(Arrays.copyOf(few, 2)) : part;
        List<Fault> forward = Faults.ALL.stream().filter(fault -> fault.area() == Fault.Area.FORWARD && applies(fault)).toList();
        double each = two.judged().stream().mapToDouble(layer -> layer.cost(two.x[0].length)).sum() * two.x.length;
        if (each * forward.size() * forward.size() > BUDGET) {
            notes.add("pairs of mistakes were not tried, since the model is large; a probe of fewer steps or units may tell");
            return List.of();
        }
        return verified(forward.stream().flatMap(first -> forward.stream().map(second -> List.of(first, second))) // in either order: they need not commute
                .filter(pair -> !family(pair.get(0)).equals(family(pair.get(1))) && left(pair, two) <= NEAR).toList());
    }

    private static String family(Fault fault) {
        return fault.id().replaceFirst("^(gru|rnn)-", "").replaceFirst("-.*", "");
    }

    private static Plan applied(List<Fault> faults, Plan to) {
        Plan changed = to;
        for (Fault fault : faults) {
            changed = fault.applied(changed);
        }
        return changed;
    }

    /** What is left of the difference, in units of bounds: 1 when a mistake changes nothing, 0 when it explains all; infinite where shapes differ. */
    private double left(List<Fault> faults, Plan part) {
        boolean whole = faults.stream().anyMatch(fault -> WHOLE_BATCH.contains(fault.id().replaceFirst("@.*", "")));
        int[] samples = whole ? IntStream.range(0, plan.x.length).toArray() : Arrays.copyOf(few, part.x.length);
        Arrays3 out = outcome(applied(faults, whole ? plan : part));
        double most = 0;
        for (Compared one : judged) {
            double[][][] variant = out == null ? null : out.get(one.name());
            most = Math.max(most, variant == null ? Double.POSITIVE_INFINITY
                    : left(one, variant, Outcome.ofWholeBatch(one.name()) ? new int[1] : samples));
        }
        return most;
    }

    /** Null where the variant cannot be computed for these shapes. */
    private Arrays3 outcome(Plan variant) {
        try {
            return Outcome.of(variant, training, given);
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    private double left(Compared one, double[][][] variant, int[] samples) {
        double before = 0;
        double after = 0;
        if (variant.length != samples.length) {
            return Double.POSITIVE_INFINITY;
        }
        for (int n = 0; n < variant.length; n++) {
            int b = samples[n];
            if (variant[n].length != one.actual()[b].length || variant[n][0].length != one.actual()[b][0].length) {
                return Double.POSITIVE_INFINITY;
            }
            for (int s = 0; s < variant[n].length; s++) {
                for (int u = 0; u < variant[n][s].length; u++) {
                    double allowed = allowed(one, b, s, u);
                    double was = finite(one.actual()[b][s][u] - one.expected()[b][s][u]) / allowed;
                    double is = finite(one.actual()[b][s][u] - variant[n][s][u]) / allowed;
                    before += Math.max(was * was, 1);
                    after += is <= 1 ? 0 : is * is;
                }
            }
        }
        return before == 0 ? 0 : Math.sqrt(after / before);
    }

    private static double finite(double difference) {
        return Double.isFinite(difference) ? Math.min(1e100, Math.abs(difference)) : 1e100;
    }

    private void verified(List<Fault> faults, List<Found> found) {
        Plan variant = applied(faults, plan);
        Arrays3 exact = Outcome.of(variant, training, given);
        Shaken shaken = new Shaken(variant, exact, training, given, p, ulps);
        double worst = 0;
        long numbers = 0;
        for (Compared one : judged) {
            double[][][] bounds = Outcome.isWeight(one.name()) ? shaken.ofWeights(one.name(), training) : shaken.ofSteps(one.name());
            Compared again = new Compared(one.name(), one.layer(), exact.get(one.name()), bounds, one.actual(), p.largest());
            worst = Math.max(worst, again.worst());
            numbers += again.count(1)[0];
        }
        if (worst <= 1) {
            found.add(new Found(faults, worst, numbers));
        }
    }
}
