/**
 * The words of training, as a user writes and reads them: losses, metrics, optimizers and learning-rate schedules, the
 * options of {@link lstm4j.train.Fit}, the callbacks and what they see, the {@link lstm4j.train.History}. Descriptions, no
 * arithmetic of layers; nothing here prints by itself, reads the clock into a result, or starts a thread. Spec: chapters 11
 * to 13.
 */
package lstm4j.train;
