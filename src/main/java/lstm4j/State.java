package lstm4j;

import lstm4j.layer.RuleException;

/**
 * The state of a layer for the rows of a batch, in the order in which Keras returns its parts: of an LSTM {@code new
 * State(h, c)}, what it said last and what it remembers.
 *
 * @param parts [part][B][U]
 */
public record State(float[][]... parts) {
    /** The outputs [B][U]: the first part. */
    public float[][] h() {
        return part(0);
    }

    /** The cell states [B][U]: the second part, else [DATA-10]. */
    public float[][] c() {
        return part(1);
    }

    private float[][] part(int number) {
        if (number >= parts.length) {
            throw new RuleException("DATA-10", "state", "part " + number + ", counted from 0", parts.length + " parts", "only an LSTM has a cell state c");
        }
        return parts[number];
    }
}
