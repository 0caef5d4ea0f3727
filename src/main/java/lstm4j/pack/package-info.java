/**
 * The conformance pack: cases whose numbers NumPy and Keras computed, read from a folder or from the jar, and what a folder of
 * somebody's arrays is worth when it is held against them. Spec: conformance-pack.md.
 */
package lstm4j.pack;
