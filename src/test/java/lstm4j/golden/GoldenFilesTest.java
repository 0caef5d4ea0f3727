package lstm4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** The vectors as files: schema, IDs, flags, manifest. */
class GoldenFilesTest {
    static final List<String> TOPICS = Golden.TOPICS;
    private static final long LIMIT = 4L * 1024 * 1024;
    private static final long PACK_LIMIT = 1024L * 1024;
    private static final Path PACK = Golden.FOLDER.resolve("pack");

    @ParameterizedTest
    @FieldSource("TOPICS")
    void everyFileFitsTheSchema(String topic) {
        assertEquals(List.of(), Schema.errors(Json.read(Golden.FOLDER.resolve("schema.json")), file(topic)));
    }

    @Test
    void theConformancePackFitsItsSchema() {
        assertEquals(List.of(), Schema.errors(Json.read(PACK.resolve("schema.json")), Json.read(PACK.resolve("manifest.json"))));
    }

    @Test
    void theSchemaRefusesWhatItDoesNotKnow() {
        Map<String, Object> file = file("activations");
        file.put("author", "somebody");
        assertEquals(List.of(" has the unknown member author"), Schema.errors(Json.read(Golden.FOLDER.resolve("schema.json")), file));
    }

    @Test
    void everyTestHasAnIdOfItsOwn() {
        Set<String> seen = new HashSet<>();
        List<String> twice = Golden.all().map(Golden::id).filter(id -> !seen.add(id)).toList();
        assertEquals(List.of(), twice);
    }

    @ParameterizedTest
    @FieldSource("TOPICS")
    void flagsAreExactlyThoseThatTheNotesExplain(String topic) {
        Set<Object> used = Golden.of(topic).flatMap(test -> Json.list(test.json().get("flags")).stream()).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(Json.object(file(topic).get("notes")).keySet()), new TreeSet<>(used.stream().map(String::valueOf).toList()));
    }

    @Test
    void onlyAmbiguousBehaviourIsMerelyAcceptable() {
        List<String> wrong = Golden.TOPICS.stream().flatMap(topic -> {
            Map<String, Object> notes = Json.object(file(topic).get("notes"));
            return Golden.of(topic).filter(test -> test.json().get("result").equals("acceptable"))
                    .filter(test -> Json.list(test.json().get("flags")).stream()
                            .noneMatch(flag -> Json.object(notes.get(flag)).get("bugType").equals("AMBIGUOUS")))
                    .map(Golden::id);
        }).toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void theTwoSourcesAgree() {
        double worst = Golden.all().filter(test -> test.has("agreement") && !test.flagged("FLOAT32_CONSTANT")
                && !test.flagged("DECIMAL_CONSTANTS") && !test.flagged("SCHEDULE"))
                .mapToDouble(test -> (Double) test.json().get("agreement")).max().orElseThrow();
        assertTrue(worst <= Budget.GOLDEN_SOURCES.limit(), () -> "agreement " + worst);
    }

    @Test
    void theManifestListsEveryFileWithItsHash() throws IOException {
        Map<String, Object> files = Json.object(Json.object(Json.read(Golden.FOLDER.resolve("MANIFEST.json"))).get("files"));
        Map<String, Object> listed = new TreeMap<>();
        files.forEach((name, entry) -> listed.put(name, Json.object(entry).get("sha256")));
        Map<String, Object> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(Golden.FOLDER)) {
            for (Path path : paths.filter(Files::isRegularFile).filter(GoldenFilesTest::isListed).toList()) {
                found.put(Golden.FOLDER.relativize(path).toString().replace('\\', '/'), sha256(path));
            }
        }
        assertEquals(listed, found, "run python3 testdata/gen/manifest.py after a change of testdata");
    }

    @Test
    void allJsonTogetherIsSmallAndSoIsThePackThatTravelsInTheJar() throws IOException {
        long json = bytes(path -> path.toString().endsWith(".json") && !path.startsWith(PACK));
        assertTrue(json <= LIMIT, "bytes: " + json);
        long pack = bytes(path -> path.startsWith(PACK));
        assertTrue(pack <= PACK_LIMIT, "bytes: " + pack);
    }

    private static long bytes(Predicate<Path> counted) throws IOException {
        try (Stream<Path> paths = Files.walk(Golden.FOLDER)) {
            return paths.filter(Files::isRegularFile).filter(counted).mapToLong(path -> path.toFile().length()).sum();
        }
    }

    private static boolean isListed(Path path) {
        boolean inThePacksOwn = path.startsWith(PACK.resolve("arrays"));
        return !path.endsWith("MANIFEST.json") && !path.toString().contains("__pycache__") && !inThePacksOwn;
    }

    private static String sha256(Path path) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static Map<String, Object> file(String topic) {
        return Json.object(Json.read(Golden.FOLDER.resolve(topic + ".json")));
    }
}
