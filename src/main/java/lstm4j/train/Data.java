package lstm4j.train;

import lstm4j.layer.RuleException;

/**
 * Samples with their labels, to train on or to measure: x is (samples, features) or (samples, timesteps, features),
 * whole numbers (samples, timesteps) for a model that begins with an Embedding; y has
 * one class number, number or row for each sample or, where the model returns sequences, for each step. Arrays are read
 * in place and never changed. Whether they fit a model is said where they meet one: [DATA-1] to [DATA-7], [SHAPE-11] to
 * [SHAPE-14]; a null is [DATA-1] or [DATA-4] at once.
 */
public final class Data {
    private final Object inputs;
    private final Object labels;

    private Data(Object inputs, Object labels) {
        if (inputs == null || labels == null) {
            throw new RuleException(inputs == null ? "DATA-1" : "DATA-4", inputs == null ? "x" : "y", "an array", "null", "");
        }
        this.inputs = inputs;
        this.labels = labels;
    }

    /** Sequences, each with a class number. */
    public static Data of(float[][][] x, int[] y) {
        return new Data(x, y);
    }

    /** Sequences with a class number for every step. */
    public static Data of(float[][][] x, int[][] y) {
        return new Data(x, y);
    }

    /** Sequences, each with one number. */
    public static Data of(float[][][] x, float[] y) {
        return new Data(x, y);
    }

    /** Sequences, each with a row of numbers; or with one number for every step. */
    public static Data of(float[][][] x, float[][] y) {
        return new Data(x, y);
    }

    /** Sequences with a row of numbers for every step. */
    public static Data of(float[][][] x, float[][][] y) {
        return new Data(x, y);
    }

    /** Rows, each with a class number, for a model without time axis. */
    public static Data of(float[][] x, int[] y) {
        return new Data(x, y);
    }

    /** Rows, each with one number. */
    public static Data of(float[][] x, float[] y) {
        return new Data(x, y);
    }

    /** Rows, each with a row of numbers. */
    public static Data of(float[][] x, float[][] y) {
        return new Data(x, y);
    }

    /** Rows of whole numbers for an Embedding, each row with a class number. */
    public static Data of(int[][] x, int[] y) {
        return new Data(x, y);
    }

    /** Rows of whole numbers with a class number for every step. */
    public static Data of(int[][] x, int[][] y) {
        return new Data(x, y);
    }

    /** Rows of whole numbers, each row with one number. */
    public static Data of(int[][] x, float[] y) {
        return new Data(x, y);
    }

    /** Rows of whole numbers, each with a row of numbers; or with one number for every step. */
    public static Data of(int[][] x, float[][] y) {
        return new Data(x, y);
    }

    /**
     * Samples that are read one by one, so that they need not fit into memory; labels likewise: one number for each sample or
     * step, that of the class for a sparse loss, or a row of numbers. A number that is not finite, or no class, is found when it is read.
     */
    public static Data of(SampleSource x, SampleSource y) {
        return new Data(x, y);
    }

    /** Arrays whose number of axes is known at run time only, or of more than three: x of float, or of int for an Embedding; y of float or int. */
    public static Data ofArrays(Object x, Object y) {
        return new Data(x, y);
    }

    /** Number of places of the first axis, or of samples. */
    static long length(Object array) {
        return array instanceof SampleSource source ? source.samples() : array instanceof Object[] rows ? rows.length : array instanceof int[] numbers ? numbers.length
                : array instanceof float[] values ? values.length : 0;
    }

    /** The array x, or a {@link SampleSource}. */
    public Object inputs() {
        return inputs;
    }

    /** The array y, or a {@link SampleSource}. */
    public Object labels() {
        return labels;
    }
}
