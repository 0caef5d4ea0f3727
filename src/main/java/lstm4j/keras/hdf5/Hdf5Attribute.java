package lstm4j.keras.hdf5;

/** A named value at a group or dataset. */
public final class Hdf5Attribute extends Hdf5Values {
    private final BytePlace place;

    Hdf5Attribute(BytePlace place, Source source, Datatype type, Dataspace space, Storage storage) {
        super(place, source, type, space, storage);
        this.place = place;
    }

    /** The name. */
    public String name() {
        return place.name();
    }
}
