package lstm4j.golden;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;

import lstm4j.layer.ELU;
import lstm4j.layer.Embedding;
import lstm4j.layer.Layer;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.PReLU;
import lstm4j.layer.Permute;
import lstm4j.layer.ReLU;
import lstm4j.layer.Rectifier;
import lstm4j.layer.Reshape;
import lstm4j.layer.Shape;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.layer.StepsLayer;
import lstm4j.layer.UpSampling1D;
import lstm4j.layer.ZeroPadding1D;
import lstm4j.oracle.LayerTrace;
import lstm4j.oracle.OracleState;

/** Faulty layers without memory on the forward vectors: the layer as it is, of other options, weights, inputs or outputs. */
final class SmallMutants {
    private final SmallFault fault;

    private SmallMutants(SmallFault fault) {
        this.fault = fault;
    }

    static Stream<Golden> tests() {
        return Stream.of("layers_small", "embedding").flatMap(Golden::of).filter(test -> test.has("calls"));
    }

    static boolean fails(Golden test, SmallFault fault) {
        return LayerByLayer.fails(test, new SmallMutants(fault)::made);
    }

    private boolean is(SmallFault other) {
        return fault == other;
    }

    private LayerTrace made(Layer layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        boolean columns = layer instanceof Reshape && is(SmallFault.COLUMNS_FIRST);
        boolean turned = layer instanceof StepsLayer<?> && is(SmallFault.ENDS_SWAPPED);
        double[][][] seen = columns ? each(x, SmallMutants::columnByColumn) : turned ? each(x, SmallMutants::reversed) : x;
        LayerTrace trace = LayerByLayer.right(changed(layer), input, changed(layer, weights), seen, mask, state);
        trace = turned ? LayerByLayer.with(trace, each(trace.output(), SmallMutants::reversed)) : after(layer, x, trace);
        return layer instanceof Embedding ? masked(x, trace) : trace;
    }

    private interface Change {
        double[][] of(double[][] sample);
    }

    private static double[][][] each(double[][][] samples, Change change) {
        return Arrays.stream(samples).map(change::of).toArray(double[][][]::new);
    }

    private static double[][] reversed(double[][] sample) {
        double[][] turned = sample.clone();
        Collections.reverse(Arrays.asList(turned));
        return turned;
    }

    /** The same numbers, those of a column one after the other, in rows as before. */
    private static double[][] columnByColumn(double[][] sample) {
        double[][] moved = new double[sample.length][sample[0].length];
        int n = 0;
        for (int j = 0; j < moved[0].length; j++) {
            for (double[] row : sample) {
                moved[n / moved[0].length][n % moved[0].length] = row[j];
                n++;
            }
        }
        return moved;
    }

    /** The layer with options that are not those it was given. */
    private Layer changed(Layer layer) {
        if (layer instanceof ReLU relu) {
            Rectifier given = relu.rectifier();
            ReLU changed = ReLU.layer().negativeSlope(is(SmallFault.SLOPE_IGNORED) ? 0 : given.slope()).threshold(is(SmallFault.THRESHOLD_IGNORED) ? 0 : given.threshold());
            return (is(SmallFault.MAX_IGNORED) ? changed : changed.maxValue(given.max())).name(layer.name());
        }
        if (layer instanceof LeakyReLU leaky && (is(SmallFault.SLOPE_IGNORED) || is(SmallFault.DEFAULT_SLOPE))) {
            return leaky.negativeSlope(is(SmallFault.SLOPE_IGNORED) ? 0 : 0.3);
        }
        if (layer instanceof Permute permute && is(SmallFault.NOT_PERMUTED)) {
            return Reshape.to(-1, permute.outputShape(Shape.of(Shape.ANY, 4, 2)).features()).name(layer.name());
        }
        return layer instanceof ELU elu && is(SmallFault.ALPHA_IGNORED) ? elu.alpha(1) : layer;
    }

    private double[][][] changed(Layer layer, double[][][] weights) {
        if (layer instanceof PReLU) {
            double[] flat = Flat.of(weights[0]);
            return new double[][][] {numbered(weights[0], n -> is(SmallFault.SLOPES_NOT_SHARED) ? flat[0] : is(SmallFault.SLOPES_TURNED) ? flat[flat.length - 1 - n]
                    : is(SmallFault.SLOPE_ADDED) ? 1 + flat[n] : flat[n])};
        }
        if (layer instanceof Embedding) {
            double[] flat = Flat.of(weights[0]);
            int rows = weights[0].length;
            int F = weights[0][0].length;
            return new double[][][] {numbered(weights[0], n -> is(SmallFault.NEXT_ROW) ? flat[(n + F) % flat.length]
                    : is(SmallFault.TABLE_TRANSPOSED) ? flat[n % F * rows + n / F] : is(SmallFault.ZERO_IS_NO_ROW) && n < F ? 0 : flat[n])};
        }
        return weights;
    }

    private interface Numbers {
        double of(int place);
    }

    private static double[][] numbered(double[][] like, Numbers numbers) {
        double[][] made = new double[like.length][like[0].length];
        for (int n = 0; n < made.length * made[0].length; n++) {
            made[n / made[0].length][n % made[0].length] = numbers.of(n);
        }
        return made;
    }

    private LayerTrace after(Layer layer, double[][][] x, LayerTrace trace) {
        if (layer instanceof ReLU relu && is(SmallFault.SLOPE_AROUND_ZERO)) {
            return LayerByLayer.with(trace, each(x, sample -> numbered(sample, n -> aroundZero(relu.rectifier(), Flat.of(sample)[n]))));
        }
        if (layer instanceof SpatialDropout1D dropout && is(SmallFault.NOISE_IN_INFERENCE)) {
            return LayerByLayer.with(trace, each(trace.output(), sample -> numbered(sample, n -> Flat.of(sample)[n] * (1 - dropout.rate()))));
        }
        if (layer instanceof ZeroPadding1D padding && is(SmallFault.PADDED_WITH_EDGE)) {
            return LayerByLayer.with(trace, each(x, sample -> steps(padding, sample, false)));
        }
        return layer instanceof UpSampling1D sampling && is(SmallFault.TILED) ? LayerByLayer.with(trace, each(x, sample -> steps(sampling, sample, true))) : trace;
    }

    private static double aroundZero(Rectifier given, double x) {
        return x > given.threshold() ? Math.min(x, given.max()) : given.slope() * x;
    }

    /** The steps again and again, or those at the edge where there would be zeros. */
    private static double[][] steps(StepsLayer<?> layer, double[][] sample, boolean again) {
        int T = sample.length;
        double[][] made = new double[layer.steps(T)][];
        for (int t = 0; t < made.length; t++) {
            int source = layer.source(t, T);
            made[t] = sample[again ? t % T : source != StepsLayer.ZEROS ? source : t < T / 2 ? 0 : T - 1];
        }
        return made;
    }

    private LayerTrace masked(double[][][] x, LayerTrace trace) {
        if (is(SmallFault.MASK_ZERO_IGNORED) || is(SmallFault.MASKED_ALWAYS)) {
            boolean[][] mask = new boolean[x.length][trace.output()[0].length];
            for (int n = 0; n < mask.length; n++) {
                for (int t = 0; t < mask[n].length; t++) {
                    mask[n][t] = Flat.of(x[n])[t] != 0;
                }
            }
            return new LayerTrace(trace.name(), trace.input(), trace.mask(), trace.output(), is(SmallFault.MASKED_ALWAYS) ? mask : null, trace.steps(), null);
        }
        return trace;
    }
}
