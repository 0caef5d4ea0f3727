package lstm4j.keras;

import lstm4j.keras.bytes.Tensor;

/**
 * A few inputs and the outputs the saved model gave for them, carried in the file: whoever loads it can see whether
 * it computes the same.
 *
 * @param input inputs, batch first
 * @param output what the model made of them
 */
public record SelfCheck(Tensor input, Tensor output) {
}
