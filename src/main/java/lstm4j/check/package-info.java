/**
 * Judges other backends: bounds derived from what rounding can do, the first wrong place, and the mistake by name.
 * {@link lstm4j.check.Check} is the door, {@link lstm4j.check.Verdict} what comes out of it, {@link lstm4j.check.Faults} the
 * list of declared mistakes. Spec: chapter 16.
 */
package lstm4j.check;
