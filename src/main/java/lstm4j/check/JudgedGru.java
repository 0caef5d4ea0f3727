package lstm4j.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;
import lstm4j.oracle.Functions;
import lstm4j.oracle.OracleState;

/**
 * A GRU: s = b + x·W, q = b′ + h′·V; z r = σ(s + q); g = φ(s + r·q), or without reset_after q_g = (r·h′)·V_g and g = φ(s + q);
 * h = z·h′ + (1 − z)·g, blocks in the order z r g. Chapter 14.
 */
final class JudgedGru extends JudgedRecurrent {
    private final GRU gru;
    private final boolean after; // whether r multiplies the product
    private final double[] hBias;
    private final double[][] Vg;
    private final double[][] VgT;

    JudgedGru(GRU gru, String prefix, double[][][] own, Changes changes, OracleState start) {
        super(gru, prefix, own, changes, start);
        this.gru = gru;
        after = gru.resetAfter() != changes.has(Switch.RESET_ELSEWHERE);
        hBias = bias.length > 1 ? bias[1] : new double[3 * U];
        Vg = FastRows.columns(V, 2 * U, 3 * U);
        VgT = FastRows.transposed(Vg);
    }

    @Override
    Map<String, Integer> parts() {
        Map<String, Integer> parts = new LinkedHashMap<>();
        List.of("s", "q", "z", "r", "g", "h").forEach(name -> parts.put(name, name.equals("s") || name.equals("q") ? 3 * U : U));
        return parts;
    }

    @Override
    public List<String> shown() {
        return List.of("z", "r", "g", "h");
    }

    @Override
    void step(LayerTap tap, int b, int k, double[] x, Rounding rounding) {
        double[] hPrev = hPrev(tap, b, k);
        double[] s = kernelSums(x), q = recurrentSums(hPrev), z = tap.part("z")[b][k], r = tap.part("r")[b][k];
        if (!rounding.isNone()) {
            rounding.sums(s, x.length, kernelSize(x));
            rounding.sums(q, U, recurrentSize(hPrev));
        }
        for (int u = 0; u < U; u++) {
            z[u] = changes.has(Switch.UPDATE_GATE_SHUT) ? 0 : gate(rounding.stored(s[u] + q[u], s[u] + q[u]), rounding);
            r[u] = changes.has(Switch.RESET_GATE_OPEN) ? 1 : gate(rounding.stored(s[U + u] + q[U + u], s[U + u] + q[U + u]), rounding);
        }
        if (!after) {
            replaceCandidateSums(q, r, hPrev, rounding);
        }
        tap.part("s")[b][k] = s;
        tap.part("q")[b][k] = q;
        for (int u = 0; u < U; u++) {
            double sum = rounding.stored(sum(s, q, r, u), s[2 * U + u]);
            double g = rounding.function(Functions.value(changes.has(Switch.CANDIDATE_BY_GATE_FUNCTION) ? gru.recurrentActivation() : gru.activation(), sum));
            boolean swapped = changes.has(Switch.UPDATE_SWAPPED);
            double kept = (swapped ? 1 - z[u] : z[u]) * hPrev[u], added = (swapped ? z[u] : 1 - z[u]) * g;
            tap.part("g")[b][k][u] = g;
            tap.part("h")[b][k][u] = rounding.stored(kept + added, Math.abs(kept) + Math.abs(added));
        }
    }

    /** b′ + h′·V. */
    private double[] recurrentSums(double[] hPrev) {
        double[] q = hBias.clone();
        FastRows.addProduct(q, hPrev, V);
        return q;
    }

    private double[] recurrentSize(double[] hPrev) {
        double[] size = FastRows.absolute(hBias);
        addRecurrentSize(size, hPrev);
        return size;
    }

    /** q_g = b′_g + (r·h′)·V_g. */
    private void replaceCandidateSums(double[] q, double[] r, double[] hPrev, Rounding rounding) {
        double[] w = FastRows.product(r, hPrev), qg = Arrays.copyOfRange(hBias, 2 * U, 3 * U);
        FastRows.addProduct(qg, w, Vg);
        if (!rounding.isNone()) {
            double[] size = FastRows.absolute(Arrays.copyOfRange(hBias, 2 * U, 3 * U));
            FastRows.addProduct(size, FastRows.absolute(w), FastRows.absolute(Vg));
            rounding.sums(qg, U, size);
        }
        System.arraycopy(qg, 0, q, 2 * U, U);
    }

