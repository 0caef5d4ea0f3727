package lstm4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts every given array beside what it should be, with the narrowest bound that the other given arrays allow. */
final class Judge {
    private final Plan plan;
    private final Arrays3 actual;
    private final TrainingCase training;
    private final double ulps;
    private final Set<String> given;

    Judge(Plan plan, Arrays3 actual, TrainingCase training, double ulps) {
        this.plan = plan;
        this.actual = actual;
        this.training = training;
        this.ulps = ulps;
        given = actual.all.keySet();
    }

    /** The comparison of all given arrays, in the order in which they are made. */
    List<Compared> compare(Precision p) {
        List<Compared> compared = new ArrayList<>();
        List<JudgedLayer> layers = plan.judged();
        double[][][] x = plan.x;
        boolean[][] mask = plan.mask;
        int i = 0;
        for (; i < layers.size() && (layers.get(i).moves() || hasStates(layers.get(i))); i++) {
            if (layers.get(i).moves()) {
                LayerTap tap = layers.get(i).forward(x, mask, Rounding.NONE);
                x = tap.output();
                mask = tap.outputMask();
            } else {
                Anchored anchored = new Anchored(i, actual, p, ulps);
                x = layers.get(i).anchored(anchored, x, mask);
                compared.addAll(anchored.compared);
                mask = plan.layers.get(i).passesMask() ? mask : null;
            }
        }
        if (i == layers.size() && given.contains("output")) {
            compared.add(Compared.copies("output", i, x, actual.get("output"), p));
        } else if (i < layers.size()) {
            rest(i, layers, x, mask, p, compared);
        }
        training(p, compared);
        return compared;
    }

    /** Whether the states h of every step of a layer are given. */
    private boolean hasStates(JudgedLayer layer) {
        return !layer.anchors().isEmpty() && given.containsAll(layer.anchors());
    }

    /** What follows layers whose states are known: a last one whose output is its states, or one of which nothing is known. */
    private void rest(int i, List<JudgedLayer> layers, double[][][] x, boolean[][] mask, Precision p, List<Compared> compared) {
        boolean last = i == layers.size() - 1 && mask == null && given.contains("output");
        Arrays3 states = last ? layers.get(i).states(actual.get("output")) : new Arrays3();
        if (states.all.isEmpty()) {
            free(i, x, mask, p, compared);
            return;
        }
        states.all.keySet().removeAll(given);
        Arrays3 with = new Arrays3();
        with.all.putAll(actual.all);
        with.all.putAll(states.all);
        Anchored anchored = new Anchored(i, with, p, ulps);
        layers.get(i).anchored(anchored, x, null);
        List<Compared> shown = layers.get(i).anchors().stream().map(anchored::of).toList();
        compared.add(new Compared("output", i, layers.get(i).output(shown.stream().map(Compared::expected).toList()),
                layers.get(i).output(shown.stream().map(Compared::bound).toList()), actual.get("output"), p.largest()));
        anchored.compared.stream().filter(one -> given.contains(one.name())).forEach(compared::add);
    }

    /** The layers from i on, of which too little is known to go step by step. */
    private void free(int i, double[][][] x, boolean[][] mask, Precision p, List<Compared> compared) {
        Plan rest = plan.from(i, x, mask);
        Arrays3 exact = Outcome.of(rest, null, Set.of());
        Shaken shaken = null;
        for (String name : exact.all.keySet()) {
            if (given.contains(name) && !name.equals("output")) {
                shaken = shaken == null ? new Shaken(rest, exact, null, Set.of(), p, ulps) : shaken;
                compared.add(new Compared(name, layer(name), exact.get(name), shaken.ofSteps(name), actual.get(name), p.largest()));
            }
        }
        if (given.contains("output")) {
            double[][][] bounds = Adjoint.bounds(rest, exact.get("output"), actual.get("output"), p, ulps);
            compared.add(new Compared("output", plan.layers.size(), exact.get("output"), bounds, actual.get("output"), p.largest()));
        }
    }

    private int layer(String name) {
        for (int i = 0; i < plan.layers.size(); i++) {
            if (name.startsWith(plan.layers.get(i).name() + "/")) {
                return i;
            }
        }
        return plan.layers.size();
    }

    private void training(Precision p, List<Compared> compared) {
        List<String> names = given.stream().filter(Outcome::needsGradients).toList();
        if (names.isEmpty()) {
            return;
        }
        Arrays3 exact = Outcome.of(plan, training, given);
        Shaken shaken = new Shaken(plan, exact, training, given, p, ulps);
        Arrays3 magnitudes = new Arrays3();
        training.gradients(plan, Twin.run(plan), magnitudes, null, null, true);
        int terms = plan.x.length * plan.x[0].length;
        for (String name : names) {
            double[][][] bounds = Outcome.isWeight(name) ? shaken.ofWeights(name, training)
                    : name.contains("/d_") && !name.endsWith("0") ? shaken.ofGradient(name, magnitudes.get(name), terms)
                    : shaken.ofSteps(name);
            int after = Outcome.isWeight(name) ? 3 : name.equals("loss") ? 1 : 2;
            compared.add(new Compared(name, plan.layers.size() + after, exact.get(name), bounds, actual.get(name), p.largest()));
        }
        compared.sort(java.util.Comparator.comparingInt(Compared::layer));
    }
}
