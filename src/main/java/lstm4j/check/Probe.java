package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.oracle.OracleState;

/**
 * Inputs for a backend, chosen among a few draws: the one on which the nearest two of truth and declared mistakes, as far as
 * they differ at all, are farthest apart. Of three samples or more the last is the first once more.
 *
 * @param x [B][T][F] data
 * @param labels [B][T'][K] outputs to be learnt, from 0 to 1, each row of sum 1
 * @param states h0, c0 of recurrent layers by name, empty unless wanted
 * @param told what was chosen, in a sentence
 */
public record Probe(float[][][] x, float[][][] labels, Map<String, float[][]> states, String told) {
    private static final double[] SIZES = {0.5, 1, 2, 4};
    /** Draws are compared by their first samples. */
    private static final int COMPARED = 2;
    /** Multiplications spent on the choice. */
    private static final double BUDGET = 3e9;

    /** The probe for a model; T is used where the model does not say how many steps it reads. Errors as {@link Check#of(Architecture, float[][][])}. */
    public static Probe of(Architecture architecture, float[][][] weights, int samples, int T, boolean states) {
        Check.of(architecture, weights);
        if (samples < 1 || T < 1) {
            throw new RuleException("CHECK-2", "probe", "at least 1 sample of at least 1 step", samples + " of " + T, "");
        }
        Shape shape = architecture.inputShape();
        int B = shape.batch() == Shape.ANY ? samples : shape.batch();
        boolean words = architecture.layer(0).vocabulary() > 0;
        int steps = shape.rank() == 2 && !words ? 1 : shape.get(1) == Shape.ANY ? T : shape.get(1);
        double cost = 2.0 * architecture.parameterCount() * steps * Faults.ALL.size() * COMPARED;
        int draws = (int) Math.max(1, Math.min(8, BUDGET / cost));
        Plan best = null;
        double farthest = -1;
        for (int draw = 0; draw < draws; draw++) {
            Plan plan = draw(architecture, Arrays3.doubles(weights), B, steps, draw, states);
            double distance = draws == 1 ? 0 : distance(plan.only(B == 1 ? new int[] {0} : new int[] {0, 1}));
            if (distance > farthest) {
                farthest = distance;
                best = plan;
            }
        }
        Map<String, float[][]> given = new LinkedHashMap<>();
        for (Layer layer : architecture.layers()) {
            for (int n = 0; best.states.containsKey(layer.name()) && n < layer.stateNames().size(); n++) {
                given.put(layer.name() + "/" + layer.stateNames().get(n) + "0", FastRows.floats(best.states.get(layer.name()).parts()[n]));
            }
        }
        String chosen = draws == 1 ? "One draw: the model is too large to compare several." : String.format(java.util.Locale.ROOT,
                "The best of %d draws: truth and mistakes that differ at all differ by %.2g or more somewhere.", draws, farthest);
        String told = chosen + (B > 2 ? " The last sample is the first once more: other numbers there are a mistake." : "");
        return new Probe(FastRows.floats(best.x), labels(best), given, told);
    }

    private static Plan draw(Architecture architecture, double[][][] weights, int B, int T, int draw, boolean states) {
        Noise noise = new Noise(1000 + draw);
        double size = SIZES[draw % SIZES.length];
        int vocabulary = architecture.layer(0).vocabulary();
        double[][][] x = vocabulary > 0 ? new double[B][1][T] : new double[B][T][architecture.inputShape().features()];
        OptionalDouble masked = JudgedLayers.maskedValue(architecture.layers());
        for (double[][] sample : x) {
            for (double[] row : sample) {
                boolean skip = masked.isPresent() && noise.next() > 0.4;
                for (int j = 0; j < row.length; j++) {
                    double drawn = noise.next();
                    row[j] = vocabulary > 0 ? Math.min(vocabulary - 1, Math.floor(Math.abs(drawn) * vocabulary))
                            : skip ? masked.getAsDouble() : (float) (size * drawn);
                }
            }
        }
        Map<String, OracleState> initial = new LinkedHashMap<>();
        for (Layer layer : architecture.layers()) {
            if (states && !layer.stateNames().isEmpty()) {
                initial.put(layer.name(), new OracleState(Arrays.stream(layer.stateSizes()).mapToObj(U -> rows(noise, B, U)).toArray(double[][][]::new)));
            }
        }
        repeat(x);
        initial.values().forEach(state -> Arrays.stream(state.parts()).forEach(Probe::repeat));
        return new Plan(architecture, weights, x, null, initial);
    }

    /** The last of three samples or more is the first once more: a backend that is random at inference gives itself away. */
    private static void repeat(Object[] samples) {
        if (samples.length > 2) {
            samples[samples.length - 1] = samples[0];
        }
    }

    private static double[][] rows(Noise noise, int rows, int columns) {
        double[][] drawn = new double[rows][columns];
        for (double[] row : drawn) {
            for (int k = 0; k < columns; k++) {
                row[k] = (float) noise.next();
            }
        }
        return drawn;
    }

    /** The smallest largest difference of two outputs that differ. */
    private static double distance(Plan plan) {
        List<double[][][]> outputs = new ArrayList<>();
        outputs.add(Outcome.of(plan, null, Set.of()).get("output"));
        for (Fault fault : Faults.ALL) {
            if (fault.area() == Fault.Area.FORWARD && fault.concerns(plan)) {
                double[][][] output = Outcome.of(fault.applied(plan), null, Set.of()).get("output");
                if (output.length == plan.x.length && output[0].length == outputs.get(0)[0].length) {
                    outputs.add(output);
                }
            }
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < outputs.size(); i++) {
            for (int j = 0; j < i; j++) {
                double apart = apart(outputs.get(i), outputs.get(j));
                smallest = apart > 1e-12 ? Math.min(smallest, apart) : smallest;
            }
        }
        return smallest;
    }

    private static double apart(double[][][] a, double[][][] b) {
        double most = 0;
        for (int n = 0; n < a.length; n++) {
            for (int s = 0; s < a[n].length; s++) {
                for (int k = 0; k < a[n][s].length; k++) {
                    most = Math.max(most, Math.abs(a[n][s][k] - b[n][s][k]));
                }
            }
        }
        return most;
    }

    private static float[][][] labels(Plan plan) {
        double[][][] like = Outcome.of(plan, null, Set.of()).get("output");
        Noise noise = new Noise(7);
        for (double[][] sample : like) {
            for (double[] row : sample) {
                double sum = 0;
                for (int k = 0; k < row.length; k++) {
                    row[k] = Math.abs(noise.next()) + 0.01;
                    sum += row[k];
                }
                for (int k = 0; k < row.length; k++) {
                    row[k] /= row.length == 1 ? 1 : sum;
                }
            }
        }
        return FastRows.floats(like);
    }
}
