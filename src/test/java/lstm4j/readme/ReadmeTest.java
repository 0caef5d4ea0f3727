package lstm4j.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

import lstm4j.Sequential;
import lstm4j.cli.Main;
import lstm4j.readme.Readme.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and guide say is so: its Java runs and prints what is shown, its commands, profiles, files and counts exist. */
class ReadmeTest {
    private static final String HEAD = """
            import static lstm4j.train.Loss.MEAN_SQUARED_ERROR;
            import static lstm4j.train.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
            import static lstm4j.train.Metric.ACCURACY;
            import static lstm4j.layer.ActivationFunction.SOFTMAX;
            import java.nio.file.Path;
            import java.util.Arrays;
            import java.util.Map;
            import lstm4j.*;
            import lstm4j.data.*;
            import lstm4j.layer.*;
            import lstm4j.train.*;

            public class Pieces {
                public static void main(String[] args) throws Exception {
            """;
    private static final String JAR = "java -jar target/lstm4j.jar ";
    private static final String END = "\u0001";

    @TempDir
    Path folder;

    static List<Readme> pages() {
        return Readme.PAGES;
    }

    @Test
    void theProgramPrintsWhatIsShown() throws Exception {
        List<Block> blocks = Readme.MAIN.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            if (isProgram(blocks.get(i))) {
                String name = blocks.get(i).text().replaceAll("(?s).*public class (\\w+).*", "$1");
                assertShows(Readme.MAIN, i, run(name, blocks.get(i).text()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePiecesOfJavaOnAPageAreOneProgramAndPrintWhatIsShown(Readme page) throws Exception {
        List<Block> blocks = page.blocks();
        StringBuilder source = new StringBuilder(HEAD);
        List<Integer> pieces = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("java") && !isProgram(blocks.get(i))) {
                source.append(blocks.get(i).text()).append("System.out.print(\"" + END + "\");\n");
                pieces.add(i);
            }
        }
        assertTrue(pieces.size() >= (page.equals(Readme.MAIN) ? 4 : page.equals(Readme.GUIDE) ? 8 : 2), page + ", pieces of Java: " + pieces.size());
        String[] printed = run("Pieces", source.append("}\n}\n").toString()).split(END, -1);
        assertEquals(pieces.size() + 1, printed.length, () -> "it ended early\n" + String.join("---\n", printed));
        for (int i = 0; i < pieces.size(); i++) {
            assertShows(page, pieces.get(i), printed[i]);
        }
    }

    private static boolean isProgram(Block block) {
        return block.language().equals("java") && block.text().contains("public class ");
    }

    /** What a Java block prints is in the text block behind it; without one it prints nothing. */
    private static void assertShows(Readme page, int java, String printed) {
        List<Block> blocks = page.blocks();
        boolean shown = java + 1 < blocks.size() && blocks.get(java + 1).language().equals("text");
        String text = shown ? blocks.get(java + 1).text() : "";
        assertTrue(Readme.shows(text, printed), () -> page.file() + ", line " + blocks.get(java).line() + ": the Java printed\n" + printed);
    }

    /** Runs one file of source as the README tells a reader to: java -cp … Name.java. */
    private String run(String name, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        Path classes = Path.of(Sequential.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-Duser.language=en", "-cp", classes.toString(), file.toString())
                .redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }

    @Test
    void commandsPrintWhatIsShownBehindThem() {
        List<Block> blocks = Readme.GUIDE.blocks();
        int run = 0;
        for (int i = 1; i + 1 < blocks.size(); i++) {
            String command = blocks.get(i).text().strip();
            if (blocks.get(i).language().equals("sh") && command.startsWith(JAR) && blocks.get(i + 1).language().equals("text")) {
                String printed = print(command.substring(JAR.length()).split(" "));
                assertTrue(Readme.shows(blocks.get(i + 1).text(), printed), () -> command + "\n" + printed);
                run++;
            }
        }
        assertTrue(run > 0);
    }

    /** What a command prints that goes well. */
    static String print(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(words, out, out));
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void theExcerptOfTheDemoIsWhatItPrintsBeforeTheTraining() {
        String printed = print("demo", "digits", "--train", "1", "--test", "1", "--epochs", "1");
        String excerpt = Readme.GUIDE.blockWith("THE TRAINING").text();
        String before = excerpt.substring(0, excerpt.indexOf("THE TRAINING"));
        assertTrue(before.lines().count() > 10, before);
        assertTrue(Readme.shows(Readme.GAP + "\n" + before + Readme.GAP, printed), printed);
    }

    @Test
    void theDemoIsReadBeforeTheReaderScrolls() {
        Block first = Readme.MAIN.blocks().get(0);
        assertEquals(new Block("sh", first.line(), "mvn -q -DskipTests package && java -jar target/lstm4j.jar demo digits\n"), first);
        assertTrue(first.line() <= 10, "line " + first.line());
    }

    @Test
    void sixLinesOfJavaAndTheirOutputEndBeforeLine40AndThePageBeforeLine260() {
        Block java = Readme.MAIN.blocks().get(1);
        Block output = Readme.MAIN.blocks().get(2);
        assertEquals("java", java.language());
        assertEquals(6, java.text().lines().count());
        assertEquals("text", output.language());
        assertTrue(output.line() + output.text().lines().count() < 40, "line " + output.line());
        assertTrue(Readme.MAIN.text().lines().count() <= 260, "lines: " + Readme.MAIN.text().lines().count());
    }

    @Test
    void theCommandThatRunsAllTestsIsThatOfContinuousIntegration() throws IOException {
        List<String> script = Files.readAllLines(Path.of(".ci/run"));
        assertEquals(script.get(script.size() - 1) + "\n", Readme.blocks(Readme.MAIN.section("Run all tests")).get(0).text());
    }

    @Test
    void theProfilesAreThoseOfThePom() throws IOException {
        assertEquals(found("<profile>\\s*<id>([^<]+)</id>", Files.readString(Path.of("pom.xml"))),
                found("`mvn [^`]*-P(?:bench,)?(\\w+)[^`]*`", Readme.GUIDE.section("Profiles for heavier proofs")));
    }

    private static TreeSet<String> found(String pattern, String text) {
        TreeSet<String> found = new TreeSet<>();
        Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).forEach(found::add);
        return found;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Readme page) {
        for (String link : found("\\]\\(([^)#]+)[^)]*\\)", page.text())) {
            assertTrue(link.startsWith("https://") || Files.exists(Path.of(page.file()).resolveSibling(link)), link);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noHeadingIsEmpty(Readme page) {
        assertFalse(Pattern.compile("\n#+ [^\n]*\n+(#|$)").matcher(page.text()).find());
    }
}
