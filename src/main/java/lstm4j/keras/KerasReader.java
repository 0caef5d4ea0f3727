package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.hdf5.Hdf5Attribute;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.hdf5.Hdf5Node;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.train.Optimizer;

/**
 * Reads model files of Keras 1.2 to 3.x. What a file is decides its content, not its name. Bytes of any kind end in a
 * model or in a {@link ModelFormatException}; nothing named in a file is opened, loaded or run.
 * Spec: chapter 9, files. Source: Keras 3, {@code saving/saving_lib.py}, {@code legacy/saving/legacy_h5_format.py}.
 */
public final class KerasReader {
    static final String CONFIG = "config.json";
    static final String METADATA = "metadata.json";
    static final String WEIGHTS = "model.weights.h5";
    static final String SELF_CHECK = "lstm4j-self-check.json";

    private KerasReader() {
    }

    /** A whole model in memory, as {@link #read(Blob, String, Limits, boolean)} with its compilation. */
    public static KerasModel read(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        return read(Blob.of(bytes), file, limits, true);
    }

    /**
     * A whole model: {@code .keras}, or the {@code .h5} of {@code model.save}.
     *
     * @param file name for messages
     * @param compile whether to read loss, metrics and optimizer, whose memory is twice the weights
     * @throws ModelFormatException FILE-56 to FILE-71 here, and the rules of zip, JSON and HDF5
     */
    public static KerasModel read(Blob bytes, String file, Limits limits, boolean compile) throws ModelFormatException {
        limits.check(Limit.FILE_BYTES, bytes.length(), file, -1);
        return switch (FileKind.of(bytes)) {
            case ZIP -> archive(ZipEntries.open(bytes, file, limits), file, limits, compile);
            case HDF5 -> legacy(hdf5(bytes, file, limits), file, limits, compile);
            case JSON -> throw new ModelFormatException("FILE-58", file, 0, "expected a whole model, got JSON, a model without its weights",
                    "load it together with its weights: the .weights.h5 or .h5 that was saved beside it");
            case SAFETENSORS -> embedded(bytes, file, limits);
            case NPY -> throw weightsOnly(file);
            case UNKNOWN -> throw FileKind.unknown(bytes, file);
        };
    }

    private static KerasModel embedded(Blob bytes, String file, Limits limits) throws ModelFormatException {
        if (!EmbeddedFile.isOne(bytes, file, limits)) {
            throw weightsOnly(file);
        }
        return EmbeddedFile.read(bytes, file, limits);
    }

    /** [FILE-56] for bytes of no kind that holds a model, weights or layers, with what they look like. */
    public static void requireKnown(Blob bytes, String file) throws ModelFormatException {
        if (FileKind.of(bytes) == FileKind.UNKNOWN) {
            throw FileKind.unknown(bytes, file);
        }
    }

    /** A model's layers from the JSON of {@code model.to_json()}; its weights come from {@link #readWeights}. */
    public static Architecture readConfig(byte[] json, String file, Limits limits) throws ModelFormatException {
        Json model = JsonParser.parse(json(json, file), file, limits);
        return ModelConfig.read(model, reading(model, file, limits)).architecture();
    }

    /** The optimizer of a Keras 3 object, {@code {"class_name": …, "config": …}}; [FILE-67] for one that lstm4j does not have. */
    public static Optimizer readOptimizer(byte[] json, String file, Limits limits) throws ModelFormatException {
        return OptimizerConfigs.read(JsonParser.parse(json, file, limits), new Reading(file, limits, Generation.KERAS_3));
    }

    private static byte[] json(byte[] bytes, String file) throws ModelFormatException {
        requireKnown(Blob.of(bytes), file);
        return bytes;
    }

    private static Reading reading(Json model, String file, Limits limits) throws ModelFormatException {
        String version = ModelConfig.version(model.members());
        return new Reading(file, limits, Generation.of(version, model)).of(version);
    }

    /**
     * A model from the JSON of {@code model.to_json()} and a file of weights alone.
     *
     * @param configFile name of the JSON for messages
     * @param weightsFile name of the weights for messages
     */
    public static KerasModel read(byte[] json, String configFile, Blob weights, String weightsFile, Limits limits) throws ModelFormatException {
        Json model = JsonParser.parse(json(json, configFile), configFile, limits);
        Reading reading = reading(model, configFile, limits);
        ModelConfig config = ModelConfig.read(model, reading);
        List<float[][]> arrays = readWeights(weights, weightsFile, config.architecture(), config.parts(), false, limits);
        return KerasModel.of(config.name(), config.architecture(), arrays).read(ModelConfig.version(model.members()), reading);
    }

