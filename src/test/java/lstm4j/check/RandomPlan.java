package lstm4j.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.GRU;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Merge;
import lstm4j.layer.Recurrent;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.Weight;
import lstm4j.oracle.OracleState;

/** A random model of float numbers with data and states: sizes differ, gates open and close, some have masks. */
final class RandomPlan {
    final Architecture architecture;
    final double[][][] weights;
    final double[][][] x;
    final Map<String, OracleState> states = new HashMap<>();
    final Plan plan;

    /** Of LSTM layers. */
    RandomPlan(long seed, boolean states, boolean masked) {
        this("LSTM", seed, states, masked);
    }

    /** Of this kind of recurrent layer. */
    RandomPlan(String type, long seed, boolean states, boolean masked) {
        SplittableRandom random = new SplittableRandom(seed);
        int B = 3 + random.nextInt(3), T = 6 + random.nextInt(5), F = 2 + random.nextInt(3), U = 4 + random.nextInt(4);
        List<Layer> layers = new ArrayList<>();
        if (masked) {
            layers.add(Masking.value(0).inputShape(T, F));
        }
        boolean deep = random.nextInt(3) == 0;
        boolean sequences = random.nextBoolean();
        layers.addAll(masked ? List.of() : List.of(Input.shape(T, F)));
        layers.add(recurrent(type, random, U, deep || sequences));
        if (deep) {
            layers.add(recurrent(type, random, U + 1, sequences));
        }
        if (random.nextBoolean()) {
            layers.add(Dense.units(3).activation(random.nextBoolean() ? ActivationFunction.SOFTMAX : ActivationFunction.LINEAR));
        }
        architecture = Architecture.of(layers);
        weights = weights(architecture, random);
        x = new double[B][][];
        for (int b = 0; b < B; b++) {
            x[b] = numbers(random, T, F, 2);
            for (int t = 0; masked && t < T; t++) {
                x[b][t] = random.nextInt(3) == 0 ? new double[F] : x[b][t];
            }
        }
        for (Layer layer : architecture.layers()) {
            if (states && !layer.stateNames().isEmpty()) {
                this.states.put(layer.name(), new OracleState(IntStream.range(0, layer.stateSizes().length)
                        .mapToObj(n -> numbers(random, B, layer.stateSizes()[n], 1 + n % 2)).toArray(double[][][]::new)));
            }
        }
        plan = new Plan(architecture, weights, x, null, this.states);
    }

    /** Of these layers, which say how many steps they read. */
    RandomPlan(List<Layer> layers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        architecture = Architecture.of(layers);
        weights = weights(architecture, random);
        int F = architecture.inputShape().features();
        x = new double[3][][];
        for (int b = 0; b < x.length; b++) {
            x[b] = layers.get(0).vocabulary() == 0 ? numbers(random, architecture.inputShape().get(1), F, 2)
                    : new double[][] {random.ints(F, 0, layers.get(0).vocabulary()).asDoubleStream().toArray()};
        }
        plan = new Plan(architecture, weights, x, null, states);
    }

    private static double[][][] weights(Architecture architecture, SplittableRandom random) {
        List<double[][]> all = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                all.add(numbers(random, weight.rows(), weight.columns(), weight.isBias() ? 1 : 1.8 / Math.sqrt(weight.rows())));
            }
        }
        return all.toArray(double[][][]::new);
    }

    private static Layer recurrent(String type, SplittableRandom random, int U, boolean sequences) {
        Recurrent<?> layer = switch (type) {
            case "GRU" -> gru(random, U);
            case "SimpleRNN" -> SimpleRNN.units(U);
            case "Bidirectional" -> random.nextBoolean() ? lstm(random, U) : gru(random, U);
            default -> lstm(random, U);
        };
        layer = random.nextInt(5) == 0 ? layer.activation(ActivationFunction.SOFTSIGN) : layer;
        boolean backwards = random.nextInt(5) == 0;
        layer = backwards && !type.equals("Bidirectional") ? layer.goBackwards() : layer;
        layer = layer.returnSequences(sequences);
        return type.equals("Bidirectional") ? Bidirectional.of(layer).mergeMode(Merge.values()[random.nextInt(4)]) : layer;
    }

    private static LSTM lstm(SplittableRandom random, int U) {
        LSTM lstm = LSTM.units(U);
        return random.nextInt(5) == 0 ? lstm.recurrentActivation(ActivationFunction.HARD_SIGMOID) : lstm;
    }

    private static GRU gru(SplittableRandom random, int U) {
        GRU gru = GRU.units(U).resetAfter(random.nextInt(3) > 0);
        return random.nextInt(5) == 0 ? gru.recurrentActivation(ActivationFunction.HARD_SIGMOID) : gru;
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
        states.forEach((name, state) -> check.initialState(name, state.parts()));
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
