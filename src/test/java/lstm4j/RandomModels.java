package lstm4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.ELU;
import lstm4j.layer.Flatten;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.Masking;
import lstm4j.layer.PReLU;
import lstm4j.layer.ReLU;
import lstm4j.layer.Reshape;
import lstm4j.layer.Shape;
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

    private static Architecture model(Random random) {
        int batch = random.nextInt(4) == 0 ? 1 + random.nextInt(64) : Shape.ANY;
        int timesteps = random.nextInt(4) == 0 ? Shape.ANY : 1 + random.nextInt(random.nextBoolean() ? 4 : 1000);
        List<Layer> layers = new ArrayList<>();
        boolean sequence = random.nextInt(8) > 0;
        layers.add(sequence ? Input.batchShape(batch, timesteps, size(random)) : Input.batchShape(batch, size(random)));
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Layer layer = layer(random, sequence, batch, timesteps, i == count - 1);
            sequence = sequence && !(layer instanceof Flatten) && !(layer instanceof LSTM lstm && !lstm.returnsSequences());
            layers.add(layer);
        }
        return Architecture.of(layers);
    }

    private static Layer layer(Random random, boolean sequence, int batch, int timesteps, boolean last) {
        ActivationFunction function = ActivationFunction.values()[random.nextInt(ActivationFunction.values().length)];
        switch (random.nextInt(sequence ? 15 : 5)) {
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
                return Masking.value(random.nextInt(3) - 1.5f);
            case 6:
                return moved(random);
            case 7:
                return PReLU.layer().sharedAxes(1 + random.nextInt(2), 1);
            case 8:
                return SpatialDropout1D.rate(random.nextInt(11) / 10.0);
            case 9:
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
