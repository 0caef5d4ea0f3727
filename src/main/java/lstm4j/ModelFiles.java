package lstm4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.KerasModel;
import lstm4j.keras.KerasReader;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.SavedOptimizer;
import lstm4j.keras.SelfCheck;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.run.Log;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.OptimizerState;

/**
 * Models from and to files, with everything that {@link Sequential#load} and {@link Sequential#save} leave out: limits,
 * warnings, the self-check. Spec: chapter 9, files.
 *
 * <pre>
 * KerasModel file = KerasReader.read(bytes, "m.keras", Limits.DEFAULT);
 * Sequential model = Sequential.of(file.architecture()).parallelism(1);
 * List&lt;String&gt; warnings = ModelFiles.restore(model, file);
 * </pre>
 */
public final class ModelFiles {
    /** Models with more numbers in a sample than this carry no self-check: it would outweigh the file. */
    private static final int CHECKED_NUMBERS = 4096;
    private static final int CHECKED_SAMPLES = 2;
    private static final int CHECKED_STEPS = 4;

    private ModelFiles() {
    }

    /**
     * The bytes of a file, pipe or device.
     *
     * @throws ModelFormatException FILE-9 for more than the limits allow or the memory holds, FILE-56 for a directory
     */
    public static byte[] bytes(Path path, Limits limits) throws IOException {
        if (Files.isDirectory(path)) {
            boolean saved = Files.exists(path.resolve("saved_model.pb"));
            throw new ModelFormatException("FILE-56", path.toString(), -1, "expected a file, got a directory" + (saved ? ", a TensorFlow SavedModel" : ""),
                    saved ? "in Python: tf.keras.models.load_model(\"" + path.getFileName() + "\").save(\"m.keras\")" : "name the file of the model");
        }
        limits.check(Limit.FILE_BYTES, Files.size(path), path.toString(), -1);
        try (InputStream in = Files.newInputStream(path)) {
            return bytes(in, Files.size(path), path.toString(), limits);
        }
    }

    /** The bytes of a stream up to the limit on files: an endless stream ends there, too. */
    static byte[] bytes(InputStream in) throws IOException {
        return bytes(in, 8192, "stream", Limits.DEFAULT);
    }

    private static byte[] bytes(InputStream in, long expected, String name, Limits limits) throws IOException {
        long most = Math.min(Math.min(limits.get(Limit.FILE_BYTES), Integer.MAX_VALUE - 16), Runtime.getRuntime().maxMemory() / 2);
        byte[] bytes;
        try {
            bytes = upTo(in, (int) most + 1, (int) Math.min(expected, most) + 1);
        } catch (OutOfMemoryError e) {
            throw new ModelFormatException("FILE-9", name, -1, "expected a file that fits into the memory of this JVM, got one that does not",
                    "give it more with java -Xmx");
        }
        limits.with(Limit.FILE_BYTES, most).check(Limit.FILE_BYTES, bytes.length, name, -1);
        return bytes;
    }

