/**
 * Keras-style LSTM models in pure Java. The absence of a {@code requires} clause is a promise the compiler keeps:
 * nothing but {@code java.base} is ever needed.
 */
@SuppressWarnings("module") // lstm4j.vector, a jar of its own, is not there when this one is compiled
module lstm4j {
    exports lstm4j;
    exports lstm4j.layer;
    exports lstm4j.train;
    exports lstm4j.text;
    exports lstm4j.report;
    exports lstm4j.oracle;
    exports lstm4j.check;
    exports lstm4j.data;
    exports lstm4j.keras;
    exports lstm4j.keras.bytes;
    exports lstm4j.keras.hdf5;

    exports lstm4j.engine to lstm4j.vector;
    uses lstm4j.engine.Kernels;
}
