/**
 * What a layer is: its options, the shapes it takes and returns, its weights, its name. Immutable descriptions under Keras's
 * names; integers only, no arithmetic, no file, no thread. {@link lstm4j.layer.Architecture} is a chain of them that fits
 * together, {@link lstm4j.layer.RuleException} what a caller's mistake is told with. Spec: chapters 2 and 10.
 */
package lstm4j.layer;
