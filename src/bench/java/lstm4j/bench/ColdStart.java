package lstm4j.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lstm4j.Sequential;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;

/**
 * How long a program takes that loads the jar, builds the digit model and predicts once: from starting the process to its
 * end. Prints the shortest and the median of several runs. {@code mvn -q -Pbench verify -Dbench.main=lstm4j.bench.ColdStart}
 * <pre>
 * -Dbench.jdks=DIR,...  Java homes; this one by default
 * -Dbench.jvm=ARG,...   arguments for those virtual machines: -XX:TieredStopAtLevel=1
 * </pre>
 */
public final class ColdStart {
    private static final int RUNS = 10;

    private ColdStart() {
    }

    /** Without arguments the measurement; with one, the program that is measured. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            predictOnce();
            return;
        }
        System.out.println(Machine.text());
        System.out.println("\n| first prediction of a process | JDK | shortest | median |");
        System.out.println("|---|---|---:|---:|");
        for (String home : Main.list("bench.jdks", System.getProperty("java.home"))) {
            double[] empty = seconds(home, List.of("-version"));
            double[] ours = seconds(home, List.of("-cp", Path.of("target", "lstm4j.jar") + File.pathSeparator
                    + Path.of("target", "test-classes"), ColdStart.class.getName(), "once"));
            print("the virtual machine alone (-version)", home, empty);
            print("with lstm4j.jar, the digit model, one prediction", home, ours);
        }
    }

    private static void print(String what, String home, double[] seconds) {
        System.out.printf(Locale.ROOT, "| %s | %s | %.3f s | %.3f s |%n", what, Path.of(home).getFileName(), seconds[0],
                seconds[seconds.length / 2]);
    }

    private static double[] seconds(String home, List<String> arguments) throws IOException, InterruptedException {
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            List<String> command = new ArrayList<>(List.of(home + "/bin/java"));
            command.addAll(Main.list("bench.jvm", ""));
            command.addAll(arguments);
            long start = System.nanoTime();
            int exit = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            seconds[run] = (System.nanoTime() - start) / 1e9;
            if (exit != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + exit + "; is target/lstm4j.jar there?");
            }
        }
        Arrays.sort(seconds);
        return seconds;
    }

    private static void predictOnce() {
        float[][] out = new float[1][10];
        Sequential.of(
                LSTM.units(128).returnSequences().inputShape(28, 28),
                LSTM.units(128).returnSequences(),
                LSTM.units(128),
                Dense.units(10).activation(ActivationFunction.SOFTMAX)).predictor().predict(new float[1][28][28], out);
    }
}
