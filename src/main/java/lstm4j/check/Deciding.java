package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** From comparisons to a verdict: to the bit, float32, a mistake by name, a lower precision, a pair of mistakes, in this order. */
final class Deciding {
    /** Lower precisions that leave no trace in the bits of stored numbers. */
    private static final List<Precision> ROUGH = List.of(Precision.TF32, Precision.FAST_TANH);

    private final Plan plan;
    private final Arrays3 actual;
    private final TrainingCase training;
    private final Precision claim;
    private final double ulps;
    private final List<String> notes;
    private final Judge judge;

    Deciding(Plan plan, Arrays3 actual, TrainingCase training, Precision claim, double ulps, List<String> notes) {
        this.plan = plan;
        this.actual = actual;
        this.training = training;
        this.claim = claim;
        this.ulps = ulps;
        this.notes = notes;
        judge = new Judge(plan, actual, training, ulps);
    }

    Verdict verdict() {
        List<Compared> float32 = judge.compare(Precision.FLOAT32);
        String order = worst(float32) <= 1 ? FloatRun.recognised(plan, actual) : "";
        if (!order.isEmpty()) {
            return right(Verdict.Kind.EQUAL_TO_THE_BIT, List.of(Precision.FLOAT32), order, float32);
        }
        List<Compared> float64 = claim == Precision.FLOAT64 ? judge.compare(claim) : List.of();
        if (!float64.isEmpty() && worst(float64) <= 1) {
            return right(Verdict.Kind.CORRECT_IN_FLOAT32, List.of(claim), "", float64);
        }
        if (worst(float32) <= 1) {
            return right(Verdict.Kind.CORRECT_IN_FLOAT32, List.of(Precision.FLOAT32), "", float32);
        }
        Precision stored = storedIn();
        Precision held = stored != null ? stored : claim == null ? Precision.FLOAT32 : claim;
        List<Compared> judged = held == Precision.FLOAT32 ? float32 : held == Precision.FLOAT64 ? float64 : judge.compare(held);
        if (worst(judged) <= 1) {
            return right(Verdict.Kind.CORRECT_IN_LOWER_PRECISION, List.of(held), "", judged);
        }
        FaultSearch search = new FaultSearch(plan, actual, training, judged, held, ulps);
        List<FaultSearch.Found> found = search.single();
        List<Precision> silent = found.isEmpty() && stored == null ? silent(float32) : List.of();
        if (!silent.isEmpty()) {
            return right(Verdict.Kind.CORRECT_IN_LOWER_PRECISION, silent, "", judge.compare(silent.get(0)));
        }
        found = found.isEmpty() ? search.fitted() : found;
        return wrong(held, judged, found.isEmpty() ? search.pairs(notes) : found);
    }

    /** The lower precisions that explain the numbers: flushing alone where it does, else all that do, since outputs alone cannot tell them apart. */
    private List<Precision> silent(List<Compared> float32) {
        if (worst(judge.compare(Precision.FLUSH_TO_ZERO)) <= 1) {
            return List.of(Precision.FLUSH_TO_ZERO);
        }
        return ROUGH.stream().filter(p -> {
            List<Compared> lower = judge.compare(p);
            return worst(lower) <= 1 && looksLikeRounding(float32, lower);
        }).toList();
    }

    private static double worst(List<Compared> compared) {
        return compared.stream().mapToDouble(Compared::worst).max().orElse(0);
    }

