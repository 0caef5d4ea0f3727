package lstm4j.oracle;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.Trace;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Layer;
import lstm4j.layer.Recurrent;
import lstm4j.testing.Numbers;

/**
 * Compares every number that the engine makes of one sample with the oracle, layer by layer and step by step: each layer
 * starts from what the engine made of the layers before it, each step from the state the engine reached, so that errors
 * do not add up and a fault is found where it happens.
 *
 * <p>The bound is that of {@link Tracked}, in units of u = 2⁻²⁴: one rounding for each product and each sum, carried on; for a
 * function how far it moves when what goes in moves by its bound, and one ulp.
 */
final class EngineForwardCheck {
    private final String place;
    private final double[][][] weights;
    private final Architecture architecture;
    private int next;
    private double worst; // largest error/bound so far

    private EngineForwardCheck(Architecture architecture, double[][][] weights, String place) {
        this.architecture = architecture;
        this.weights = weights;
        this.place = place;
    }

    /** The largest error in units of its bound, of all numbers of all layers; masked steps are compared bit by bit. */
    static double worst(Architecture architecture, double[][][] weights, double[][] sample, String place) {
        EngineForwardCheck check = new EngineForwardCheck(architecture, weights, place);
        check.run(sample);
        return check.worst;
    }

    private void run(double[][] sample) {
        Forward oracle = Oracle.of(architecture).forward(weights, new double[][][] {sample});
        float[][] x = Numbers.floats(sample);
        List<Trace> traces = engine(architecture.size()).trace(x);
        float[][] in = x;
        int traced = 0;
        for (int i = 0; i < architecture.size(); i++) {
            float[][] out = engine(i + 1).predictAll(new float[][][] {x}, Map.of()).rows()[0];
            Layer layer = architecture.layer(i);
            boolean[][] mask = oracle.layers().get(i).mask();
            if (layer instanceof Recurrent<?> recurrent) {
                recurrent(recurrent, in, out, traces.get(traced++), mask == null ? null : mask[0]);
            } else if (layer instanceof Dense dense) {
                dense(dense, in, out);
            } else if (layer instanceof Activation activation) {
                for (int t = 0; t < in.length; t++) {
                    row(activation.function(), Arrays.stream(doubles(in[t])).mapToObj(new Tracked.Tape()::given).toArray(Tracked[]::new), out[t]);
                }
            }
            next += architecture.weights(i).size();
            in = out;
        }
    }

    /** The first {@code count} layers. */
    private Sequential engine(int count) {
        Sequential model = Sequential.of(architecture.layers().subList(0, count).toArray(Layer[]::new)).parallelism(1);
        float[][][] own = model.getWeights();
        for (int w = 0; w < own.length; w++) {
            own[w] = Numbers.floats(weights[w]);
        }
        model.setWeights(own);
        return model;
    }

    private void recurrent(Recurrent<?> layer, float[][] in, float[][] out, Trace trace, boolean[] mask) {
        int U = layer.units();
        List<String> names = layer.stateNames();
        float[][] state = new float[names.size()][U];
        float[] shown = new float[U];
        for (int k = 0; k < in.length; k++) {
            int t = layer.goesBackwards() ? in.length - 1 - k : k;
            boolean counts = mask == null || mask[t];
            if (counts) {
                step(layer, in[t], state, trace, k);
            }
            for (int part = 0; part < state.length; part++) {
                float[] after = trace.parts().get(names.get(part))[k];
                if (!counts) {
                    assertSameBits(state[part], after, place);
                }
                state[part] = after;
            }
            shown = counts ? state[0] : layer.zeroesMasked() ? new float[U] : shown;
            if (layer.returnsSequences() || k == in.length - 1) {
                assertSameBits(shown, out[layer.returnsSequences() ? k : 0], place);
            }
        }
    }