    /** Weights in memory, as {@link #readWeights(Blob, String, Architecture, boolean, Limits)}. */
    public static List<float[][]> readWeights(byte[] bytes, String file, Architecture architecture, boolean byName, Limits limits)
            throws ModelFormatException {
        return readWeights(Blob.of(bytes), file, architecture, byName, limits);
    }

    /**
     * Weights for a model that is already there, from {@code .weights.h5}, legacy weights {@code .h5}, a whole model's file,
     * {@code .npz} or {@code .safetensors} (also of a PyTorch {@code nn.LSTM}).
     *
     * @param byName match layers by name instead of by order
     * @return the arrays of all layers in order, as in {@link KerasModel#weights()}
     */
    public static List<float[][]> readWeights(Blob bytes, String file, Architecture architecture, boolean byName, Limits limits)
            throws ModelFormatException {
        List<Part> parts = Part.layers(architecture.layers().stream().map(Layer::type).collect(Collectors.toList()));
        return readWeights(bytes, file, architecture, parts, byName, limits);
    }

    private static List<float[][]> readWeights(Blob bytes, String file, Architecture architecture, List<Part> parts,
            boolean byName, Limits limits) throws ModelFormatException {
        limits.check(Limit.FILE_BYTES, bytes.length(), file, -1);
        switch (FileKind.of(bytes)) {
            case HDF5:
                return hdf5Weights(hdf5(bytes, file, limits), file, architecture, parts, byName);
            case ZIP:
                ZipEntries zip = ZipEntries.open(bytes, file, limits);
                Blob inner = zip.content(WEIGHTS);
                if (inner != null) {
                    String place = file + " (" + WEIGHTS + ")";
                    return hdf5Weights(hdf5(inner, place, limits), place, architecture, parts, byName);
                }
                return new NamedWeights(Npz.readRows(bytes, file, limits), file).fit(architecture, byName);
            case SAFETENSORS:
                return new NamedWeights(EmbeddedFile.weights(Safetensors.readRows(bytes, file, limits)), file).fit(architecture, byName);
            case JSON, NPY:
                throw new ModelFormatException("FILE-59", file, 0, "expected a file of weights, got " + FileKind.of(bytes),
                        "weights come as .weights.h5, .h5, .npz or .safetensors");
            default:
                throw FileKind.unknown(bytes, file);
        }
    }

    /** The root of a file, which is as it was written where lstm4j wrote it [FILE-93]. */
    private static Hdf5Group hdf5(Blob bytes, String file, Limits limits) throws ModelFormatException {
        return Hdf5.read(bytes, file, limits).requireSeal(LegacyWriter.SEAL);
    }

    private static List<float[][]> hdf5Weights(Hdf5Group root, String file, Architecture architecture, List<Part> parts, boolean byName)
            throws ModelFormatException {
        if (V3Weights.looksLikeIt(root)) {
            V3Weights weights = new V3Weights(root, file);
            return byName ? weights.byName(architecture) : weights.byOrder(architecture, parts);
        }
        Hdf5Group group = root.find("model_weights") instanceof Hdf5Group inside ? inside : root;
        if (!LegacyWeights.looksLikeIt(group)) {
            throw new ModelFormatException("FILE-59", file, -1, "expected weights that Keras saved, got an HDF5 file with "
                    + root.children().keySet(), "save them with model.save_weights(\"m.weights.h5\")");
        }
        LegacyWeights weights = new LegacyWeights(group, file);
        return byName ? weights.byName(architecture) : weights.byOrder(architecture, parts);
    }

    private static KerasModel archive(ZipEntries zip, String file, Limits limits, boolean compile) throws ModelFormatException {
        if (!zip.names().contains(CONFIG)) {
            throw notKeras(zip, file);
        }
        byte[] metadata = zip.read(METADATA);
        String version = metadata == null ? "" : ModelConfig.version(JsonParser.parse(metadata, file + " (" + METADATA + ")", limits).members());
        String place = file + " (" + CONFIG + ")";
        Json model = JsonParser.parse(zip.read(CONFIG), place, limits);
        Reading reading = new Reading(place, limits, Generation.of(version, model)).of(version);
        ModelConfig config = ModelConfig.read(model, reading);
        Blob bytes = zip.content(WEIGHTS);
        if (bytes == null) {
            throw new ModelFormatException("FILE-57", file, -1, "expected the entry " + WEIGHTS + ", got " + zip.names(),
                    "lstm4j reads the weights that Keras writes by default, not its .npz variant and not sharded weights");
        }
        V3Weights weights = new V3Weights(hdf5(bytes, file + " (" + WEIGHTS + ")", limits), file + " (" + WEIGHTS + ")");
        Compilation compilation = CompileReader.read(compile ? model.get("compile_config") : null, reading);
        KerasModel read = KerasModel.of(config.name(), config.architecture(), weights.byOrder(config.architecture(), config.parts()));
        List<Hdf5Dataset> memory = weights.optimizer();
        Optimizer optimizer = compilation.optimizer();
        if (optimizer != null && !memory.isEmpty()) {
            read = read.trained(new OptimizerReader(optimizer, config.architecture(), reading).read(memory, true));
        } else if (optimizer != null && reading.generation == Generation.KERAS_2_11) {
            reading.warn("the file has none of the optimizer's memory, which tf.keras's optimizers of before 2.11 do not put into a .keras; training begins with a fresh "
                    + optimizer.name());
        }
        Map<String, Object> progress = Bundle.read(zip, file, limits);
        if (progress != null) {
            read = read.progressed(Progress.of(progress, config.architecture(), file));
        }
        byte[] check = zip.read(SELF_CHECK);
        if (check != null) {
            read = read.checked(SelfChecks.read(JsonParser.parse(check, file + " (" + SELF_CHECK + ")", limits), limits));
        }
        return read.compiled(compilation.optimizer(), compilation.loss(), compilation.metrics()).read(version, reading);
    }

