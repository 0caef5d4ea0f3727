package lstm4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Shape;
import lstm4j.testing.Numbers;

/**
 * A random stack of LSTM layers, with sequences long and batches large enough to cross every border of the engine
 * (chunks of steps, shards of rows, short rows), and data for it: all functions of one seed.
 */
final class RandomSequences {
    static final ActivationFunction[] FUNCTIONS = Arrays.stream(ActivationFunction.values())
            .filter(f -> !f.wholeRow() && f != ActivationFunction.EXPONENTIAL).toArray(ActivationFunction[]::new);

    final SplittableRandom random;
    final long seed;
    final int B;
    final int T;
    final int F;
    final float[][][] x;

    RandomSequences(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        B = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(70);
        T = random.nextInt(6) == 0 ? 1 : 1 + random.nextInt(40);
        F = 1 + random.nextInt(6);
        x = Numbers.tensor(random, B, T, F, 1);
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    /** An LSTM layer with random options that say nothing about sequences or direction. */
    LSTM lstm() {
        return LSTM.units(1 + random.nextInt(chance(4) ? 20 : 6)).useBias(!chance(4))
                .activation(chance(2) ? ActivationFunction.TANH : FUNCTIONS[random.nextInt(FUNCTIONS.length)])
                .recurrentActivation(chance(2) ? ActivationFunction.SIGMOID : FUNCTIONS[random.nextInt(FUNCTIONS.length)]);
    }

    /** One to three layers that return every step, and sometimes more: every output depends on what came before only. */
    List<Layer> forwards() {
        List<Layer> layers = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            LSTM lstm = lstm().returnSequences();
            layers.add(layers.isEmpty() ? lstm.inputShape(Shape.ANY, F) : lstm);
            if (chance(3)) {
                layers.add(Dropout.rate(0.5));
            }
        }
        if (chance(2)) {
            layers.add(Dense.units(1 + random.nextInt(4)).activation(ActivationFunction.SOFTMAX));
        }
        return layers;
    }

    /** The same with any direction, a mask or none, and every step or the last alone. */
    List<Layer> anyOptions() {
        List<Layer> layers = new ArrayList<>();
        if (chance(3)) {
            layers.add(Masking.value(0).inputShape(Shape.ANY, F));
            for (float[][] sample : x) {
                for (float[] row : sample) {
                    if (chance(3)) {
                        Arrays.fill(row, 0);
                    }
                }
            }
        }
        int depth = 1 + random.nextInt(3);
        for (int n = 0; n < depth; n++) {
            LSTM lstm = lstm().returnSequences(n < depth - 1 || chance(2)).goBackwards(chance(3)).zeroOutputForMask(chance(3));
            layers.add(layers.isEmpty() ? lstm.inputShape(Shape.ANY, F) : lstm);
        }
        return layers;
    }

    /** A model of these layers with random weights. */
    Sequential model(List<Layer> layers) {
        Sequential model = Sequential.of(layers.toArray(Layer[]::new)).parallelism(chance(2) ? 1 : 3);
        model.setWeights(Numbers.like(random, model.getWeights(), 0.6));
        return model;
    }

    /** Steps from … to − 1 of every sample. */
    float[][][] steps(int from, int to) {
        return Arrays.stream(x).map(sample -> Arrays.copyOfRange(sample, from, to)).toArray(float[][][]::new);
    }

    @Override
    public String toString() {
        return "seed " + seed + ": B=" + B + " T=" + T + " F=" + F;
    }
}
