package lstm4j.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Recurrent;
import lstm4j.oracle.OracleState;

/**
 * Judges a recurrent layer whose states are known, step by step: each begins with the state that the candidate itself reached,
 * so errors do not add up and the bound stays a few dozen u however long the sequence is. Within a step each given array takes
 * the place of what was computed, so a mistake is seen where it is made. Where c is not given its error is carried on, which
 * the forget gate keeps small. Spec: chapter 16.
 */
final class Anchored {
    /** What is asked of a layer that goes step by step. */
    interface Cell {
        /** What its arrays' names begin with. */
        String prefix();

        Recurrent<?> layer();

        /** The state it begins with; null: zeros. */
        OracleState start();

        /** The parts of a step that have names. */
        List<String> shown();

        /** A step from the candidate's own state; returns the parts of the state behind h. */
        Near[][] near(Anchored judge, double[] x, double[] hPrev, Near[][] rest);
    }

    final Precision p;
    final double ulps;
    final List<Compared> compared = new ArrayList<>();
    private final int layer;
    private final Arrays3 actual;
    private Map<String, Compared> open;
    private int b;
    private int s;

    Anchored(int layer, Arrays3 actual, Precision p, double ulps) {
        this.layer = layer;
        this.actual = actual;
        this.p = p;
        this.ulps = ulps;
    }

    /** Compares every given array of the layer, of which h is given; returns what it puts out when its states are those. */
    double[][][] run(Cell cell, double[][][] x, boolean[][] mask) {
        open = new LinkedHashMap<>();
        cell.shown().forEach(name -> open(cell, name));
        List<String> rest = cell.layer().stateNames().subList(1, cell.layer().stateNames().size());
        List<Compared> last = rest.stream().map(name -> actual.has(cell.prefix() + name) ? null : compared(cell, name + "_n")).toList();
        double[][][] h = actual.get(cell.prefix() + "h");
        for (b = 0; b < x.length; b++) {
            Near[][] state = start(cell, rest.size());
            double[] hPrev = cell.start() == null ? new double[cell.layer().units()] : cell.start().h()[b];
            for (s = 0; s < x[b].length; s++) {
                int t = cell.layer().goesBackwards() ? x[b].length - 1 - s : s;
                state = mask == null || mask[b][t] ? cell.near(this, x[b][t], hPrev, state) : held(rest, hPrev, state);
                hPrev = h[b][s];
            }
            s = 0;
            for (int n = 0; n < state.length; n++) {
                for (int u = 0; u < cell.layer().units(); u++) {
                    set(last.get(n), u, state[n][u].rounded(0, 0, p));
                }
            }
        }
        finals(cell);
        return outputs(cell, h, mask);
    }

    private Near[][] start(Cell cell, int parts) {
        Near[][] state = new Near[parts][cell.layer().units()];
        for (int n = 0; n < parts; n++) {
            for (int u = 0; u < cell.layer().units(); u++) {
                state[n][u] = Near.exactly(cell.start() == null ? 0 : cell.start().parts()[n + 1][b][u]);
            }
        }
        return state;
    }

    /** A masked step: the state is that of the step before; gates may be anything. */
    private Near[][] held(List<String> rest, double[] hPrev, Near[][] state) {
        open.forEach((name, one) -> System.arraycopy(one.actual()[b][s], 0, one.expected()[b][s], 0, one.actual()[b][s].length));
        Near[][] held = new Near[state.length][hPrev.length];
        for (int u = 0; u < hPrev.length; u++) {
            next("h", u, Near.exactly(hPrev[u]).rounded(0, 0, p));
            for (int n = 0; n < state.length; n++) {
                held[n][u] = next(rest.get(n), u, state[n][u].rounded(0, 0, p));
            }
        }
        return held;
    }

    /** The comparison of this name. */
    Compared of(String name) {
        return compared.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private void open(Cell cell, String name) {
        Compared one = compared(cell, name);
        if (one != null) {
            open.put(name, one);
        }
    }

    private Compared compared(Cell cell, String name) {
        double[][][] numbers = actual.get(cell.prefix() + name);
        if (numbers == null) {
            return null;
        }
        double[][][] like = new double[numbers.length][numbers[0].length][numbers[0][0].length];
        double[][][] bound = new double[numbers.length][numbers[0].length][numbers[0][0].length];
        compared.add(new Compared(cell.prefix() + name, layer, like, bound, numbers, p.largest()));
        return compared.get(compared.size() - 1);
    }

    /** Number {@code k} of a part of the step at hand: the candidate's where there is one, which has no error then; else what was computed. */
    Near next(String part, int k, Near made) {
        Compared one = open.get(part);
        set(one, k, made);
        return one == null ? made : Near.exactly(one.actual()[b][s][k]);
    }

    private void set(Compared one, int k, Near made) {
        if (one != null) {
            one.expected()[b][s][k] = made.value();
            one.bound()[b][s][k] = made.error();
        }
    }

    /** Final states are copies of those of the last step. */
    private void finals(Cell cell) {
        for (String state : cell.layer().stateNames()) {
            double[][][] steps = actual.get(cell.prefix() + state);
            String name = cell.prefix() + state + "_n";
            if (actual.has(name) && steps != null) {
                double[][][] last = new double[steps.length][1][];
                for (int n = 0; n < steps.length; n++) {
                    last[n][0] = steps[n][steps[n].length - 1];
                }
                compared.add(Compared.copies(name, layer, last, actual.get(name), p));
            }
        }
    }

    private static double[][][] outputs(Cell cell, double[][][] h, boolean[][] mask) {
        boolean all = cell.layer().returnsSequences();
        double[][][] outputs = new double[h.length][all ? h[0].length : 1][];
        for (int n = 0; n < h.length; n++) {
            double[] shown = new double[cell.layer().units()];
            for (int k = 0; k < h[n].length; k++) {
                int t = cell.layer().goesBackwards() ? h[n].length - 1 - k : k;
                shown = mask == null || mask[n][t] ? h[n][k] : cell.layer().zeroesMasked() ? new double[cell.layer().units()] : shown;
                if (all || k == h[n].length - 1) {
                    outputs[n][all ? k : 0] = shown;
                }
            }
        }
        return outputs;
    }
}
