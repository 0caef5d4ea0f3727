package lstm4j.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a fit asks of the model around the network it trains: files, and what else belongs to its state. */
public interface Keeper {
    /** A model that keeps nothing, for tests of the loop. */
    Keeper NONE = done -> { };

    /** Remembers that so many epochs are done. */
    void epochs(int done);

    /** Saves the model, or its weights alone. */
    default void save(Path path, boolean weightsOnly) throws IOException {
        throw new IOException("a model without a format");
    }

    /** Everything of the model that changes in training, arrays not copied. */
    default Map<String, Object> state() {
        return Map.of();
    }

    /** Takes that over; nothing is changed where it does not fit the model [FIT-32]. */
    default void restore(Map<String, Object> state) {
    }

    /** Writes a tree of values to a file, whole or not at all. */
    default void write(Path file, Map<String, Object> tree) throws IOException {
        throw new IOException("a model without a format");
    }

    /** Reads it back; null where there is no such file. */
    default Map<String, Object> read(Path file) throws IOException {
        return null;
    }
}
