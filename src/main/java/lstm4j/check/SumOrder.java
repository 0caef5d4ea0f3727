package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An order in which a float32 backend may add up a pre-activation.
 *
 * @param name in words
 * @param kind how one sum of products is made
 * @param biasFirst whether the bias begins the sum
 * @param joined whether x·W and h·V are one sum; else two, added
 */
record SumOrder(String name, Kind kind, boolean biasFirst, boolean joined) {
    /** How a sum of products is made. */
    enum Kind {
        SEQUENTIAL("in ascending order"), FMA("in ascending order with fused multiply-add"), BLOCKED_4("in 4 lanes"), BLOCKED_8("in 8 lanes"),
        BLOCKED_16("in 16 lanes"), PAIRWISE("pairwise");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static List<SumOrder> all() {
        List<SumOrder> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (boolean first : new boolean[] {true, false}) {
                for (boolean joined : new boolean[] {true, false}) {
                    all.add(new SumOrder(kind.words + ", bias " + (first ? "first" : "last") + (joined ? ", x then h in one sum" : ", x and h apart"),
                            kind, first, joined));
                }
            }
        }
        return all;
    }

    /** bias + x·w + h·v in floats, all columns side by side; h and v may be empty, bias null. */
    float[] sums(float[] bias, float[] x, float[][] w, float[] h, float[][] v) {
        int K = w[0].length;
        float[] zero = new float[K];
        float[] b = bias == null ? zero : bias;
        float[] start = biasFirst ? b : zero;
        if (h.length == 0) {
            return biasFirst ? products(start, x, w) : added(products(zero, x, w), b);
        }
        if (joined) {
            float[] all = Arrays.copyOf(x, x.length + h.length);
            System.arraycopy(h, 0, all, x.length, h.length);
            float[][] rows = Arrays.copyOf(w, all.length);
            System.arraycopy(v, 0, rows, w.length, v.length);
            float[] sum = products(start, all, rows);
            return biasFirst ? sum : added(sum, b);
        }
        float[] both = added(products(start, x, w), products(zero, h, v));
        return biasFirst ? both : added(both, b);
    }

    /** a·b + c·d as this order has it. */
    float sumOfTwo(float a, float b, float c, float d) {
        return kind == Kind.FMA ? fma(a, b, c * d) : a * b + c * d;
    }

    private static float[] added(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = a[k] + b[k];
        }
        return sum;
    }

    private float[] products(float[] start, float[] a, float[][] rows) {
        return switch (kind) {
            case SEQUENTIAL -> lanes(start, a, rows, 1);
            case BLOCKED_4 -> lanes(start, a, rows, 4);
            case BLOCKED_8 -> lanes(start, a, rows, 8);
            case BLOCKED_16 -> lanes(start, a, rows, 16);
            case PAIRWISE -> added(start, pairwise(a, rows, 0, a.length));
            case FMA -> {
                float[] sum = start.clone();
                for (int n = 0; n < a.length; n++) {
                    for (int k = 0; k < sum.length; k++) {
                        sum[k] = fma(a[n], rows[n][k], sum[k]);
                    }
                }
                yield sum;
            }
        };
    }

    private static float[] lanes(float[] start, float[] a, float[][] rows, int count) {
        float[][] lane = new float[count][start.length];
        lane[0] = start.clone();
        for (int n = 0; n < a.length; n++) {
            add(lane[n % count], a[n], rows[n]);
        }
        for (int half = count / 2; half > 0; half /= 2) {
            for (int n = 0; n < half; n++) {
                lane[n] = added(lane[n], lane[n + half]);
            }
        }
        return lane[0];
    }

    private static void add(float[] sum, float a, float[] row) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += a * row[k];
        }
    }

    private static float[] pairwise(float[] a, float[][] rows, int from, int to) {
        if (to - from > 1) {
            int middle = (from + to) >>> 1;
            return added(pairwise(a, rows, from, middle), pairwise(a, rows, middle, to));
        }
        float[] product = new float[rows[0].length];
        if (to > from) {
            add(product, a[from], rows[from]);
        }
        return product;
    }

    /** a·b + c with one rounding: the product is exact in double, the sum is rounded to odd there and then to float. */
    static float fma(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double back = sum - product;
        double lost = (product - (sum - back)) + (c - back);
        if (lost != 0 && (Double.doubleToRawLongBits(sum) & 1) == 0) {
            sum = lost > 0 == sum > 0 ? Double.longBitsToDouble(Double.doubleToRawLongBits(sum) + 1)
                    : Double.longBitsToDouble(Double.doubleToRawLongBits(sum) - 1);
        }
        return (float) sum;
    }
}
