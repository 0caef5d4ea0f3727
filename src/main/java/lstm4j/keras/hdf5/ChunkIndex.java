package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.ModelFormatException;

/** Where the chunks of a dataset are. */
interface ChunkIndex {
    /** Receives the chunks that are stored. */
    interface Visitor {
        /**
         * One chunk.
         *
         * @param place number of the chunk along each axis
         * @param bytes stored bytes, or {@link #UNFILTERED} for as many as an unfiltered chunk has
         * @param mask bit k set: filter k was left out
         */
        void chunk(long[] place, long address, long bytes, long mask) throws ModelFormatException;
    }

    /** For chunks whose stored size is not written down because it is that of the decoded chunk. */
    long UNFILTERED = -1;

    void forEach(Source source, ChunkGrid array, Visitor visitor) throws ModelFormatException;

    /** One chunk is all: its address stands in the layout message, with size and mask where it is filtered. */
    static ChunkIndex single(Cursor at, boolean sizeGiven) throws ModelFormatException {
        long bytes = sizeGiven ? at.length() : UNFILTERED;
        long mask = sizeGiven ? at.u32() : 0;
        long address = at.address();
        return (source, array, visitor) -> {
            if (address != Source.UNDEFINED) {
                visitor.chunk(new long[array.rank()], address, bytes, mask);
            }
        };
    }

    /** All chunks one after the other, unfiltered, row-major. */
    record Implicit(long address) implements ChunkIndex {
        @Override
        public void forEach(Source source, ChunkGrid array, Visitor visitor) throws ModelFormatException {
            if (address == Source.UNDEFINED) {
                return;
            }
            long[] place = new long[array.rank()];
            do {
                source.step(1);
                long number = array.number(place);
                if (number < 0 || number > (Long.MAX_VALUE - address) / array.chunkBytes()) {
                    throw source.fail("FILE-20", -1, "the chunk numbers of the array do not fit into 63 bits", Source.DAMAGED);
                }
                visitor.chunk(place, address + number * array.chunkBytes(), UNFILTERED, 0);
            } while (array.next(place));
        }
    }

    /** One element of a fixed or extensible array: address, and for filtered chunks stored size and mask. */
    static void element(Cursor at, int elementBytes, boolean filtered, long[] place, Visitor visitor) throws ModelFormatException {
        int sizeBytes = elementBytes - at.source.offsetBytes - 4;
        long address = at.address();
        long bytes = filtered ? at.unsigned(sizeBytes) : UNFILTERED;
        long mask = filtered ? at.u32() : 0;
        if (address != Source.UNDEFINED && place != null) {
            visitor.chunk(place, address, bytes, mask);
        }
    }

    /** A bit of a bitmap, the first being the highest of the first byte. */
    static boolean isSet(Cursor bitmap, long bit) throws ModelFormatException {
        Cursor at = bitmap.whole();
        at.skip(bit / 8);
        return (at.u8() & 0x80 >> bit % 8) != 0;
    }

    /** Whether the elements are of filtered chunks; refuses sizes that no writer gives: [FILE-7]. */
    static boolean isFiltered(Cursor at, int client, int elementBytes) throws ModelFormatException {
        int plain = at.source.offsetBytes;
        boolean ok = client == 0 ? elementBytes == plain : client == 1 && elementBytes > plain + 4 && elementBytes <= plain + 12;
        if (!ok) {
            throw at.fail("FILE-7", "a chunk index of kind " + client + " has elements of " + elementBytes + " bytes",
                    Source.DAMAGED);
        }
        return client == 1;
    }
}
