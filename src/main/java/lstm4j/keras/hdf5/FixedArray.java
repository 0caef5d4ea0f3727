package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The chunk index of arrays that cannot grow: one element per chunk, in one block, which large arrays divide into pages.
 * Source: HDF5 File Format Specification 3.0, VII.C.
 */
record FixedArray(long address) implements ChunkIndex {
    static FixedArray locate(Cursor at) throws ModelFormatException {
        at.skip(1); // bits of a page: the header says it again
        return new FixedArray(at.address());
    }

    @Override
    public void forEach(Source source, ChunkGrid array, Visitor visitor) throws ModelFormatException {
        if (address == Source.UNDEFINED) {
            return;
        }
        Cursor at = Cursor.at(source, address, "the header of a fixed array");
        at.signature("FAHD");
        at.version(0);
        int client = at.u8();
        int elementBytes = at.u8();
        boolean filtered = ChunkIndex.isFiltered(at, client, elementBytes);
        int pageBits = at.u8();
        long elements = at.length();
        long block = at.address();
        at.checksum();
        if (pageBits > 31) {
            throw at.fail("FILE-7", "the pages of a fixed array have 2^" + pageBits + " elements", Source.DAMAGED);
        }
        if (block != Source.UNDEFINED) {
            new Block(source, array, visitor, elementBytes, filtered, 1L << pageBits, elements).read(block, client);
        }
    }

    /** The data block: all elements, or a bitmap of the pages in use and then the pages. */
    private record Block(Source source, ChunkGrid array, Visitor visitor, int elementBytes, boolean filtered, long perPage,
            long elements) {
        void read(long address, int client) throws ModelFormatException {
            Cursor at = Cursor.at(source, address, "the data block of a fixed array");
            at.signature("FADB");
            at.version(0);
            at.version(client);
            at.skip(source.offsetBytes); // the header
            if (elements / perPage > at.remaining() * 8L) {
                throw at.fail("FILE-3", "a fixed array of " + elements + " elements does not fit into the file", Source.DAMAGED);
            }
            if (elements <= perPage) {
                page(at, 0, elements);
                return;
            }
            long pages = (elements + perPage - 1) / perPage;
            Cursor used = at.slice((pages + 7) / 8, "the bitmap of a fixed array");
            at.checksum();
            for (long page = 0; page < pages; page++) {
                long first = page * perPage;
                long count = Math.min(perPage, elements - first);
                // A page is as long as its elements say, whether it was ever written or not.
                Cursor next = at.slice(count * elementBytes + 4, "a page of a fixed array");
                if (ChunkIndex.isSet(used, page)) {
                    page(next, first, count);
                }
            }
        }

        /** {@code count} elements and the checksum of everything since the beginning of the range. */
        private void page(Cursor at, long first, long count) throws ModelFormatException {
            Cursor items = at.slice(count * elementBytes, "the elements of a fixed array");
            at.checksum();
            for (long k = 0; k < count; k++) {
                source.step(1);
                ChunkIndex.element(items, elementBytes, filtered, array.place(first + k, 0), visitor);
            }
        }
    }
}