    /** FLOAT16 or BFLOAT16 if every given number is one of theirs, and there are enough to tell; else null. */
    private Precision storedIn() {
        double[] numbers = actual.all.values().stream().flatMap(Arrays::stream).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream)
                .filter(value -> value != 0 && Double.isFinite(value)).toArray();
        if (numbers.length < 2) {
            return null;
        }
        boolean bfloat = Arrays.stream(numbers).allMatch(value -> (float) value == value && (Float.floatToRawIntBits((float) value) & 0xffff) == 0);
        boolean half = Arrays.stream(numbers).allMatch(value -> value * 0x1p34 % (Math.max(Math.ulp((float) value) * 0x1p13, 0x1p-24) * 0x1p34) == 0);
        return bfloat ? Precision.BFLOAT16 : half ? Precision.FLOAT16 : null;
    }

    /** Whether errors are everywhere and of one size, as those of rounding are, and not at a few places, as those of a mistake may be. */
    private static boolean looksLikeRounding(List<Compared> float32, List<Compared> lower) {
        for (int n = 0; n < lower.size(); n++) {
            long[] visible = lower.get(n).count(0.01 * lower.get(n).worst());
            if (float32.get(n).worst() > 1 && visible[1] * 4 < visible[0]) {
                return false;
            }
        }
        return true;
    }

    private Verdict right(Verdict.Kind kind, List<Precision> p, String order, List<Compared> compared) {
        return new Verdict(kind, p.get(0), p.subList(1, p.size()), order, worst(compared), null, List.of(), List.of(), arrays(compared), notes, List.of(), claim);
    }

    private static List<Verdict.Array> arrays(List<Compared> compared) {
        return compared.stream().map(one -> {
            long[] count = one.count(1);
            return new Verdict.Array(one.name(), count[0], count[1], one.worst(), one.worstSample(), one.ratios(one.worstSample()));
        }).toList();
    }

    private Verdict wrong(Precision p, List<Compared> judged, List<FaultSearch.Found> found) {
        if (found.isEmpty()) {
            Repeated.note(plan, judged).ifPresent(notes::add);
        }
        List<Compared> ofFirst = new ArrayList<>();
        Place first = first(judged, ofFirst);
        List<String> picture = new ArrayList<>();
        if (!ofFirst.isEmpty() && ofFirst.get(0).actual()[0].length > 1) {
            Picture.add(picture, ofFirst.get(0), first.sample());
        }
        return new Verdict(Verdict.Kind.WRONG, p, List.of(), "", worst(judged), first, found.stream().map(FaultSearch.Found::faults).toList(),
                found.stream().map(this::sentence).toList(), arrays(judged), notes, picture, claim);
    }

    /** The first wrong number: of the first layer, of its first step, of the first stage. */
    private static Place first(List<Compared> judged, List<Compared> ofFirst) {
        Compared best = null;
        int[] at = null;
        for (Compared one : judged) {
            int[] place = one.first();
            if (place != null && (best == null || one.layer() < best.layer() || one.layer() == best.layer() && place[0] < at[0])) {
                best = one;
                at = place;
            }
        }
        ofFirst.add(best);
        return new Place(best.name(), Outcome.stage(best.name()), at[1], at[0], at[2], best.expected()[at[1]][at[0]][at[2]],
                best.actual()[at[1]][at[0]][at[2]], best.ratio(at[1], at[0], at[2]));
    }

    private String sentence(FaultSearch.Found found) {
        StringBuilder text = new StringBuilder("These are the numbers of " + subject(found.faults().get(0)) + " ");
        for (int n = 0; n < found.faults().size(); n++) {
            text.append(n == 0 ? "" : ", and ").append(found.faults().get(n).what());
        }
        text.append(" (").append(String.join(" + ", found.faults().stream().map(Fault::id).toList())).append(").\n");
        text.append(String.format(Locale.ROOT, "               With %s all %,d numbers agree, the worst to %.2g of the bound.",
                found.faults().size() == 1 ? "that one change" : "both changes", found.numbers(), found.worst()));
        for (Fault fault : found.faults()) {
            text.append("\n               Where from: ").append(fault.who()).append(". What to do: ").append(fault.mend()).append('.');
        }
        return text.toString();
    }

    /** The layer that a mistake is about, or else the first recurrent one: {@code an LSTM}, {@code a GRU}. */
    private String subject(Fault fault) {
        String own = List.of("", "Dense", "Embedding").contains(fault.layer()) ? "" : fault.layer();
        String type = !own.isEmpty() ? own : plan.types().stream().filter(List.of("LSTM", "GRU", "SimpleRNN")::contains).findFirst().orElse("model");
        return (type.equals("LSTM") ? "an " : "a ") + type;
    }
}
