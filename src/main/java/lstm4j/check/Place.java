package lstm4j.check;

/**
 * A number that is wrong, and where it stands.
 *
 * @param array name of the array, as {@code lstm/h}
 * @param stage z, gates, c, h, final state, head, loss, gradient or update
 * @param sample index of the sample, 0 in arrays about the whole batch
 * @param step step in the order of processing; the row of a weight array
 * @param unit index along the last axis
 * @param expected what the equations give
 * @param actual what was given
 * @param ratio error in units of what rounding can explain
 */
public record Place(String array, String stage, int sample, int step, int unit, double expected, double actual, double ratio) {
}
