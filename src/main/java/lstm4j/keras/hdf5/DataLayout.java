package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Storage.Contiguous;
import lstm4j.keras.hdf5.Storage.Inline;
import lstm4j.keras.hdf5.Storage.Refused;

/** Reads the layout message of a dataset. Source: HDF5 File Format Specification 3.0, IV.A.2.i, versions 1 to 4. */
final class DataLayout {
    private static final int COMPACT = 0;
    private static final int CONTIGUOUS = 1;
    private static final int CHUNKED = 2;

    private DataLayout() {
    }

    static Storage read(ObjectHeader header, Dataspace space, Datatype type) throws ModelFormatException {
        HeaderMessage layout = header.first(HeaderMessage.LAYOUT);
        HeaderMessage filters = header.first(HeaderMessage.FILTERS);
        if (layout.shared() || filters != null && filters.shared()) {
            return new Refused("shared layout", "FILE-26", "the description of the data lies in another object",
                    "Rewrite the file with h5repack");
        }
        if (header.first(HeaderMessage.EXTERNAL_FILES) != null) {
            return new Refused("in other files", "FILE-14", "the data lie in other files, which lstm4j never opens",
                    "A file that names other files can read what it should not; rewrite it with h5repack if you trust it");
        }
        FillValue fill = FillValue.read(header.first(HeaderMessage.FILL_VALUE), header.first(HeaderMessage.OLD_FILL_VALUE));
        Filters pipeline = filters == null ? Filters.NONE : Filters.read(filters.read());
        Cursor at = layout.read();
        int version = at.u8();
        return switch (version) {
            case 1, 2 -> old(at, space, type, fill, pipeline);
            case 3, 4 -> recent(at, version, space, type, fill, pipeline);
            default -> new Refused("layout version " + version, "FILE-5", "expected version 1 to 4 of a data layout, got " + version,
                    "Rewrite the file with h5py.File(…, libver=(\"earliest\", \"v114\")), or with h5repack");
        };
    }

    private static Storage old(Cursor at, Dataspace space, Datatype type, FillValue fill, Filters filters)
            throws ModelFormatException {
        int axes = at.u8();
        int kind = at.u8();
        at.skip(5);
        long address = kind == COMPACT ? 0 : at.address();
        if (kind == CONTIGUOUS) {
            return new Contiguous(address, Contiguous.UNKNOWN_SIZE, fill);
        }
        if (kind == CHUNKED) {
            long[] chunk = chunkSizes(at, axes, 4, space, type);
            return new Chunked(new ChunkGrid(space, chunk, type.size()), fill, filters, false, new BTree1.Chunks(address));
        }
        at.skip(4L * axes);
        return kind == COMPACT ? new Inline(at.slice(at.u32(), "compact data")) : unknown(kind);
    }

    private static Storage recent(Cursor at, int version, Dataspace space, Datatype type, FillValue fill, Filters filters)
            throws ModelFormatException {
        int kind = at.u8();
        return switch (kind) {
            case COMPACT -> new Inline(at.slice(at.u16(), "compact data"));
            case CONTIGUOUS -> new Contiguous(at.address(), at.length(), fill);
            case CHUNKED -> version == 3 ? chunked3(at, space, type, fill, filters) : chunked4(at, space, type, fill, filters);
            case 3 -> new Refused("virtual", "FILE-15", "the dataset is virtual: it is put together from other datasets or files",
                    "Copy it into a dataset of its own with h5py before reading it here");
            default -> unknown(kind);
        };
    }

    private static Storage unknown(int kind) {
        return new Refused("layout class " + kind, "FILE-7", "the layout class " + kind + " is not known", Source.DAMAGED);
    }

    private static Storage chunked3(Cursor at, Dataspace space, Datatype type, FillValue fill, Filters filters)
            throws ModelFormatException {
        int axes = at.u8();
        BTree1.Chunks index = new BTree1.Chunks(at.address());
        return new Chunked(new ChunkGrid(space, chunkSizes(at, axes, 4, space, type), type.size()), fill, filters, false, index);
    }

    private static Storage chunked4(Cursor at, Dataspace space, Datatype type, FillValue fill, Filters filters)
            throws ModelFormatException {
        int flags = at.u8();
        int axes = at.u8();
        int width = at.u8();
        if (width < 1 || width > 8) {
            throw at.fail("FILE-7", "expected chunk sizes written in 1 to 8 bytes, got " + width, Source.DAMAGED);
        }
        long[] chunk = chunkSizes(at, axes, width, space, type);
        boolean edgesUnfiltered = (flags & 1) != 0;
        boolean sizeGiven = (flags & 2) != 0;
        int index = at.u8();
        ChunkIndex chunks = switch (index) {
            case 1 -> ChunkIndex.single(at, sizeGiven);
            case 2 -> new ChunkIndex.Implicit(at.address());
            case 3 -> FixedArray.locate(at);
            case 4 -> ExtensibleArray.locate(at);
            case 5 -> BTree2.Chunks.locate(at, !filters.isEmpty());
            default -> throw at.fail("FILE-7", "the chunk index " + index + " is not known", Source.DAMAGED);
        };
        return new Chunked(new ChunkGrid(space, chunk, type.size()), fill, filters, edgesUnfiltered, chunks);
    }

    /** One size per axis, and the size of an element as one more axis. */
    private static long[] chunkSizes(Cursor at, int axes, int width, Dataspace space, Datatype type) throws ModelFormatException {
        if (axes < 2) {
            throw at.fail("FILE-7", "a single value cannot be stored in chunks", Source.DAMAGED);
        }
        if (axes != space.rank() + 1) {
            throw at.fail("FILE-7", "the array has " + space.rank() + " axes, but its chunks have " + (axes - 1), Source.DAMAGED);
        }
        long[] sizes = new long[axes - 1];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = at.unsigned(width);
            if (sizes[axis] == 0) {
                throw at.fail("FILE-7", "a chunk has the size 0 along axis " + axis, Source.DAMAGED);
            }
        }
        long element = at.unsigned(width);
        if (element != type.size() && type.kind() != Hdf5Kind.OTHER) {
            throw at.fail("FILE-7", "elements have " + type.size() + " bytes, but in chunks " + element, Source.DAMAGED);
        }
        return sizes;
    }
}
