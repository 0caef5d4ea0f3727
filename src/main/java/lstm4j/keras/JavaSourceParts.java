package lstm4j.keras;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;

/** What the classes that {@link JavaSource} writes have in common: the loops of chapters 3 and 8 for one number at a time. */
final class JavaSourceParts {
    static final String HEAD = """
            /**
             * A model that lstm4j wrote as Java: MODEL.
             * One object is for one thread. Its numbers have the bits of lstm4j's on Java 17 and later, and wherever floats are strict.
             */
            public final class CLASS {
                /** Numbers in a row that goes in. */
                public static final int INPUTS = INPUT_SIZE;
                /** Numbers in a row that comes out. */
                public static final int OUTPUTS = OUTPUT_SIZE;

            """;

    private static final String STEP = """

                /** The output for one row. */
                PUBLIC float[] step(float[] x) {
                    if (x.length != INPUTS) {
                        throw new IllegalArgumentException("expected " + INPUTS + " numbers, got " + x.length);
                    }
                    float[] y = x;
            STEP
                    return y.clone();
                }
            """;

    private static final String RESET = """

                /** Lets the next step begin a new sequence. */
                public void reset() {
            RESET
                }
            """;

    private static final String PREDICT = """

                /** The output for one sequence of rows. */
                public float[] predict(float[][] x) {
                    reset();
                    float[] y = new float[OUTPUTS];
                    for (float[] row : x) {
                        y = step(row);
                    }
                    return y;
                }
            """;

    private static final String PREDICT_SEQUENCES = """

                /** The outputs for every row of one sequence. */
                public float[][] predictSequences(float[][] x) {
                    reset();
                    float[][] y = new float[x.length][];
                    for (int t = 0; t < x.length; t++) {
                        y[t] = step(x[t]);
                    }
                    return y;
                }
            """;

    private static final String PREDICT_ROW = """

                /** The output for one row. */
                public float[] predict(float[] x) {
                    return step(x);
                }
            """;

    static final String SUMS = """

                private static void addProduct(float[] z, float[] x, float[][] w) {
                    for (int j = 0; j < w.length; j++) {
                        for (int q = 0; q < z.length; q++) {
                            z[q] += x[j] * w[j][q];
                        }
                    }
                }
            """;

    static final String CELL = """

                private static void cell(float[] gates, float[] c, float[] a) {
                    int n = c.length;
                    for (int u = 0; u < n; u++) {
                        c[u] = gates[n + u] * c[u] + gates[u] * gates[2 * n + u];
                        a[u] = c[u];
                    }
                }

                private static void output(float[] gates, float[] a, float[] h) {
                    for (int u = 0; u < h.length; u++) {
                        h[u] = gates[3 * h.length + u] * a[u];
                    }
                }
            """;

    static final String POWERS = """

                private static double whole(double v) {
                    return (v * 0x1.71547652b82fep0 + 0x1.8p52) - 0x1.8p52;
                }

                private static double power(double n) {
                    double p = 1.0000683 + n * (0.0013617118 + n * 9.1370926e-7);
                    for (int k = 0; k < 9; k++) {
                        p *= p;
                    }
                    double s = p * 0x1.0000000000001p52;
                    return s - (s - p);
                }

                private static double rest(double v, double n) {
                    double r = (v - n * 0x1.62e42fefa38p-1) - n * 0x1.ef35793c7673p-45;
                    double r2 = r * r;
                    double even = 0x1.000000000000ap-1 + r2 * (0x1.555555555087cp-5 + r2 * (0x1.6c16c1842a18fp-10
                            + r2 * (0x1.a0199a0c5affdp-16 + r2 * 0x1.28ad72d3fa16fp-22)));
                    double odd = 0x1.55555555554fap-3 + r2 * (0x1.1111111127beap-7 + r2 * (0x1.a01a012a559b1p-13
                            + r2 * (0x1.71df255761396p-19 + r2 * 0x1.ad7f6655530e7p-26)));
                    return r * (1 + r * (even + r * odd));
                }

                private static double exp(double x) {
                    double v = Math.min(Math.max(x, -110), 110);
                    double p = power(whole(v));
                    return p + p * rest(v, whole(v));
                }

                private static double expm1(double x) {
                    double v = Math.min(Math.max(x, -110), 110);
                    double p = power(whole(v));
                    return p * rest(v, whole(v)) - (1 - p);
                }
            """;

    /** Those that need {@link #POWERS}. */
    static final Set<ActivationFunction> EXPONENTIAL = Set.of(ActivationFunction.TANH, ActivationFunction.SIGMOID, ActivationFunction.EXPONENTIAL,
            ActivationFunction.SOFTMAX);

    /** Every function that there is, as a method of its name on row[from] to row[to - 1]. */
    static final Map<ActivationFunction, String> FUNCTIONS = new EnumMap<>(Map.of(
            ActivationFunction.TANH, oneByOne("tanh", """
                    double e = expm1(2.0 * row[j]);
                    row[j] = (float) (e / (e + 2));
                    """),
            ActivationFunction.SIGMOID, oneByOne("sigmoid", """
                    double e = expm1(-1.0 * row[j]);
                    double sign = Math.abs(e - 0x1p-25) - Math.abs(e + 0x1p-25);
                    row[j] = (float) ((1 - sign * 0x1p-28) / (e + 2));
                    """),
            ActivationFunction.EXPONENTIAL, oneByOne("exponential", "row[j] = (float) exp(row[j]);\n"),
            ActivationFunction.HARD_SIGMOID, oneByOne("hard_sigmoid", "row[j] = (float) Math.min(Math.max((row[j] + 3.0) / 6, 0), 1);\n"),
            ActivationFunction.HARD_SIGMOID_KERAS2, oneByOne("hard_sigmoid_keras2", "row[j] = (float) Math.min(Math.max((row[j] + 2.5) / 5, 0), 1);\n"),
            ActivationFunction.RELU, oneByOne("relu", "row[j] = Math.max(row[j], 0f);\n"),
            ActivationFunction.SOFTMAX, """

                        private static void softmax(float[] row, int from, int to) {
                            float max = Float.NEGATIVE_INFINITY;
                            for (int j = from; j < to; j++) {
                                max = Math.max(max, row[j]);
                            }
                            boolean found = false;
                            double others = max - max;
                            for (int j = from; j < to; j++) {
                                if (found || row[j] != max) {
                                    others += exp((double) row[j] - max);
                                } else {
                                    found = true;
                                }
                            }
                            double sum = 1 + others;
                            for (int j = from; j < to; j++) {
                                row[j] = (float) (exp((double) row[j] - max) / sum);
                            }
                        }
                    """));

    private JavaSourceParts() {
    }

    private static String oneByOne(String name, String body) {
        return "\n    private static void " + name + "(float[] row, int from, int to) {\n        for (int j = from; j < to; j++) {\n"
                + body.indent(12) + "        }\n    }\n";
    }

    /** The methods to call. */
    static String step(Architecture architecture) {
        if (architecture.inputShape().rank() == 2) {
            return STEP.replace("PUBLIC", "private") + PREDICT_ROW;
        }
        return STEP.replace("PUBLIC", "public") + RESET + (architecture.outputShape().rank() == 2 ? PREDICT : PREDICT_SEQUENCES);
    }
}
