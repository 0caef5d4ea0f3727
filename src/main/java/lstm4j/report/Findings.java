package lstm4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import lstm4j.layer.RuleException;

/** What is striking about a model at work, in words, and what one does about it. */
public final class Findings {
    private static final double CLOSED = 0.02;
    private static final double OPEN = 0.98;
    private static final double STILL = 0.01;     // the range of an output that does not move
    private static final double SATURATED = 0.99; // of tanh
    private static final double WORTH_SAYING = 0.1; // of all units
    private static final double VANISHED = 1e-3;
    private static final double EXPLODED = 1e3;
    private static final int LATE = 3;            // epochs behind the best one
    private static final double WORSE = 1.05;     // times the best loss

    private Findings() {
    }

    /** The sentences as a list. */
    public static String html(List<String> findings) {
        StringBuilder html = new StringBuilder("<ul class=\"found\">\n");
        findings.forEach(finding -> html.append("<li>").append(Html.text(finding)).append("</li>\n"));
        return html.append("</ul>\n").toString();
    }

    /** Of a layer that several samples went through: gates that never move, units that say nothing, saturation. */
    public static List<String> of(List<Walk> samples) {
        Walk first = samples.get(0);
        List<String> found = new ArrayList<>();
        for (String part : first.parts().keySet()) {
            if (Walk.isGate(part)) {
                int closed = unitsWithin(samples, part, 0, CLOSED);
                int open = unitsWithin(samples, part, OPEN, 1);
                say(found, first, closed, "have gate " + part + " closed at every step (below " + CLOSED + ")", advice(Walk.kind(part), false));
                say(found, first, open, "have gate " + part + " open at every step (above " + OPEN + ")", advice(Walk.kind(part), true));
            } else if (Walk.kind(part).equals("h")) {
                String half = part.substring(0, part.length() - 1).replace("_", ", ");
                say(found, first, still(samples, part), half + "never move: their output stays within " + STILL,
                        "They cost time and say nothing; fewer units would do, or a smaller L2 penalty, or another seed.");
                say(found, first, saturated(samples, part), half + "are at the end of tanh (|h| above " + SATURATED + ") at most steps",
                        "They hardly learn any more: scale the input to about -1 to 1, or lower the learning rate.");
            }
        }
        if (found.isEmpty()) {
            found.add(first.layer() + ": all units move, and no gate is always open or closed.");
        }
        return found;
    }

    private static void say(List<String> found, Walk walk, int units, String what, String advice) {
        int all = walk.parts().values().iterator().next()[0].length;
        if (units >= Math.max(1, WORTH_SAYING * all)) {
            found.add(String.format(Locale.ROOT, "%s: %d of %d units %s. %s", walk.layer(), units, all, what, advice));
        }
    }

    private static String advice(String gate, boolean open) {
        return switch (gate) {
            case "f" -> open ? "They forget nothing: right for counting, else the bias of f may have begun too high."
                    : "They remember nothing from one step to the next: begin with a forget bias of 1 (unit_forget_bias).";
            case "i" -> open ? "They let everything in: the input may be too large; scale it." : "Nothing reaches them: the input may be too large; scale it.";
            case "o" -> open ? "They show all they remember, as a plain recurrent layer does." : "What they remember is never shown: fewer units would do.";
            default -> "Scale the input, or lower the learning rate.";
        };
    }

    private static int unitsWithin(List<Walk> samples, String part, double low, double high) {
        int count = 0;
        for (int u = 0; u < units(samples, part); u++) {
            double[] range = range(samples, part, u);
            count += range[0] >= low && range[1] <= high ? 1 : 0;
        }
        return count;
    }

    private static int still(List<Walk> samples, String part) {
        int count = 0;
        for (int u = 0; u < units(samples, part); u++) {
            double[] range = range(samples, part, u);
            count += range[1] - range[0] < STILL ? 1 : 0;
        }
        return count;
    }

