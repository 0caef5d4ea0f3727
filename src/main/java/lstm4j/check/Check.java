package lstm4j.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleLabels;
import lstm4j.oracle.OracleState;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;

/**
 * Judges the numbers of another LSTM, GRU or SimpleRNN: right to the bit, right in float32, right in a lower precision, or wrong, and then where
 * first and most likely why. In a test of one's own:
 *
 * <pre>{@code
 * Check.of(model.architecture(), model.getWeights())
 *         .input(x)                        // float[B][T][F]
 *         .actual("output", myBackend(x))  // the more arrays, the nearer the finger points
 *         .verdict().assertCorrect();
 * }</pre>
 *
 * Arrays are {@code output}; for each LSTM layer {@code lstm/z}, {@code /i}, {@code /f}, {@code /g}, {@code /o}, {@code /c},
 * {@code /h} (B, T, ·), {@code /h_n} and {@code /c_n}, likewise for a GRU {@code /z}, {@code /r}, {@code /g}, {@code /h}; and with {@link #training} {@code loss}, {@code lstm/d_kernel},
 * {@code /d_recurrent_kernel}, {@code /d_bias}, {@code /d_h0}, {@code /d_c0}, {@code d_input} and, after the steps,
 * {@code lstm/kernel} and so on. With one recurrent layer its name may be left out. Not thread-safe. Spec: chapter 16.
 */
public final class Check {
    private final Architecture architecture;
    private final double[][][] weights;
    private double[][][] x;
    private boolean[][] mask;
    private final Map<String, OracleState> states = new LinkedHashMap<>();
    private final Map<String, Given> given = new LinkedHashMap<>();
    private TrainingCase training;
    private Precision claim;
    private double ulps = 4;

    private Check(Architecture architecture, double[][][] weights) {
        this.architecture = architecture;
        this.weights = weights;
        Oracle.of(architecture).requireWeights(weights);
        Plan plan = new Plan(architecture, weights, null, null, Map.of());
        plan.judged();
    }

    /** A check of a model with these weights, as {@link Oracle} takes them; [ORC-1] where they do not fit it, [CHECK-1] for a layer that has no bounds yet. */
    public static Check of(Architecture architecture, double[][][] weights) {
        return new Check(architecture, weights);
    }

    /** The same with floats. */
    public static Check of(Architecture architecture, float[][][] weights) {
        return of(architecture, Arrays3.doubles(weights));
    }

    /** The data [B][T][F] that the backend was run on. */
    public Check input(double[][][] rows) {
        x = rows;
        return this;
    }

    /** The same with floats. */
    public Check input(float[][][] rows) {
        return input(Arrays3.doubles(rows));
    }

    /** A mask [B][T], true where a step is used, as a Masking layer in front would make it. */
    public Check mask(boolean[][] used) {
        mask = used;
        return this;
    }

    /** The state with which a recurrent layer began, its parts (B, U) in Keras's order: h and c of an LSTM; zeros where none is given. */
    public Check initialState(String layer, double[][]... parts) {
        states.put(layer, new OracleState(parts));
        return this;
    }

    /** How the loss and its gradients were made, and weights if {@code optimizer} is not null: by {@code steps} steps on this batch. */
    public Check training(Loss loss, OracleLabels labels, Optimizer optimizer, int steps) {
        training = new TrainingCase(loss, labels, optimizer, steps);
        return this;
    }

    /** An array of the backend. */
    public Check actual(String name, Given array) {
        given.put(name, array);
        return this;
    }

    /** Outputs (B, U) of the backend. */
    public Check actual(String name, float[][] rows) {
        return actual(name, Given.of(rows));
    }

    /** Outputs or states (B, T, U) of the backend. */
    public Check actual(String name, float[][][] rows) {
        return actual(name, Given.of(rows));
    }

    /** The precision that the backend claims; a lower one is then not correct. */
    public Check claims(Precision precision) {
        claim = precision;
        return this;
    }

    /** How many ulps the backend's tanh and sigmoid may be off; 4 unless said. */
    public Check activationUlps(double allowed) {
        ulps = allowed;
        return this;
    }

    /**
     * Judges the arrays.
     *
     * @throws RuleException CHECK-2 an array that cannot be what it is called, CHECK-3 no array or one of an unknown name,
     *         CHECK-4 gradients without {@link #training}; ORC-1 to ORC-4 where weights, data or labels do not fit the model
     */
    public Verdict verdict() {
        Plan plan = new Plan(architecture, weights, x, mask, states);
        requireFitting(plan);
        List<String> notes = new ArrayList<>();
        return new Deciding(plan, fitted(plan, notes), training, claim, ulps, notes).verdict();
    }

    /** The oracle checks weights, states and the first sample; all others are shaped like it. */
    private void requireFitting(Plan plan) {
        int given = architecture.inputShape().features();
        int F = given == Shape.ANY ? x[0][0].length : given;
        for (double[][] sample : x) {
            boolean fits = sample.length == x[0].length;
            for (double[] row : sample) {
                fits &= row.length == F;
            }
            if (!fits) {
                throw new RuleException("ORC-2", "data", "samples of " + x[0].length + " rows of " + F, "another one", "");
            }
        }
        Plan first = plan.only(new int[] {0});
        Options options = first.mask == null ? Options.NONE : Options.NONE.mask(first.mask);
        Oracle.of(architecture).forward(weights, first.x, options.initialStates(first.states));
    }

    private Arrays3 fitted(Plan plan, List<String> notes) {
        Map<String, Given> named = new LinkedHashMap<>();
        List<String> recurrent = architecture.layers().stream().filter(layer -> !layer.stateNames().isEmpty()).map(Layer::name).toList();
        given.forEach((name, array) -> named.put(name.contains("/") || recurrent.size() != 1 || name.matches("output|d_input|loss") ? name
                : recurrent.get(0) + "/" + name, array));
        if (training == null && named.keySet().stream().anyMatch(Outcome::needsGradients)) {
            throw new RuleException("CHECK-4", String.join(", ", named.keySet()), "loss and labels beside gradients and weights", "none",
                    "say how the loss was made: training(loss, labels, optimizer, steps)");
        }
        Arrays3 known = Outcome.of(plan, training, named.keySet());
        Arrays3 fitted = new Arrays3();
        named.forEach((name, array) -> {
            if (known.has(name)) {
                fitted.put(name, Fitting.fit(name, array, known.get(name), notes));
            } else {
                notes.add(name + " is no array that is judged, and was left out");
            }
        });
        if (fitted.all.isEmpty()) {
            throw new RuleException("CHECK-3", "actual", "at least one of " + known.all.keySet().stream().collect(Collectors.joining(", ")),
                    given.isEmpty() ? "no array" : String.join(", ", given.keySet()), "rename arrays, on the command line by --map theirs=ours");
        }
        return fitted;
    }
}
