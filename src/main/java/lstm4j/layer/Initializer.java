package lstm4j.layer;

/**
 * How a weight array starts, by Keras's names and defaults. The numbers are drawn by the project's own generator, so
 * they depend on the model's seed alone; Keras draws others, from the same distributions. Spec: chapter 6.
 *
 * @param kind the rule
 * @param a first parameter: value, minimum, mean, gain or scale
 * @param b second parameter: maximum or standard deviation; 0 where there is none
 * @param mode the fan of variance scaling; null elsewhere
 */
public record Initializer(Kind kind, double a, double b, Fan mode) {
    /** The rules by which arrays start. */
    public enum Kind {
        /** Every number is a. */
        CONSTANT,
        /** Uniform in [a, b). */
        RANDOM_UNIFORM,
        /** Normal with mean a, standard deviation b. */
        RANDOM_NORMAL,
        /** As normal, drawn again while further than two standard deviations from the mean. */
        TRUNCATED_NORMAL,
        /** Uniform with variance a / fan. */
        SCALED_UNIFORM,
        /** Truncated normal with variance a / fan. */
        SCALED_TRUNCATED_NORMAL,
        /** Orthonormal rows (or columns, of a tall array), times gain a. */
        ORTHOGONAL,
        /** Ones on the diagonal, times gain a. */
        IDENTITY
    }

    /** What the variance of a scaled initializer is divided by: rows, columns, or their mean. */
    public enum Fan {
        /** Number of inputs: the rows of a kernel. */
        IN,
        /** Number of outputs: the columns of a kernel. */
        OUT,
        /** Half the sum of both. */
        AVERAGE
    }

    /** A scaled kind has a fan, and no other kind has, else [INIT-6]. */
    public Initializer {
        boolean scaled = kind == Kind.SCALED_UNIFORM || kind == Kind.SCALED_TRUNCATED_NORMAL;
        if (scaled != (mode != null)) {
            throw new RuleException("INIT-6", "Initializer", scaled ? "a fan for " + kind : "no fan for " + kind, String.valueOf(mode), "");
        }
    }

    /** All 0. */
    public static final Initializer ZEROS = constant(0);
    /** All 1. */
    public static final Initializer ONES = constant(1);
    /** Uniform in ±sqrt(6 / (rows + columns)); for an LSTM the columns are all 4·units. */
    public static final Initializer GLOROT_UNIFORM = new Initializer(Kind.SCALED_UNIFORM, 1, 0, Fan.AVERAGE);
    /** Truncated normal of variance 2 / (rows + columns). */
    public static final Initializer GLOROT_NORMAL = new Initializer(Kind.SCALED_TRUNCATED_NORMAL, 1, 0, Fan.AVERAGE);
    /** Uniform in ±sqrt(6 / rows). */
    public static final Initializer HE_UNIFORM = new Initializer(Kind.SCALED_UNIFORM, 2, 0, Fan.IN);
    /** Truncated normal of variance 2 / rows. */
    public static final Initializer HE_NORMAL = new Initializer(Kind.SCALED_TRUNCATED_NORMAL, 2, 0, Fan.IN);
    /** Uniform in ±sqrt(3 / rows). */
    public static final Initializer LECUN_UNIFORM = new Initializer(Kind.SCALED_UNIFORM, 1, 0, Fan.IN);
    /** Truncated normal of variance 1 / rows. */
    public static final Initializer LECUN_NORMAL = new Initializer(Kind.SCALED_TRUNCATED_NORMAL, 1, 0, Fan.IN);
    /** Orthonormal rows over the whole (units, 4·units) array, not gate by gate. */
    public static final Initializer ORTHOGONAL = orthogonal(1);

    /** Every number is {@code value}. */
    public static Initializer constant(double value) {
        return new Initializer(Kind.CONSTANT, value, 0, null);
    }

    /** Uniform in [minimum, maximum); Keras's default is ±0.05. */
    public static Initializer randomUniform(double minimum, double maximum) {
        return new Initializer(Kind.RANDOM_UNIFORM, minimum, maximum, null);
    }

    /** Normal; Keras's default is mean 0, standard deviation 0.05. */
    public static Initializer randomNormal(double mean, double standardDeviation) {
        return new Initializer(Kind.RANDOM_NORMAL, mean, standardDeviation, null);
    }

    /** Normal, cut at two standard deviations. */
    public static Initializer truncatedNormal(double mean, double standardDeviation) {
        return new Initializer(Kind.TRUNCATED_NORMAL, mean, standardDeviation, null);
    }

    /** Orthonormal rows (or columns) times {@code gain}. */
    public static Initializer orthogonal(double gain) {
        return new Initializer(Kind.ORTHOGONAL, gain, 0, null);
    }

    /** The identity matrix times {@code gain}. */
    public static Initializer identity(double gain) {
        return new Initializer(Kind.IDENTITY, gain, 0, null);
    }
}
