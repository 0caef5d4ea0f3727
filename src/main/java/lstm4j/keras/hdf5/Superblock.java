package lstm4j.keras.hdf5;

import java.nio.charset.StandardCharsets;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The beginning of an HDF5 file: where addresses count from, how wide they are, and where the root group is. Source: HDF5 File
 * Format Specification 3.0, II.A, versions 0 to 3. The superblock extension holds nothing that reading needs.
 *
 * @param source the file with the sizes of this superblock
 * @param root address of the object header of the root group
 */
record Superblock(Source source, long root) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    /** Offset of the signature: 0, or behind a user block at 512, 1024, 2048, …; −1 where it is nowhere. */
    static long find(Blob bytes) {
        for (long at = 0; at + SIGNATURE.length <= bytes.length(); at = at == 0 ? 512 : 2 * at) {
            if (isSignature(bytes, (int) at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isSignature(Blob bytes, int at) {
        for (int k = 0; k < SIGNATURE.length; k++) {
            if (bytes.at(at + k) != SIGNATURE[k]) {
                return false;
            }
        }
        return true;
    }

    static Superblock read(Source file) throws ModelFormatException {
        long base = find(file.bytes);
        if (base < 0) {
            throw notHdf5(file);
        }
        Cursor at = Cursor.at(file, base, "the superblock");
        at.skip(SIGNATURE.length);
        int version = at.u8();
        if (version > 3) {
            throw at.fail("FILE-5", "expected version 0, 1, 2 or 3 of the superblock, got " + version,
                    "Rewrite the file with h5repack, or with h5py.File(…, libver=\"earliest\")");
        }
        return version < 2 ? old(file, base, at, version) : recent(file, base, at);
    }

    private static Superblock old(Source file, long base, Cursor at, int version) throws ModelFormatException {
        at.version(0); // free space
        at.version(0); // root group symbol table entry
        at.skip(1);
        at.version(0); // shared header message
        Source sized = withSizes(file, base, at);
        // one reserved byte, the two sizes of symbol table nodes and the flags; version 1 adds the size of chunk nodes
        at.skip(version == 0 ? 9 : 13);
        Cursor addresses = rest(sized, at);
        addresses.skip(2L * sized.offsetBytes); // base address (it is where the signature is) and free space
        checkEnd(sized, addresses);
        addresses.skip(sized.offsetBytes); // driver information
        addresses.skip(sized.offsetBytes); // name of the root group
        return new Superblock(sized, addresses.address());
    }

    private static Superblock recent(Source file, long base, Cursor at) throws ModelFormatException {
        Source sized = withSizes(file, base, at);
        at.skip(1);
        int sizes = 4 * sized.offsetBytes;
        Cursor whole = Cursor.at(sized, 0, 12 + sizes + 4L, "the superblock");
        whole.skip(12 + sizes);
        whole.checksum();
        Cursor addresses = rest(sized, at);
        addresses.skip(2L * sized.offsetBytes); // base address and superblock extension
        checkEnd(sized, addresses);
        return new Superblock(sized, addresses.address());
    }

    private static Cursor rest(Source sized, Cursor at) throws ModelFormatException {
        return Cursor.at(sized, at.offset() - sized.base, "the superblock");
    }

    private static Source withSizes(Source file, long base, Cursor at) throws ModelFormatException {
        int offsets = size(at, "addresses");
        int lengths = size(at, "lengths");
        return file.withSizes(base, offsets, lengths);
    }

    private static int size(Cursor at, String what) throws ModelFormatException {
        int size = at.u8();
        if (size != 2 && size != 4 && size != 8) {
            throw at.fail("FILE-7", "expected " + what + " of 2, 4 or 8 bytes, got " + size, Source.DAMAGED);
        }
        return size;
    }

    /** The file says where it ends: a shorter one was cut off. */
    private static void checkEnd(Source file, Cursor at) throws ModelFormatException {
        long end = at.address();
        if (end != Source.UNDEFINED && end > file.bytes.length()) {
            throw file.fail("FILE-2", -1, "the file should be " + Long.toUnsignedString(end) + " bytes long, but it ends after "
                    + file.bytes.length(), "The download or copy was cut off; get the file again");
        }
    }

    private static ModelFormatException notHdf5(Source file) {
        String start = new String(file.bytes.copy(0, Math.min(file.bytes.length(), 40)), StandardCharsets.ISO_8859_1);
        String hint = "";
        if (start.startsWith("version https://git-lfs")) {
            hint = "This is a Git LFS pointer, not the file itself; run \"git lfs pull\"";
        } else if (start.startsWith("PK")) {
            hint = "This is a zip archive; a .keras file holds its weights in the entry model.weights.h5";
        } else if (start.trim().startsWith("<")) {
            hint = "This is a web page, not the file it should have been; download it again";
        } else if (file.bytes.length() == 0) {
            hint = "The file is empty";
        }
        return file.fail("FILE-1", -1, "this is not an HDF5 file: the signature \"\\x89HDF\" is not there", hint);
    }
}
