package lstm4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The largest difference seen for every budget, left in {@code target/golden-measured.txt} for whoever sets budgets. */
public final class Worst {
    private record Seen(double difference, String what) {
    }

    private static final Map<Budget, Seen> SEEN = new TreeMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Worst::write));
    }

    private Worst() {
    }

    /** Remembers a difference that a test has seen. */
    public static synchronized void note(Budget budget, String what, double difference) {
        SEEN.merge(budget, new Seen(difference, what), (a, b) -> a.difference >= b.difference ? a : b);
    }

    private static synchronized void write() {
        String text = SEEN.entrySet().stream()
                .map(e -> e.getKey() + "\t" + e.getValue().difference + "\t" + e.getValue().what + "\n").collect(Collectors.joining());
        try {
            Files.writeString(Path.of("target/golden-measured.txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
