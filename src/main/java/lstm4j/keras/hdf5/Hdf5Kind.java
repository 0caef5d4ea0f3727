package lstm4j.keras.hdf5;

/** What the elements of an array are. */
public enum Hdf5Kind {
    /** IEEE 754 numbers of 16, 32 or 64 bits. */
    FLOAT,
    /** Integers of 1 to 8 bytes, signed or not. */
    INTEGER,
    /** Strings of fixed or variable length. */
    STRING,
    /** Anything else (compounds, enumerations, references, …): described by {@link Hdf5Values#type()}, not read. */
    OTHER
}
