package lstm4j;

import java.io.IOException;
import java.nio.file.Path;

/** The main method of a process with hardly more memory than a model: it loads a file and saves what it loaded under another name. */
final class FileMemory {
    private FileMemory() {
    }

    /** {@code model IN OUT}; {@code prediction IN OUT} leaves the optimizer out; {@code weights MODEL IN OUT} loads weights into a model. */
    public static void main(String[] args) throws IOException {
        Sequential model = ModelFiles.load(Path.of(args[1]), args[0].equals("model"));
        Path out = Path.of(args[args.length - 1]);
        if (args[0].equals("weights")) {
            model.loadWeights(Path.of(args[2]));
            model.saveWeights(out);
        } else {
            model.save(out);
        }
    }
}
