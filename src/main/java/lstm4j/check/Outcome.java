package lstm4j.check;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import lstm4j.layer.LSTM;

/** Everything that a plan makes, by name: what a candidate's arrays are compared with. */
final class Outcome {
    private Outcome() {
    }

    /** Without noise. */
    static Arrays3 of(Plan plan, TrainingCase training, Set<String> wanted) {
        return of(plan, Twin.run(plan), training, wanted, null, null);
    }

    /** With noise, the same for the same seed. */
    static Arrays3 noisy(Plan plan, TrainingCase training, Set<String> wanted, long seed, Precision precision, double ulps) {
        Noise noise = new Noise(seed);
        return of(plan, Twin.run(plan, noise, precision, ulps), training, wanted, noise, precision);
    }

    private static Arrays3 of(Plan plan, List<LayerTap> taps, TrainingCase training, Set<String> wanted, Noise noise, Precision precision) {
        Arrays3 out = new Arrays3();
        for (int i = 0; i < taps.size(); i++) {
            if (plan.layers.get(i) instanceof LSTM lstm) {
                lstm(lstm, taps.get(i), out);
            }
        }
        out.put("output", taps.get(taps.size() - 1).output());
        if (training != null && wanted.stream().anyMatch(Outcome::needsGradients)) {
            double[][][] g = training.gradients(plan, taps, out, noise, precision, false);
            if (training.optimizer() != null && wanted.stream().anyMatch(Outcome::isWeight)) {
                training.train(plan, g, out);
            }
        }
        plan.after.forEach(change -> change.accept(out));
        return out;
    }

    private static void lstm(LSTM lstm, LayerTap tap, Arrays3 out) {
        String name = lstm.name() + "/";
        int U = lstm.units();
        out.put(name + "z", tap.z());
        String[] gates = {"i", "f", "g", "o"};
        for (int q = 0; q < 4; q++) {
            int from = q * U;
            out.put(name + gates[q], Arrays.stream(tap.gates()).map(sample -> Arrays.stream(sample)
                    .map(row -> Arrays.copyOfRange(row, from, from + U)).toArray(double[][]::new)).toArray(double[][][]::new));
        }
        out.put(name + "c", tap.c());
        out.put(name + "h", tap.h());
        out.put(name + "c_n", last(tap.c()));
        out.put(name + "h_n", last(tap.h()));
    }

    private static double[][][] last(double[][][] steps) {
        return Arrays.stream(steps).map(sample -> new double[][] {sample[sample.length - 1]}).toArray(double[][][]::new);
    }

    static boolean isGradient(String name) {
        return name.equals("d_input") || name.contains("/d_");
    }

    static boolean isWeight(String name) {
        return name.endsWith("/kernel") || name.endsWith("/recurrent_kernel") || name.endsWith("/bias");
    }

    static boolean needsGradients(String name) {
        return isGradient(name) || isWeight(name) || name.equals("loss");
    }

    /** Whether an array is about the whole batch, not sample by sample. */
    static boolean ofWholeBatch(String name) {
        return isWeight(name) || name.equals("loss") || name.contains("/d_") && !name.endsWith("0");
    }

    /** Places of the order in which numbers are made: the first wrong one is looked for in it. */
    static String stage(String name) {
        String end = name.substring(name.indexOf('/') + 1);
        return switch (end) {
            case "i", "f", "g", "o" -> "gates";
            case "h_n", "c_n" -> "final state";
            case "output" -> "head";
            default -> isGradient(name) ? "gradient" : isWeight(name) ? "update" : end;
        };
    }
}
