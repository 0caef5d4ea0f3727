package lstm4j.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is gathered on the way from derivatives by the output back to everything. It also adds up, sample by sample, what roundings
 * of a {@link Precision} in the forward pass can change the seeded sum by: Σ |derivative by a number| · what that number may be
 * off. That is the first-order bound of chapter 16.
 */
final class Backward {
    private final Precision p;  // null: no bound and no noise wanted
    private final double ulps;
    private final boolean gradients;
    private Noise noise;        // moves dh, dx and dz as roundings would
    private boolean absolute;   // weight gradients as sums of magnitudes
    /** Σ |derivative|·error of each sample. */
    final double[] bound;
    /** Gradients of the arrays of each layer. */
    final List<double[][][]> dWeights = new ArrayList<>();
    /** [B][U] by name, {@code lstm/d_h0}. */
    final Map<String, double[][]> dInitial = new LinkedHashMap<>();

    Backward(int samples, Precision p, double ulps, boolean gradients) {
        this.p = p;
        this.ulps = ulps;
        this.gradients = gradients;
        bound = new double[samples];
    }

    /** With every sum of the way back moved as the roundings of the precision may move it. */
    Backward shaken(Noise by) {
        noise = by;
        return this;
    }

    /** With Σ|x|·|dz| in place of Σ x·dz. */
    Backward magnitudes() {
        absolute = true;
        return this;
    }

    /** Gradients of a layer's own arrays. */
    void weights(double[][][] own) {
        dWeights.add(0, own);
    }

    /** Makes those of the last two layers met those of one. */
    void join(int count) {
        List<double[][]> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            all.addAll(List.of(dWeights.remove(0)));
        }
        dWeights.add(0, all.toArray(double[][][]::new));
    }

    /** The gradient by a part of a layer's first state. */
    void initial(String prefix, String part, double[][] d) {
        int end = prefix.lastIndexOf('/') + 1;
        dInitial.put(prefix.substring(0, end) + "d_" + prefix.substring(end) + part + "0", d);
    }

    /** d += dz·m, moved by noise. */
    void carry(double[] d, double[] dz, double[][] m) {
        FastRows.addProduct(d, dz, m);
        if (noise != null) {
            double[] size = new double[d.length];
            FastRows.addProduct(size, FastRows.absolute(dz), FastRows.absolute(m));
            for (int k = 0; k < d.length; k++) {
                d[k] += noise.next() * p.sum(dz.length, size[k]);
            }
        }
    }

    /** A product of a few factors, moved by noise. */
    double product(double value) {
        return noise == null ? value : value * (1 + 6 * noise.next() * p.stored);
    }

    /** dM += xᵀ·dz. */
    void outer(double[][] dM, double[] x, double[] dz) {
        double[] d = gradients && absolute ? FastRows.absolute(dz) : dz;
        for (int j = 0; gradients && j < x.length; j++) {
            FastRows.add(dM[j], absolute ? Math.abs(x[j]) : x[j], d);
        }
    }

    /** The part of a row from {@code from} on: row += x·dz. */
    void addAt(double[] row, int from, double x, double[] dz) {
        for (int k = 0; gradients && k < dz.length; k++) {
            row[from + k] += absolute ? Math.abs(x * dz[k]) : x * dz[k];
        }
    }

    /** row += dz. */
    void add(double[] row, double[] dz) {
        FastRows.add(row, 1, absolute ? FastRows.absolute(dz) : dz);
    }

    /** Whether the bound is wanted. */
    boolean bounds() {
        return p != null && noise == null;
    }

    /** Sample b has a number that may be this far off, d being the derivative by it. */
    void number(int b, double d, double error) {
        bound[b] += Math.abs(d) * error;
    }

    /** A number that is stored, of terms of this size. */
    void stored(int b, double d, double size) {
        bound[b] += Math.abs(d) * p.stored * Math.abs(size);
    }

    /** The value y of an activation function. */
    void function(int b, double d, double y) {
        bound[b] += Math.abs(d) * p.function(y, ulps);
    }

    /** How far a sum of n products and a bias may be off. */
    double sum(int n, double size) {
        return p.sum(n, size);
    }

    /** Sums of n products and a bias. */
    void sums(int b, double[] dz, double[] size, int n) {
        for (int k = 0; k < dz.length; k++) {
            bound[b] += Math.abs(dz[k]) * p.sum(n, size[k]);
        }
    }
}
