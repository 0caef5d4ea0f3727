package lstm4j.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks whose names match and prints one Markdown table: {@code mvn -q -Pbench verify -Dbench=Kernels}.
 *
 * <pre>
 * -Dbench=REGEX            which benchmarks; all by default
 * -Dbench.params=k=v,...   only these values of a parameter: n=512; several values: function=TANH/SIGMOID
 * -Dbench.jdks=DIR,...     Java homes to run them on, one after the other; this one by default
 * -Dbench.jvm=ARG,...      arguments for those virtual machines: -XX:UseAVX=2
 * -Dbench.seconds=S        length of each of the 3 warm-up iterations, and of the 50 measured ones together; 1 by default
 * </pre>
 *
 * The last column is made from the best time: GFLOP/s where there is a parameter {@code shape} of the form RxKxN, time per
 * number where there is a parameter {@code n}.
 */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) throws RunnerException {
        System.out.println("| benchmark | parameters | JDK | best | median | per unit |");
        System.out.println("|---|---|---|---|---|---|");
        for (String home : list("bench.jdks", System.getProperty("java.home"))) {
            for (RunResult result : run(home, System.getProperty("bench", ".*"), list("bench.jvm", ""))) {
                System.out.println(line(result));
            }
        }
    }

    /** Runs the benchmarks whose names match on a Java home with extra arguments of the virtual machine. */
    static Collection<RunResult> run(String home, String include, List<String> jvmArguments) throws RunnerException {
        long milliseconds = (long) (1000 * Double.parseDouble(System.getProperty("bench.seconds", "1")));
        ChainedOptionsBuilder options = new OptionsBuilder().include(include).jvm(home + "/bin/java").forks(1)
                .warmupIterations(3).warmupTime(TimeValue.milliseconds(milliseconds))
                .measurementIterations(50).measurementTime(TimeValue.milliseconds(Math.max(1, milliseconds / 50)))
                .verbosity(VerboseMode.SILENT).shouldFailOnError(true)
                .jvmArgsAppend(jvmArguments.toArray(String[]::new));
        for (String parameter : list("bench.params", "")) {
            String[] parts = parameter.split("=");
            options.param(parts[0], parts[1].split("/"));
        }
        try {
            return new Runner(options.build()).run();
        } catch (NoBenchmarksException e) {
            System.err.println("No benchmark's full name contains a match of \"" + include
                    + "\". Names look like lstm4j.bench.KernelsBench.product.");
            System.exit(1);
            throw e;
        }
    }

    /** The best of the measured iterations: on a busy machine it is the one least disturbed. In nanoseconds. */
    static double best(RunResult result) {
        return nanoseconds(result, result.getPrimaryResult().getStatistics().getMin());
    }

    private static double median(RunResult result) {
        return nanoseconds(result, result.getPrimaryResult().getStatistics().getPercentile(50));
    }

    private static double nanoseconds(RunResult result, double time) {
        return time * result.getParams().getTimeUnit().toNanos(1);
    }

    static List<String> list(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return List.of((value.isEmpty() ? otherwise : value).split(",")).stream().filter(s -> !s.isEmpty()).toList();
    }

    static String name(BenchmarkParams benchmark) {
        String[] parts = benchmark.getBenchmark().split("\\.");
        return parts[parts.length - 2].replace("Bench", "") + "." + parts[parts.length - 1];
    }

    static String parameters(BenchmarkParams benchmark) {
        return String.join(", ", benchmark.getParamsKeys().stream().map(k -> k + "=" + benchmark.getParam(k)).toList());
    }

    private static String line(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        double nanoseconds = best(result);
        return String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s |", name(benchmark), parameters(benchmark),
                benchmark.getJdkVersion(), time(nanoseconds), time(median(result)), perUnit(benchmark, nanoseconds));
    }

    private static String time(double nanoseconds) {
        return nanoseconds < 1e4 ? String.format(Locale.ROOT, "%.1f ns", nanoseconds)
                : nanoseconds < 1e7 ? String.format(Locale.ROOT, "%.1f µs", nanoseconds / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
    }

    private static String perUnit(BenchmarkParams benchmark, double nanoseconds) {
        if (benchmark.getParam("shape") != null) {
            double product = 1;
            for (String count : benchmark.getParam("shape").split("x")) {
                product *= Integer.parseInt(count);
            }
            return String.format(Locale.ROOT, "%.1f GFLOP/s", 2 * product / nanoseconds);
        }
        if (benchmark.getParam("n") != null) {
            return String.format(Locale.ROOT, "%.2f ns", nanoseconds / Integer.parseInt(benchmark.getParam("n")));
        }
        return "";
    }
}
