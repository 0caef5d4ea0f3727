package lstm4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * lstm4j beside other libraries: the same model, weights, data, loss and optimizer, one process for each library and
 * number of threads, measured in turns so that a busy moment hits all alike; prints one table of medians.
 * {@code mvn -q -Pbench,peers verify -Dpython=PYTHON,PYTHON}
 *
 * <pre>
 * -Dpython=COMMAND,...        Pythons to look for PyTorch and Keras in; python3 by default
 * -Dbench.params=k=v,...      rounds=7, seconds=1 (of each measurement), warmup=5 (seconds of each), threads=1/2,
 *                             size=128/28/28/128/10 (batch, steps, features, units, classes), peers=NAME/NAME (all by default),
 *                             simd=avx2 (as on a processor without AVX-512; leave out ONNX Runtime, which cannot be told)
 * </pre>
 */
public final class Peers {
    private static final String[] ROWS = {"train", "predict", "predictOne", "step"};
    private static final String[] ROW_NAMES = {"training step", "inference, whole batch", "inference, one sample", "step() in real time"};
    private static final int LOSSES = 5;

    private final Map<String, String> options = new HashMap<>(Map.of("rounds", "7", "seconds", "1", "warmup", "5",
            "threads", "1/2", "size", "128/28/28/128/10", "peers", "lstm4j/lstm4j_vectors/dl4j/onnxruntime/pytorch/keras_tensorflow", "simd", "all"));
    /** What limits PyTorch, oneDNN (in TensorFlow too), MKL and OpenBLAS to AVX2; the virtual machines have a flag of their own. */
    private static final Map<String, String> AVX2 = Map.of("ATEN_CPU_CAPABILITY", "avx2", "ONEDNN_MAX_CPU_ISA", "AVX2",
            "MKL_ENABLE_INSTRUCTIONS", "AVX2", "OPENBLAS_CORETYPE", "HASWELL");

    private final List<PeerProcess> peers = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final Path directory;

    private Peers() throws IOException {
        for (String option : Main.list("bench.params", "")) {
            String[] parts = option.split("=");
            if (parts.length != 2 || options.put(parts[0], parts[1]) == null) {
                throw new IllegalArgumentException("bench.params knows " + options.keySet() + ", not " + option);
            }
        }
        directory = Files.createDirectories(Path.of("target", "peers"));
    }

    public static void main(String[] args) throws IOException {
        Peers comparison = new Peers();
        try {
            comparison.start();
            comparison.print(comparison.measure());
        } finally {
            comparison.peers.forEach(PeerProcess::close);
        }
    }

    private void start() throws IOException {
        int[] size = Stream.of(options.get("size").split("/")).mapToInt(Integer::parseInt).toArray();
        Path file = directory.resolve("problem.bin");
        Problem.of(size[0], size[1], size[2], size[3], size[4]).write(file);
        for (String name : options.get("peers").split("/")) {
            for (String threads : options.get("threads").split("/")) {
                start(name, Integer.parseInt(threads), file);
            }
        }
    }

    /** Starts a library, with the first Python that has it if it is one for Python, and checks that it computes the same. */
    private void start(String name, int threads, Path problem) throws IOException {
        boolean python = Files.exists(script(name));
        Map<String, String> simd = switch (options.get("simd")) {
            case "all" -> Map.of();
            case "avx2" -> AVX2;
            default -> throw new IllegalArgumentException("simd is all or avx2, not " + options.get("simd"));
        };
        for (String runtime : python ? Main.list("python", "python3") : List.of(System.getProperty("java.home") + "/bin/java")) {
            List<String> command = new ArrayList<>(List.of(runtime));
            if (python) {
                command.add(script(name).toString());
            } else {
                command.addAll(simd.isEmpty() ? List.of() : List.of("-XX:UseAVX=2"));
                command.addAll(name.equals("lstm4j_vectors") ? List.of("--add-modules=jdk.incubator.vector", "-Dlstm4j.vector=now") : List.of());
                command.addAll(List.of("-cp", System.getProperty("java.class.path"), "lstm4j.bench.Serve", name));
            }
            command.addAll(List.of(String.valueOf(threads), problem.toString()));
            try {
                PeerProcess peer = new PeerProcess(name, threads, command, simd, directory.resolve(name + "-" + threads + ".err"));
                peers.add(peer);
                differences.add(agreement(peer));
                return;
            } catch (IOException e) {
                continue; // not there, or not in this Python: its file of errors says why
            }
        }
        System.err.println("Left out: " + name + ", see " + directory.resolve(name + "-" + threads + ".err"));
    }

