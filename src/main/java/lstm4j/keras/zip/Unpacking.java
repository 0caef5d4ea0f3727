package lstm4j.keras.zip;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * From the bytes that an archive has of an entry to its contents.
 *
 * @param bytes as they are stored
 * @param place the entry, for messages
 * @param at where the bytes begin in the archive, for messages
 */
record Unpacking(Blob bytes, String place, int at) {
    /** Raw deflate data of exactly the declared size; they end exactly with the stored bytes, else [FILE-48]. */
    Blob inflated(int size) throws ModelFormatException {
        byte[] content = new byte[size];
        Inflater inflater = new Inflater(true);
        try {
            int filled = filled(inflater, content);
            if (filled != size || !inflater.finished() || inflater.getBytesRead() != bytes.length()) {
                throw new ModelFormatException("FILE-48", place, at, "expected " + bytes.length() + " bytes that inflate to "
                        + size + ", got " + (filled > size ? "more" : String.valueOf(filled)), "");
            }
        } catch (DataFormatException e) {
            throw new ModelFormatException("FILE-48", place, at, "expected deflated data, got " + e.getMessage(), "");
        } finally {
            inflater.end();
        }
        return Blob.of(content);
    }

    /** How many bytes came out until the data ended, or one more than there is room for. */
    private int filled(Inflater inflater, byte[] content) throws DataFormatException {
        byte[] oneMore = new byte[1];
        int filled = 0;
        int fed = 0;
        while (!inflater.finished() && filled <= content.length) {
            int before = fed;
            fed = bytes.feed(inflater, fed);
            int room = content.length - filled;
            int got = room > 0 ? inflater.inflate(content, filled, room) : inflater.inflate(oneMore);
            if (got == 0 && fed == before && !inflater.finished()) {
                break; // needs more input, or a dictionary
            }
            filled += got;
        }
        return filled;
    }

    /** The contents, which must have this CRC-32, else [FILE-48]. */
    Blob checked(Blob content, int expected) throws ModelFormatException {
        CRC32 crc = new CRC32();
        for (int done = 0; done < content.length(); done += Blob.PIECE) {
            crc.update(content.buffer(done, Math.min(Blob.PIECE, content.length() - done)));
        }
        if ((int) crc.getValue() != expected) {
            throw new ModelFormatException("FILE-48", place, at, "expected CRC-32 " + Integer.toHexString(expected) + ", got "
                    + Integer.toHexString((int) crc.getValue()), "the file was damaged on its way; fetch it again");
        }
        return content;
    }
}
