package lstm4j.train;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writing to what a caller gave. */
final class Output {
    private Output() {
    }

    /** Appends {@code text} and flushes; nothing when {@code out} is null. */
    static void print(Appendable out, String text) {
        if (out == null) {
            return;
        }
        try {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the progress of the training cannot be written: " + e.getMessage(), e);
        }
    }
}
