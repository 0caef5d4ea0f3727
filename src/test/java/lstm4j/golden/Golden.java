package lstm4j.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import lstm4j.testing.Json;

/** One test of the golden vectors in {@code testdata/}; their format is in {@code testdata/README.md}. */
record Golden(String topic, Map<String, Object> json) {
    static final Path FOLDER = Path.of("testdata");
    static final List<String> TOPICS = List.of("lstm_forward", "recurrent_forward", "models", "around_forward", "embedding", "layers_small", "convolution", "normalization", "gradients",
            "recurrent_gradients", "around_gradients", "training", "activations", "summaries");

    private static final Map<String, List<Golden>> READ = new ConcurrentHashMap<>();

    /** All tests of a file. */
    static Stream<Golden> of(String topic) {
        return READ.computeIfAbsent(topic, Golden::read).stream();
    }

    private static List<Golden> read(String topic) {
        Map<String, Object> file = Json.object(Json.read(FOLDER.resolve(topic + ".json")));
        return Json.list(file.get("groups")).stream()
                .flatMap(group -> Json.list(Json.object(group).get("tests")).stream())
                .map(test -> new Golden(topic, Json.object(test))).toList();
    }

    static Stream<Golden> all() {
        return TOPICS.stream().flatMap(Golden::of);
    }

    String id() {
        return (String) json.get("id");
    }

    boolean has(String key) {
        return json.containsKey(key);
    }

    boolean flagged(String flag) {
        return Json.list(json.get("flags")).contains(flag);
    }

    Map<String, Object> part(String key) {
        return Json.object(json.get(key));
    }

    /** The parts under a key that holds a list of objects: calls, batches. */
    List<Map<String, Object>> parts(String key) {
        return Json.list(json.get(key)).stream().map(Json::object).toList();
    }

    /** What is expected of the whole test. */
    Map<String, Object> expected() {
        return part("expected");
    }

    @Override
    public String toString() {
        return id();
    }
}
