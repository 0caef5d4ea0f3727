package lstm4j.keras;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Coverage-guided fuzzing of every {@link FuzzTarget} with Jazzer, each in a JVM of its own with a small heap and stack: profile
 * {@code fuzz}. Prints executions, the number of edges covered and findings, and fails if there is a finding. Everything is in {@code target/fuzz/<target>}:
 * {@code log}, {@code corpus}, and the inputs of {@code findings}.
 * Options: {@code fuzz.seconds} per target, {@code fuzz.targets} (names with commas), {@code fuzz.keep=true} (put the smallest
 * set of inputs that reaches the same code into {@code testdata/fuzz}).
 */
final class FuzzRun {
    private static final Path ROOT = Path.of("target", "fuzz");
    private static final String ROW = "%-12s %12s %9s %8s %8s%n";

    private final FuzzTarget target;
    private final Path folder;

    private FuzzRun(FuzzTarget target) {
        this.target = target;
        folder = ROOT.resolve(target.name().toLowerCase(Locale.ROOT)).toAbsolutePath();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        String names = System.getProperty("fuzz.targets", "");
        List<FuzzTarget> targets = names.isEmpty() ? List.of(FuzzTarget.values()) : Stream.of(names.split(",")).map(FuzzTarget::of).toList();
        System.out.printf(ROW, "target", "executions", "coverage", "inputs", "findings");
        long findings = 0;
        for (FuzzTarget target : targets) {
            findings += new FuzzRun(target).run(Integer.getInteger("fuzz.seconds", 60), Boolean.getBoolean("fuzz.keep"));
        }
        if (findings > 0) {
            System.out.println("Findings are in " + ROOT + "/<target>/findings, their stack traces in " + ROOT + "/<target>/log");
            System.exit(1);
        }
    }

    private long run(int seconds, boolean keep) throws IOException, InterruptedException {
        seed();
        Path findings = Files.createDirectories(folder.resolve("findings"));
        int exit = jazzer("log", "-max_total_time=" + seconds, "-print_final_stats=1", "-artifact_prefix=" + findings + File.separator,
                "--reproducer_path=" + findings, folder.resolve("corpus").toString());
        String log = Files.readString(folder.resolve("log"));
        long found = Pattern.compile("^== (Java Exception|.*ERROR)", Pattern.MULTILINE).matcher(log).results().count();
        if (exit != 0 && found == 0) {
            found = 1; // a crash of the JVM, a time-out, no memory
        }
        System.out.printf(ROW, target.name().toLowerCase(Locale.ROOT), last(log, "stat::number_of_executed_units: (\\d+)"), last(log, "cov: (\\d+)"), inputs("corpus").size(), found);
        if (keep) {
            keep();
        }
        return found;
    }

    private static String last(String log, String number) {
        return Pattern.compile(number).matcher(log).results().reduce((before, after) -> after).map(found -> found.group(1)).orElse("?");
    }

    private void seed() throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        List<byte[]> seeds = new ArrayList<>(target.seeds());
        seeds.addAll(FuzzCorpus.read(target));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
    }

    /** The smallest set that reaches the same code, the shortest first, behind what was once a finding. */
    private void keep() throws IOException, InterruptedException {
        Path least = Files.createDirectories(folder.resolve("least"));
        jazzer("log-keep", "-merge=1", least.toString(), folder.resolve("corpus").toString());
        List<byte[]> kept = new ArrayList<>(inputs("findings"));
        kept.addAll(inputs("least"));
        int count = FuzzCorpus.write(target, kept);
        System.out.printf("  kept %d of %d inputs%n", count, inputs("corpus").size());
    }

    /** Files of a folder, the shortest first; Jazzer's own sources of a finding are none. */
    private List<byte[]> inputs(String name) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".java")).sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs.stream().sorted(Comparator.comparingInt(bytes -> bytes.length)).collect(Collectors.toList());
    }

    private int jazzer(String log, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-Xss512k", "-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzer.class.getName(), "--target_args=" + target.name().toLowerCase(Locale.ROOT),
                "--instrumentation_includes=lstm4j.**", "--keep_going=20", "-timeout=20", "-rss_limit_mb=3000", "-max_len=16384"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(log).toFile()).start().waitFor();
    }
}
