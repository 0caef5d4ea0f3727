package lstm4j.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Weight;
import lstm4j.oracle.OracleState;

/** A random model of float numbers with data and states: sizes differ, gates open and close, some have masks. */
final class RandomPlan {
    final Architecture architecture;
    final double[][][] weights;
    final double[][][] x;
    final Map<String, OracleState> states = new HashMap<>();
    final Plan plan;

    RandomPlan(long seed, boolean states, boolean masked) {
        SplittableRandom random = new SplittableRandom(seed);
        int B = 3 + random.nextInt(3), T = 6 + random.nextInt(5), F = 2 + random.nextInt(3), U = 4 + random.nextInt(4);
        List<Layer> layers = new ArrayList<>();
        if (masked) {
            layers.add(Masking.value(0).inputShape(T, F));
        }
        boolean deep = random.nextInt(3) == 0;
        boolean sequences = random.nextBoolean();
        LSTM first = lstm(random, U).returnSequences(deep || sequences);
        layers.add(masked ? first : first.inputShape(T, F));
        if (deep) {
            layers.add(lstm(random, U + 1).returnSequences(sequences));
        }
        if (random.nextBoolean()) {
            layers.add(Dense.units(3).activation(random.nextBoolean() ? ActivationFunction.SOFTMAX : ActivationFunction.LINEAR));
        }
        architecture = Architecture.of(layers);
        List<double[][]> all = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                all.add(numbers(random, weight.rows(), weight.columns(), weight.name().equals("bias") ? 1 : 1.8 / Math.sqrt(weight.rows())));
            }
        }
        weights = all.toArray(double[][][]::new);
        x = new double[B][][];
        for (int b = 0; b < B; b++) {
            x[b] = numbers(random, T, F, 2);
            for (int t = 0; masked && t < T; t++) {
                x[b][t] = random.nextInt(3) == 0 ? new double[F] : x[b][t];
            }
        }
        for (Layer layer : architecture.layers()) {
            if (states && layer instanceof LSTM lstm) {
                this.states.put(layer.name(), new OracleState(numbers(random, B, lstm.units(), 1), numbers(random, B, lstm.units(), 2)));
            }
        }
        plan = new Plan(architecture, weights, x, null, this.states);
    }

    private static LSTM lstm(SplittableRandom random, int U) {
        LSTM lstm = LSTM.units(U);
        lstm = random.nextInt(5) == 0 ? lstm.recurrentActivation(ActivationFunction.HARD_SIGMOID) : lstm;
        lstm = random.nextInt(5) == 0 ? lstm.activation(ActivationFunction.SOFTSIGN) : lstm;
        return random.nextInt(5) == 0 ? lstm.goBackwards() : lstm;
    }

    static double[][] numbers(SplittableRandom random, int rows, int columns, double size) {
        double[][] numbers = new double[rows][columns];
        for (double[] row : numbers) {
            for (int k = 0; k < columns; k++) {
                row[k] = (float) (size * (2 * random.nextDouble() - 1));
            }
        }
        return numbers;
    }

    Check check() {
        Check check = Check.of(architecture, weights).input(x);
        states.forEach((name, state) -> check.initialState(name, state.h(), state.c()));
        return check;
    }

    /** The numbers as a backend stores them. */
    static Given rounded(double[][][] array) {
        double[][][] floats = new double[array.length][][];
        for (int b = 0; b < array.length; b++) {
            floats[b] = FastRows.copy(array[b]);
            for (double[] row : floats[b]) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = (float) row[k];
                }
            }
        }
        return Given.of(floats);
    }
}
