package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Exhaust;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;

/**
 * What is fuzzed, one per format: any bytes end in a result or in the one exception of the format, whatever else is a finding. Checksums
 * would keep a fuzzer out of an archive, so some targets also put the bytes into a sound one.
 */
enum FuzzTarget {
    /** A whole model, {@code .keras} or {@code .h5}. */
    MODEL("models/refused", "models/keras2/lstm.h5", "models/keras3/lstm.keras", "models/keras3/dense_only.keras"),
    /** The configuration of a model, by itself and in an archive with weights. */
    CONFIG("models/keras3/stack.config"),
    /** Weights for a model that is there, by order and by name, and in an archive with its configuration. */
    WEIGHTS("models/keras2/weights_only.h5", "models/arrays/torch.safetensors"),
    /** An HDF5 file asked for everything it has. */
    HDF5("hdf5", "models/keras2/lstm.h5"),
    /** {@code .npy} alone and in an archive, and {@code .npz}. */
    NPY("models/arrays"),
    /** {@code .safetensors}. */
    SAFETENSORS("models/arrays"),
    /** A zip archive and all its entries, also as the backup of a training. */
    ZIP("models/refused", "models/arrays/two.npz", "models/arrays/compressed.npz"),
    /** A JSON text, each value asked for everything it could be. */
    JSON("models/keras3/stack.config", "models/keras3/lstm.json", "models/arrays/expected.json"),
    /** A table of numbers, as a series, as columns, as labelled texts and as samples of the command line. */
    CSV,
    /** Images and labels. */
    IDX,
    /** The model text of the command line. */
    TEXT;

    private static final String FILE = "fuzzed";
    private static final int MAX_SEED = 1 << 14;
    private static final Architecture DENSE = Architecture.of(List.of(Dense.units(2).inputShape(3).name("dense")));
    private static final KerasModel MODEL_OF_DENSE = KerasModel.of("m", DENSE, List.of(new float[3][2], new float[1][2]));
    private static final byte[] METADATA = "{\"keras_version\": \"3.12.0\"}".getBytes(UTF_8);
    private static final byte[] SOUND_CONFIG = KerasWriter.json(MODEL_OF_DENSE);
    private static final byte[] SOUND_WEIGHTS = KerasWriter.weightsH5(MODEL_OF_DENSE);

    private final String[] seeds;

    FuzzTarget(String... seeds) {
        this.seeds = seeds;
    }

    static FuzzTarget of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Sound files to start from: those of all formats that lstm4j writes, and small ones of {@code testdata}. */
    List<byte[]> seeds() throws IOException {
        return switch (this) {
            case CSV -> FuzzData.csvSeeds();
            case IDX -> FuzzData.idxSeeds();
            case TEXT -> FuzzData.textSeeds();
            default -> files();
        };
    }

    private List<byte[]> files() throws IOException {
        List<byte[]> bytes = new ArrayList<>(HostileFilesTest.small());
        for (String seed : seeds) {
            try (Stream<Path> files = Files.walk(Path.of("testdata", seed))) {
                for (Path file : files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".tsv")).sorted().toList()) {
                    if (Files.size(file) <= MAX_SEED) {
                        bytes.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return bytes;
    }

    /** Reads the bytes in every way of this target. */
    void read(byte[] bytes) {
        switch (this) {
            case MODEL -> ask(() -> KerasReader.read(bytes, FILE, Limits.DEFAULT));
            case CONFIG -> {
                ask(() -> KerasReader.readConfig(bytes, FILE, Limits.DEFAULT));
                ask(() -> KerasReader.read(archive(bytes, SOUND_WEIGHTS), FILE, Limits.DEFAULT));
            }
            case WEIGHTS -> {
                ask(() -> KerasReader.readWeights(bytes, FILE, DENSE, false, Limits.DEFAULT));
                ask(() -> KerasReader.readWeights(bytes, FILE, DENSE, true, Limits.DEFAULT));
                ask(() -> KerasReader.read(archive(SOUND_CONFIG, bytes), FILE, Limits.DEFAULT));
            }
            case HDF5 -> Exhaust.read(bytes, false);
            case NPY -> {
                ask(() -> Npy.read(bytes, FILE, Limits.DEFAULT));
                ask(() -> Npz.read(bytes, FILE, Limits.DEFAULT));
                ask(() -> Npz.read(new ZipBuilder().add("a.npy", bytes).build(), FILE, Limits.DEFAULT));
            }
            case SAFETENSORS -> ask(() -> Safetensors.read(bytes, FILE, Limits.DEFAULT));
            case ZIP -> {
                ask(() -> {
                    ZipEntries zip = ZipEntries.open(bytes, FILE, Limits.DEFAULT);
                    zip.names().forEach(name -> ask(() -> zip.read(name)));
                    return zip;
                });
                ask(() -> Bundle.read(Blob.of(bytes), FILE, Limits.DEFAULT));
            }
            case JSON -> ask(() -> {
                Json json = JsonParser.parse(bytes, FILE, Limits.DEFAULT);
                everything(json);
                return json.toText();
            });
            case CSV -> FuzzData.csv(bytes);
            case IDX -> FuzzData.idx(bytes);
            case TEXT -> FuzzData.text(bytes);
            default -> throw new AssertionError(this);
        }
    }

    private static byte[] archive(byte[] config, byte[] weights) {
        return new ZipBuilder().add("metadata.json", METADATA).add("config.json", config).add("model.weights.h5", weights).build();
    }

    private static void everything(Json json) {
        List<Question> questions = List.of(json::text, json::number, json::integer, json::count, json::flag, () -> json.need("name"), json::toString);
        questions.forEach(FuzzTarget::ask);
        ask(() -> {
            Iterable<Json> inner = json.isList() ? json.list() : json.isObject() ? json.members().values() : List.of();
            inner.forEach(FuzzTarget::everything);
            return inner;
        });
    }

    private interface Question {
        Object ask() throws ModelFormatException;
    }

    private static void ask(Question question) {
        try {
            question.ask();
        } catch (ModelFormatException e) {
            if (!e.getMessage().startsWith("[FILE-") || !e.getMessage().contains(FILE)) {
                throw new AssertionError("a message without rule or file: " + e.getMessage(), e);
            }
        }
    }
}
