package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;

/** Entry point for reading: the bytes of an HDF5 file to a tree of groups and datasets. Spec: chapter 9, files. */
public final class Hdf5 {
    private Hdf5() {
    }

    /** Whether the bytes carry the HDF5 signature at one of the places where it may be. Never fails. */
    public static boolean isHdf5(Blob bytes) {
        return Superblock.find(bytes) >= 0;
    }

    /** The root group of an HDF5 file in memory; errors as {@link #read(Blob, String, Limits)}. */
    public static Hdf5Group read(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        return read(Blob.of(bytes), file, limits);
    }

    /**
     * The root group of an HDF5 file. The structure (groups, headers, attributes) is read and checked now, data when asked.
     * Data of a kind that lstm4j does not read are refused only when asked for, so the rest of the file stays readable.
     *
     * @param bytes the whole file; neither to be closed nor changed while the tree is in use
     * @param file name for messages
     * @throws ModelFormatException [FILE-1] … [FILE-26]: not HDF5, damaged, beyond a limit, or of a newer format
     */
    public static Hdf5Group read(Blob bytes, String file, Limits limits) throws ModelFormatException {
        limits.check(Limit.FILE_BYTES, bytes.length(), file, -1);
        return TreeReader.read(Superblock.read(new Source(bytes, file, limits, true)));
    }
}
