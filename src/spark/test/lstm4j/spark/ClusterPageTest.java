package lstm4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import lstm4j.Sequential;
import lstm4j.readme.Readme;
import lstm4j.readme.Readme.Block;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pieces of Java about Spark on a page are one program, which prints what is shown. */
class ClusterPageTest {
    private static final String BEGIN = "\npublic class Pieces {\npublic static void main(String[] args) throws Exception {\n";

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = LocalTest.session();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "spec/cluster.md"})
    void whatAPageShowsIsPrinted(String page) throws Exception {
        writeTables();
        StringBuilder imports = new StringBuilder("import java.util.*;\n");
        StringBuilder body = new StringBuilder(BEGIN);
        StringBuilder shown = new StringBuilder();
        List<Block> blocks = new Readme(page).blocks();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("java spark")) {
                blocks.get(i).text().lines().forEach(line -> (line.startsWith("import ") ? imports : body).append(line).append('\n'));
                shown.append(i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text") ? blocks.get(i + 1).text() : "");
            }
        }
        assertTrue(body.length() > BEGIN.length());
        String printed = run(imports + body.append("}\n}\n").toString());
        assertTrue(Readme.shows(Readme.GAP + "\n" + shown, printed), printed); // Spark says something first
        assertEquals(300 - 3 * 23, scored(folder.resolve("scored.parquet")));
        Sequential.load(folder.resolve("weather.keras"));
    }

    private void writeTables() {
        spark.range(300).selectExpr("id % 3 as station", "id as time", "sin(id / 20.0) as temperature", "cos(id / 30.0) as pressure", "sin((id + 3) / 20.0) as next")
                .write().parquet(folder.resolve("weather.parquet").toString());
        spark.range(230).selectExpr("id as n", "transform(sequence(0, 47), k -> float(sin((id * 2 + k) / 8.0))) as x", "float(sin((id + 48) / 8.0)) as y")
                .write().parquet(folder.resolve("windows.parquet").toString());
    }

    private static long scored(Path table) {
        return spark.read().parquet(table.toString()).filter("size(forecast) = 1").count();
    }

    private String run(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("Pieces.java"), source);
        List<String> command = new ArrayList<>(Cluster.java("-Xmx1g", file.toString()));
        command.addAll(1, List.of("-Dspark.master=local[2]", "-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1", "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.sql.shuffle.partitions=3", "-Dspark.ui.showConsoleProgress=false"));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(folder.resolve("errors").toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> printed + read("errors"));
        return printed;
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
