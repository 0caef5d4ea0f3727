package lstm4j.keras.hdf5;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * What was done to each chunk before it was stored, in that order; reading undoes it backwards. Source: HDF5 File Format
 * Specification 3.0, IV.A.2.l, versions 1 and 2.
 */
final class Filters {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    /** More filters than this are not found in honest files. */
    private static final int MOST = 32;

    static final Filters NONE = new Filters(List.of());

    /** One step: the number of the filter and its first parameter. */
    private record Filter(int id, String name, int parameter) {
        /** Name from the list of registered filters, or the one in the file. */
        String words() {
            return switch (id) {
                case DEFLATE -> "deflate";
                case SHUFFLE -> "shuffle";
                case FLETCHER32 -> "fletcher32";
                case 4 -> "szip";
                case 5 -> "nbit";
                case 6 -> "scaleoffset";
                case 32000 -> "lzf";
                case 32001 -> "blosc";
                case 32004 -> "lz4";
                case 32008 -> "bitshuffle";
                case 32015 -> "zstd";
                default -> name.isEmpty() ? "filter " + id : name;
            };
        }
    }

    private final List<Filter> filters;

    private Filters(List<Filter> filters) {
        this.filters = filters;
    }

    static Filters read(Cursor at) throws ModelFormatException {
        int version = at.u8();
        if (version != 1 && version != 2) {
            throw at.fail("FILE-5", "expected version 1 or 2 of a filter pipeline, got " + version, Source.DAMAGED);
        }
        int count = at.u8();
        if (count > MOST) {
            throw at.fail("FILE-7", "expected at most " + MOST + " filters, got " + count, Source.DAMAGED);
        }
        at.skip(version == 1 ? 6 : 0);
        List<Filter> filters = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            filters.add(filter(at, version));
        }
        return new Filters(filters);
    }

    private static Filter filter(Cursor at, int version) throws ModelFormatException {
        int id = at.u16();
        int nameBytes = version == 1 || id >= 256 ? at.u16() : 0;
        at.skip(2); // whether it is optional
        int parameters = at.u16();
        Cursor name = at.slice(version == 1 ? nameBytes + 7 & ~7 : nameBytes, "the name of a filter");
        long first = parameters == 0 ? 0 : at.u32();
        at.skip(Math.max(0, 4L * (parameters - 1)) + (version == 1 && parameters % 2 == 1 ? 4 : 0));
        return new Filter(id, ModelFormatException.printable(name.text(name.lengthBeforeZero(name.remaining()))), (int) first);
    }

    boolean isEmpty() {
        return filters.isEmpty();
    }

    /** Names in the order of writing, each after a comma: {@code , shuffle, deflate}. */
    String words() {
        StringJoiner words = new StringJoiner("");
        filters.forEach(filter -> words.add(", " + filter.words()));
        return words.toString();
    }

    /** Refuses a filter that lstm4j does not know by its name: [FILE-16]. */
    void requireKnown(Source source) throws ModelFormatException {
        for (Filter filter : filters) {
            if (filter.id < DEFLATE || filter.id > FLETCHER32) {
                throw source.fail("FILE-16", -1, "the data are stored with the filter " + filter.words()
                        + ", but lstm4j reads deflate (gzip), shuffle and fletcher32",
                        "Rewrite the file without it: h5repack -f NONE in.h5 out.h5");
            }
        }
    }

    /**
     * Undoes the filters on one chunk.
     *
     * @param stored the bytes in the file
     * @param mask bit k set: filter k was left out for this chunk
     * @param length bytes the chunk must have in the end: [FILE-21] where it has not
     */
    Cursor undo(Cursor stored, long mask, int length) throws ModelFormatException {
        Cursor chunk = stored;
        for (int k = filters.size() - 1; k >= 0; k--) {
            if ((mask >> k & 1) == 0) {
                chunk = switch (filters.get(k).id) {
                    case DEFLATE -> inflate(chunk, length + 4 * k);
                    case SHUFFLE -> unshuffle(chunk, filters.get(k).parameter);
                    default -> verify(chunk);
                };
            }
        }
        if (chunk.remaining() != length) {
            throw stored.fail("FILE-21", "a chunk should hold " + length + " bytes, but it holds " + chunk.remaining(),
                    Source.DAMAGED);
        }
        return chunk;
    }

    /** Inflates to at most {@code most} bytes. */
    private static Cursor inflate(Cursor stored, int most) throws ModelFormatException {
        Inflater inflater = new Inflater();
        try {
            Blob packed = stored.blob();
            byte[] bytes = new byte[most + 1]; // room for one more: then a stream that ends exactly here ends
            int length = 0;
            int fed = 0;
            while (!inflater.finished()) {
                int before = fed;
                fed = packed.feed(inflater, fed);
                int got = inflater.inflate(bytes, length, bytes.length - length);
                length += got;
                if (length > most || got == 0 && fed == before && !inflater.finished()) {
                    throw stored.fail("FILE-21", length > most ? "a compressed chunk holds more than its " + most + " bytes"
                            : "the compressed data of a chunk end too early", Source.DAMAGED);
                }
            }
            return new Cursor(stored.source, Blob.of(bytes), 0, length, "an inflated chunk");
        } catch (DataFormatException e) {
            throw stored.fail("FILE-21", "the compressed data of a chunk are broken: " + e.getMessage(), Source.DAMAGED);
        } finally {
            inflater.end();
        }
    }

    /** Shuffled: the first bytes of all elements, then the second bytes of all, and so on; what is left over stays at the end. */
    private static Cursor unshuffle(Cursor chunk, int size) throws ModelFormatException {
        if (size <= 0) {
            throw chunk.fail("FILE-7", "the shuffle filter is for elements of " + size + " bytes", Source.DAMAGED);
        }
        byte[] shuffled = chunk.copy(chunk.remaining());
        byte[] bytes = shuffled.clone();
        int count = bytes.length / size;
        for (int k = 0; k < size && count > 0; k++) {
            for (int element = 0; element < count; element++) {
                bytes[element * size + k] = shuffled[k * count + element];
            }
        }
        return new Cursor(chunk.source, Blob.of(bytes), 0, bytes.length, "an unshuffled chunk");
    }

    /** The chunk without the checksum behind it, which must be right. */
    private static Cursor verify(Cursor chunk) throws ModelFormatException {
        int length = Math.max(0, chunk.remaining() - 4);
        Cursor data = chunk.slice(length, "a chunk");
        chunk.fletcher32(length);
        return data;
    }
}
