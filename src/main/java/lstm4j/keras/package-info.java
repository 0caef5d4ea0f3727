/**
 * Model files of Keras 1.2 to 3.x: bytes to descriptions and named weights, and back. {@link lstm4j.keras.KerasReader} and
 * {@link lstm4j.keras.KerasWriter} are the doors; {@link lstm4j.keras.Converters} speaks PyTorch's and ONNX's layouts. No
 * arithmetic. What a file holds that is not understood is refused by name. Spec: chapter 9.
 */
package lstm4j.keras;