    private static int units(List<Walk> samples, String part) {
        return samples.get(0).parts().get(part)[0].length;
    }

    /** The least and the greatest value of a unit, over all samples and steps. */
    private static double[] range(List<Walk> samples, String part, int unit) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (Walk sample : samples) {
            for (float[] step : sample.parts().get(part)) {
                range[0] = Math.min(range[0], step[unit]);
                range[1] = Math.max(range[1], step[unit]);
            }
        }
        return range;
    }

    private static int saturated(List<Walk> samples, String part) {
        int count = 0;
        for (int u = 0; u < units(samples, part); u++) {
            int steps = 0;
            int full = 0;
            for (Walk sample : samples) {
                for (float[] step : sample.parts().get(part)) {
                    steps++;
                    full += Math.abs(step[u]) > SATURATED ? 1 : 0;
                }
            }
            count += 2 * full > steps ? 1 : 0;
        }
        return count;
    }

    /** Of weights, or of gradients: arrays in which something is no longer a finite number. */
    public static List<String> notFinite(String what, float[][][] arrays) {
        long all = Arrays.stream(arrays).flatMap(Arrays::stream).mapToLong(row -> row.length).sum();
        long bad = Arrays.stream(arrays).mapToLong(array -> Histogram.Figures.of(array).notFinite()).sum();
        return bad == 0 ? List.of() : List.of(String.format(Locale.ROOT, "%,d of %,d %s are not finite: the training exploded. Lower the learning rate, "
                + "clip gradients (clipnorm of 1), or go back to a saved model.", bad, all, what));
    }

    /** Of a course of training, by the columns of {@code History.asMap()}: a loss that is no number, and learning by heart. */
    public static List<String> ofTraining(Map<String, List<Double>> columns, int first) {
        List<String> found = new ArrayList<>();
        List<Double> loss = columns.getOrDefault("loss", List.of());
        List<Double> validation = columns.getOrDefault("val_loss", List.of());
        int broken = IntStream.range(0, loss.size()).filter(n -> !Double.isFinite(loss.get(n))).findFirst().orElse(-1);
        if (broken >= 0) {
            found.add("From epoch " + (first + broken) + " on the loss is not a number: it exploded. Lower the learning rate, or clip gradients (clipnorm of 1).");
        }
        int best = IntStream.range(0, validation.size()).boxed().min(Comparator.comparingDouble(validation::get)).orElse(0);
        int last = validation.size() - 1;
        if (last - best >= LATE && validation.get(last) > WORSE * validation.get(best) && loss.get(last) < loss.get(best)) {
            found.add("Since epoch " + (first + best) + " the loss of the validation rises while that of the training falls: it learns by heart. Stop there "
                    + "(EarlyStopping with restoreBestWeights), show it more samples, or use dropout or fewer units.");
        }
        return found;
    }

    /**
     * How far back a layer learns.
     *
     * @param norms of the gradient by the layer's output one step before the end, two steps before, and so on
     */
    public static String backInTime(String layer, double[] norms) {
        if (norms.length == 0) {
            throw new RuleException("DATA-2", layer, "the norm of at least one step", "none", "");
        }
        double last = norms[norms.length - 1];
        double ratio = last / norms[0];
        String course = String.format(Locale.ROOT, "%s: %d steps before the end the gradient is %s times what it is one step before. ", layer,
                norms.length, Html.number(ratio));
        if (!Double.isFinite(ratio)) {
            return layer + ": the gradient is 0 or not finite, so nothing can be said about how far back it learns.";
        }
        if (ratio > EXPLODED) {
            return course + "It explodes: clip it (clipnorm of 1), lower the learning rate, or read shorter sequences.";
        }
        return ratio < VANISHED ? course + "It vanishes: what happens early is hardly learnt from; begin with a larger forget bias, read shorter "
                + "sequences, or read them backwards (go_backwards) if what counts comes first."
                : course + "It neither vanishes nor explodes.";
    }
}
