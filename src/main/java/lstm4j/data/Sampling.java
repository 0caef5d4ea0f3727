package lstm4j.data;

import java.util.Objects;

/** Choices by chance, as a model that writes makes them letter by letter. */
public final class Sampling {
    private static final int STREAM = 8;

    private Sampling() {
    }

    /**
     * A number from 0 to below the count of {@code probabilities}, each as likely as p^(1/temperature) is of their sum. The same seed and
     * index choose the same on every machine. No probability above 0, one that is not finite, or no temperature above 0: [DATA-47].
     *
     * @param temperature 1 as likely as they say; below, more of what is likely; above, more of what is not
     */
    public static int choose(float[] probabilities, double temperature, long seed, long index) {
        return choose(probabilities, temperature, SplitMix.of(seed, STREAM, index).between(0, 1));
    }

    /** The number at which the sum of the shares passes {@code chance} of the whole. */
    static int choose(float[] probabilities, double temperature, double chance) {
        double most = most(probabilities);
        if (!(most > 0 && temperature > 0)) {
            throw Message.mistake("DATA-47", "choice by chance", "finite probabilities, one of them above 0, and a temperature above 0",
                    "at most " + most + ", temperature " + temperature, "a model whose training exploded gives NaN");
        }
        double[] shares = new double[probabilities.length];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = StrictMath.pow(probabilities[k] / most, 1 / temperature); // the largest is 1, however cold
            sum += shares[k];
        }
        double rest = chance * sum;
        int k = 0;
        while (k + 1 < shares.length && (rest -= shares[k]) >= 0) {
            k++;
        }
        return k;
    }

    /** The largest; NaN if one is not finite or below 0. */
    private static double most(float[] probabilities) {
        double most = 0;
        for (float p : Objects.requireNonNull(probabilities, "probabilities")) {
            most = Math.max(most, p >= 0 && p < Float.POSITIVE_INFINITY ? p : Double.NaN); // NaN stays NaN
        }
        return most;
    }
}
