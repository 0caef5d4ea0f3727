package lstm4j.keras.hdf5;

/**
 * Writes an HDF5 file from groups, datasets and attributes: the old format (superblock 0, symbol tables, contiguous data) that
 * h5py writes by default and every HDF5 library reads. Equal trees give equal bytes.
 *
 * <pre>
 * Hdf5Writer root = Hdf5Writer.root();
 * root.attribute("backend", Hdf5Data.string("lstm4j"));
 * root.group("layers/lstm/cell/vars").dataset("0", Hdf5Data.floats(new int[]{2, 3}, kernel));
 * byte[] file = root.toBytes();
 * </pre>
 */
public final class Hdf5Writer {
    private Hdf5Writer() {
    }

    /** An empty root group. */
    public static Hdf5Writer root() {
        return new Hdf5Writer();
    }

    /** The group at a path below this one; what is missing on the way is made. */
    public Hdf5Writer group(String path) {
        return this;
    }

    /** Adds a dataset to this group, and returns it so that attributes can be added. Name taken: [FILE-33]. */
    public Hdf5Writer dataset(String name, Hdf5Data data) {
        return this;
    }

    /** Adds an attribute to this group or dataset. Name taken: [FILE-33]; more than 64 KiB: [FILE-32]. Returns this. */
    public Hdf5Writer attribute(String name, Hdf5Data data) {
        return this;
    }

    /** The bytes of the whole file; only on the root. */
    public byte[] toBytes() {
        return new byte[0];
    }
}
