/**
 * A model in words: Keras's table of layers ({@link lstm4j.text.Summary}) and the story of its shapes and parameters
 * ({@link lstm4j.text.Explanation}), as strings, in frames or in plain ASCII. Knows descriptions only. Spec: chapter 2.
 */
package lstm4j.text;
