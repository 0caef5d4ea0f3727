/**
 * Training: one optimizer step on given gradients ({@link lstm4j.train.OptimizerState}), metrics, the loop over epochs and
 * batches ({@link lstm4j.train.FitLoop}) and what may listen to it ({@link lstm4j.train.Callback}). Knows no layer
 * arithmetic: gradients come from whoever implements {@link lstm4j.train.BatchRunner}. Nothing here prints by itself,
 * reads the clock into a result, or starts a thread; all classes are for one thread at a time. Spec: chapter 6.
 */
package lstm4j.train;
