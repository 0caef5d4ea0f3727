package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * An array cut into chunks of equal shape, each stored, and perhaps filtered, on its own. Chunks reach over the edge of the
 * array where the sizes do not divide; chunks that were never written hold the fill value.
 */
record Chunked(ChunkGrid grid, FillValue fill, Filters filters, boolean edgesUnfiltered, ChunkIndex index) implements Storage {
    /** What fits into a Java array with room to spare, whatever the limits say. */
    private static final long MOST_CHUNK_BYTES = 1L << 30;

    @Override
    public String words() {
        return "chunked " + Dataspace.text(grid.chunk()) + filters.words();
    }

    @Override
    public Cursor load(Source source, int length) throws ModelFormatException {
        filters.requireKnown(source);
        source.check(Limit.HDF5_CHUNK_BYTES, grid.chunkBytes(), -1);
        if (grid.chunkBytes() > MOST_CHUNK_BYTES) {
            throw source.fail("FILE-9", -1, "expected chunks of at most " + MOST_CHUNK_BYTES + " bytes, got " + grid.chunkBytes(),
                    "Rewrite the file with smaller chunks");
        }
        byte[] array = fill.repeated(length);
        index.forEach(source, grid, (place, address, bytes, mask) -> put(source, array, place, address, bytes, mask));
        return new Cursor(source, Blob.of(array), 0, length, "the data of the array");
    }

    /** Decodes one chunk into its place in the array. */
    private void put(Source source, byte[] array, long[] place, long address, long stored, long mask) throws ModelFormatException {
        source.step(1);
        if (!grid.isInside(place)) {
            return;
        }
        int bytes = (int) grid.chunkBytes();
        boolean plain = filters.isEmpty() || edgesUnfiltered && grid.isPartial(place);
        Cursor at = Cursor.at(source, address, plain || stored == ChunkIndex.UNFILTERED ? bytes : stored, "a chunk");
        source.charge((long) bytes + at.remaining());
        Cursor decoded = plain ? at : filters.undo(at, mask, bytes);
        copy(decoded, array, place, 0, 0);
    }

    /** Copies what is inside the array, row by row; {@code element} is where the rows of the axes before begin in the array. */
    private void copy(Cursor from, byte[] array, long[] place, int axis, long element) throws ModelFormatException {
        if (axis == grid.rank()) {
            from.copyTo(array, (int) (element * grid.elementBytes()), grid.elementBytes());
            return;
        }
        long rows = grid.rows(place, axis);
        long start = element * grid.space().sizes()[axis] + place[axis] * grid.chunk()[axis];
        if (axis == grid.rank() - 1) {
            from.copyTo(array, (int) (start * grid.elementBytes()), (int) (rows * grid.elementBytes()));
            from.skip((grid.chunk()[axis] - rows) * grid.elementBytes());
            return;
        }
        for (long row = 0; row < rows; row++) {
            copy(from, array, place, axis + 1, start + row);
        }
        from.skip((grid.chunk()[axis] - rows) * grid.bytesBelow(axis));
    }
}
