package lstm4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

import lstm4j.Sequential;
import lstm4j.readme.Readme;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show of Spark does what they say. */
class ClusterPageTest {
    @TempDir
    static Path folder;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = LocalTest.session();
        spark.range(0, 300).selectExpr("id % 3 as station", "id as time", "sin(id / 20.0) as temperature", "cos(id / 30.0) as pressure", "sin((id + 3) / 20.0) as next")
                .repartition(4).write().parquet(folder.resolve("weather.parquet").toString());
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "spec/cluster.md"})
    void fromParquetToATrainedAndScoredTable(String page) throws Exception {
        String java = new Readme(page).blockWith("spark.read().parquet").text();
        String imports = java.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = java.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        assertTrue(body.lines().filter(line -> !line.isBlank()).count() <= 15, body);
        Path here = Files.createTempDirectory(folder, "page");
        body = body.replace("\"weather.parquet\"", quoted(folder.resolve("weather.parquet"))).replace("\"scored.parquet\"", quoted(here.resolve("scored.parquet")))
                .replace("\"weather.keras\"", quoted(here.resolve("weather.keras")));
        Path source = Files.writeString(here.resolve("Page.java"), imports + "\npublic class Page { public static void run() throws Exception {\n" + body + "\n}}");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", System.getProperty("java.class.path"), "-d", here.toString(), source.toString()));
        run(here);
        assertEquals(300 - 3 * 23, spark.read().parquet(here.resolve("scored.parquet").toString()).filter("size(forecast) = 1").count());
        Sequential.load(here.resolve("weather.keras"));
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }

    private static void run(Path classes) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass("Page").getMethod("run").invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