    private static KerasModel legacy(Hdf5Group root, String file, Limits limits, boolean compile) throws ModelFormatException {
        Hdf5Attribute json = root.attribute("model_config");
        if (json == null) {
            boolean weights = V3Weights.looksLikeIt(root) || LegacyWeights.looksLikeIt(root);
            throw weights ? weightsOnly(file) : new ModelFormatException("FILE-57", file, -1, "expected a Keras model (the attribute"
                    + " model_config), got an HDF5 file with " + root.children().keySet(), "save the model in Keras with model.save(\"m.keras\")");
        }
        Json model = parse(json, file, limits);
        String version = root.attribute("keras_version") == null ? ModelConfig.version(model.members()) : root.attribute("keras_version").string();
        Reading reading = new Reading(file, limits, Generation.of(version, model)).of(version);
        ModelConfig config = ModelConfig.read(model, reading);
        LegacyWeights weights = legacyWeights(root, file);
        Json training = !compile || root.attribute("training_config") == null ? null : parse(root.attribute("training_config"), file, limits);
        Compilation compilation = CompileReader.read(training, reading);
        KerasModel read = KerasModel.of(config.name(), config.architecture(), weights.byOrder(config.architecture(), config.parts()));
        Hdf5Node memory = root.find("optimizer_weights");
        Optimizer optimizer = compilation.optimizer();
        if (optimizer != null && memory instanceof Hdf5Group group) {
            read = read.trained(new OptimizerReader(optimizer, config.architecture(), reading).legacy(group));
        }
        if (root.attribute(LegacyWriter.PROGRESS) != null) {
            Json progress = parse(root.attribute(LegacyWriter.PROGRESS), file, limits);
            Bundle.Numbers numbers = k -> root.find(LegacyWriter.PROGRESS + "/" + k) instanceof Hdf5Dataset array ? array.floats() : null;
            read = read.progressed(Progress.of(Bundle.tree(progress, numbers), config.architecture(), file));
        }
        return read.compiled(compilation.optimizer(), compilation.loss(), compilation.metrics()).read(version, reading);
    }

    private static LegacyWeights legacyWeights(Hdf5Group root, String file) throws ModelFormatException {
        Hdf5Group group = root.group("model_weights");
        if (!LegacyWeights.looksLikeIt(group)) {
            throw new ModelFormatException("FILE-57", file, -1, "expected the attribute layer_names on model_weights, got none", "");
        }
        return new LegacyWeights(group, file);
    }

    private static Json parse(Hdf5Attribute attribute, String file, Limits limits) throws ModelFormatException {
        byte[] json = attribute.string().getBytes(UTF_8);
        return JsonParser.parse(json, file + " (" + attribute.name() + ")", limits);
    }

    private static ModelFormatException weightsOnly(String file) {
        return new ModelFormatException("FILE-58", file, -1, "expected a whole model, got weights without layers",
                "build the model in Java and load the weights into it; or save the whole model in Keras with model.save(\"m.keras\")");
    }

    private static ModelFormatException notKeras(ZipEntries zip, String file) {
        boolean arrays = !zip.names().isEmpty() && zip.names().stream().allMatch(name -> name.endsWith(".npy"));
        boolean torch = zip.names().stream().anyMatch(name -> name.endsWith("data.pkl"));
        return arrays ? weightsOnly(file) : new ModelFormatException("FILE-57", file, -1, "expected a .keras file with the entry " + CONFIG
                + ", got a zip with " + zip.names().stream().limit(10).collect(Collectors.toList()), torch ? "this is a PyTorch checkpoint, which holds Python code;"
                + " save the weights with safetensors.torch.save_file(model.state_dict(), path)" : "save the model in Keras with model.save(\"m.keras\")");
    }
}
