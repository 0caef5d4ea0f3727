package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.Initializer;
import lstm4j.layer.Weight;

/**
 * Fills weight arrays with their first values: functions of the seed and the array's place in the model.
 * Computed in double, rounded to float once. Spec: chapter 6, rules INIT-4 to INIT-9.
 */
public final class Initializers {
    private Initializers() {
    }

    /** Writes the initial value of weight array number {@code which} of the model into {@code out}, [rows][columns]. */
    public static void fill(Weight weight, long seed, int which, float[][] out) {
        long key = Generator.key(seed, Generator.WEIGHTS, which, 0);
        Initializer initializer = weight.initializer();
        switch (initializer.kind()) {
            case ORTHOGONAL -> orthogonal(initializer.a(), key, out);
            case IDENTITY -> each(out, (r, j) -> r == j ? initializer.a() : 0);
            default -> {
                int columns = weight.columns();
                each(out, (r, j) -> value(weight, key, (long) r * columns + j));
            }
        }
        if (weight.unitForget()) {
            Arrays.fill(out[0], weight.columns() / 4, weight.columns() / 2, 1f);
        }
    }

    private interface Entry {
        double at(int row, int column);
    }

    private static void each(float[][] out, Entry entry) {
        for (int r = 0; r < out.length; r++) {
            for (int j = 0; j < out[r].length; j++) {
                out[r][j] = (float) entry.at(r, j);
            }
        }
    }

    private static double value(Weight weight, long key, long index) {
        Initializer initializer = weight.initializer();
        double a = initializer.a();
        double b = initializer.b();
        return switch (initializer.kind()) {
            case CONSTANT -> a;
            case RANDOM_UNIFORM -> a + (b - a) * Generator.uniform(key, index);
            case RANDOM_NORMAL -> a + b * Generator.normal(key, index);
            case TRUNCATED_NORMAL -> a + b * truncatedNormal(key, index);
            case SCALED_UNIFORM -> StrictMath.sqrt(3 * a / fan(weight)) * (2 * Generator.uniform(key, index) - 1);
            // A normal cut at two standard deviations has the standard deviation 0.8796 of the uncut one.
            case SCALED_TRUNCATED_NORMAL -> StrictMath.sqrt(a / fan(weight)) / 0.87962566103423978 * truncatedNormal(key, index);
            default -> throw new AssertionError("lstm4j bug: " + initializer.kind() + " fills whole arrays");
        };
    }

    /** What the variance is divided by; the fans of a vector are both its length, those of a kernel of several taps count all taps. */
    private static double fan(Weight weight) {
        int taps = weight.sizes().size() > 2 ? weight.sizes().get(0) : 1;
        double in = weight.vector() ? weight.columns() : weight.rows();
        double out = (double) taps * weight.columns();
        return Math.max(1, switch (weight.initializer().mode()) {
            case IN -> in;
            case OUT -> out;
            case AVERAGE -> (in + out) / 2;
        });
    }

    /** A normal number drawn again while beyond ±2; the attempts of entry n have a stream of their own. */
    private static double truncatedNormal(long key, long index) {
        long attempts = Generator.bits(key, index);
        for (int attempt = 0; ; attempt++) {
            double x = Generator.normal(attempts, attempt);
            if (Math.abs(x) <= 2) {
                return x;
            }
        }
    }

    /**
     * Orthonormal vectors along the longer side: those that QR with a positive diagonal of R gives of a normal array,
     * here by Gram and Schmidt, with a second round for a vector that lost most of its length in the first.
     */
    private static void orthogonal(double gain, long key, float[][] out) {
        int rows = out.length;
        int columns = out[0].length;
        int length = Math.max(rows, columns);
        double[][] q = new double[Math.min(rows, columns)][length];
        for (int v = 0; v < q.length; v++) {
            for (int j = 0; j < length; j++) {
                q[v][j] = Generator.normal(key, (long) j * q.length + v); // as if drawn row by row of a (length, q) array
            }
            double before = norm(q[v]);
            subtractProjections(q, v);
            if (norm(q[v]) < 0.7 * before) {
                subtractProjections(q, v);
            }
            double scale = 1 / norm(q[v]);
            for (int j = 0; j < length; j++) {
                q[v][j] *= scale;
            }
        }
        boolean wide = columns >= rows;
        each(out, (r, j) -> gain * (wide ? q[r][j] : q[j][r]));
    }

    private static void subtractProjections(double[][] q, int v) {
        for (int before = 0; before < v; before++) {
            double dot = dot(q[before], q[v]);
            for (int j = 0; j < q[v].length; j++) {
                q[v][j] -= dot * q[before][j];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return StrictMath.sqrt(dot(a, a));
    }
}
