package lstm4j.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lstm4j.check.Given;
import lstm4j.keras.KerasReader;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.npy.Npy;
import lstm4j.layer.RuleException;
import lstm4j.train.Loss;

/**
 * A conformance pack, read from its folder.
 *
 * @param cases in the order of the manifest
 * @param mistakes the kill table
 * @param dies how many bounds a mistake must be off to die
 */
public record Pack(List<PackCase> cases, List<PackMistake> mistakes, double dies) {
    /**
     * The pack of a folder, every file of it held against the hash that the manifest has.
     *
     * @throws RuleException PACK-2 for a folder that is none, or whose files are not those of its manifest
     * @throws IOException if a file cannot be read or is broken
     */
    public static Pack open(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(PackFiles.MANIFEST))) {
            throw new RuleException("PACK-2", folder.toString(), "a folder with " + PackFiles.MANIFEST, Files.isDirectory(folder) ? "one without" : "no folder",
                    "lstm4j vectors --output " + folder + " writes it");
        }
        return new Opened(folder).pack();
    }

    private record Opened(Path folder) {
        Pack pack() throws IOException {
            Json manifest = JsonParser.parse(Files.readAllBytes(folder.resolve(PackFiles.MANIFEST)), folder.resolve(PackFiles.MANIFEST).toString(), Limits.DEFAULT);
            for (Map.Entry<String, Json> file : manifest.need("files").members().entrySet()) {
                if (file.getKey().startsWith("arrays/") || Files.exists(folder.resolve(file.getKey()))) { // an edition may leave out the rest
                    PackFiles.requireRecorded(file.getKey(), file.getValue().text(), bytes(file.getKey()));
                }
            }
            List<PackCase> cases = new ArrayList<>();
            for (Json one : manifest.need("cases").list()) {
                cases.add(packCase(one));
            }
            List<PackMistake> mistakes = new ArrayList<>();
            for (Json one : manifest.need("mistakes").list()) {
                mistakes.add(new PackMistake(one.need("id").text(), one.need("what").text(), one.need("mend").text(), dies(one.need("dies").text(), cases)));
            }
            return new Pack(List.copyOf(cases), List.copyOf(mistakes), manifest.need("bound").need("dies").number());
        }

        private byte[] bytes(String file) throws IOException {
            Path path = folder.resolve(file);
            if (!Files.exists(path)) {
                throw new RuleException("PACK-2", path.toString(), "a file of the pack", "none", "write the pack anew: lstm4j vectors --output DIR");
            }
            return Files.readAllBytes(path);
        }

        private PackCase packCase(Json one) throws IOException {
            Map<String, Expected> expected = new LinkedHashMap<>();
            for (Map.Entry<String, Json> array : one.need("expected").members().entrySet()) {
                expected.put(array.getKey(), expected(array.getValue()));
            }
            return new PackCase(one.need("id").text(), one.need("group").text(), one.need("what").text(),
                    KerasReader.readConfig(text(one.need("model")), one.file(), Limits.DEFAULT),
                    arrays(one.need("weights")), arrays(one.need("inputs")), training(one.get("training")), expected);
        }

        private static byte[] text(Json json) {
            return json.toText().getBytes(StandardCharsets.UTF_8);
        }

        private Expected expected(Json one) throws IOException {
            int[] shape = one.need("shape").list().stream().mapToInt(Opened::size).toArray();
            double[] both = array(one.need("file").text()).values();
            int half = both.length / 2;
            return new Expected(shape, Arrays.copyOf(both, half), Arrays.copyOfRange(both, half, both.length));
        }

        private static int size(Json json) {
            return ((Number) json.plain()).intValue();
        }

        private Map<String, Given> arrays(Json files) throws IOException {
            Map<String, Given> arrays = new LinkedHashMap<>();
            for (Map.Entry<String, Json> file : files.members().entrySet()) {
                arrays.put(file.getKey(), array(file.getValue().text()));
            }
            return arrays;
        }

        private Given array(String file) throws IOException {
            Doubles numbers = Npy.readDoubles(Blob.of(bytes(file)), folder.resolve(file).toString(), Limits.DEFAULT);
            return new Given(numbers.shape(), numbers.values());
        }

        private static PackCase.Training training(Json json) throws IOException {
            if (json == null) {
                return null;
            }
            Loss loss = json.need("loss").text().equals("mse") ? Loss.MSE : Loss.CATEGORICAL_CROSSENTROPY;
            Json optimizer = json.get("optimizer");
            return new PackCase.Training(loss, optimizer == null ? null : KerasReader.readOptimizer(text(optimizer), json.file(), Limits.DEFAULT),
                    json.need("steps").integer());
        }

        /** The cases that have a # in a row of the table. */
        private static Set<String> dies(String row, List<PackCase> cases) {
            Set<String> ids = new LinkedHashSet<>();
            for (int n = 0; n < cases.size(); n++) {
                if (row.charAt(n) == '#') {
                    ids.add(cases.get(n).id());
                }
            }
            return ids;
        }
    }
}