    /** The first bytes of a stream, at most {@code most}: {@code readNBytes}, which the oldest Android that is to do has not. */
    private static byte[] upTo(InputStream in, int most, int expected) throws IOException {
        byte[] bytes = new byte[expected];
        int count = 0;
        for (int read = 0; read >= 0 && count < most; count += Math.max(0, read)) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * count, most));
            }
            read = in.read(bytes, count, bytes.length - count);
        }
        return Arrays.copyOf(bytes, count);
    }

    /** What {@link Sequential#load} tells: warnings go to the logger {@code lstm4j}; those that forbid training wait until one trains. */
    static Sequential load(byte[] bytes, String file) throws ModelFormatException {
        KerasModel read = KerasReader.read(bytes, file, Limits.DEFAULT);
        return restored(read, file, warning -> {
            if (!read.obstacles().contains(warning)) {
                Log.warn(file + ": " + warning);
            }
        });
    }

    /**
     * The model in a file, as {@link Sequential#load} does.
     *
     * @param warnings hears, sentence by sentence, what lstm4j does otherwise than the file says
     * @throws ModelFormatException FILE-90 where an output of the self-check differs by a single bit; else as {@link KerasReader#read}
     */
    public static Sequential load(Path path, Limits limits, Consumer<String> warnings) throws IOException {
        return restored(KerasReader.read(bytes(path, limits), path.toString(), limits), path.toString(), warnings);
    }

    private static Sequential restored(KerasModel read, String file, Consumer<String> warnings) throws ModelFormatException {
        Sequential model = Sequential.of(read.architecture());
        restore(model, read).forEach(warnings);
        if (read.selfCheck().isPresent()) {
            replay(model, read.selfCheck().get(), file);
        }
        return model;
    }

    private static void replay(Sequential model, SelfCheck check, String file) throws ModelFormatException {
        Tensor got = outputs(model, check.input());
        if (!got.equals(check.output())) {
            throw new ModelFormatException("FILE-90", file, -1, "expected the outputs of the self-check, got "
                    + (got.shapeText().equals(check.output().shapeText()) ? "other numbers" : "the shape " + got.shapeText()), "the weights were changed after the file was saved");
        }
    }

    /** A model from the JSON of Keras's {@code model.to_json()} and a file of weights; it is not compiled. */
    public static Sequential load(Path json, Path weights) throws IOException {
        KerasModel read = KerasReader.read(bytes(json, Limits.DEFAULT), json.toString(), bytes(weights, Limits.DEFAULT), weights.toString(), Limits.DEFAULT);
        return restored(read, weights.toString(), warning -> { });
    }

    /**
     * Loads a model whose self-check must be there; {@link Sequential#load} replays one where it is.
     *
     * @throws ModelFormatException FILE-91 where there is no self-check; else as {@link #load(Path, Limits, Consumer)}
     */
    public static Sequential loadVerified(Path path) throws IOException {
        KerasModel read = KerasReader.read(bytes(path, Limits.DEFAULT), path.toString(), Limits.DEFAULT);
        if (!read.selfCheck().isPresent()) {
            throw new ModelFormatException("FILE-91", path.toString(), -1, "expected a self-check in the file, got none",
                    "lstm4j writes one into .keras files; files of Keras carry none");
        }
        return restored(read, path.toString(), warning -> { });
    }

    /**
     * Gives a model the name, weights, compilation and optimizer's memory that were read. Where there are obstacles it is not
     * compiled, and training refuses with [FILE-68] until somebody compiles it; a model with frozen layers is never trained.
     *
     * @return the warnings of reading
     * @throws RuleException FILE-70 where the weights are not those of this model
     */
    public static List<String> restore(Sequential model, KerasModel read) {
        if (!read.name().isEmpty()) {
            model.name(read.name());
        }
        List<float[][]> weights = KerasModel.of(read.name(), model.architecture(), read.weights()).weights(); // checks their shapes
        model.setWeights(weights.toArray(new float[0][][]));
        if (read.progress().isPresent()) {
            model.live.progress(read.progress().get());
        }
        model.live.frozen = read.frozen();
        model.live.obstacles = read.obstacles();
        if (read.obstacles().isEmpty() && read.optimizer().isPresent() && read.loss().isPresent()) {
            compile(model, read);
        }
        boolean more = !model.live.obstacles.equals(read.obstacles());
        return Stream.concat(read.warnings().stream(), more ? model.live.obstacles.stream() : Stream.of()).collect(Collectors.toList());
    }

    private static void compile(Sequential model, KerasModel read) {
        try {
            model.compile(read.optimizer().get(), read.loss().get(), read.metrics().toArray(new Metric[0]));
        } catch (RuleException e) {
            model.live.obstacles = List.of("the model was not compiled as the file says: " + e.getMessage());
            return;
        }
        read.optimizerState().ifPresent(state -> {
            model.optimizer().restoreSlots(state.slots());
            model.optimizer().iteration(state.iteration());
        });
    }

    /** Writes the format that the end of the name tells: {@code .keras}, {@code .h5}; others are [FILE-81]. */
    static void save(Sequential model, Path path) throws IOException {
        model.live.turn.enter("save");
        try {
            write(model, path);
        } finally {
            model.live.turn.leave();
        }
    }

    private static void write(Sequential model, Path path) throws IOException {
        KerasModel file = file(model);
        String name = path.toString();
        if (name.endsWith(".weights.h5")) {
            throw unknown(path, "a model, not weights alone", "write saveWeights for weights alone, or save to m.keras");
        }
        if (name.endsWith(".keras")) {
            SelfCheck check = selfCheck(model);
            AtomicFile.write(path, KerasWriter.keras(check == null ? file : file.checked(check)));
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            AtomicFile.write(path, KerasWriter.h5(file));
        } else {
            throw unknown(path, "a name that ends in .keras or .h5", "Keras 3 reads .keras, and older versions .h5");
        }
    }

    /** Writes the weights alone: {@code .weights.h5}, {@code .npz} or {@code .safetensors}; others are [FILE-81]. */
    static void saveWeights(Sequential model, Path path) throws IOException {
        KerasModel file = file(model);
        String name = path.toString();
        if (name.endsWith(".weights.h5")) {
            AtomicFile.write(path, KerasWriter.weightsH5(file));
        } else if (name.endsWith(".npz")) {
            AtomicFile.write(path, KerasWriter.npz(file));
        } else if (name.endsWith(".safetensors")) {
            AtomicFile.write(path, KerasWriter.safetensors(file));
        } else {
            throw unknown(path, "a name that ends in .weights.h5, .npz or .safetensors", "Keras itself reads .weights.h5");
        }
    }

    private static RuleException unknown(Path path, String expected, String hint) {
        return new RuleException("FILE-81", "save", expected, String.valueOf(path.getFileName()), hint);
    }

    static void loadWeights(Sequential model, Path path, boolean byName) throws IOException {
        List<float[][]> weights = KerasReader.readWeights(bytes(path, Limits.DEFAULT), path.toString(), model.architecture(), byName, Limits.DEFAULT);
        model.setWeights(weights.toArray(new float[0][][]));
    }

    /** The model as files carry it: what {@link KerasWriter} takes. */
    public static KerasModel file(Sequential model) {
        KerasModel file = KerasModel.of(model.name(), model.architecture(), List.of(model.getWeights()));
        file = file.progressed(model.live.progress());
        if (model.live.compiled == null) {
            return file;
        }
        OptimizerState state = model.optimizer();
        Optimizer optimizer = state.optimizer();
        if (optimizer.hasConstantRate()) {
            optimizer = optimizer.learningRate(state.learningRate()); // a callback may have changed it
        }
        List<float[][]> slots = state.slots().stream().map(OptimizerState.Slot::values).collect(Collectors.toList());
        return file.compiled(optimizer, model.live.compiled.learning().loss(), model.live.metrics).trained(new SavedOptimizer(state.iteration(), slots));
    }

    /** Inputs and outputs to check by; null for a model that keeps states, or whose samples are large. */
    private static SelfCheck selfCheck(Sequential model) {
        Shape shape = model.architecture().inputShape();
        int B = shape.batch() == Shape.ANY ? CHECKED_SAMPLES : shape.batch();
        int[] sizes = new int[shape.rank()];
        sizes[0] = B;
        long numbers = B;
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = shape.get(axis) == Shape.ANY ? CHECKED_STEPS : shape.get(axis);
            numbers *= sizes[axis];
            if (numbers > CHECKED_NUMBERS) {
                return null;
            }
        }
        if (model.architecture().isStateful() || sizes.length > 3) {
            return null;
        }
        float[] values = new float[(int) numbers];
        int words = model.architecture().layer(0).vocabulary();
        for (int n = 0; n < values.length; n++) {
            values[n] = words > 0 ? n * 7 % words : (n * 7 % 23 - 11) / 8f; // exact in float, of both signs, without a period that divides a row
        }
        Tensor input = new Tensor(sizes, values);
        return new SelfCheck(input, outputs(model, input));
    }

    /** What the model makes of the inputs, every step of its output. */
    private static Tensor outputs(Sequential model, Tensor input) {
        Object x = input.shape().length == 3 ? input.sequences() : input.rows();
        return Tensor.of(model.predictAll(x, Map.of()).rows());
    }
}
