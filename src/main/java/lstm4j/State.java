package lstm4j;

/**
 * The state of an LSTM layer for the rows of a batch: what it said last and what it remembers.
 *
 * @param h [B][U] outputs
 * @param c [B][U] cell states
 */
public record State(float[][] h, float[][] c) {
}
