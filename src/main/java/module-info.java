/**
 * Keras-style LSTM models in pure Java. The absence of a {@code requires} clause is a promise the compiler keeps:
 * nothing but {@code java.base} is ever needed.
 */
module lstm4j {
    exports lstm4j;
    exports lstm4j.layer;
    exports lstm4j.train;
    exports lstm4j.text;
    exports lstm4j.report;
    exports lstm4j.oracle;
    exports lstm4j.data;
    exports lstm4j.keras;
    exports lstm4j.keras.bytes;
    exports lstm4j.keras.hdf5;
}
