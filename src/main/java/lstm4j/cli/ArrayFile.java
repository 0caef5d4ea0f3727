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
import java.util.stream.Stream;

import lstm4j.check.Given;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.layer.RuleException;

/**
 * Named arrays from a file of somebody's numbers, by its ending: .npz, .npy, .safetensors, .json, or CSV; or from a folder of .npy and CSV files,
 * {@code lstm.h.npy} for lstm/h. A file of one array is {@code output}.
 */
final class ArrayFile {
    static final String ALONE = "output";

    private ArrayFile() {
    }

    static Map<String, Given> read(Path file) throws IOException {
        return Files.isDirectory(file) ? folder(file) : file(file);
    }

    /** Whether a folder's file of this name is one of its arrays. */
    static boolean isOneOfMany(String file) {
        return file.endsWith(".npy") || file.endsWith(".csv");
    }

    private static Map<String, Given> folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> isOneOfMany(file.getFileName().toString())).sorted().toList();
        }
        Map<String, Given> given = new LinkedHashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (given.put(name.substring(0, name.length() - 4).replace('.', '/'), file(file).get(ALONE)) != null) {
                throw new RuleException("CLI-8", folder.toString(), "each array once", name + " beside another file of it", "");
            }
        }
        if (given.isEmpty()) {
            throw new RuleException("CLI-8", folder.toString(), "a folder of arrays, as output.npy or lstm.h.csv", "none", "the backend ended before it wrote them?");
        }
        return given;
    }

    private static Map<String, Given> file(Path file) throws IOException {
        byte[] bytes = FileBytes.read(file);
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (bytes.length == 0) {
            throw new RuleException("CLI-8", name, "arrays of numbers", "an empty file", "the backend ended before it wrote them?");
        }
        Map<String, Doubles> arrays = new LinkedHashMap<>();
        Blob blob = Blob.of(bytes);
        if (lower.endsWith(".npz")) {
            arrays = Npz.readDoubles(blob, name, Limits.DEFAULT);
        } else if (lower.endsWith(".npy")) {
            arrays.put(ALONE, Npy.readDoubles(blob, name, Limits.DEFAULT));
        } else if (lower.endsWith(".safetensors")) {
            arrays = Safetensors.readDoubles(blob, name, Limits.DEFAULT);
        } else if (lower.endsWith(".json")) {
            return json(JsonParser.parse(bytes, name, Limits.DEFAULT));
        } else {
            return Map.of(ALONE, csv(name, new String(bytes, StandardCharsets.UTF_8)));
        }
        Map<String, Given> given = new LinkedHashMap<>();
        arrays.forEach((array, numbers) -> given.put(array, new Given(numbers.shape(), numbers.values())));
        return given;
    }

    private static Map<String, Given> json(Json json) throws ModelFormatException {
        Map<String, Given> given = new LinkedHashMap<>();
        if (!json.isObject()) {
            given.put(ALONE, array(json));
            return given;
        }
        for (Map.Entry<String, Json> member : json.members().entrySet()) {
            given.put(member.getKey(), array(member.getValue()));
        }
        return given;
    }

    private static Given array(Json json) throws ModelFormatException {
        List<Integer> shape = new ArrayList<>();
        for (Json part = json; part.isList() && (shape.isEmpty() || shape.get(shape.size() - 1) > 0); part = part.list().get(0)) {
            shape.add(part.list().size());
            if (part.list().isEmpty()) {
                break;
            }
        }
        List<Double> numbers = new ArrayList<>();
        collect(json, numbers);
        int[] sizes = shape.stream().mapToInt(size -> size).toArray();
        double[] values = new double[numbers.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = numbers.get(n);
        }
        return new Given(sizes, values);
    }

    private static void collect(Json json, List<Double> numbers) throws ModelFormatException {
        if (!json.isList()) {
            numbers.add(json.number());
            return;
        }
        for (Json part : json.list()) {
            collect(part, numbers);
        }
    }

    private static Given csv(String file, String text) {
        List<double[]> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r\n|\n|\r")) {
            number++;
            if (!line.isBlank()) {
                rows.add(row(file + ", line " + number, line.strip().split("\\s*[,;]\\s*|\\s+")));
            }
        }
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length != rows.get(0).length)) {
            throw new RuleException("CLI-8", file, "lines of equally many numbers", rows.isEmpty() ? "none" : "lines of different length", "");
        }
        return Given.of(rows.toArray(double[][]::new));
    }

    /** All numbers of a text file in their order, whatever its lines. */
    static Given numbers(Path file) throws IOException {
        String text = new String(FileBytes.read(file), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new RuleException("CLI-8", file.toString(), "numbers", "an empty file", "the backend ended before it wrote them?");
        }
        double[] values = row(file.toString(), text.split("[\\s,;]+"));
        return new Given(new int[] {values.length}, values);
    }

    private static double[] row(String place, String[] words) {
        double[] row = new double[words.length];
        for (int k = 0; k < row.length; k++) {
            try {
                row[k] = Double.parseDouble(words[k].equalsIgnoreCase("nan") ? "NaN" : words[k].replaceAll("(?i)inf(inity)?$", "Infinity"));
            } catch (NumberFormatException e) {
                throw new RuleException("CLI-8", place, "a number", '"' + words[k] + '"', "the file has no header");
            }
        }
        return row;
    }
}
