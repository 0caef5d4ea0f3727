package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import lstm4j.Sequential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc of the classes that are used most are Java that compiles. */
class JavadocExamplesTest {
    private static final List<String> CLASSES = List.of("Sequential", "Predictor", "ModelFiles", "ModelReport", "layer/LSTM", "layer/Dense", "layer/Embedding",
            "train/Fit", "train/Callback", "train/EarlyStopping", "train/ModelCheckpoint", "train/BackupAndRestore", "data/PadSequences", "data/TextVectorization",
            "report/HtmlReport");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL);
    /** What the examples speak of without saying where it comes from. */
    private static final String HEAD = """
            import static lstm4j.layer.ActivationFunction.*;
            import static lstm4j.train.Loss.*;
            import static lstm4j.train.Metric.ACCURACY;
            import java.nio.file.Path;
            import java.util.*;
            import lstm4j.*;
            import lstm4j.data.*;
            import lstm4j.keras.*;
            import lstm4j.keras.bytes.*;
            import lstm4j.layer.*;
            import lstm4j.report.*;
            import lstm4j.train.*;

            class Examples {
                Sequential model;
                History history;
                float[][][] x;
                int[] y;
                float[][][] images;
                int[] labels;
                float[][][] testImages;
                int[] testLabels;
                float[][] image;
                int[][] texts;
                byte[] bytes;
            """;

    /** All examples of a class, without what makes them a comment. */
    private static List<String> examples(String name) {
        try {
            Matcher example = EXAMPLE.matcher(Files.readString(Path.of("src/main/java/lstm4j/" + name + ".java")));
            List<String> found = new ArrayList<>();
            while (example.find()) {
                found.add(example.group(1).replaceAll("(?m)^ *\\* ?", "").replaceFirst("^\\{@code", "").replaceFirst("}\\s*$", example.group(1).startsWith("{@code") ? "" : "}")
                        .replace("&lt;", "<").replace("&gt;", ">").replace("{@literal @}", "@"));
            }
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theyCompile(@TempDir Path folder) throws Exception {
        StringBuilder source = new StringBuilder(HEAD);
        int number = 0;
        for (String name : CLASSES) {
            List<String> found = examples(name);
            assertTrue(!found.isEmpty(), name + " has no example");
            for (String example : found) {
                source.append("void example").append(++number).append("() throws Exception { // ").append(name).append('\n').append(example).append("\n}\n");
            }
        }
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Path.of(Sequential.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        boolean compiled = compiler.getTask(said, null, null, List.of("-d", folder.toString(), "-cp", classes.toString()), null,
                List.of(file(source.append("}\n").toString()))).call();
        assertEquals("", said.toString(), () -> said + "\n" + source);
        assertTrue(compiled);
    }

    private static JavaFileObject file(String source) {
        return new SimpleJavaFileObject(URI.create("string:///Examples.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
