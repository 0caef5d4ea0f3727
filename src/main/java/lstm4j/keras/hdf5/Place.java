package lstm4j.keras.hdf5;

/**
 * Where an object is in the tree: its name below its parent. Paths are put together only when asked for, so that many deep
 * objects take no more memory than their names.
 *
 * @param parent null for the root
 * @param isAttribute whether it is an attribute of the parent
 */
record Place(Place parent, String name, boolean isAttribute) {
    static final Place ROOT = new Place(null, "", false);

    Place child(String name) {
        return new Place(this, name, false);
    }

    Place attribute(String name) {
        return new Place(this, name, true);
    }

    /** {@code /a/b} for objects, {@code /a/b, attribute c} for attributes. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (Place place = this; place.parent != null; place = place.parent) {
            path.insert(0, place.name).insert(0, place.isAttribute ? ", attribute " : "/");
        }
        return path.length() == 0 || isAttribute && parent == ROOT ? path.insert(0, '/').toString() : path.toString();
    }
}
