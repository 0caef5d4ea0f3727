package lstm4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;

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
        double[][][] x = plan.x;
        boolean[][] mask = plan.mask;
        int i = 0;
        for (; i < plan.layers.size() && (plan.weights.get(i).length == 0 || hasStates(i, mask)); i++) {
            Layer layer = plan.layers.get(i);
            if (layer instanceof LSTM lstm) {
                compared.addAll(new Anchored(lstm, i, plan.weights.get(i), tapped(lstm, mask), p, ulps)
                        .run(x, mask, plan.states.get(lstm.name())));
                compared.removeIf(one -> !given.contains(one.name()));
                x = outputs(lstm, i, x, mask);
                mask = lstm.returnsSequences() ? mask : null;
                finalStates(lstm, i, p, compared);
            } else {
                LayerTap tap = Twin.run(plan.from(i, x, mask)).get(0);
                x = tap.output();
                mask = tap.outputMask();
            }
        }
        if (i == plan.layers.size() && given.contains("output")) {
            compared.add(same("output", i, x, p));
        } else if (i < plan.layers.size()) {
            free(i, x, mask, p, compared);
        }
        training(p, compared);
        return compared;
    }

    /** Whether the states h of every step of layer i are known: given, or its output is all there is of the model. */
    private boolean hasStates(int i, boolean[][] mask) {
        if (!(plan.layers.get(i) instanceof LSTM lstm)) {
            return false;
        }
        return given.contains(lstm.name() + "/h") || outputIsH(lstm, i, mask);
    }

    private boolean outputIsH(LSTM lstm, int i, boolean[][] mask) {
        return i == plan.layers.size() - 1 && lstm.returnsSequences() && mask == null && given.contains("output");
    }

    private Arrays3 tapped(LSTM lstm, boolean[][] mask) {
        if (given.contains(lstm.name() + "/h")) {
            return actual;
        }
        Arrays3 with = new Arrays3();
        with.all.putAll(actual.all);
        with.put(lstm.name() + "/h", actual.get("output"));
        with.all.remove("output");
        return with;
    }

    /** What the layer puts out when its states are those of the candidate. */
    private double[][][] outputs(LSTM lstm, int i, double[][][] x, boolean[][] mask) {
        double[][][] h = tapped(lstm, mask).get(lstm.name() + "/h");
        double[][][] outputs = new double[h.length][lstm.returnsSequences() ? h[0].length : 1][];
        for (int b = 0; b < h.length; b++) {
            double[] shown = new double[lstm.units()];
            for (int s = 0; s < h[b].length; s++) {
                int t = lstm.goesBackwards() ? h[b].length - 1 - s : s;
                shown = mask == null || mask[b][t] ? h[b][s] : lstm.zeroesMasked() ? new double[lstm.units()] : shown;
                if (lstm.returnsSequences() || s == h[b].length - 1) {
                    outputs[b][lstm.returnsSequences() ? s : 0] = shown;
                }
            }
        }
        return outputs;
    }

    private void finalStates(LSTM lstm, int i, Precision p, List<Compared> compared) {
        for (String state : List.of("h", "c")) {
            double[][][] steps = actual.get(lstm.name() + "/" + state);
            String name = lstm.name() + "/" + state + "_n";
            if (given.contains(name) && steps != null) {
                double[][][] last = new double[steps.length][1][];
                for (int b = 0; b < steps.length; b++) {
                    last[b][0] = steps[b][steps[b].length - 1];
                }
                compared.add(same(name, i, last, p));
            }
        }
    }

    /** Numbers that are copies of others: off by a rounding at most. */
    private Compared same(String name, int layer, double[][][] expected, Precision p) {
        double[][][] bounds = new double[expected.length][][];
        for (int b = 0; b < bounds.length; b++) {
            bounds[b] = FastRows.absolute(expected[b]);
            for (double[] row : bounds[b]) {
                for (int u = 0; u < row.length; u++) {
                    row[u] = 2 * p.stored * row[u] + p.absolute();
                }
            }
        }
        return new Compared(name, layer, expected, bounds, actual.get(name), p.largest());
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
            double[][][] bounds = Outcome.isWeight(name) ? shaken.ofWeights(name, training.steps())
                    : name.contains("/d_") && !name.endsWith("0") ? shaken.ofGradient(name, magnitudes.get(name), terms)
                    : shaken.ofSteps(name);
            int after = Outcome.isWeight(name) ? 3 : name.equals("loss") ? 1 : 2;
            compared.add(new Compared(name, plan.layers.size() + after, exact.get(name), bounds, actual.get(name), p.largest()));
        }
        compared.sort(java.util.Comparator.comparingInt(Compared::layer));
    }
}
