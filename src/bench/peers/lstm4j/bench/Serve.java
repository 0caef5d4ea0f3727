package lstm4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs one contender in a process of its own and does what it is told on standard input; {@code bench/python/contender.py}
 * is its twin. {@code java lstm4j.bench.Serve NAME THREADS PROBLEM-FILE}. Answers begin with {@code "> "}:
 *
 * <pre>
 * check          greatest difference of predict, predictOne and the last step to what lstm4j predicts
 * losses N       the losses of N training steps
 * time ROW S     median milliseconds of a call, measured for S seconds: train, predict, predictOne or step; or "-"
 * </pre>
 */
final class Serve {
    private static final int FEWEST_CALLS = 3;

    private final Contender contender;
    private final Problem problem;

    private Serve(Contender contender, Problem problem) {
        this.contender = contender;
        this.problem = problem;
    }

    public static void main(String[] args) throws Exception {
        Problem problem = Problem.read(Path.of(args[2]));
        int threads = Integer.parseInt(args[1]);
        Contender contender = switch (args[0]) {
            case "lstm4j", "lstm4j_vectors" -> new Lstm4j(problem, threads);
            case "dl4j" -> new Dl4j(problem, threads);
            case "onnxruntime" -> new OnnxRuntime(problem, threads);
            default -> throw new IllegalArgumentException(args[0]);
        };
        new Serve(contender, problem).serve();
    }

    private void serve() throws Exception {
        answer(contender.version());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "check" -> answer(String.valueOf(check()));
                case "losses" -> answer(losses(Integer.parseInt(words[1])));
                case "time" -> answer(time(words[1], Double.parseDouble(words[2])));
                default -> throw new IOException(line);
            }
        }
    }

    private static void answer(String line) {
        System.out.println("> " + line);
    }

    private double check() throws Exception {
        float[][] predicted = contender.predict();
        double worst = difference(contender.predictOne(), problem.expected()[0]);
        for (int b = 0; b < problem.batch(); b++) {
            worst = Math.max(worst, difference(predicted[b], problem.expected()[b]));
        }
        float[] last = null;
        for (int t = 0; t < problem.steps(); t++) {
            last = contender.step(t);
        }
        return Math.max(worst, difference(last, problem.expected()[0]));
    }

    private static double difference(float[] got, float[] expected) {
        double worst = got.length == expected.length ? 0 : Double.NaN;
        for (int j = 0; j < expected.length; j++) {
            worst = Math.max(worst, Math.abs(got[j] - expected[j]));
        }
        return worst;
    }

    private String losses(int steps) throws Exception {
        StringBuilder losses = new StringBuilder();
        for (int n = 0; n < steps && contender.trains(); n++) {
            losses.append(String.format(Locale.ROOT, "%.6f ", contender.train()));
        }
        return losses.toString();
    }

    private String time(String row, double seconds) throws Exception {
        if (row.equals("train") && !contender.trains()) {
            return "-";
        }
        double[] times = new double[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (1e9 * seconds);
        while (count < FEWEST_CALLS || System.nanoTime() < end) {
            times = count < times.length ? times : Arrays.copyOf(times, 2 * count);
            long start = System.nanoTime();
            int calls = call(row);
            times[count++] = (System.nanoTime() - start) / 1e6 / calls;
        }
        Arrays.sort(times, 0, count);
        return String.format(Locale.ROOT, "%.6f", times[count / 2]);
    }

    /** Does a row's work once, or, since a step is short, all steps of a sample; returns how often. */
    private int call(String row) throws Exception {
        switch (row) {
            case "train" -> contender.train();
            case "predict" -> contender.predict();
            case "predictOne" -> contender.predictOne();
            case "step" -> {
                for (int t = 0; t < problem.steps(); t++) {
                    contender.step(t);
                }
                return problem.steps();
            }
            default -> throw new IllegalArgumentException(row);
        }
        return 1;
    }
}
