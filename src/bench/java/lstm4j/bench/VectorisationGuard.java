package lstm4j.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Fails where a hot loop has lost its SIMD instructions, which C2 takes away without a word when a loop body grows: each
 * must be at least {@link #RATIO} times as fast as without SuperWord, on every JDK given.
 * {@code mvn -q -Pbench verify -Dbench.main=lstm4j.bench.VectorisationGuard -Dbench.jdks=...}
 */
public final class VectorisationGuard {
    private static final double RATIO = 2.5;

    private VectorisationGuard() {
    }

    public static void main(String[] args) throws RunnerException {
        System.out.println("| loop | parameters | JDK | with SuperWord | without | ratio |");
        System.out.println("|---|---|---|---|---|---|");
        List<String> lost = new ArrayList<>();
        for (String home : Main.list("bench.jdks", System.getProperty("java.home"))) {
            guard(home, "KernelsBench.*[pP]roduct", "shape=128x128x512", lost);
            guard(home, "FunctionsBench.value", "n=512,function=EXPONENTIAL/TANH/SIGMOID/RELU", lost);
            guard(home, "FunctionsBench.derivative", "n=512,function=TANH/SIGMOID", lost);
        }
        if (!lost.isEmpty()) {
            System.out.println("Below " + RATIO + ", so probably no longer vectorised: " + String.join("; ", lost));
            System.exit(1);
        }
    }

    private static void guard(String home, String include, String parameters, List<String> lost) throws RunnerException {
        System.setProperty("bench.params", parameters);
        List<String> common = Main.list("bench.jvm", "");
        List<String> without = new ArrayList<>(common);
        without.add("-XX:-UseSuperWord");
        Collection<RunResult> fast = Main.run(home, include, common);
        Iterator<RunResult> slow = Main.run(home, include, without).iterator();
        for (RunResult result : fast) {
            double with = Main.best(result);
            double scalar = Main.best(slow.next());
            String name = Main.name(result.getParams()) + " | " + Main.parameters(result.getParams());
            System.out.printf(Locale.ROOT, "| %s | %s | %.0f ns | %.0f ns | %.1f |%n",
                    name, result.getParams().getJdkVersion(), with, scalar, scalar / with);
            if (scalar < RATIO * with) {
                lost.add(name + " on JDK " + result.getParams().getJdkVersion());
            }
        }
    }
}
