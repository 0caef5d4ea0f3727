package lstm4j.bench;

/**
 * One library with the model of a {@link Problem} and its data, ready in whatever form it likes best: converting arrays
 * is not part of any time. All calls wait until the result is there.
 */
interface Contender {
    /** Name and version of the library. */
    String version();

    /** Probabilities (B, K) of the whole batch, or an array of the same numbers. */
    float[][] predict() throws Exception;

    /** Probabilities (K) of the first sample alone, with everything a call for one sample needs. */
    float[] predictOne() throws Exception;

    /** Goes on with the running state by step t of the first sample; returns the probabilities (K) after it. Step 0 begins anew. */
    float[] step(int t) throws Exception;

    /** Whether {@link #train} works. */
    default boolean trains() {
        return true;
    }

    /** One step of Adam (0.001, 0.9, 0.999, 1e-7) on the batch; returns the mean cross-entropy before it. */
    double train() throws Exception;
}
