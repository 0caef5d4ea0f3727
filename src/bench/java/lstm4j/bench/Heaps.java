package lstm4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lstm4j.ModelFiles;
import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.train.Data;

/**
 * The smallest heap in which a process of its own loads, predicts, steps or trains, and how much memory of the machine (Linux: the
 * largest resident size) that process takes then. {@code mvn -q -Pbench verify -Dbench.main=lstm4j.bench.Heaps}, with
 * {@code -Dbench.jdks=DIR,...} for other Java homes than this one.
 */
public final class Heaps {
    private static final int T = 28;
    private static final int F = 28;
    private static final int MOST = 64; // megabytes

    private Heaps() {
    }

    /** Without arguments the table; with a program and the folder of its model, that program. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            run(args[0], args[1]);
            System.out.println(Files.readString(Path.of("/proc/self/status")).replaceAll("(?s).*VmHWM:\\s*(\\d+) kB.*", "$1"));
            return;
        }
        Path folder = Files.createTempDirectory("heaps");
        Sequential model = ModelBench.model(T, F, 128, 10, 1);
        model.trainOnBatch(Data.of(new float[1][T][F], new int[1])); // now the optimizer is twice as large as the weights
        model.save(folder.resolve("m.keras"));
        model.save(folder.resolve("m.safetensors"));
        System.out.println(Machine.text());
        System.out.println("\n| program | JDK | smallest -Xmx | resident size then |\n|---|---|---:|---:|");
        for (String home : Main.list("bench.jdks", System.getProperty("java.home"))) {
            for (String program : List.of("empty main", "LSTM(20), step", "digit model, embedded file: load, step, predict", "digit model, .keras without its optimizer",
                    "digit model, .keras as trained", "LSTM(32), B = 32: a training step")) {
                print(program, home, folder.toString());
            }
        }
    }

    private static void run(String program, String folder) throws IOException {
        if (program.startsWith("digit")) {
            boolean embedded = program.contains("embedded");
            digits(ModelFiles.load(Path.of(folder, embedded ? "m.safetensors" : "m.keras"), program.contains("trained")));
        } else if (program.startsWith("LSTM(20)")) {
            Predictor predictor = Sequential.of(LSTM.units(20).inputShape(Shape.ANY, 1), Dense.units(1)).predictor();
            for (int n = 0; n < 100_000; n++) {
                predictor.step(new float[] {n % 7}, new float[1]);
            }
        } else if (program.startsWith("LSTM(32)")) {
            Sequential model = ModelBench.model(T, F, 32, 10, 1);
            for (int n = 0; n < 20; n++) {
                model.trainOnBatch(Data.of(new float[32][T][F], new int[32]));
            }
        }
    }

    private static void digits(Sequential model) {
        Predictor predictor = model.predictor();
        for (int n = 0; n < 50; n++) {
            predictor.step(new float[F], new float[10]);
            predictor.predict(new float[1][T][F], new float[1][10]);
        }
    }

    private static void print(String program, String home, String folder) throws IOException, InterruptedException {
        int enough = MOST;
        for (int below = 1; enough - below > 1;) { // megabytes: below does not do
            int middle = (enough + below) / 2;
            if (resident(program, home, folder, middle) > 0) {
                enough = middle;
            } else {
                below = middle;
            }
        }
        long resident = resident(program, home, folder, enough);
        while (resident == 0) { // a collector is not always as thrifty as the time before
            resident = resident(program, home, folder, ++enough);
        }
        System.out.printf(Locale.ROOT, "| %s | %s | %d MB | %.1f MB |%n", program, Path.of(home).getFileName(), enough, resident / 1024.0);
    }

    /** Kilobytes, or 0 where the heap is too small. */
    private static long resident(String program, String home, String folder, int megabytes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home + "/bin/java", "-XX:+UseSerialGC", "-Xmx" + megabytes + "m", "-cp",
                System.getProperty("java.class.path"), Heaps.class.getName(), program, folder));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Long.parseLong(said.strip()) : 0;
    }
}
