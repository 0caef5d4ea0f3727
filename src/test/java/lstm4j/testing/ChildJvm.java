package lstm4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A process of its own for a program that needs one: other options of the JVM, another class path. */
public final class ChildJvm {
    private ChildJvm() {
    }

    /** What the program prints on this JDK with the class path of the tests; it has to end well. */
    public static String run(Class<?> program, String[] options, String... arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"), program, options, arguments);
    }

    /** What the program prints on that JDK with that class path. */
    public static String run(Path home, String classPath, Class<?> program, String[] options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + said);
        return said;
    }

    /** This JDK, those of {@code -DJAVA_HOMES=dir:dir} and those below {@code /usr/lib/jvm}. */
    public static Set<Path> homes() throws IOException {
        Set<Path> homes = new LinkedHashSet<>(List.of(Path.of(System.getProperty("java.home")).toRealPath()));
        for (String home : System.getProperty("JAVA_HOMES", "").split(File.pathSeparator)) {
            if (!home.isBlank()) {
                homes.add(Path.of(home).toRealPath());
            }
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> folders = Files.list(installed)) {
                for (Path folder : folders.sorted().toList()) {
                    if (Files.isExecutable(folder.resolve("bin/java"))) {
                        homes.add(folder.toRealPath());
                    }
                }
            }
        }
        return homes;
    }
}
