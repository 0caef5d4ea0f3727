package lstm4j.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Bounds by trying: the model once more with every number moved at random by what its rounding may be, and how far each result
 * then lands from where it should. Roundings of a real float computation are far smaller than those worst cases, so a few
 * times the largest move is a bound. Used where the derivative is not at hand: for variants, taps behind unknown ones,
 * gradients and weights.
 */
final class Shaken {
    private static final int RUNS = 3;

    private final Arrays3 exact;
    private final List<Arrays3> runs = new ArrayList<>();
    private final Precision p;

    Shaken(Plan plan, Arrays3 exact, TrainingCase training, Set<String> wanted, Precision p, double ulps) {
        this.exact = exact;
        this.p = p;
        for (int seed = 1; seed <= RUNS; seed++) {
            runs.add(only(wanted, Outcome.noisy(plan, training, wanted, seed, p, ulps)));
        }
    }

    /** What is not asked for need not be kept; nothing wanted: everything. */
    private static Arrays3 only(Set<String> wanted, Arrays3 run) {
        run.all.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
        return run;
    }

    /** 8 times the mean square move of the step, 3 times the number's own, and its own roundings. */
    double[][][] ofSteps(String name) {
        double[][][] at = exact.get(name);
        double[][][] bounds = new double[at.length][][];
        double[] step = new double[at[0].length];
        for (int s = 0; s < step.length; s++) {
            step[s] = 8 * spread(name, s);
        }
        for (int b = 0; b < at.length; b++) {
            bounds[b] = FastRows.copy(at[b]);
            for (int s = 0; s < at[b].length; s++) {
                for (int u = 0; u < at[b][s].length; u++) {
                    bounds[b][s][u] = step[s] + 3 * move(name, b, s, u) + 4 * p.stored * Math.abs(at[b][s][u]) + p.absolute();
                }
            }
        }
        return bounds;
    }

    private double spread(String name, int s) {
        double squares = 0;
        int count = 0;
        for (int b = 0; b < exact.get(name).length; b++) {
            for (int u = 0; u < exact.get(name)[b][s].length; u++) {
                double move = move(name, b, s, u);
                squares += move * move;
                count++;
            }
        }
        double spread = Math.sqrt(squares / Math.max(1, count));
        return Double.isNaN(spread) ? 0 : spread;
    }

    private double move(String name, int b, int s, int u) {
        double most = 0;
        for (Arrays3 run : runs) {
            double move = Math.abs(run.get(name)[b][s][u] - exact.get(name)[b][s][u]);
            most = Math.max(most, Double.isNaN(move) ? 0 : move);
        }
        return most;
    }

    /**
     * Of a gradient: relative to its accumulated magnitude Σ|x|·|dz|. The factor is 4 times the largest seen in the runs, and
     * n roundings for a sum of n terms.
     */
    double[][][] ofGradient(String name, double[][][] magnitude, int terms) {
        double factor = 0;
        for (int r = 0; r < magnitude[0].length; r++) {
            for (int k = 0; k < magnitude[0][r].length; k++) {
                double ratio = move(name, 0, r, k) / magnitude[0][r][k];
                factor = Math.max(factor, Double.isNaN(ratio) || Double.isInfinite(ratio) ? 0 : ratio);
            }
        }
        double[][][] bounds = {FastRows.copy(magnitude[0])};
        for (int r = 0; r < bounds[0].length; r++) {
            for (int k = 0; k < bounds[0][r].length; k++) {
                double own = Math.abs(exact.get(name)[0][r][k]);
                bounds[0][r][k] = bounds[0][r][k] * (4 * factor + (terms + 4) * p.sums + 4 * p.stored) + 4 * p.stored * own + p.absolute();
            }
        }
        return bounds;
    }

    /** Of weights after steps: 4 times the largest move of the array, a rounding of each sum, and those of the steps themselves. */
    double[][][] ofWeights(String name, TrainingCase training) {
        double most = 0;
        double[][] at = exact.get(name)[0];
        for (int r = 0; r < at.length; r++) {
            for (int k = 0; k < at[r].length; k++) {
                most = Math.max(most, move(name, 0, r, k));
            }
        }
        double[][] bounds = FastRows.copy(at);
        for (int r = 0; r < at.length; r++) {
            for (int k = 0; k < at[r].length; k++) {
                double path = exact.paths.get(name)[0][r][k];
                bounds[r][k] = 4 * most + p.stored * (4 * training.steps() * Math.abs(at[r][k]) + training.roundingsOfAStep() * path) + p.absolute();
            }
        }
        return new double[][][] {bounds};
    }
}
