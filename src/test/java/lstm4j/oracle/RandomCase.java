package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Initializer;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.Layers;
import lstm4j.layer.Masking;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Weight;
import lstm4j.train.Loss;

/** A small random model with weights, data, labels and options, all functions of one seed; small enough for a full Jacobian. */
final class RandomCase {
    /** e^x is left out since it explodes in a recurrence, x − tanh(x) since it loses its digits near 0. */
    private static final List<ActivationFunction> FUNCTIONS = Arrays.stream(ActivationFunction.values())
            .filter(f -> !f.wholeRow() && f != ActivationFunction.EXPONENTIAL && f != ActivationFunction.TANH_SHRINK).toList();

    private static final List<Recurrent<?>> RECURRENT = Layers.ALL.stream().<Recurrent<?>>mapMulti((layer, found) -> {
        if (layer instanceof Recurrent<?> recurrent) {
            found.accept(recurrent);
        }
    }).toList();
    private static final Set<String> BETWEEN_BATCHES = Set.of("stateful", "return_state", "unit_forget_bias");

    private final SplittableRandom random;
    private final int size;
    final long seed;
    final int B;
    final int T;
    final int F;
    final Architecture architecture;
    final Loss loss;
    final double[][][] weights;
    final double[][][] x;
    final double[][][] rows;         // labels, or null
    final int[][] classes;           // labels, or null
    final double[][] sampleWeights;  // or null
    final Map<String, OracleState> states = new LinkedHashMap<>();
    final Map<String, double[][]> inputDropout = new HashMap<>();
    final Map<String, double[][]> recurrentDropout = new HashMap<>();
    final Map<String, double[][][]> dropout = new HashMap<>();
    final boolean[][] mask;          // or null
    final int truncate;

    /** Sizes grow with {@code size}: at 1 up to 3 samples of 5 steps of 3 features, and 3 units a layer. */
    RandomCase(long seed, int size) {
        this(seed, size, 0);
    }

    /** The same with this many samples, unless 0. */
    RandomCase(long seed, int size, int samples) {
        this.seed = seed;
        this.size = size;
        random = new SplittableRandom(seed);
        int drawn = chance(4) ? 1 : 1 + random.nextInt(3 * size);
        B = samples > 0 ? samples : drawn;
        T = chance(4) ? 1 : 1 + random.nextInt(5 * size);
        F = 1 + random.nextInt(3 * size);
        loss = randomLoss();
        architecture = Architecture.of(layers());
        weights = randomWeights();
        boolean masking = architecture.layer(0) instanceof Masking;
        x = numbers(B, T, F, 1);
        for (int b = 0; masking && b < B; b++) {
            for (int t = 0; t < T; t++) {
                x[b][t] = chance(3) ? new double[F] : x[b][t];
            }
        }
        mask = !masking && chance(4) ? truths(B, T) : null;
        truncate = chance(3) ? 1 + random.nextInt(T) : Integer.MAX_VALUE;
        randomOptions();
        double[][][] output = Oracle.of(architecture).forward(weights, x, options()).output();
        int K = output[0][0].length;
        classes = loss.isSparse() ? new int[B][output[0].length] : null;
        rows = loss.isSparse() ? null : new double[B][output[0].length][];
        for (int b = 0; b < B; b++) {
            for (int t = 0; t < output[0].length; t++) {
                if (loss.isSparse()) {
                    classes[b][t] = random.nextInt(K);
                } else {
                    rows[b][t] = label(K);
                }
            }
        }
        sampleWeights = chance(3) ? numbers(1, B, output[0].length, 1)[0] : null;
    }

    /** A given model, which begins with zeros as the data tell; random are weights, data, labels and first states. */
    RandomCase(long seed, Architecture architecture, int samples, int steps) {
        this.seed = seed;
        this.size = 1;
        random = new SplittableRandom(seed);
        B = samples;
        T = steps;
        F = architecture.inputShape().features();
        loss = Loss.MSE;
        this.architecture = architecture;
        weights = randomWeights();
        int vocabulary = architecture.layer(0).vocabulary();
        x = vocabulary > 0 ? words(vocabulary) : numbers(B, T, F, 1);
        for (int b = 0; architecture.layer(0) instanceof Masking && b < B; b++) {
            for (int t = 0; t < T; t++) {
                x[b][t] = chance(3) ? new double[F] : x[b][t];
            }
        }
        mask = null;
        truncate = Integer.MAX_VALUE;
        for (Layer layer : architecture.layers()) {
            if (!layer.stateNames().isEmpty()) {
                states.put(layer.name(), new OracleState(Arrays.stream(layer.stateSizes()).mapToObj(size -> numbers(1, B, size, 1)[0])
                        .toArray(double[][][]::new)));
            }
        }
        double[][][] output = Oracle.of(architecture).forward(weights, x, options()).output();
        classes = null;
        rows = numbers(B, output[0].length, output[0][0].length, 1);
        sampleWeights = null;
    }

