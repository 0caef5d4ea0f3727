package lstm4j.keras.zip;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import lstm4j.keras.bytes.ModelFormatException;

/** Raw deflate data into an array of exactly the declared size. */
final class Inflation {
    private Inflation() {
    }

    /** Fills {@code content}; the data end exactly with it, and with the packed bytes, else [FILE-48]. */
    static void inflate(byte[] bytes, int from, int packed, byte[] content, String place) throws ModelFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, from, packed);
            int filled = 0;
            while (filled < content.length && !inflater.finished()) {
                int got = inflater.inflate(content, filled, content.length - filled);
                if (got == 0 && !inflater.finished()) {
                    break; // needs more input, or a dictionary
                }
                filled += got;
            }
            boolean more = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
            if (filled < content.length || more || !inflater.finished() || inflater.getBytesRead() != packed) {
                throw new ModelFormatException("FILE-48", place, from, "expected " + packed + " bytes that inflate to "
                        + content.length + ", got " + (more ? "more" : String.valueOf(filled)), "");
            }
        } catch (DataFormatException e) {
            throw new ModelFormatException("FILE-48", place, from, "expected deflated data, got " + e.getMessage(), "");
        } finally {
            inflater.end();
        }
    }
}
