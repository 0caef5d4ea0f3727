package lstm4j.text;

/**
 * How {@link Summary} looks. Immutable: every method that changes something returns a changed copy.
 * The standard is Keras 3's table for a console of 80 columns, which is also what Keras assumes without a terminal.
 */
public final class SummaryOptions {
    /** The layouts of Keras's generations. */
    public enum Layout {
        /** Keras 3.0.5 and later: a table in boxes. */
        KERAS_3,
        /** tf.keras 2.13 to 2.15: 65 columns, a blank line behind each layer. */
        TF_KERAS_2,
        /** Keras 2.3: 65 columns, a rule behind each layer. */
        KERAS_2
    }

    private static final SummaryOptions STANDARD = new SummaryOptions(Layout.KERAS_3, 80, false, false, 0, 0, "");

    private final Layout layout;
    private final int consoleWidth;
    private final boolean ascii;
    private final boolean trainable;
    private final long optimizerParameters;
    private final long optimizerBytes;
    private final String keras;

    private SummaryOptions(Layout layout, int consoleWidth, boolean ascii, boolean trainable, long optimizerParameters,
            long optimizerBytes, String keras) {
        this.layout = layout;
        this.consoleWidth = consoleWidth;
        this.ascii = ascii;
        this.trainable = trainable;
        this.optimizerParameters = optimizerParameters;
        this.optimizerBytes = optimizerBytes;
        this.keras = keras;
    }

    /** Keras 3's table, 80 columns. */
    public static SummaryOptions standard() {
        return STANDARD;
    }

    /** The layout of a generation of Keras. */
    public SummaryOptions layout(Layout layout) {
        return new SummaryOptions(layout, consoleWidth, ascii, trainable, optimizerParameters, optimizerBytes, keras);
    }

    /** Columns of the console. Keras 3's table follows it up to 92; the older layouts always have 65. */
    public SummaryOptions consoleWidth(int columns) {
        return new SummaryOptions(layout, columns, ascii, trainable, optimizerParameters, optimizerBytes, keras);
    }

    /** The same lines in the 95 printable characters of ASCII, for terminals and logs that know no others. */
    public SummaryOptions ascii() {
        return new SummaryOptions(layout, consoleWidth, true, trainable, optimizerParameters, optimizerBytes, keras);
    }

    /** Keras 3's {@code show_trainable}: a fourth column, Y for a layer whose weights learn, N for a frozen one and - for one without weights. */
    public SummaryOptions showTrainable() {
        return new SummaryOptions(layout, consoleWidth, ascii, true, optimizerParameters, optimizerBytes, keras);
    }

    /**
     * What a trained model's optimizer holds: Keras 3 adds a line for it, and adds it to the total. The older layouts
     * do not show it.
     *
     * @param parameters count of numbers, the iteration and the learning rate included
     * @param bytes what they take
     */
    public SummaryOptions optimizer(long parameters, long bytes) {
        return new SummaryOptions(layout, consoleWidth, ascii, trainable, parameters, bytes, keras);
    }

    /** The version of Keras from whose file the model is, which a last line says; empty for none. */
    public SummaryOptions keras(String version) {
        return new SummaryOptions(layout, consoleWidth, ascii, trainable, optimizerParameters, optimizerBytes, version);
    }

    /** The layout. */
    public Layout layout() {
        return layout;
    }

    /** Columns of the console. */
    public int consoleWidth() {
        return consoleWidth;
    }

    /** Whether only ASCII is printed. */
    public boolean isAscii() {
        return ascii;
    }

    /** Whether the column of {@link #showTrainable} is there. */
    public boolean showsTrainable() {
        return trainable;
    }

    /** Count of the optimizer's numbers; 0 before training. */
    public long optimizerParameters() {
        return optimizerParameters;
    }

    /** Bytes of the optimizer's numbers. */
    public long optimizerBytes() {
        return optimizerBytes;
    }

    /** The version of Keras from whose file the model is, or empty. */
    public String keras() {
        return keras;
    }
}
