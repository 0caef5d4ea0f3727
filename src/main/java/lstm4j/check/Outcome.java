package lstm4j.check;

import java.util.Set;

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
        return of(plan, Twin.run(plan, new Rounding(noise, precision, ulps)), training, wanted, noise, precision);
    }

    private static Arrays3 of(Plan plan, Twin twin, TrainingCase training, Set<String> wanted, Noise noise, Precision precision) {
        Arrays3 out = new Arrays3();
        twin.show(out);
        out.put("output", twin.output());
        if (training != null && wanted.stream().anyMatch(Outcome::needsGradients)) {
            double[][][] g = training.gradients(plan, twin, out, noise, precision, false);
            if (training.optimizer() != null && wanted.stream().anyMatch(Outcome::isWeight)) {
                training.train(plan, g, out, noise, precision);
            }
        }
        plan.after.forEach(change -> change.accept(out));
        return out;
    }

    static boolean isGradient(String name) {
        return name.equals("d_input") || name.contains("/d_");
    }

    static boolean isWeight(String name) {
        return name.matches(".*/(?!d_)(\\w+_)?(kernel|bias|embeddings)");
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
        String end = name.substring(name.lastIndexOf('/') + 1).replaceFirst("^(for|back)ward_", "");
        return switch (end) {
            case "i", "f", "g", "o", "r" -> "gates";
            case "h_n", "c_n" -> "final state";
            case "output" -> "head";
            default -> isGradient(name) ? "gradient" : isWeight(name) ? "update" : end;
        };
    }
}
