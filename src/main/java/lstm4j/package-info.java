/**
 * What a user imports: {@link lstm4j.Sequential} to define, train and ask a model, {@link lstm4j.Predictor} to run it in real
 * time, {@link lstm4j.ModelFiles} for files with limits and warnings, and the values they return. Layers are in
 * {@code lstm4j.layer}, losses, optimizers and callbacks in {@code lstm4j.train}, data in {@code lstm4j.data}.
 */
package lstm4j;
