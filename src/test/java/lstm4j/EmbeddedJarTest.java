package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;

import lstm4j.keras.KerasModels;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.Tensor;
import lstm4j.testing.Budget;
import lstm4j.testing.ChildJvm;
import lstm4j.testing.Rule;
import lstm4j.testing.Shrink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** lstm4j-embedded.jar, made here of the sources that the pom chooses for it: small, whole, and with the bits of lstm4j.jar. */
class EmbeddedJarTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final int MOST_BYTES = 250_000;
    private static final Pattern ARROW = Pattern.compile("(?m)^\\s+(lstm4j\\.\\S+)\\s+-> (\\S+)");

    /** The classes that call what was left out, behind WholeJar and Turn, or where a model is trained, which begins there. */
    private static final Set<String> SEAMS = Set.of("lstm4j.LayerStates", "lstm4j.LiveModel", "lstm4j.ModelFiles", "lstm4j.SavedModel", "lstm4j.Sequential",
            "lstm4j.engine.BatchNormalizationPass", "lstm4j.engine.Kernels", "lstm4j.keras.KerasModel", "lstm4j.run.ArraySamples", "lstm4j.run.Job", "lstm4j.run.Samples",
            "lstm4j.run.ShardWorker");

    /** What they call: training, words, the formats of Keras, another jar's loops. */
    private static final String LEFT_OUT = "lstm4j\\.(train\\..*|text\\..*|Footprint|Gradients|Inspection|LayerWeights|ModelCompiling|ModelKeeper.*|ModelSaving|ModelTraining|Trace"
            + "|keras\\.(KerasReader|KerasWriter|SavedOptimizer|bytes\\.(AtomicFile|Doubles))|engine\\.(BatchNormalizationMoments|Initializers|Objective|Services)"
            + "|run\\..*)";

    /** Nothing finds classes, resources or services by name. (Log asks for a System.Logger where there is one.) */
    private static final Pattern BY_NAME = Pattern.compile("java/lang/reflect/|java/util/ServiceLoader|java/util/ResourceBundle|java/lang/ClassLoader"
            + "|java/lang/invoke/VarHandle|forName|getResource|loadLibrary|sun/misc/Unsafe|java/lang/Thread\\$Builder");

    @TempDir
    static Path compiled;

    @TempDir
    static Path classes;

    @TempDir
    Path folder;

    /** As the pom's executions embedded-compile and embedded-shrink do. */
    @BeforeAll
    static void compile() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String execution = pom.substring(pom.indexOf("<id>embedded-compile</id>"));
        execution = execution.substring(0, execution.indexOf("</execution>"));
        List<PathMatcher> included = matchers("include", execution);
        List<PathMatcher> excluded = matchers("exclude", execution);
        List<Path> chosen;
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            chosen = sources.filter(path -> included.stream().anyMatch(one -> one.matches(SOURCES.relativize(path)))
                    && excluded.stream().noneMatch(one -> one.matches(SOURCES.relativize(path)))).toList();
        }
        JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-g:none", "-XDstringConcat=inline", "-implicit:none", "--release", "17", "-d", compiled.toString(), "-cp", Path.of("target", "classes").toString());
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(chosen)).call());
        }
        Shrink.run(compiled, classes);
    }

    private static List<PathMatcher> matchers(String what, String execution) {
        return Pattern.compile("<" + what + ">(.*?)</" + what + ">").matcher(execution).results()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern.group(1))).toList();
    }

    private Path jar() {
        Path jar = folder.resolve("lstm4j-embedded.jar");
        assertEquals(0, ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file", jar.toString(), "-C",
                classes.toString(), "."));
        return jar;
    }

    @Test
    void itIsSmall() throws IOException {
        long bytes = Files.size(jar());
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    }

    @Test
    void itNeedsNothingButTheBaseOfJavaAndWhatItsSeamsAllow() {
        StringWriter said = new StringWriter();
        ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(said), new PrintWriter(said), "-verbose:class", "-filter:none", classes.toString());
        Set<String> callers = new TreeSet<>();
        Set<String> elsewhere = new TreeSet<>();
        for (Matcher arrow = ARROW.matcher(said.toString()); arrow.find();) {
            String to = arrow.group(2);
            if (to.startsWith("lstm4j.") && !Files.exists(classes.resolve(to.replace('.', '/') + ".class"))) {
                callers.add(arrow.group(1));
                assertTrue(to.matches(LEFT_OUT), arrow.group());
            } else if (!to.startsWith("lstm4j.") && !to.matches("java\\.(io|lang|math|net|nio|util|security|text|time)\\..*")) {
                elsewhere.add(to);
            }
        }
        assertEquals(new TreeSet<>(SEAMS), callers);
        assertEquals(Set.of(), elsewhere);
    }

    @Test
    void itFindsNothingByName() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                Matcher name = BY_NAME.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                if (name.find()) {
                    found.add(file + ": " + name.group());
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    @Rule({"SMALL-1", "SMALL-2"})
    void aProcessThatHasThisJarAloneGivesTheBitsOfTheWholeOne() throws IOException, InterruptedException {
        List<Golden> models = new ArrayList<>();
        for (Golden golden : KerasModels.all()) {
            if (KerasModels.tensor(golden.expected().need("input")).shape().length <= 3) {
                models.add(golden);
            }
        }
        for (Golden golden : models) {
            Sequential.load(golden.path()).save(folder.resolve(name(golden) + ".safetensors"));
            write(KerasModels.tensor(golden.expected().need("input")), folder.resolve(name(golden) + ".in"));
        }
        Path alone = Files.createDirectories(folder.resolve("program/lstm4j"));
        for (String part : List.of("EmbeddedRun", "EmbeddedRun$Call")) {
            Files.copy(Path.of("target/test-classes/lstm4j/" + part + ".class"), alone.resolve(part + ".class"));
        }
        String said = run(jar() + File.pathSeparator + alone.getParent(), models.get(0));
        assertTrue(said.matches("(?s)(.*\n)?SMALL-1\n\\d+\n(SMALL-1\n){8}"), said);
        Map<String, byte[]> small = outputs();
        assertEquals(said.replace("SMALL-1", "done"), run(System.getProperty("java.class.path"), models.get(0)));
        Map<String, byte[]> whole = outputs();
        assertEquals(models.size(), whole.size());
        assertEquals(whole.keySet(), small.keySet());
        whole.forEach((name, bytes) -> assertArrayEquals(bytes, small.get(name), name));
        for (Golden golden : models) {
            assertNear(KerasModels.tensor(golden.expected().need("output")), folder.resolve(name(golden) + ".out"));
        }
    }

    private static String name(Golden golden) {
        return golden.toString().replaceAll("[/\\\\]", "-");
    }

    private String run(String classPath, Golden keras) throws IOException, InterruptedException {
        return ChildJvm.run(Path.of(System.getProperty("java.home")), classPath, EmbeddedRun.class,
                new String[] {"-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"}, folder.toString(), keras.path().toString());
    }

    private Map<String, byte[]> outputs() throws IOException {
        Map<String, byte[]> outputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".out")).toList()) {
                outputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return outputs;
    }

    /** Sizes of samples, steps and features, whether there is no axis of steps, and the numbers. */
    private static void write(Tensor x, Path file) throws IOException {
        int[] shape = x.shape();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(shape[0]);
            out.writeInt(shape.length == 2 ? 1 : shape[1]);
            out.writeInt(shape[shape.length - 1]);
            out.writeBoolean(shape.length == 2);
            for (float value : x.values()) {
                out.writeFloat(value);
            }
        }
    }

    private static void assertNear(Tensor keras, Path got) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(got))) {
            for (float value : keras.values()) {
                assertEquals(value, in.readFloat(), (float) Budget.FILE_PREDICTION.limit(), got.toString());
            }
            assertEquals(-1, in.read(), got.toString());
        }
    }
}
