package lstm4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.JsonWriter;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.layer.RuleException;

/** Writes named arrays as {@link ArrayFile} reads them, by the file's ending. Without one it is a folder of .npy files, a dot for each slash of a name. */
final class NamedArrays {
    /** What a file of a single array holds. */
    private static final String ALONE = "x";
    private static final Map<String, Function<Map<String, Tensor>, byte[]>> ENDINGS = new TreeMap<>(Map.of(".npz", Npz::write, ".safetensors", Safetensors::write,
            ".json", NamedArrays::json, ".npy", arrays -> Npy.write(arrays.get(ALONE)), ".csv", NamedArrays::csv));

    private NamedArrays() {
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT) : "";
    }

    /** [CLI-3] for an ending that none of the formats has. */
    static void requireKnown(Path file) {
        if (!ending(file).isEmpty() && !ENDINGS.containsKey(ending(file))) {
            throw UsageException.of("CLI-3", "probe", "a file that ends in one of " + String.join(" ", ENDINGS.keySet()) + ", or a folder, without an ending",
                    file.toString(), "");
        }
    }

    /** Writes them and returns the names of what was written: all, or x where the format has room for one. */
    static Set<String> write(Path file, Map<String, Tensor> arrays) throws IOException {
        String ending = ending(file);
        if (ending.isEmpty()) {
            folder(file, arrays);
            return arrays.keySet();
        }
        AtomicFile.write(file, ENDINGS.get(ending).apply(arrays));
        return Set.of(".npy", ".csv").contains(ending) ? Set.of(ALONE) : arrays.keySet();
    }

    private static void folder(Path folder, Map<String, Tensor> arrays) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        arrays.forEach((name, array) -> files.put(name.replace('/', '.') + ".npy", Npy.write(array)));
        Files.createDirectories(folder);
        requireNoOther(folder, files.keySet());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** An array of an older probe would be read with those of this one. */
    private static void requireNoOther(Path folder, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString()).filter(name -> ArrayFile.isOneOfMany(name) && !names.contains(name)).findFirst().ifPresent(other -> {
                throw new RuleException("CLI-9", folder.toString(), "a folder without other arrays", other, "choose another folder, or delete the file");
            });
        }
    }

    private static byte[] csv(Map<String, Tensor> arrays) {
        return NumberFile.csv(arrays.get(ALONE).sequences()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Map<String, Tensor> arrays) {
        Map<String, Object> lists = new LinkedHashMap<>();
        arrays.forEach((name, array) -> lists.put(name, list(array, 0, 0, array.values().length)));
        return (JsonWriter.write(lists) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The numbers from…to−1 as lists within lists, from this axis on. */
    private static Object list(Tensor array, int axis, int from, int to) {
        if (axis == array.shape().length) {
            return (double) array.values()[from];
        }
        List<Object> list = new ArrayList<>();
        int size = (to - from) / array.shape()[axis];
        for (int n = 0; n < array.shape()[axis]; n++) {
            list.add(list(array, axis + 1, from + n * size, from + (n + 1) * size));
        }
        return list;
    }
}
