package lstm4j.keras.hdf5;

/**
 * Where an object is in the tree: its name below its parent. Paths are put together only when asked for, so that many deep
 * objects take no more memory than their names.
 *
 * @param parent null for the root
 * @param isAttribute whether it is an attribute of the parent
 */
record BytePlace(BytePlace parent, String name, boolean isAttribute) {
    static final BytePlace ROOT = new BytePlace(null, "", false);

    BytePlace child(String name) {
        return new BytePlace(this, name, false);
    }

    BytePlace attribute(String name) {
        return new BytePlace(this, name, true);
    }

    /** {@code /a/b} for objects, {@code /a/b, attribute c} for attributes. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (BytePlace place = this; place.parent != null; place = place.parent) {
            path.insert(0, place.name).insert(0, place.isAttribute ? ", attribute " : "/");
        }
        return path.length() == 0 || isAttribute && parent == ROOT ? path.insert(0, '/').toString() : path.toString();
    }
}
