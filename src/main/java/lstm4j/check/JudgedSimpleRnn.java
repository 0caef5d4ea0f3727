package lstm4j.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.SimpleRNN;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/** A SimpleRNN: z = b + x·W + h′·V, h = φ(z). Chapter 14. */
final class JudgedSimpleRnn extends JudgedRecurrent {
    JudgedSimpleRnn(SimpleRNN layer, String prefix, double[][][] own, Changes changes, OracleState start) {
        super(layer, prefix, own, changes, start);
    }

    @Override
    Map<String, Integer> parts() {
        return Map.of("z", U, "h", U);
    }

    @Override
    public List<String> shown() {
        return List.of("z", "h");
    }

    @Override
    void step(LayerTap tap, int b, int s, double[] x, Rounding rounding) {
        double[] hPrev = hPrev(tap, b, s);
        double[] z = kernelSums(x);
        FastRows.addProduct(z, hPrev, V);
        if (!rounding.isNone()) {
            double[] size = kernelSize(x);
            addRecurrentSize(size, hPrev);
            rounding.sums(z, x.length + U, size);
        }
        tap.part("z")[b][s] = z;
        for (int u = 0; u < U; u++) {
            tap.part("h")[b][s][u] = rounding.function(Functions.value(layer.activation(), z[u]));
        }
    }

    @Override
    void back(LayerTap tap, int b, int s, double[][] d, double[] dx, double[][][] dWeights, Backward way) {
        double[] z = tap.part("z")[b][s], h = tap.part("h")[b][s], dh = d[0], dz = new double[U];
        for (int u = 0; u < U; u++) {
            if (way.bounds()) {
                way.function(b, dh[u], h[u]);
            }
            // forward: h = φ(z)
            dz[u] = way.product(dh[u] * (changes.has(Switch.CANDIDATE_SLOPE_MISSING) ? 1 : Functions.slope(layer.activation(), z[u])));
        }
        sumsBack(tap, b, s, dz, dh, dx, dWeights, way);
    }

    @Override
    public Near[][] near(Anchored judge, double[] x, double[] hPrev, Near[][] rest) {
        double[] z = kernelSums(x);
        FastRows.addProduct(z, hPrev, V);
        double[] size = kernelSize(x);
        addRecurrentSize(size, hPrev);
        for (int u = 0; u < U; u++) {
            Near sum = judge.next("z", u, new Near(z[u], judge.p.sum(W.length + U, size[u])));
            judge.next("h", u, sum.through(layer.activation(), judge.p, judge.ulps));
        }
        return rest;
    }

    @Override
    Map<String, float[]> stepInFloat(float[] x, float[][] state, float[][][] weights, SumOrder order) {
        Map<String, float[]> made = new LinkedHashMap<>();
        float[] z = order.sums(weights.length > 2 ? weights[2][0] : null, x, weights[0], state[0], weights[1]);
        float[] h = new float[U];
        for (int u = 0; u < U; u++) {
            h[u] = (float) Functions.value(layer.activation(), z[u]);
        }
        made.put("z", z);
        made.put("h", h);
        return made;
    }
}
