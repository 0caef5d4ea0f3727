package lstm4j.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;

/**
 * Mistakes that have numbers of their own, which are in no file of weights. Least squares find them from the candidate's numbers, of which there
 * must be twice as many; what is found is then a mistake as any other.
 */
enum FittedFaults {
    /** z of i and f has p·c′, z of o has p·c. */
    PEEPHOLES("peepholes", "with peepholes, their weights found from its numbers: ", "LSTMs after Gers 2000, GravesLSTM of Deeplearning4j, use_peepholes of TensorFlow 1",
            "Keras has none: switch them off") {
        @Override
        int count(int U) {
            return 3 * U;
        }

        @Override
        void put(Changes changes, double[] numbers, int U) {
            changes.peepholes = cut(numbers, U);
        }
    },
    /** h = (o·φ(c))·M. */
    PROJECTION("projection", "whose h is multiplied by a matrix that Keras does not have, found from its numbers: ", "proj_size of PyTorch, num_proj of TensorFlow 1",
            "Keras has none: h = o·φ(c)") {
        @Override
        int count(int U) {
            return U * U;
        }

        @Override
        void put(Changes changes, double[] numbers, int U) {
            double[][] projection = cut(numbers, U);
            for (int u = 0; u < U; u++) {
                projection[u][u]++;
            }
            changes.projection = projection;
        }
    };

    private static final int MOST = 200;
    private static final int SHOWN = 4;

    private final String id;
    private final String what;
    private final String who;
    private final String mend;

    FittedFaults(String id, String what, String who, String mend) {
        this.id = id;
        this.what = what;
        this.who = who;
        this.mend = mend;
    }

    /** How many there are of a layer. */
    abstract int count(int U);

    /** Zeros change nothing. */
    abstract void put(Changes changes, double[] numbers, int U);

    private static double[][] cut(double[] numbers, int U) {
        double[][] rows = new double[numbers.length / U][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = Arrays.copyOfRange(numbers, r * U, (r + 1) * U);
        }
        return rows;
    }

    /** The mistake with the numbers that come nearest to the candidate's; none where there are too many to be found. */
    Optional<Fault> fitted(Plan plan, Function<Plan, double[]> errors) {
        int count = plan.layers.stream().mapToInt(layer -> layer instanceof LSTM lstm ? count(lstm.units()) : 0).sum();
        if (count == 0 || count > MOST || errors.apply(plan).length < 2 * count) {
            return Optional.empty();
        }
        double[] numbers = LeastSquares.solved(tried -> errors.apply(with(plan, tried)), new double[count]);
        String shown = Arrays.stream(numbers).limit(SHOWN).mapToObj(number -> String.format(Locale.ROOT, "%.3g", number)).collect(Collectors.joining(", "));
        return Optional.of(Fault.forward(id, what + shown + ", …", who, mend, edited -> put(edited, numbers)).onlyIn("LSTM"));
    }

    private Plan with(Plan plan, double[] numbers) {
        Plan copy = plan.copy();
        put(copy, numbers);
        return copy;
    }

    private void put(Plan plan, double[] numbers) {
        int next = 0;
        List<Layer> layers = plan.layers;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LSTM lstm) {
                int count = count(lstm.units());
                put(plan.changes.get(i), Arrays.copyOfRange(numbers, next, next + count), lstm.units());
                next += count;
            }
        }
    }
}