    private static Path script(String name) {
        return Path.of("src", "bench", "python", name + ".py");
    }

    private String agreement(PeerProcess peer) throws IOException {
        double difference = Double.parseDouble(peer.ask("check"));
        String losses = peer.ask("losses " + LOSSES);
        return String.format(Locale.ROOT, "%s, %d thread%s: outputs differ from lstm4j's by at most %.1e; losses of the first steps: %s",
                peer.version, peer.threads, peer.threads == 1 ? "" : "s", difference, losses.isEmpty() ? "it does not train" : losses);
    }

    /** Medians of all rounds in milliseconds, [peer][row]; NaN where a library cannot do it. */
    private double[][] measure() throws IOException {
        double[][][] times = new double[peers.size()][ROWS.length][Integer.parseInt(options.get("rounds"))];
        for (int row = 0; row < ROWS.length; row++) {
            for (PeerProcess peer : peers) {
                peer.ask("time " + ROWS[row] + " " + options.get("warmup"));
            }
        }
        for (int round = 0; round < times[0][0].length; round++) {
            for (int row = 0; row < ROWS.length; row++) {
                for (int p = 0; p < times.length; p++) {
                    String time = peers.get(p).ask("time " + ROWS[row] + " " + options.get("seconds"));
                    times[p][row][round] = time.equals("-") ? Double.NaN : Double.parseDouble(time);
                }
            }
        }
        double[][] medians = new double[times.length][ROWS.length];
        for (int p = 0; p < times.length; p++) {
            for (int row = 0; row < ROWS.length; row++) {
                Arrays.sort(times[p][row]);
                medians[p][row] = times[p][row][times[p][row].length / 2];
            }
        }
        return medians;
    }

    private void print(double[][] medians) throws IOException {
        System.out.println(Machine.text());
        System.out.println("Batch, steps, features, units, classes: " + options.get("size") + "; median of " + options.get("rounds")
                + " rounds, ms; SIMD: " + options.get("simd") + ".\nRatio: best time of the library over best time of lstm4j;"
                + " above 1 lstm4j is faster.\n");
        for (String difference : differences) {
            System.out.println("- " + difference);
        }
        System.out.println("\n| library | threads | " + String.join(" | ", ROW_NAMES) + " |");
        System.out.println("|---|---|" + "---:|".repeat(ROWS.length));
        for (int p = 0; p < medians.length; p++) {
            System.out.println("| " + peers.get(p).version + " | " + peers.get(p).threads + " | " + cells(medians[p], "%.4g") + " |");
        }
        Map<String, double[]> best = best(medians);
        for (String us : List.of("lstm4j", "lstm4j_vectors")) {
            double[] ours = best.remove(us);
            for (Map.Entry<String, double[]> peer : best.entrySet()) {
                double[] ratios = new double[ROWS.length];
                for (int row = 0; ours != null && row < ROWS.length; row++) {
                    ratios[row] = peer.getValue()[row] / ours[row];
                }
                System.out.println("| **" + peer.getKey() + " / " + us + "** | best | " + cells(ratios, "**%.2f**") + " |");
            }
        }
    }

    private static String cells(double[] values, String format) {
        Function<Double, String> cell = value -> value.isNaN() ? "–" : String.format(Locale.ROOT, format, value);
        return String.join(" | ", Arrays.stream(values).boxed().map(cell).toList());
    }

    /** The better time of each library over its numbers of threads, row by row. */
    private Map<String, double[]> best(double[][] medians) {
        Map<String, double[]> best = new LinkedHashMap<>();
        for (int p = 0; p < medians.length; p++) {
            double[] times = best.computeIfAbsent(peers.get(p).name, name -> {
                double[] none = new double[ROWS.length];
                Arrays.fill(none, Double.NaN);
                return none;
            });
            for (int row = 0; row < ROWS.length; row++) {
                times[row] = times[row] <= medians[p][row] ? times[row] : medians[p][row];
            }
        }
        return best;
    }
}
