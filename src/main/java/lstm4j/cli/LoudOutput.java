package lstm4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output whose errors end the command, as a {@link java.io.PrintStream} would swallow them: a full disk, a reader that went away. */
final class LoudOutput extends FileOutputStream {
    LoudOutput() {
        super(FileDescriptor.out);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            super.write(bytes, from, length);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard output cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
