package lstm4j.oracle;

import static lstm4j.testing.Numbers.assertSameBits;
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
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;

/**
 * Compares every number that the engine makes of one sample with the oracle, layer by layer and step by step: each layer
 * starts from what the engine made of the layers before it, each step from the state the engine reached, so that errors
 * do not add up and a fault is found where it happens.
 *
 * <p>The bound, in units of u = 2⁻²⁴: for z (F + U + 1)·(|b| + Σ|x·W| + Σ|h·U|); for a function of z how far the function
 * moves when z moves by its bound, and one ulp; for products and sums the rules of {@link Tracked}.
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
        float[][] x = EngineCase.floats(sample);
        List<Trace> traces = engine(architecture.size()).trace(x);
        float[][] in = x;
        int lstms = 0;
        for (int i = 0; i < architecture.size(); i++) {
            float[][] out = engine(i + 1).predictAll(new float[][][] {x}, Map.of()).rows()[0];
            Layer layer = architecture.layer(i);
            boolean[][] mask = oracle.layers().get(i).mask();
            if (layer instanceof LSTM lstm) {
                lstm(lstm, in, out, traces.get(lstms++), mask == null ? null : mask[0]);
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
            own[w] = EngineCase.floats(weights[w]);
        }
        model.setWeights(own);
        return model;
    }

    private void lstm(LSTM layer, float[][] in, float[][] out, Trace trace, boolean[] mask) {
        int U = layer.units();
        int F = in[0].length;
        double[][][] own = Arrays.copyOfRange(weights, next, next + (layer.useBias() ? 3 : 2));
        Oracle step = Oracle.of(Architecture.of(List.of(layer.goBackwards(false).returnSequences(false).inputShape(1, F))));
        float[] h = new float[U];
        float[] c = new float[U];
        float[] shown = new float[U];
        for (int k = 0; k < in.length; k++) {
            int t = layer.goesBackwards() ? in.length - 1 - k : k;
            if (mask != null && !mask[t]) {
                assertSameBits(h, trace.h()[k], place);
                assertSameBits(c, trace.c()[k], place);
                shown = layer.zeroesMasked() ? new float[U] : shown;
            } else {
                OracleState before = new OracleState(new double[][] {doubles(h)}, new double[][] {doubles(c)});
                Step expected = step.forward(own, new double[][][] {{doubles(in[t])}}, Options.NONE.initialState(layer.name(), before))
                        .layer(layer.name()).steps().get(0);
                step(layer, own, expected, trace, k);
                h = trace.h()[k];
                c = trace.c()[k];
                shown = h;
            }
            if (layer.returnsSequences() || k == in.length - 1) {
                assertSameBits(shown, out[layer.returnsSequences() ? k : 0], place);
            }
        }
    }

    private void step(LSTM layer, double[][][] own, Step expected, Trace trace, int k) {
        int U = layer.units();
        double[] x = expected.x()[0];
        double[] h = expected.hPrev()[0];
        Tracked.Tape tape = new Tracked.Tape();
        for (int u = 0; u < U; u++) {
            Tracked[] z = new Tracked[4];
            for (int q = 0; q < 4; q++) {
                int column = q * U + u;
                double size = (layer.useBias() ? Math.abs(own[2][0][column]) : 0) + size(x, own[0], column) + size(h, own[1], column);
                z[q] = sum(tape, expected.z()[0][column], (x.length + U + 1) * size);
            }
            Tracked i = TrackedFunctions.apply(tape, layer.recurrentActivation(), z[0]);
            Tracked f = TrackedFunctions.apply(tape, layer.recurrentActivation(), z[1]);
            Tracked g = TrackedFunctions.apply(tape, layer.activation(), z[2]);
            Tracked o = TrackedFunctions.apply(tape, layer.recurrentActivation(), z[3]);
            Tracked c = f.times(tape.given(expected.cPrev()[0][u])).plus(i.times(g));
            compare(expected.i()[0][u], i, trace.i()[k][u]);
            compare(expected.f()[0][u], f, trace.f()[k][u]);
            compare(expected.g()[0][u], g, trace.g()[k][u]);
            compare(expected.o()[0][u], o, trace.o()[k][u]);
            compare(expected.c()[0][u], c, trace.c()[k][u]);
            compare(expected.h()[0][u], o.times(TrackedFunctions.apply(tape, layer.activation(), c)), trace.h()[k][u]);
        }
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
