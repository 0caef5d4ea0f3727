package lstm4j.engine;

import java.util.Arrays;

/**
 * Elementwise loops over rows. Each is a loop of its own over bare indices, the only form that the compiler of every
 * JDK from 17 turns into SIMD. No loop reads a row in an order that matters: results are the same at any width.
 */
public final class Rows {
    private Rows() {
    }

    /** out = a, or zeros where a is null. */
    static void copy(float[] out, float[] a, int n) {
        if (a == null) {
            Arrays.fill(out, 0, n, 0);
        } else {
            System.arraycopy(a, 0, out, 0, n);
        }
    }

    /** out = a·b; out may be a or b. */
    static void multiply(float[] out, float[] a, float[] b, int n) {
        for (int j = 0; j < n; j++) {
            out[j] = a[j] * b[j];
        }
    }

    /** out = a·b + c·d, each product rounded, then the sum. */
    static void multiplyAdd(float[] out, float[] a, float[] b, float[] c, float[] d, int n) {
        for (int j = 0; j < n; j++) {
            out[j] = a[j] * b[j] + c[j] * d[j];
        }
    }

    /** out += a·b, the product rounded, then the sum. */
    static void addProduct(float[] out, float[] a, float[] b, int n) {
        for (int j = 0; j < n; j++) {
            out[j] += a[j] * b[j];
        }
    }

    /** out = a·b + (1 − a)·c, each operation rounded. */
    static void mix(float[] out, float[] a, float[] b, float[] c, int n) {
        for (int j = 0; j < n; j++) {
            out[j] = a[j] * b[j] + (1 - a[j]) * c[j];
        }
    }

    /** out = a·(b − c). */
    static void multiplyDifference(float[] out, float[] a, float[] b, float[] c, int n) {
        for (int j = 0; j < n; j++) {
            out[j] = a[j] * (b[j] - c[j]);
        }
    }

    /** out = a·(1 − b). */
    static void multiplyRest(float[] out, float[] a, float[] b, int n) {
        for (int j = 0; j < n; j++) {
            out[j] = a[j] * (1 - b[j]);
        }
    }

    /** out += a. */
    public static void add(float[] out, float[] a, int n) {
        for (int j = 0; j < n; j++) {
            out[j] += a[j];
        }
    }

    /** out = max(out, a); NaN where either is. */
    static void max(float[] out, float[] a, int n) {
        for (int j = 0; j < n; j++) {
            out[j] = Math.max(out[j], a[j]);
        }
    }

    /** out /= divisor. */
    static void divide(float[] out, float divisor, int n) {
        for (int j = 0; j < n; j++) {
            out[j] /= divisor;
        }
    }

    /** out ·= factor. */
    public static void scale(float[] out, float factor, int n) {
        for (int j = 0; j < n; j++) {
            out[j] *= factor;
        }
    }
}
