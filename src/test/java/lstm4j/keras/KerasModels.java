package lstm4j.keras;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.Outputs;
import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;

/** The models that real Keras saved, in {@code testdata/models}, and what Keras says of them. */
public final class KerasModels {
    private static final Path FOLDER = Path.of("testdata/models");

    private KerasModels() {
    }

    /** One model file and its record. */
    public record Golden(Path path, Json expected) {
        public byte[] bytes() throws IOException {
            return Files.readAllBytes(path);
        }

        public KerasModel read() throws IOException {
            return KerasReader.read(bytes(), path.toString(), Limits.DEFAULT);
        }

        /** File name without suffix. */
        public String name() {
            return path.getFileName().toString().replaceAll("\\.(keras|h5)$", "");
        }

        @Override
        public String toString() {
            return FOLDER.relativize(path).toString();
        }
    }

    /** All whole models of Keras 3 and tf.keras 2, by path. */
    public static List<Golden> all() throws IOException {
        List<Golden> models = new ArrayList<>();
        for (String generation : List.of("keras2", "keras3")) {
            for (Path path : files(FOLDER.resolve(generation))) {
                Path json = path.resolveSibling(path.getFileName().toString().replaceAll("\\.(keras|h5)$", ".json"));
                if (Files.exists(json) && !path.endsWith("weights_only.h5")) {
                    models.add(new Golden(path, JsonParser.parse(Files.readAllBytes(json), json.toString(), Limits.DEFAULT)));
                }
            }
        }
        return models;
    }

    public static Golden golden(String name) throws IOException {
        return all().stream().filter(golden -> golden.toString().equals(name)).findFirst().orElseThrow();
    }

    static List<Path> refused() throws IOException {
        return files(FOLDER.resolve("refused"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().matches(".*\\.(keras|h5)")).sorted().toList();
        }
    }

    /** An array that the scripts wrote as base64 of little-endian floats. */
    public static float[] floats(Json array) throws ModelFormatException {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(array.need("base64").text())).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }

    /** An array that the scripts wrote as shape and values. */
    public static Tensor tensor(Json json) throws ModelFormatException {
        int[] shape = new int[json.need("shape").list().size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = json.need("shape").list().get(axis).integer();
        }
        float[] values = new float[json.need("values").list().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) json.need("values").list().get(i).number();
        }
        return new Tensor(shape, values);
    }

    /** A model's outputs for inputs of any rank. */
    public static float[] predict(Sequential model, Tensor input) {
        return Tensor.of(predictAll(model, input).rows()).values();
    }

    /** The same with the states that layers return. */
    public static Outputs predictAll(Sequential model, Tensor input) {
        float[][] rows = input.rows();
        Object x = rows;
        for (int axis = input.shape().length - 2; axis > 0; axis--) {
            x = grouped((Object[]) x, input.shape()[axis]);
        }
        return model.predictAll(x, Map.of());
    }

    /** The parts in arrays of {@code size}. */
    private static Object grouped(Object[] parts, int size) {
        Object[] groups = (Object[]) Array.newInstance(parts.getClass(), parts.length / size);
        for (int n = 0; n < groups.length; n++) {
            groups[n] = Arrays.copyOfRange(parts, n * size, (n + 1) * size);
        }
        return groups;
    }
}
