package lstm4j.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} would stop at: the pages of the exported packages are made without an error or a warning. */
class JavadocTest {
    @Test
    void thePagesOfTheExportedPackagesAreMadeWithoutAWarning(@TempDir Path pages) {
        StringWriter said = new StringWriter();
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        int exit = javadoc.run(new PrintWriter(said), new PrintWriter(said), "-d", pages.toString(), "-quiet", "-notimestamp",
                "-Xdoclint:all,-missing", "-Werror", "--module-source-path", "lstm4j=src/main/java", "--module", "lstm4j");
        assertEquals("", said.toString());
        assertEquals(0, exit);
    }
}