    /** Every number of a step, the oracle's against the engine's, with the bounds of {@link TrackedCell}. */
    private void step(Recurrent<?> layer, float[] x, float[][] state, Trace trace, int k) {
        Tracked.Tape tape = new Tracked.Tape();
        Tracked[][] before = Arrays.stream(state).map(part -> given(tape, doubles(part))).toArray(Tracked[][]::new);
        Tracked[][] bias = layer.useBias() ? given(tape, weights[next + 2]) : null;
        Map<String, Tracked[]> expected = new TrackedCell(layer, tape).step(given(tape, doubles(x)), before[0], given(tape, weights[next]),
                given(tape, weights[next + 1]), bias, before);
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(trace.parts().keySet()));
        Map<String, double[][]> oracle = oracle(layer, x, state).parts();
        expected.forEach((part, row) -> {
            for (int u = 0; u < row.length; u++) {
                compare(oracle.get(part)[0][u], row[u], trace.parts().get(part)[k][u]);
            }
        });
    }

    /** The oracle's step from this state. */
    private Step oracle(Recurrent<?> layer, float[] x, float[][] state) {
        Oracle one = Oracle.of(Architecture.of(List.of(layer.goBackwards(false).returnSequences(false).inputShape(1, x.length))));
        OracleState before = new OracleState(Arrays.stream(state).map(part -> new double[][] {doubles(part)}).toArray(double[][][]::new));
        double[][][] own = Arrays.copyOfRange(weights, next, next + (layer.useBias() ? 3 : 2));
        return one.forward(own, new double[][][] {{doubles(x)}}, Options.NONE.initialState(layer.name(), before)).layer(layer.name()).steps().get(0);
    }

    private static Tracked[] given(Tracked.Tape tape, double[] row) {
        return Arrays.stream(row).mapToObj(tape::given).toArray(Tracked[]::new);
    }

    private static Tracked[][] given(Tracked.Tape tape, double[][] rows) {
        return Arrays.stream(rows).map(row -> given(tape, row)).toArray(Tracked[][]::new);
    }

    private void dense(Dense layer, float[][] in, float[][] out) {
        for (int t = 0; t < in.length; t++) {
            double[] x = doubles(in[t]);
            Tracked[] z = new Tracked[layer.units()];
            Tracked.Tape tape = new Tracked.Tape();
            for (int k = 0; k < z.length; k++) {
                double bias = layer.useBias() ? weights[next + 1][0][k] : 0;
                double sum = bias;
                for (int j = 0; j < x.length; j++) {
                    sum += x[j] * weights[next][j][k];
                }
                z[k] = sum(tape, sum, (x.length + 1) * (Math.abs(bias) + size(x, weights[next], k)));
            }
            row(layer.activation(), z, out[t]);
        }
    }

    private void row(ActivationFunction function, Tracked[] z, float[] actual) {
        Tracked[] y = TrackedFunctions.row(new Tracked.Tape(), function, z);
        for (int k = 0; k < y.length; k++) {
            compare(y[k].v, y[k], actual[k]);
        }
    }

    private static Tracked sum(Tracked.Tape tape, double v, double e) {
        return new Tracked(tape, v, e, new Tracked[0], new double[0], new double[0]);
    }

    private static double size(double[] x, double[][] matrix, int column) {
        double size = 0;
        for (int j = 0; j < x.length; j++) {
            size += Math.abs(x[j] * matrix[j][column]);
        }
        return size;
    }

    /** A bound of zero asks for equality; below the normal numbers a float has a fixed roundoff. */
    private void compare(double expected, Tracked bound, float actual) {
        double error = Math.abs(expected - actual);
        double allowed = Tracked.U * bound.e + Float.MIN_VALUE;
        assertTrue(Double.isFinite(actual) && error <= allowed, () -> place + ": expected " + expected + ", got " + actual + ", allowed " + allowed);
        if (allowed > 4 * Float.MIN_VALUE) {
            worst = Math.max(worst, error / allowed);
        }
    }

    private static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            doubles[j] = row[j];
        }
        return doubles;
    }
}
