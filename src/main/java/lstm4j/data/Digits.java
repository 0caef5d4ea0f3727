package lstm4j.data;

/**
 * Digits to learn from, and others to test with. The arrays are not copied.
 *
 * @param trainImages (N, 28, 28), 0 is background and 1 is full ink
 * @param trainLabels (N), 0 to 9
 * @param testImages (M, 28, 28), none of them among the training images
 * @param testLabels (M), 0 to 9
 */
public record Digits(float[][][] trainImages, int[] trainLabels, float[][][] testImages, int[] testLabels) {
    /** The two parts together. */
    static Digits of(LabelledImages train, LabelledImages test) {
        return new Digits(train.images(), train.labels(), test.images(), test.labels());
    }
}
