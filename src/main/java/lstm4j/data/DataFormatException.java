package lstm4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A data file that cannot be read: missing, broken, hostile or of another kind. Whatever the bytes, reading ends in data
 * or in this exception (or in the {@link IOException} of a failing disk).
 *
 * <pre>
 * [DATA-22] mnist/train-images-idx3-ubyte.gz at byte 0: expected 00 00 08 03 (IDX images), got 00 00 08 01.
 *           Hint: this is a file of labels; the images are in the file with "images" in its name.
 * </pre>
 */
public final class DataFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String file;
    private final long offset;

    private DataFormatException(String rule, Path file, long offset, String place, String expected, String got, String hint) {
        super(Message.of(rule, place, expected, got, hint));
        this.rule = rule;
        this.file = file.toString();
        this.offset = offset;
    }

    /** Something wrong with the file as a whole. */
    static DataFormatException of(String rule, Path file, String expected, String got, String hint) {
        return new DataFormatException(rule, file, -1, file.toString(), expected, got, hint);
    }

    /** Something wrong at a byte; in a .gz file bytes are counted after inflating. */
    static DataFormatException atByte(String rule, Path file, long offset, String expected, String got, String hint) {
        return new DataFormatException(rule, file, offset, file + " at byte " + offset, expected, got, hint);
    }

    /** Something wrong in a line of a text file; {@code where} is such as {@code line 3, column 2}. */
    static DataFormatException inText(String rule, Path file, String where, String expected, String got, String hint) {
        return new DataFormatException(rule, file, -1, file + ", " + where, expected, got, hint);
    }

    /** There must be a readable file, else [DATA-21]. */
    static void requireFile(Path file) throws DataFormatException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            String got = Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "one that cannot be read"
                    : "nothing of that name";
            throw of("DATA-21", file, "a readable file", got, Files.exists(file) ? ""
                    : "a relative path starts at " + Path.of("").toAbsolutePath());
        }
    }

    /** The ID of the broken rule, such as {@code DATA-22}. */
    public String rule() {
        return rule;
    }

    /** The file, as it was given. */
    public String file() {
        return file;
    }

    /** Where in the file, in bytes (after inflating if it is compressed), or −1 where that says nothing. */
    public long offset() {
        return offset;
    }
}
