package lstm4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.ELU;
import lstm4j.layer.Flatten;
import lstm4j.layer.GRU;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.GlobalAveragePooling1D;
import lstm4j.layer.GlobalMaxPooling1D;
import lstm4j.layer.GlobalPooling1D;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerNormalization;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.Masking;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.PReLU;
import lstm4j.layer.Padding;
import lstm4j.layer.RNN;
import lstm4j.layer.ReLU;
import lstm4j.layer.Reshape;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.layer.UpSampling1D;
import lstm4j.layer.ZeroPadding1D;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random stacks of layers that fit together, for property tests. */
public final class RandomModels {
    private RandomModels() {
    }

    public static Arbitrary<Architecture> any() {
        return Arbitraries.longs().map(seed -> model(new Random(seed)));
    }

    /** Small ones for sequences of {@code T} steps of {@code F} features, to be trained; with windows or a normalization at least. */
    static Architecture small(long seed, int T, int F) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>(List.of(Input.shape(T, F), window(random, 4), normalization(random)));
        Collections.shuffle(layers.subList(1, 3), random);
        for (int i = random.nextInt(3); i > 0; i--) {
            layers.add(1 + random.nextInt(layers.size()), random.nextBoolean() ? window(random, 4) : recurrent(random));
        }
        layers.add(random.nextBoolean() ? pooledAway(random) : LSTM.units(3));
        layers.add(random.nextBoolean() ? normalization(random) : GaussianNoise.stddev(0.1));
        layers.add(Dense.units(2));
        return Architecture.of(layers);
    }

    private static Layer recurrent(Random random) {
        return List.of(GRU.units(3).returnSequences(), SimpleRNN.units(2).returnSequences(), Bidirectional.of(LSTM.units(2).returnSequences().recurrentDropout(0.25)),
                RNN.of(LSTM.units(3).dropout(0.25), GRU.units(2)).returnSequences()).get(random.nextInt(4));
    }

    /** Windows that fit any sequence. */
    private static Layer window(Random random, int filters) {
        Padding padding = random.nextBoolean() ? Padding.SAME : Padding.CAUSAL;
        int stride = 1 + random.nextInt(2);
        return List.of(Conv1D.of(filters, 1 + random.nextInt(4)).padding(padding).strides(stride).useBias(random.nextBoolean()),
                Conv1D.of(filters, 2).padding(padding).dilationRate(1 + random.nextInt(3)), MaxPooling1D.poolSize(2).strides(stride).padding(Padding.SAME),
                AveragePooling1D.poolSize(3).strides(stride).padding(Padding.SAME)).get(random.nextInt(4));
    }

    private static Layer normalization(Random random) {
        return random.nextBoolean() ? LayerNormalization.layer().scale(random.nextBoolean()).center(random.nextBoolean())
                : BatchNormalization.layer().momentum(0.9).center(random.nextBoolean());
    }

    private static Layer pooledAway(Random random) {
        return random.nextBoolean() ? GlobalMaxPooling1D.layer() : GlobalAveragePooling1D.layer();
    }

    private static Architecture model(Random random) {
        int batch = random.nextInt(4) == 0 ? 1 + random.nextInt(64) : Shape.ANY;
        int timesteps = random.nextInt(4) == 0 ? Shape.ANY : 1 + random.nextInt(random.nextBoolean() ? 4 : 1000);
        List<Layer> layers = new ArrayList<>();
        boolean sequence = random.nextInt(8) > 0;
        layers.add(sequence ? Input.batchShape(batch, timesteps, size(random)) : Input.batchShape(batch, size(random)));
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Layer layer = layer(random, sequence, batch, timesteps, i == count - 1);
            sequence = sequence && !(layer instanceof Flatten || layer instanceof GlobalPooling1D<?>) && !(layer instanceof LSTM lstm && !lstm.returnsSequences());
            layers.add(layer);
        }
        return Architecture.of(layers);
    }

    private static Layer layer(Random random, boolean sequence, int batch, int timesteps, boolean last) {
        ActivationFunction function = ActivationFunction.values()[random.nextInt(ActivationFunction.values().length)];
        switch (random.nextInt(sequence ? 19 : 6)) {
            case 0:
                return Dense.units(size(random)).useBias(random.nextBoolean()).activation(function);
            case 1:
                return Activation.of(function);
            case 2:
                return Dropout.rate(random.nextInt(11) / 10.0);
            case 3:
                return slope(random);
            case 4:
                return GaussianNoise.stddev(random.nextInt(3) / 2.0);
            case 5:
                return normalization(random);
            case 6:
                return Masking.value(random.nextInt(3) - 1.5f);
            case 7:
                return moved(random);
            case 8:
                return PReLU.layer().sharedAxes(1 + random.nextInt(2), 1);
            case 9:
                return SpatialDropout1D.rate(random.nextInt(11) / 10.0);
            case 10, 11:
                return window(random, size(random));
            case 12:
                return pooledAway(random);
            case 13:
                if (timesteps != Shape.ANY) {
                    return Flatten.layer();
                }
                break;
            default:
                break;
        }
        return sequence ? lstm(random, batch, last, function) : Dense.units(size(random));
    }

    private static Layer slope(Random random) {
        return List.of(ReLU.layer().maxValue(random.nextInt(3)).threshold(random.nextInt(2)), ReLU.layer().negativeSlope(0.1),
                LeakyReLU.layer(), ELU.layer().alpha(0.5)).get(random.nextInt(4)).trainable(random.nextBoolean());
    }

    /** Steps more, or a row for each number: neither depends on how many there are. */
    private static Layer moved(Random random) {
        return List.of(ZeroPadding1D.of(random.nextInt(3), random.nextInt(3)), UpSampling1D.of(1 + random.nextInt(2)), Reshape.to(-1, 1)).get(random.nextInt(3));
    }

    private static LSTM lstm(Random random, int batch, boolean last, ActivationFunction function) {
        return LSTM.units(size(random)).returnSequences(random.nextInt(4) > 0).goBackwards(random.nextInt(4) == 0)
                .stateful(batch != Shape.ANY && random.nextBoolean()).returnState(last && random.nextBoolean())
                .useBias(random.nextInt(4) > 0).dropout(random.nextInt(3) / 4.0).recurrentDropout(random.nextInt(3) / 4.0)
                .activation(function.wholeRow() ? ActivationFunction.TANH : function);
    }

    private static int size(Random random) {
        return 1 + random.nextInt(random.nextBoolean() ? 9 : 999);
    }
}
