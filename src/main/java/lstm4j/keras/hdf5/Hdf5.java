package lstm4j.keras.hdf5;

import lstm4j.keras.Limits;
import lstm4j.keras.ModelFormatException;

/** Entry point for reading: the bytes of an HDF5 file to a tree of groups and datasets. */
public final class Hdf5 {
    private Hdf5() {
    }

    /** Whether the bytes carry the HDF5 signature at one of the places where it may be. Never fails. */
    public static boolean isHdf5(byte[] bytes) {
        return false;
    }

    /**
     * The root group of an HDF5 file. The structure (groups, headers, attributes) is read and checked now, data when asked.
     *
     * @param bytes the whole file; not copied and not to be changed while the tree is in use
     * @param file name for messages
     */
    public static Hdf5Group read(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        throw new ModelFormatException("FILE-1", file, 0, "reading is being written", "");
    }
}
