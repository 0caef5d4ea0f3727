package lstm4j.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/**
 * An LSTM: z = b + x·W + h′·V; i f o = σ(z), g = φ(z); c = f·c′ + i·g; h = o·φ(c), blocks of z in the order i f g o. Chapters 3
 * and 4. With all {@link Switch}es off it computes what they say, and each switch is one line.
 */
final class JudgedLstm extends JudgedRecurrent {
    private final LSTM lstm;

    JudgedLstm(LSTM lstm, String prefix, double[][][] own, Changes changes, OracleState start) {
        super(lstm, prefix, own, changes, start);
        this.lstm = lstm;
    }

    @Override
    Map<String, Integer> parts() {
        Map<String, Integer> parts = new LinkedHashMap<>();
        List.of("z", "i", "f", "g", "o", "c", "a", "h").forEach(name -> parts.put(name, name.equals("z") ? 4 * U : U));
        return parts;
    }

    @Override
    public List<String> shown() {
        return List.of("z", "i", "f", "g", "o", "c", "h");
    }

    @Override
    double[] output(LayerTap tap, int b, int s, double[] x) {
        return changes.has(Switch.OUTPUT_IS_C) ? tap.part("c")[b][s] : changes.has(Switch.OUTPUT_OF_CANDIDATE) ? tap.part("a")[b][s]
                : super.output(tap, b, s, x);
    }

    @Override
    void step(LayerTap tap, int b, int s, double[] x, Rounding rounding) {
        double[] hPrev = changes.has(Switch.STATE_IS_C) ? tap.before("c", 1, b, s) : hPrev(tap, b, s);
        double[] z = kernelSums(x);
        FastRows.addProduct(z, hPrev, V);
        if (!rounding.isNone()) {
            double[] size = kernelSize(x);
            addRecurrentSize(size, hPrev);
            rounding.sums(z, x.length + U, size);
        }
        for (int k = 0; changes.gateLimit < Double.POSITIVE_INFINITY && k < z.length; k++) {
            z[k] = Math.min(Math.max(z[k], -changes.gateLimit), changes.gateLimit);
        }
        tap.part("z")[b][s] = z;
        units(tap, b, s, z, rounding);
    }

    private void units(LayerTap tap, int b, int s, double[] z, Rounding rounding) {
        double[] is = tap.part("i")[b][s], fs = tap.part("f")[b][s], gs = tap.part("g")[b][s], os = tap.part("o")[b][s];
        double[] cs = tap.part("c")[b][s], as = tap.part("a")[b][s], hs = tap.part("h")[b][s], cPrev = tap.before("c", 1, b, s);
        for (int u = 0; u < U; u++) {
            double i = changes.has(Switch.INPUT_GATE_OPEN) ? 1 : gate(z[u] + peephole(0, u, cPrev[u]), rounding);
            double f = changes.has(Switch.FORGET_GATE_OPEN) ? 1 : gate(z[U + u] + peephole(1, u, cPrev[u]), rounding);
            double g = changes.has(Switch.CANDIDATE_BY_GATE_FUNCTION) ? gate(z[2 * U + u], rounding) : value(lstm.activation(), z[2 * U + u], rounding);
            f = changes.has(Switch.F_IS_1_MINUS_I) ? 1 - i : f;
            i = changes.has(Switch.I_IS_1_MINUS_F) ? 1 - f : i;
            double carried = changes.has(Switch.CELL_NOT_CARRIED) ? 0 : f * cPrev[u];
            double c = carried + i * g;
            c = rounding.stored(c, Math.abs(carried) + Math.abs(i * g) + Math.abs(c));
            c = Math.min(Math.max(c, -changes.cellLimit), changes.cellLimit);
            double o = changes.has(Switch.OUTPUT_GATE_OPEN) ? 1 : gate(z[3 * U + u] + peephole(2, u, c), rounding);
            double a = outward(changes.has(Switch.OUTPUT_BY_OLD_CELL) ? cPrev[u] : c, rounding);
            is[u] = i;
            fs[u] = f;
            gs[u] = g;
            os[u] = o;
            cs[u] = c;
            as[u] = a;
            hs[u] = rounding.stored(o * a, Math.abs(o * a));
        }
        if (changes.projection != null) {
            double[] projected = new double[U];
            FastRows.addProduct(projected, hs, changes.projection);
            tap.part("h")[b][s] = projected;
        }
    }

    private double peephole(int gate, int u, double c) {
        return changes.peepholes == null ? 0 : changes.peepholes[gate][u] * c;
    }

    private double gate(double z, Rounding rounding) {
        return value(changes.has(Switch.GATES_BY_ACTIVATION) ? lstm.activation() : lstm.recurrentActivation(), z, rounding);
    }

    private static double value(ActivationFunction function, double z, Rounding rounding) {
        return rounding.function(Functions.value(function, z));
    }

    private double outward(double c, Rounding rounding) {
        return changes.has(Switch.OUTPUT_LINEAR) ? c
                : value(changes.has(Switch.OUTPUT_ALWAYS_TANH) ? ActivationFunction.TANH : lstm.activation(), c, rounding);
    }

