package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.GRU;
import lstm4j.layer.GlobalAveragePooling1D;
import lstm4j.layer.GlobalMaxPooling1D;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.Padding;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Random models with convolutions and poolings: dual numbers judge the oracle, the oracle judges the engine. */
@Rule({"CONV-1", "CONV-5", "POOL-1", "POOL-5"})
class ConvolutionProperties {
    private static final List<ActivationFunction> FUNCTIONS = List.of(ActivationFunction.LINEAR, ActivationFunction.RELU, ActivationFunction.TANH,
            ActivationFunction.SILU, ActivationFunction.SOFTMAX);

    @Property(tries = 200, seed = "1", shrinking = ShrinkingMode.OFF)
    void gradientsOfTheOracleAreThoseOfDualNumbers(@ForAll("models") RandomCase model) {
        OracleGradientProperties.compareWithDualNumbers(model);
    }

    @Property(tries = 300, seed = "2", shrinking = ShrinkingMode.OFF)
    void gradientsOfTheEngineAreThoseOfTheOracle(@ForAll("models") RandomCase model) {
        EveryLayerTest.compareEngineWithOracle(model);
    }

    @Provide
    Arbitrary<RandomCase> models() {
        return EngineCase.seeds().map(seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            int T = 1 + random.nextInt(9);
            return new RandomCase(seed, Architecture.of(layers(random, T)), 1 + random.nextInt(3), T);
        });
    }

    private static List<Layer> layers(SplittableRandom random, int T) {
        List<Layer> layers = new ArrayList<>(List.of(random.nextInt(3) == 0 ? Masking.value(0).inputShape(T, 2) : Dense.units(2).inputShape(T, 2)));
        for (int n = random.nextInt(4); n >= 0; n--) {
            Layer next = window(random);
            layers.add(fits(layers, next) ? next : LSTM.units(2).returnSequences());
        }
        layers.add(random.nextInt(2) == 0 ? GRU.units(3) : random.nextBoolean() ? GlobalMaxPooling1D.layer() : GlobalAveragePooling1D.layer());
        layers.add(Dense.units(2));
        return layers;
    }

    private static boolean fits(List<Layer> layers, Layer next) {
        try {
            List<Layer> all = new ArrayList<>(layers);
            all.add(next);
            Architecture.of(all);
            return true;
        } catch (RuleException tooShort) {
            return false;
        }
    }

    private static Layer window(SplittableRandom random) {
        int size = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        Padding padding = Padding.values()[random.nextInt(3)];
        Padding ofPool = random.nextBoolean() ? Padding.SAME : Padding.VALID;
        return switch (random.nextInt(4)) {
            case 0 -> MaxPooling1D.poolSize(size).strides(stride).padding(ofPool);
            case 1 -> AveragePooling1D.poolSize(size).strides(stride).padding(ofPool);
            default -> (random.nextBoolean() ? Conv1D.of(1 + random.nextInt(4), size).strides(stride)
                    : Conv1D.of(1 + random.nextInt(4), size).dilationRate(stride)).padding(padding)
                    .activation(FUNCTIONS.get(random.nextInt(FUNCTIONS.size()))).useBias(random.nextInt(3) > 0)
                    .kernelRegularizer(random.nextInt(3) == 0 ? Regularizer.l2(0.1f) : Regularizer.NONE);
        };
    }
}
