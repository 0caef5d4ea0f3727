/**
 * Data sets and series, ready for a model: files on one side (MNIST's IDX, CSV), generated sets that need no download on
 * the other, and between a series and a model the scalers and the windows. Images are {@code float[N][rows][columns]}
 * with values 0 to 1, labels are {@code int[N]}, a series is a {@code double[]} in time order.
 *
 * <p>A caller's mistake is an {@link java.lang.IllegalArgumentException}, a bad file a {@link lstm4j.data.DataFormatException};
 * both name the rule, the place, what was expected and what was got. This package depends on nothing else of the project.
 */
package lstm4j.data;