    @Override
    void back(LayerTap tap, int b, int s, double[][] d, double[] dx, double[][][] dWeights, Backward way) {
        double[] z = tap.part("z")[b][s], c = tap.part("c")[b][s], a = tap.part("a")[b][s], cPrev = tap.before("c", 1, b, s);
        double[] is = tap.part("i")[b][s], fs = tap.part("f")[b][s], gs = tap.part("g")[b][s], os = tap.part("o")[b][s];
        double[] dh = d[0], dc = d[1], dz = new double[4 * U];
        for (int u = 0; u < U; u++) {
            double i = is[u], f = fs[u], g = gs[u], o = os[u], h = o * a[u];
            double slope = changes.has(Switch.SLOPE_BY_H) ? 1 - h * h : changes.has(Switch.DC_WITHOUT_SLOPE) ? 1 : Functions.slope(lstm.activation(), c[u]);
            // forward: h = o · φ(c)
            dc[u] += dh[u] * (changes.has(Switch.DC_WITHOUT_O) ? 1 : o) * slope;
            double dO = dh[u] * (changes.has(Switch.DO_BY_C) ? c[u] : a[u]);
            if (way.bounds()) {
                way.stored(b, dc[u], 2 * (Math.abs(f * cPrev[u]) + Math.abs(i * g)));
                way.function(b, dc[u] * cPrev[u], f);
                way.function(b, dc[u] * g, i);
                way.function(b, dc[u] * i, g);
                way.stored(b, dh[u], h);
                way.function(b, dh[u] * a[u], o);
                way.function(b, dh[u] * o, a[u]);
            }
            // forward: c = f · c′ + i · g
            double di = dc[u] * (changes.has(Switch.DI_WITHOUT_G) ? 1 : g);
            double df = dc[u] * (changes.has(Switch.DF_BY_NEW_C) ? c[u] : cPrev[u]);
            double dg = dc[u] * (changes.has(Switch.DG_WITHOUT_I) ? 1 : i);
            boolean swap = changes.has(Switch.DI_DF_SWAPPED);
            // forward: i f o = σ(z), g = φ(z)
            dz[u] = way.product((swap ? df : di) * gateSlope(z[u], i));
            dz[U + u] = way.product((swap ? di : df) * gateSlope(z[U + u], f));
            dz[2 * U + u] = way.product(dg * (changes.has(Switch.CANDIDATE_SLOPE_MISSING) ? 1 : Functions.slope(lstm.activation(), z[2 * U + u])));
            dz[3 * U + u] = way.product(dO * gateSlope(z[3 * U + u], o));
            dc[u] *= changes.has(Switch.DC_WITHOUT_F) || s == 0 && changes.has(Switch.DC0_WITHOUT_F) ? 1 : f;
        }
        sumsBack(tap, b, s, dz, dh, dx, dWeights, way);
    }

    private double gateSlope(double z, double y) {
        return changes.has(Switch.SLOPE_WITHOUT_COMPLEMENT) ? y : Functions.slope(lstm.recurrentActivation(), z);
    }

    @Override
    public Near[][] near(Anchored judge, double[] x, double[] hPrev, Near[][] rest) {
        double[] z = kernelSums(x);
        FastRows.addProduct(z, hPrev, V);
        double[] size = kernelSize(x);
        addRecurrentSize(size, hPrev);
        Near[] cNew = new Near[U];
        for (int u = 0; u < U; u++) {
            Near i = gate(judge, "i", u, 0, z, size), f = gate(judge, "f", u, 1, z, size);
            Near g = gate(judge, "g", u, 2, z, size), o = gate(judge, "o", u, 3, z, size);
            Near kept = f.times(rest[0][u]), added = i.times(g);
            cNew[u] = judge.next("c", u, kept.plus(added).rounded(2, kept.size() + added.size(), judge.p));
            Near h = o.times(cNew[u].through(lstm.activation(), judge.p, judge.ulps));
            judge.next("h", u, h.rounded(2, h.size(), judge.p));
        }
        return new Near[][] {cNew};
    }

    private Near gate(Anchored judge, String name, int u, int block, double[] z, double[] size) {
        int k = block * U + u;
        Near sum = judge.next("z", k, new Near(z[k], judge.p.sum(W.length + U, size[k])));
        return judge.next(name, u, sum.through(block == 2 ? lstm.activation() : lstm.recurrentActivation(), judge.p, judge.ulps));
    }

    @Override
    Map<String, float[]> stepInFloat(float[] x, float[][] state, float[][][] weights, SumOrder order) {
        Map<String, float[]> made = new LinkedHashMap<>();
        float[] z = order.sums(weights.length > 2 ? weights[2][0] : null, x, weights[0], state[0], weights[1]);
        made.put("z", z);
        List.of("i", "f", "g", "o", "c", "h").forEach(name -> made.put(name, new float[U]));
        for (int u = 0; u < U; u++) {
            float i = (float) Functions.value(lstm.recurrentActivation(), z[u]);
            float f = (float) Functions.value(lstm.recurrentActivation(), z[U + u]);
            float g = (float) Functions.value(lstm.activation(), z[2 * U + u]);
            float o = (float) Functions.value(lstm.recurrentActivation(), z[3 * U + u]);
            float c = order.sumOfTwo(f, state[1][u], i, g);
            made.get("i")[u] = i;
            made.get("f")[u] = f;
            made.get("g")[u] = g;
            made.get("o")[u] = o;
            made.get("c")[u] = c;
            made.get("h")[u] = o * (float) Functions.value(lstm.activation(), c);
        }
        return made;
    }
}