    /** What goes into the activation of the candidate. */
    private double sum(double[] s, double[] q, double[] r, int u) {
        int k = 2 * U + u;
        return s[k] + (!after ? q[k] : changes.has(Switch.RECURRENT_BIAS_OUTSIDE) ? hBias[k] + r[u] * (q[k] - hBias[k]) : r[u] * q[k]);
    }

    private double gate(double sum, Rounding rounding) {
        ActivationFunction function = changes.has(Switch.GATES_BY_ACTIVATION) ? gru.activation() : gru.recurrentActivation();
        return rounding.function(Functions.value(function, sum));
    }

    @Override
    void back(LayerTap tap, int b, int k, double[][] d, double[] dx, double[][][] dWeights, Backward way) {
        double[] s = tap.part("s")[b][k], q = tap.part("q")[b][k], z = tap.part("z")[b][k], r = tap.part("r")[b][k], g = tap.part("g")[b][k];
        double[] x = tap.input()[b][tap.time(k, layer.goesBackwards())], hPrev = tap.before(b, k), dh = d[0];
        double[] ds = new double[3 * U], dq = new double[3 * U], dr = new double[U], dsg = new double[U];
        for (int u = 0; u < U; u++) {
            int c = 2 * U + u;
            // forward: h = z · h′ + (1 − z) · g
            double dz = dh[u] * (changes.has(Switch.DZ_NEGATIVE) ? g[u] - hPrev[u] : hPrev[u] - g[u]);
            double dg = dh[u] * (changes.has(Switch.DG_BY_Z) ? z[u] : 1 - z[u]);
            if (way.bounds()) {
                way.stored(b, dh[u], 3 * (Math.abs(z[u] * hPrev[u]) + (Math.abs(1 - z[u]) + Math.abs(z[u])) * Math.abs(g[u])));
                way.function(b, dz, z[u]);
                way.function(b, dg, g[u]);
            }
            dh[u] *= changes.has(Switch.DH_WITHOUT_Z) ? 0 : z[u];
            // forward: g = φ(s + r · q), or φ(s + q)
            dsg[u] = way.product(dg * (changes.has(Switch.CANDIDATE_SLOPE_MISSING) ? 1 : Functions.slope(gru.activation(), sum(s, q, r, u))));
            ds[c] = dsg[u];
            dq[c] = !after ? 0 : dsg[u] * (changes.has(Switch.DQ_WITHOUT_R) ? 1 : r[u]);
            dr[u] = !after ? 0 : dsg[u] * q[c];
            // forward: z = σ(s + q)
            ds[u] = way.product(dz * Functions.slope(gru.recurrentActivation(), s[u] + q[u]));
        }
        if (!after) {
            candidateSumsBack(r, hPrev, dsg, dr, dh, dWeights[1], way);
        }
        for (int u = 0; u < U; u++) {
            // forward: r = σ(s + q)
            double slope = changes.has(Switch.DR_MISSING) ? 0 : Functions.slope(gru.recurrentActivation(), s[U + u] + q[U + u]);
            ds[U + u] = way.product(dr[u] * slope);
        }
        System.arraycopy(ds, 0, dq, 0, 2 * U);
        if (way.bounds()) {
            bounds(b, x, hPrev, s, q, r, ds, dr, way);
        }
        way.outer(dWeights[0], x, ds);
        way.outer(dWeights[1], changes.has(Switch.RECURRENT_BY_NEW_H) ? tap.part("h")[b][k] : hPrev, dq);
        if (bias.length > 0) {
            way.add(dWeights[2][0], ds);
        }
        if (bias.length > 1) {
            way.add(dWeights[2][1], after ? dq : ds);
        }
        way.carry(dh, dq, transposed.recurrent());
        way.carry(dx, ds, transposed.kernel());
    }

    /** The reversal of q_g = (r·h′)·V_g. */
    private void candidateSumsBack(double[] r, double[] hPrev, double[] dsg, double[] dr, double[] dh, double[][] dV, Backward way) {
        double[] dw = new double[U];
        way.carry(dw, dsg, VgT);
        for (int v = 0; v < U; v++) {
            dr[v] = dw[v] * hPrev[v];
            dh[v] += dw[v] * r[v];
            way.addAt(dV[v], 2 * U, r[v] * hPrev[v], dsg);
        }
    }