    private Loss randomLoss() {
        Loss chosen = List.of(Loss.MSE, Loss.MSE, Loss.MAE, Loss.huber(0.5), Loss.BINARY_CROSSENTROPY, Loss.CATEGORICAL_CROSSENTROPY,
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Loss.SPARSE_CATEGORICAL_CROSSENTROPY).get(random.nextInt(8));
        if (chosen.kind().compareTo(Loss.Kind.BINARY_CROSSENTROPY) >= 0 && chance(3)) {
            chosen = chosen.fromLogits();
        }
        boolean rowLabels = chosen.kind() == Loss.Kind.BINARY_CROSSENTROPY || chosen.kind() == Loss.Kind.CATEGORICAL_CROSSENTROPY;
        return rowLabels && chance(3) ? chosen.labelSmoothing(0.1) : chosen;
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        if (chance(3)) {
            layers.add(Masking.value(0).inputShape(T, F));
        }
        int depth = 1 + random.nextInt(3);
        boolean sequences = true;
        for (int n = 0; n < depth; n++) {
            sequences = n < depth - 1 || chance(2);
            Recurrent<?> recurrent = randomRecurrent(n).returnSequences(sequences);
            layers.add(layers.isEmpty() ? recurrent.inputShape(T, F) : recurrent);
            if (chance(5)) {
                layers.add(Dropout.rate(0.5).name("dropout" + n));
            }
            if (chance(6)) {
                layers.add(Activation.of(function()));
            }
        }
        if (sequences && chance(3)) {
            layers.add(Flatten.layer());
        }
        int K = loss.kind() == Loss.Kind.BINARY_CROSSENTROPY ? 1 + random.nextInt(2) : 2 + random.nextInt(3);
        layers.add(Dense.units(K).activation(head()).useBias(!chance(4)).kernelRegularizer(penalty()).biasRegularizer(penalty()));
        return layers;
    }

    /** A layer with a memory of any kind, with random values of its options that are functions, flags or penalties. */
    private Recurrent<?> randomRecurrent(int n) {
        Recurrent<?> layer = (Recurrent<?>) RECURRENT.get(random.nextInt(RECURRENT.size())).name("rnn" + n);
        for (LayerOption<?> option : layer.options()) {
            layer = switch (option.kind()) {
                case INTEGER -> layer.option(option, 1 + random.nextInt(3 * size));
                case ACTIVATION -> chance(2) ? layer : layer.option(option, function());
                case FLAG -> !BETWEEN_BATCHES.contains(option.name()) && chance(3) ? layer.option(option, !(Boolean) option.byDefault()) : layer;
                case REGULARIZER -> layer.option(option, penalty());
                default -> layer;
            };
        }
        return layer;
    }

    private ActivationFunction head() {
        if (loss.isFromLogits()) {
            return ActivationFunction.LINEAR;
        }
        return switch (loss.kind()) {
            case BINARY_CROSSENTROPY -> chance(4) ? ActivationFunction.SPARSE_SIGMOID : ActivationFunction.SIGMOID;
            case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY ->
                    chance(4) ? ActivationFunction.SIGMOID : chance(4) ? ActivationFunction.SOFTPLUS : ActivationFunction.SOFTMAX;
            default -> chance(2) ? ActivationFunction.LINEAR : chance(4) ? ActivationFunction.LOG_SOFTMAX : function();
        };
    }

    private Regularizer penalty() {
        return chance(5) ? new Regularizer(chance(2) ? 0.01f : 0, 0.02f) : Regularizer.NONE;
    }

