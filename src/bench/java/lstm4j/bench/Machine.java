package lstm4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Where and when a benchmark ran, in one line. */
final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {
    }

    static String text() throws IOException {
        return LocalDate.now() + ", " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", JDK " + Runtime.version() + load();
    }

    private static String processor() throws IOException {
        List<String> lines = Files.exists(CPU) ? Files.readAllLines(CPU) : List.of();
        return lines.stream().filter(line -> line.startsWith("model name")).map(line -> line.split(":")[1].strip())
                .findFirst().orElse("unknown processor");
    }

    /** A load above the number of cores spoils times. */
    private static String load() throws IOException {
        return Files.exists(LOAD) ? ", load " + Files.readString(LOAD).split(" ")[0] : "";
    }
}
