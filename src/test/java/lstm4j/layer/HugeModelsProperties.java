package lstm4j.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import lstm4j.Footprint;
import lstm4j.Sequential;
import lstm4j.testing.Rule;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Layers of sizes that nobody has memory for, one after another: each model is refused by name, or every count of it is right. */
class HugeModelsProperties {
    private static final List<Integer> SIZES = List.of(1, 2, 3, 1 << 8, 1 << 15, 46_341, 1 << 16, 1 << 20, 1 << 24, 1 << 26, 1 << 27, 1 << 30, Integer.MAX_VALUE);

    private final Random random = new Random();

    private int size() {
        return SIZES.get(random.nextInt(SIZES.size()));
    }

    private int[] input() {
        int[] sizes = new int[2 + random.nextInt(3)];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = random.nextInt(axis == sizes.length - 1 ? 100 : 3) == 0 ? Shape.ANY : size();
        }
        return sizes;
    }

    private Layer layer(int depth) {
        FluentLayer<?> layer = Layers.ALL.get(random.nextInt(Layers.ALL.size()));
        for (LayerOption<?> option : layer.options()) {
            try {
                layer = layer.option(option, switch (option.kind()) {
                    case INTEGER -> size();
                    case INTEGERS -> List.of(size(), size()).subList(0, 1 + random.nextInt(2));
                    case FLAG -> option.name().equals("return_sequences") || !option.name().equals("stateful") && random.nextInt(4) == 0; // kept states are made at once
                    case LAYER -> depth < 2 ? layer(depth + 1) : LSTM.units(size() >> 4 | 1);
                    default -> layer.get(option);
                });
            } catch (RuleException refused) {
                // the option stays as it was
            }
        }
        return layer;
    }

    @Property(tries = 600, seed = "1")
    @Rule({"SHAPE-18", "ERR-1"})
    void aModelBeyondAllMemoryIsRefusedOrCountedRightly(@ForAll long seed) {
        random.setSeed(seed);
        List<Layer> layers = new ArrayList<>();
        try {
            layers.add(Input.batchShape(input()));
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                layers.addAll(Collections.nCopies(random.nextInt(8) == 0 ? 70 : 1, layer(0)));
            }
            judge(Sequential.of(layers.toArray(Layer[]::new)));
        } catch (RuleException refused) {
            // by name
        }
    }

    @Property(tries = 1)
    @Rule("SHAPE-21")
    void aModelOfMoreParametersThanAreCountedIsRefusedWithTheLayerWhereTheyBecomeTooMany() {
        Layer[] layers = Collections.nCopies(70, LSTM.units(1 << 27).returnSequences()).toArray(Layer[]::new);
        layers[0] = LSTM.units(1 << 27).returnSequences().inputShape(3, 1);
        RuleException refused = assertThrows(RuleException.class, () -> Sequential.of(layers));
        assertEquals("SHAPE-21", refused.rule());
        assertTrue(refused.getMessage().startsWith("[SHAPE-21] lstm"), refused.getMessage());
    }

    private void judge(Sequential model) {
        Architecture architecture = model.architecture();
        BigInteger count = BigInteger.ZERO;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                count = count.add(weight.sizes().stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply));
            }
        }
        assertEquals(count, BigInteger.valueOf(architecture.parameterCount()));
        assertEquals(count.multiply(BigInteger.valueOf(4)), BigInteger.valueOf(4 * architecture.parameterCount()), "bytes");
        assertFalse(model.summary().contains("-") && model.summary().matches("(?s).*-\\d.*"), model.summary());
        assertFalse(lstm4j.text.Explanation.text(architecture).matches("(?s).*= +-\\d.*"), "explanation");
        Footprint footprint = model.footprint(size(), size());
        for (long bytes : new long[] {footprint.predictor(), footprint.predicting(), footprint.loading(), footprint.saving()}) {
            assertTrue(bytes > 0, footprint.toString());
        }
        assertTrue(footprint.weights() >= 4 * architecture.parameterCount(), footprint.toString());
    }
}
