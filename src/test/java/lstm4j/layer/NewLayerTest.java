package lstm4j.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import lstm4j.testing.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that a layer is its own files and one line in each list: {@code Scale}, kept with the resources of the
 * tests, is added to a copy of the sources, which is compiled and put to work against the oracle, in files and in words.
 */
class NewLayerTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path NEW = Path.of("src/test/resources/newlayer");

    /** Every line that a new layer adds to a file that was there, in front of the line that contains the text given. */
    private static final Map<String, String[]> LINES = Map.of(
            "lstm4j/layer/Layers.java", new String[] {"            LSTM.units(1),", "            Scale.layer(),"},
            "lstm4j/engine/Passes.java", new String[] {": unknown(layer);",
                "                : layer.type().equals(\"Scale\") ? new ScalePass(F, parameters, room)"},
            "lstm4j/oracle/OracleLayers.java", new String[] {"            default ->",
                "            case \"Scale\" -> new OracleScaleLayer(layer.name(), weights);"},
            "lstm4j/text/Stories.java", new String[] {"            default ->",
                "            case \"Scale\" -> new ScaleStory(model, place);"});

    @Test
    void aNewLayerIsItsOwnFilesAndOneLineInEachList(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("src");
        copy(SOURCES, copy);
        Set<String> before = names(copy);
        copy(NEW, copy);
        Set<String> own = names(NEW);
        assertTrue(own.stream().noneMatch(before::contains), "no file is replaced");
        for (Map.Entry<String, String[]> edit : LINES.entrySet()) {
            insert(copy.resolve(edit.getKey()), edit.getValue()[0], edit.getValue()[1]);
        }
        assertEquals(4, changed(copy), "files edited: the list of layers, the engine's and the oracle's factories, the stories");
        compile(copy, folder.resolve("classes"));
        run(folder.resolve("classes"));
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String name : names(from)) {
            if (!name.endsWith("module-info.java")) {
                Files.createDirectories(to.resolve(name).getParent());
                Files.copy(from.resolve(name), to.resolve(name));
            }
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new TreeSet<>(files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/')).toList());
        }
    }

    private static void insert(Path file, String before, String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(before)) {
                lines.add(i, line);
                Files.write(file, lines);
                return;
            }
        }
        throw new AssertionError("no line with " + before + " in " + file);
    }

    private static int changed(Path copy) throws IOException {
        int changed = 0;
        for (String name : names(SOURCES)) {
            if (!name.endsWith("module-info.java") && Files.mismatch(SOURCES.resolve(name), copy.resolve(name)) >= 0) {
                changed++;
                assertEquals(Files.readAllLines(SOURCES.resolve(name)).size() + 1, Files.readAllLines(copy.resolve(name)).size(), name);
            }
        }
        return changed;
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-encoding", "UTF-8", "-d", classes.toString()));
        for (String name : names(sources)) {
            arguments.add(sources.resolve(name).toString());
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)), "javac");
    }

    private static void run(Path classes) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Method main = loader.loadClass("lstm4j.TryScale").getMethod("main", String[].class);
            main.invoke(null, (Object) new String[] {String.valueOf(Budget.NEW_LAYER.limit())});
        }
    }
}
