package lstm4j.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Brings sequences to one length: Keras's {@code pad_sequences}. By its defaults what is too short is filled with 0 in
 * front, and what is too long loses its beginning. Immutable; every method returns a changed copy.
 *
 * <pre>
 * int[][] x = PadSequences.standard().maxlen(80).padding(PadSequences.Side.POST).of(texts);
 * </pre>
 */
public final class PadSequences {
    /** Where something is added or taken away: in front or at the end. */
    public enum Side { PRE, POST }

    private static final int LONGEST = -1;

    private final int maxlen;
    private final Side padding;
    private final Side truncating;
    private final double value;

    private PadSequences(int maxlen, Side padding, Side truncating, double value) {
        this.maxlen = maxlen;
        this.padding = padding;
        this.truncating = truncating;
        this.value = value;
    }

    /** As long as the longest sequence, zeros in front. */
    public static PadSequences standard() {
        return new PadSequences(LONGEST, Side.PRE, Side.PRE, 0);
    }

    /** The common length; at least 0, else [DATA-43]. */
    public PadSequences maxlen(int steps) {
        if (steps < 0) {
            throw Message.mistake("DATA-43", "pad_sequences", "a maxlen of at least 0", String.valueOf(steps), "");
        }
        return new PadSequences(steps, padding, truncating, value);
    }

    /** Where a short sequence is filled up. */
    public PadSequences padding(Side side) {
        return new PadSequences(maxlen, side, truncating, value);
    }

    /** Where a long sequence is cut. */
    public PadSequences truncating(Side side) {
        return new PadSequences(maxlen, padding, side, value);
    }

    /** What it is filled with; for whole numbers its fraction is cut off, as in Keras. */
    public PadSequences value(double number) {
        return new PadSequences(maxlen, padding, truncating, number);
    }

    /** Sequences of numbers of things, such as words, as rows of equal length. */
    public int[][] of(int[][] sequences) {
        int T = length(Arrays.stream(sequences).mapToInt(row -> row.length).max().orElse(0));
        int[][] rows = new int[sequences.length][T];
        for (int n = 0; n < rows.length; n++) {
            Arrays.fill(rows[n], (int) value);
            System.arraycopy(sequences[n], from(sequences[n].length, T), rows[n], to(sequences[n].length, T), Math.min(T, sequences[n].length));
        }
        return rows;
    }

    /** Sequences of rows of features (T of any length, F) as one array (N, T, F); every row is new or the caller's own. */
    public float[][][] of(float[][][] sequences) {
        int T = length(Arrays.stream(sequences).mapToInt(steps -> steps.length).max().orElse(0));
        int F = Arrays.stream(sequences).filter(steps -> steps.length > 0).mapToInt(steps -> Objects.requireNonNull(steps[0], "steps").length).findFirst().orElse(0);
        float[] filling = new float[F];
        Arrays.fill(filling, (float) value);
        float[][][] padded = new float[sequences.length][T][];
        for (int n = 0; n < padded.length; n++) {
            for (int t = 0; t < T; t++) {
                padded[n][t] = filling.clone();
            }
            System.arraycopy(sequences[n], from(sequences[n].length, T), padded[n], to(sequences[n].length, T), Math.min(T, sequences[n].length));
        }
        return padded;
    }

    private int length(int longest) {
        return maxlen == LONGEST ? longest : maxlen;
    }

    private int from(int length, int T) {
        return truncating == Side.PRE ? Math.max(0, length - T) : 0;
    }

    private int to(int length, int T) {
        return padding == Side.PRE ? Math.max(0, T - length) : 0;
    }
}