    private double[][][] randomWeights() {
        List<double[][]> arrays = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                arrays.add(numbers(1, weight.rows(), weight.columns(), 0.7 / size)[0]);
                if (weight.name().endsWith("variance")) {
                    arrays.get(arrays.size() - 1)[0] = Arrays.stream(arrays.get(arrays.size() - 1)[0]).map(Math::abs).toArray();
                }
            }
        }
        return arrays.toArray(new double[0][][]);
    }

    private void randomOptions() {
        int rowsIn = T;
        for (int i = 0; i < architecture.size(); i++) {
            Layer layer = architecture.layer(i);
            int features = architecture.inputShape(i).features();
            rowsIn = architecture.inputShape(i).rank() == 2 ? 1 : T;
            if (layer instanceof Recurrent<?> recurrent) {
                states.put(layer.name(), chance(2) ? OracleState.zeros(B, layer.stateSizes()) : randomState(recurrent));
                if (chance(4)) {
                    inputDropout.put(layer.name(), factors(B, features));
                }
                if (chance(4)) {
                    recurrentDropout.put(layer.name(), factors(B, recurrent.units()));
                }
            } else if (layer.dropsNumbers() && (!(layer instanceof Dropout) || chance(2))) {
                double[][][] drop = new double[B][][];
                for (int b = 0; b < B; b++) {
                    drop[b] = factors(rowsIn, features);
                }
                dropout.put(layer.name(), drop);
            }
        }
    }

    /** h is as small as an output, the other parts as large as a cell state. */
    private OracleState randomState(Recurrent<?> layer) {
        double[][][] parts = new double[layer.stateSizes().length][][];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = numbers(1, B, layer.stateSizes()[part], part == 0 ? 0.5 : 1)[0];
        }
        return new OracleState(parts);
    }

    Options options() {
        Options options = Options.NONE.initialStates(states).mask(mask).truncate(truncate);
        for (Map.Entry<String, double[][]> entry : inputDropout.entrySet()) {
            options = options.inputDropout(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, double[][]> entry : recurrentDropout.entrySet()) {
            options = options.recurrentDropout(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, double[][][]> entry : dropout.entrySet()) {
            options = options.dropout(entry.getKey(), entry.getValue());
        }
        return options;
    }

    OracleLabels labels() {
        OracleLabels labels = loss.isSparse() ? OracleLabels.classes(classes) : OracleLabels.rows(rows);
        return sampleWeights == null ? labels : labels.weighted(sampleWeights);
    }

    List<String> weightNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                names.add(architecture.layer(i).name() + "/" + weight.name());
            }
        }
        return names;
    }

    private double[] label(int K) {
        double[] y = numbers(1, 1, K, 1)[0][0];
        double sum = 0;
        for (int k = 0; k < K; k++) {
            boolean probability = loss.kind().compareTo(Loss.Kind.BINARY_CROSSENTROPY) >= 0;
            y[k] = probability ? random.nextDouble() : y[k];
            sum += y[k];
        }
        for (int k = 0; loss.kind() == Loss.Kind.CATEGORICAL_CROSSENTROPY && k < K; k++) {
            y[k] /= sum;
        }
        return y;
    }

    private ActivationFunction function() {
        return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private double[][][] numbers(int a, int b, int c, double size) {
        double[][][] numbers = new double[a][b][c];
        for (double[][] array : numbers) {
            for (double[] row : array) {
                for (int k = 0; k < c; k++) {
                    row[k] = size * (2 * random.nextDouble() - 1);
                }
            }
        }
        return numbers;
    }

    /** Samples [B][1][F] of whole numbers from 0 to below the vocabulary. */
    private double[][][] words(int vocabulary) {
        double[][][] words = numbers(B, 1, F, 1);
        for (double[][] sample : words) {
            Arrays.setAll(sample[0], t -> random.nextInt(vocabulary));
        }
        return words;
    }

    private double[][] factors(int rows, int columns) {
        double[][] factors = new double[rows][columns];
        for (double[] row : factors) {
            for (int k = 0; k < columns; k++) {
                row[k] = chance(2) ? 0 : 2;
            }
        }
        return factors;
    }

    private boolean[][] truths(int rows, int columns) {
        boolean[][] truths = new boolean[rows][columns];
        for (boolean[] row : truths) {
            for (int k = 0; k < columns; k++) {
                row[k] = !chance(3);
            }
        }
        return truths;
    }

    private static String words(Layer layer) {
        if (layer instanceof Recurrent<?> recurrent) {
            return layer.type() + " " + recurrent.options().stream().filter(option -> !(layer.get(option) instanceof Initializer))
                    .map(option -> option.name() + " " + layer.get(option)).toList();
        }
        return layer instanceof Dense dense ? "dense(" + dense.units() + " " + dense.activation() + ")"
                : layer instanceof Activation activation ? activation.function().toString() : layer.name();
    }

    @Override
    public String toString() {
        return "seed " + seed + ": B=" + B + " T=" + T + " F=" + F + " " + loss
                + architecture.layers().stream().map(RandomCase::words).toList() + (truncate < T ? " truncated" : "");
    }
}
