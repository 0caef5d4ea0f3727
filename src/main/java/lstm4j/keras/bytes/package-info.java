/**
 * What all file formats share: the one exception for a bad file, limits of what a file may claim, number types, tensors.
 * Spec: chapter 9.
 */
package lstm4j.keras.bytes;
