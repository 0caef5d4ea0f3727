package lstm4j.engine;

/**
 * What there shall be room for when passes and workspaces are made.
 *
 * @param rows rows R computed together
 * @param training whether backward will be called
 * @param inputGradient whether backward shall give the gradient of the data too
 * @param truncate steps the gradient goes back through a recurrent layer, from the start of the sequence on; 0 for all
 * @param buffers who makes the arrays
 */
public record Room(int rows, boolean training, boolean inputGradient, int truncate, Buffers buffers) {
    /** Room for forward alone. */
    public static Room predicting(int rows, Buffers buffers) {
        return new Room(rows, false, false, 0, buffers);
    }

    /** Whether there is to be a gradient of what goes in. */
    boolean keepsInputGradient() {
        return training && inputGradient;
    }

    Room rows(int rows) {
        return new Room(rows, training, inputGradient, truncate, buffers);
    }

    Room inputGradient(boolean wanted) {
        return new Room(rows, training, wanted, truncate, buffers);
    }
}
