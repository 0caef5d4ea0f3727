package lstm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is striking about a model at work, in words, and what one does about it. */
public final class Findings {
    private static final double CLOSED = 0.02;
    private static final double OPEN = 0.98;
    private static final double STILL = 0.01;     // the range of an output that does not move
    private static final double SATURATED = 0.99; // of tanh
    private static final double WORTH_SAYING = 0.1; // of all units
    private static final double VANISHED = 1e-3;
    private static final double EXPLODED = 1e3;

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
                say(found, first, closed, "have gate " + part + " closed at every step (below " + CLOSED + ")", advice(part, false));
                say(found, first, open, "have gate " + part + " open at every step (above " + OPEN + ")", advice(part, true));
            }
        }
        if (first.parts().containsKey("h")) {
            say(found, first, still(samples), "never move: their output stays within " + STILL,
                    "They cost time and say nothing; fewer units would do, or a smaller L2 penalty, or another seed.");
            say(found, first, saturated(samples), "are at the end of tanh (|h| above " + SATURATED + ") at most steps",
                    "They hardly learn any more: scale the input to about -1 to 1, or lower the learning rate.");
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

    private static int still(List<Walk> samples) {
        int count = 0;
        for (int u = 0; u < units(samples, "h"); u++) {
            double[] range = range(samples, "h", u);
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

    private static int saturated(List<Walk> samples) {
        int count = 0;
        for (int u = 0; u < units(samples, "h"); u++) {
            int steps = 0;
            int full = 0;
            for (Walk sample : samples) {
                for (float[] step : sample.parts().get("h")) {
                    steps++;
                    full += Math.abs(step[u]) > SATURATED ? 1 : 0;
                }
            }
            count += 2 * full > steps ? 1 : 0;
        }
        return count;
    }

    /**
     * How far back a layer learns.
     *
     * @param norms of the gradient by the layer's output one step before the end, two steps before, and so on
     */
    public static String backInTime(String layer, double[] norms) {
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
