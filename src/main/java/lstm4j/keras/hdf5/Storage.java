package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.ModelFormatException;

/** Where and how the bytes of a dataset are kept. */
sealed interface Storage permits Storage.Inline, Storage.Contiguous, Storage.Refused, Chunked {
    /** In words, for listings. */
    String words();

    /** All bytes of the array. {@code length} is what shape and type need; it is within the limits already. */
    Cursor load(Source source, int length) throws ModelFormatException;

    /** In the object header ("compact") or in an attribute. */
    record Inline(Cursor data) implements Storage {
        @Override
        public String words() {
            return "compact";
        }

        @Override
        public Cursor load(Source source, int length) throws ModelFormatException {
            if (data.remaining() < length) {
                throw tooShort(source, data.offset(), length, data.remaining());
            }
            return data.whole();
        }
    }

    /** In one piece; without an address nothing was ever written, and every element has the fill value. */
    record Contiguous(long address, long size, FillValue fill) implements Storage {
        /** Versions 1 and 2 of the layout do not say how long the data are. */
        static final long UNKNOWN_SIZE = -1;

        @Override
        public String words() {
            return "contiguous";
        }

        @Override
        public Cursor load(Source source, int length) throws ModelFormatException {
            if (address == Source.UNDEFINED) {
                return new Cursor(source, Blob.of(fill.repeated(length)), 0, length, "the fill value");
            }
            if (size != UNKNOWN_SIZE && size < length) {
                throw tooShort(source, source.base + address, length, size);
            }
            return Cursor.at(source, address, length, "the data of the array");
        }
    }

    /** In a way that lstm4j does not read; said when the values are asked for, so that the rest of the file stays readable. */
    record Refused(String words, String rule, String problem, String hint) implements Storage {
        @Override
        public Cursor load(Source source, int length) throws ModelFormatException {
            throw source.fail(rule, -1, problem, hint);
        }
    }

    private static ModelFormatException tooShort(Source source, long offset, long needed, long there) {
        return source.fail("FILE-19", offset, "shape and type need " + needed + " bytes, but only " + there + " are stored",
                "The shape in the file is damaged or made up");
    }
}
