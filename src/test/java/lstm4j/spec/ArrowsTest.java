package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and what no source file may contain; read from the sources themselves. */
class ArrowsTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** Who may import from whom, package by package; the empty name is the facade. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("layer", Set.of()),
            Map.entry("data", Set.of("train", "keras.bytes", "keras.npy")),
            Map.entry("train", Set.of("layer")),
            Map.entry("text", Set.of("layer")),
            Map.entry("report", Set.of("layer", "train", "text", "keras.bytes")),
            Map.entry("oracle", Set.of("layer", "train")),
            Map.entry("check", Set.of("layer", "train", "oracle")),
            Map.entry("engine", Set.of("layer", "train")),
            Map.entry("run", Set.of("layer", "train", "engine")),
            Map.entry("keras.bytes", Set.of()),
            Map.entry("keras.zip", Set.of("keras.bytes")),
            Map.entry("keras.json", Set.of("keras.bytes")),
            Map.entry("keras.hdf5", Set.of("keras.bytes")),
            Map.entry("keras.npy", Set.of("keras.bytes", "keras.zip")),
            Map.entry("keras.safetensors", Set.of("keras.bytes", "keras.json")),
            Map.entry("keras", Set.of("layer", "train", "keras.bytes", "keras.zip", "keras.json", "keras.hdf5", "keras.npy",
                    "keras.safetensors")),
            Map.entry("pack", Set.of("layer", "train", "oracle", "check", "keras", "keras.bytes", "keras.json", "keras.npy")),
            Map.entry("", Set.of("layer", "train", "text", "report", "engine", "run", "keras", "keras.bytes")),
            Map.entry("cli", Set.of("", "layer", "train", "text", "report", "data", "oracle", "check", "pack", "keras", "keras.bytes", "keras.zip", "keras.json", "keras.hdf5",
                    "keras.npy", "keras.safetensors")));

    @Test
    void importsFollowTheArrows() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (Path file : Citations.files(SOURCES, ".java")) {
            String from = part(SOURCES.relativize(file).toString().replace('/', '.').replace('\\', '.'));
            for (Matcher name = Pattern.compile("(?m)^import (?:static )?(lstm4j\\.[\\w.]+);").matcher(Citations.text(file)); name.find();) {
                String to = part(name.group(1));
                if (!to.equals(from) && !ARROWS.getOrDefault(from, Set.of()).contains(to)) {
                    wrong.computeIfAbsent(file.toString(), key -> new TreeSet<>()).add(name.group(1));
                }
            }
        }
        assertEquals(Map.of(), wrong);
    }

    /** {@code lstm4j.keras.zip.ZipBuilder} is in keras.zip, {@code lstm4j.Sequential} and {@code module-info} in the facade. */
    private static String part(String name) {
        Matcher packages = Pattern.compile("lstm4j\\.((?:[a-z][a-z0-9]*\\.)*)(?=[A-Z]|package-info)").matcher(name);
        return packages.lookingAt() ? packages.group(1).replaceFirst("\\.$", "") : "";
    }

    @Test
    void everyPackageHasItsPlaceInThePicture() {
        String picture = Citations.text(Path.of("spec/README.md"));
        for (Path file : Citations.files(SOURCES, ".java")) {
            String part = part(SOURCES.relativize(file).toString().replace('/', '.').replace('\\', '.'));
            assertTrue(ARROWS.containsKey(part) && (part.isEmpty() || picture.contains("`" + part + "`")), "package " + part);
        }
    }

    @Test
    void theModuleRequiresNothing() {
        assertFalse(Citations.text(SOURCES.resolve("module-info.java")).contains("requires "));
    }

    @Test
    @Rule("NUM-5")
    void noFunctionWhoseBitsDependOnTheJvmIsCalled() {
        assertNone("(?<![\\w.])(?:java\\.lang\\.)?Math\\.(exp|expm1|log|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|hypot|cbrt|fma)\\("
                + "|import static java\\.lang\\.Math\\.|parallelStream\\(|\\.parallel\\(\\)", "");
        assertNone("\\bDoubleStream\\b", "cli"); // its sums are compensated, in an order of their own
    }

    @Test
    void onlyTheCommandLineAndTheProgressBarSpeakToTheTerminal() {
        assertNone("System\\.(out|err)\\b", "cli|ModelTraining");
    }

    @Test
    void nothingReflectsOrLoadsOrAsksTheClock() {
        assertNone("java\\.lang\\.reflect|Class\\.forName|ObjectInputStream|Unsafe|setAccessible|getDeclared"
                + "|Math\\.random\\(|java\\.util\\.Random|ThreadLocalRandom|SecureRandom", "");
        assertNone("\\bServiceLoader\\b", "engine.Services"); // it looks for the second jar
        assertNone("System\\.(nanoTime|currentTimeMillis)\\(|Instant\\.now|LocalDateTime\\.now", "cli|ProgressBar|HtmlReport|keras");
    }

    @Test
    void threadsAreTheAffairOfOneFile() {
        assertNone("ForkJoin|ExecutorService|new Thread\\(|CompletableFuture", "run.Shards|cli.Stoppable"); // where a process is asked to end, the JVM takes a thread
    }

    @Test
    void noTwoClassesShareASimpleName() {
        Map<String, Path> files = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : Citations.files(SOURCES, ".java")) {
            String name = file.getFileName().toString();
            Path other = files.put(name, file);
            if (other != null && !name.equals("package-info.java")) {
                twice.add(other + " and " + file);
            }
        }
        assertEquals(List.of(), twice);
    }

    @Test
    void noFileIsLongerThan300Lines() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : Citations.files(SOURCES, ".java")) {
            long lines = Citations.text(file).lines().count();
            if (lines > 300) {
                tooLong.add(file + " " + lines);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    /** No line of code, comments left out, of a file whose path does not match {@code except} contains {@code pattern}. */
    private static void assertNone(String pattern, String except) {
        Pattern forbidden = Pattern.compile(pattern);
        List<String> found = new ArrayList<>();
        for (Path file : Citations.files(SOURCES, ".java")) {
            if (!except.isEmpty() && Pattern.compile(except).matcher(SOURCES.relativize(file).toString()).find()) {
                continue;
            }
            for (String line : Citations.text(file).split("\n")) {
                String code = line.strip().startsWith("*") || line.strip().startsWith("/") ? "" : line.replaceFirst("//.*", "");
                if (forbidden.matcher(code).find()) {
                    found.add(file.getFileName() + ": " + line.strip());
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
