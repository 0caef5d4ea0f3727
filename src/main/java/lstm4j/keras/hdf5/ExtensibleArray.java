package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The chunk index of arrays that can grow along one axis. Elements are in the index block, then in data blocks that the index
 * block names, then in data blocks named by secondary blocks; the data blocks double in size every second level and large
 * ones are divided into pages. Source: HDF5 File Format Specification 3.0, VII.D.
 */
record ExtensibleArray(long address) implements ChunkIndex {
    static ExtensibleArray locate(Cursor at) throws ModelFormatException {
        at.skip(5); // the five parameters: the header says them again
        return new ExtensibleArray(at.address());
    }

    @Override
    public void forEach(Source source, ChunkGrid array, Visitor visitor) throws ModelFormatException {
        if (address == Source.UNDEFINED) {
            return;
        }
        Cursor at = Cursor.at(source, address, "the header of an extensible array");
        at.signature("EAHD");
        at.version(0);
        Walk walk = new Walk(at, array, visitor);
        if (walk.indexBlock != Source.UNDEFINED) {
            walk.index();
        }
    }

    /** One pass over the elements, in the order of their numbers. */
    private static final class Walk {
        private final Source source;
        private final ChunkGrid array;
        private final Visitor visitor;
        private final int client;
        private final int elementBytes;
        private final boolean filtered;
        /** The axis that grows: element numbers count along it most slowly. */
        private final int growing;
        private final int bits;
        private final int indexElements;
        private final int blockElements;
        private final int pointers;
        private final int pageBits;
        private final long used;
        private final long indexBlock;
        private long number;

        Walk(Cursor at, ChunkGrid array, Visitor visitor) throws ModelFormatException {
            this.source = at.source;
            this.array = array;
            this.visitor = visitor;
            client = at.u8();
            elementBytes = at.u8();
            filtered = ChunkIndex.isFiltered(at, client, elementBytes);
            bits = at.u8();
            indexElements = at.u8();
            blockElements = at.u8();
            pointers = at.u8();
            pageBits = at.u8();
            at.skip(4L * source.lengthBytes); // statistics
            used = at.length();
            at.skip(source.lengthBytes);
            indexBlock = at.address();
            at.checksum();
            int level = log2(blockElements);
            if (bits > 62 || blockElements == 0 || 1 << level != blockElements || bits < level || pointers < 2
                    || Integer.bitCount(pointers) != 1 || pageBits > 31) {
                throw at.fail("FILE-7", "the parameters of an extensible array contradict each other", Source.DAMAGED);
            }
            int axis = 0;
            while (axis < array.rank() - 1 && array.space().most()[axis] != Source.UNDEFINED) {
                axis++;
            }
            growing = array.space().most()[axis] == Source.UNDEFINED ? axis : 0;
        }

        private static int log2(long value) {
            return 63 - Long.numberOfLeadingZeros(Math.max(1, value));
        }

        private Cursor open(long address, String letters, String what) throws ModelFormatException {
            Cursor at = Cursor.at(source, address, what);
            at.signature(letters);
            at.version(0);
            at.version(client);
            at.skip(source.offsetBytes); // the header
            return at;
        }

        private boolean isDone() {
            return number >= used;
        }

        void index() throws ModelFormatException {
            Cursor at = open(indexBlock, "EAIB", "the index block of an extensible array");
            int levels = 1 + bits - log2(blockElements);
            int direct = Math.min(levels, 2 * log2(pointers));
            Cursor items = at.slice((long) indexElements * elementBytes, "elements of an extensible array");
            Cursor blocks = at.slice(2L * (pointers - 1) * source.offsetBytes, "addresses in an extensible array");
            Cursor secondary = at.slice((long) (levels - direct) * source.offsetBytes, "addresses in an extensible array");
            at.checksum();
            elements(items, indexElements);
            for (int level = 0; level < direct; level++) {
                for (long block = 0; block < blocksAt(level) && !isDone(); block++) {
                    dataBlock(blocks.address(), level, null, 0);
                }
            }
            for (int level = direct; level < levels && !isDone(); level++) {
                secondaryBlock(secondary.address(), level);
            }
        }

        /** Data blocks of a level. */
        private long blocksAt(int level) {
            return 1L << level / 2;
        }

        /** Elements of each data block of a level. */
        private long elementsAt(int level) {
            return (1L << (level + 1) / 2) * blockElements;
        }

        /** Pages of each data block of a level; 0 where it is not divided. */
        private long pagesAt(int level) {
            return elementsAt(level) > 1L << pageBits ? elementsAt(level) >> pageBits : 0;
        }

        private void secondaryBlock(long address, int level) throws ModelFormatException {
            if (address == Source.UNDEFINED) {
                number += blocksAt(level) * elementsAt(level);
                return;
            }
            Cursor at = open(address, "EASB", "a secondary block of an extensible array");
            at.skip((bits + 7) / 8); // offset of the block
            Cursor pagesUsed = at.slice(blocksAt(level) * ((pagesAt(level) + 7) / 8), "the bitmap of an extensible array");
            Cursor blocks = at.slice(blocksAt(level) * source.offsetBytes, "addresses in an extensible array");
            at.checksum();
            for (long block = 0; block < blocksAt(level) && !isDone(); block++) {
                dataBlock(blocks.address(), level, pagesUsed, block * pagesAt(level));
            }
        }

        private void dataBlock(long address, int level, Cursor pagesUsed, long firstPage) throws ModelFormatException {
            source.step(1);
            long count = elementsAt(level);
            if (address == Source.UNDEFINED) {
                number += count;
                return;
            }
            Cursor at = open(address, "EADB", "a data block of an extensible array");
            at.skip((bits + 7) / 8); // offset of the block
            if (pagesAt(level) == 0 || pagesUsed == null) {
                checkedElements(at, count);
                return;
            }
            at.checksum();
            long perPage = 1L << pageBits;
            for (long page = 0; page < pagesAt(level) && !isDone(); page++) {
                Cursor next = at.slice(perPage * elementBytes + 4, "a page of an extensible array");
                if (ChunkIndex.isSet(pagesUsed, firstPage + page)) {
                    checkedElements(next, perPage);
                } else {
                    number += perPage;
                }
            }
        }

        private void checkedElements(Cursor at, long count) throws ModelFormatException {
            Cursor items = at.slice(count * elementBytes, "elements of an extensible array");
            at.checksum();
            elements(items, count);
        }

        private void elements(Cursor items, long count) throws ModelFormatException {
            for (long k = 0; k < count && !isDone(); k++) {
                source.step(1);
                ChunkIndex.element(items, elementBytes, filtered, array.place(number++, growing), visitor);
            }
        }
    }
}
