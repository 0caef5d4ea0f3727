package lstm4j.layer;

/**
 * A straight line with up to two corners: min(x, max) for x above the threshold, slope·(x − threshold) for all others. The
 * functions of {@link ReLU} and {@link LeakyReLU}. Spec: chapter 18.
 *
 * @param slope below the threshold
 * @param threshold the first corner
 * @param max the largest value; infinite for none
 * @param slopeAtThreshold the slope there, as TensorFlow has it
 * @param slopeAtMax likewise
 */
public record Rectifier(double slope, double threshold, double max, double slopeAtThreshold, double slopeAtMax) {
}
