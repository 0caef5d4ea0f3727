package lstm4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.Sequential;

/** A model on its way to the executors: as the bytes of its file. */
final class ModelBytes {
    private ModelBytes() {
    }

    static byte[] of(Sequential model) {
        try {
            Path file = Files.createTempFile("lstm4j", ".keras");
            try {
                model.save(file);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the model cannot be written for the executors: " + e.getMessage(), e);
        }
    }

    static Sequential read(byte[] bytes) {
        try {
            return Sequential.load(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the model that the driver has sent cannot be read: " + e.getMessage(), e);
        }
    }
}