    private void bounds(int b, double[] x, double[] hPrev, double[] s, double[] q, double[] r, double[] ds, double[] dr, Backward way) {
        double[] sSize = kernelSize(x), qSize = recurrentSize(hPrev);
        for (int u = 0; u < U; u++) {
            int c = 2 * U + u;
            double product = Math.abs((after ? r[u] : 1) * q[c]);
            way.function(b, dr[u], r[u]);
            way.number(b, ds[u], way.sum(x.length + U + 1, sSize[u] + qSize[u]));
            way.number(b, ds[U + u], way.sum(x.length + U + 1, sSize[U + u] + qSize[U + u]));
            way.number(b, ds[c], way.sum(x.length, sSize[c]) + (after ? Math.abs(r[u]) : 1) * way.sum(U + 1, qSize[c]));
            way.stored(b, ds[c], 2 * (Math.abs(s[c]) + product));
        }
    }

    @Override
    public Near[][] near(Anchored judge, double[] x, double[] hPrev, Near[][] rest) {
        double[] s = kernelSums(x), q = recurrentSums(hPrev), sSize = kernelSize(x), qSize = recurrentSize(hPrev);
        Near[] z = new Near[U], r = new Near[U];
        for (int u = 0; u < U; u++) {
            z[u] = judge.next("z", u, gate(judge, u, s, q, sSize, qSize));
            r[u] = judge.next("r", u, gate(judge, U + u, s, q, sSize, qSize));
        }
        for (int u = 0; u < U; u++) {
            int c = 2 * U + u;
            Near own = new Near(s[c], judge.p.sum(x.length, sSize[c]));
            Near product = after ? r[u].times(new Near(q[c], judge.p.sum(U, qSize[c]))) : resetFirst(judge, r, hPrev, u);
            Near g = judge.next("g", u, own.plus(product).rounded(2, own.size() + product.size(), judge.p).through(gru.activation(), judge.p, judge.ulps));
            Near kept = z[u].times(Near.exactly(hPrev[u])), added = z[u].fromOne().times(g);
            double size = kept.size() + (z[u].fromOne().size() + z[u].size()) * g.size();
            judge.next("h", u, kept.plus(added).rounded(3, size, judge.p));
        }
        return rest;
    }

    private Near gate(Anchored judge, int k, double[] s, double[] q, double[] sSize, double[] qSize) {
        return new Near(s[k] + q[k], judge.p.sum(W.length + U + 1, sSize[k] + qSize[k])).through(gru.recurrentActivation(), judge.p, judge.ulps);
    }

    /** Σ (r·h′)·V_g of unit u. */
    private Near resetFirst(Anchored judge, Near[] r, double[] hPrev, int u) {
        Near sum = Near.exactly(0);
        double size = 0;
        for (int v = 0; v < U; v++) {
            Near term = r[v].times(Near.exactly(hPrev[v] * Vg[v][u]));
            sum = sum.plus(term);
            size += term.size();
        }
        return new Near(sum.value(), sum.error() + judge.p.sum(U + 1, size));
    }

    @Override
    Map<String, float[]> stepInFloat(float[] x, float[][] state, float[][][] weights, SumOrder order) {
        Map<String, float[]> made = new LinkedHashMap<>();
        shown().forEach(name -> made.put(name, new float[U]));
        float[] first = weights.length > 2 ? weights[2][0] : null, second = weights.length > 2 && after ? weights[2][1] : null;
        float[] s = after ? order.sums(first, x, weights[0], new float[0], null) : order.sums(first, x, weights[0], state[0], weights[1]);
        float[] q = after ? order.sums(second, state[0], weights[1], new float[0], null) : new float[3 * U];
        float[] w = new float[U];
        for (int u = 0; u < U; u++) {
            made.get("z")[u] = (float) Functions.value(gru.recurrentActivation(), s[u] + q[u]);
            made.get("r")[u] = (float) Functions.value(gru.recurrentActivation(), s[U + u] + q[U + u]);
            w[u] = made.get("r")[u] * state[0][u];
        }
        float[] last = after ? s : order.sums(first, x, weights[0], w, weights[1]);
        for (int u = 0; u < U; u++) {
            int c = 2 * U + u;
            float z = made.get("z")[u];
            float g = (float) Functions.value(gru.activation(), last[c] + (after ? made.get("r")[u] * q[c] : 0));
            made.get("g")[u] = g;
            made.get("h")[u] = z * state[0][u] + (1 - z) * g;
        }
        return made;
    }
}
