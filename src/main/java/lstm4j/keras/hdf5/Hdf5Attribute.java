package lstm4j.keras.hdf5;

/** A named value at a group or dataset. */
public final class Hdf5Attribute extends Hdf5Values {
    Hdf5Attribute() {
    }

    /** The name. */
    public String name() {
        return "";
    }
}
