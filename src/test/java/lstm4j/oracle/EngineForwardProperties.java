package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The oracle judges every number of the engine's forward pass: see {@link EngineForwardCheck} for the bound. What depends on
 * state is covered from zero states; that a state carried on, by a stateful layer or by the caller, gives the same bits is a
 * law of {@code MetamorphicProperties}.
 */
@Rule({"LSTM-2", "LSTM-3", "LSTM-4", "LSTM-6", "LSTM-7", "LSTM-8", "DENSE-1", "DENSE-2", "DENSE-7", "NUM-3", "GRU-2", "GRU-3", "RNN-1", "RNN-2"})
class EngineForwardProperties {
    @Property(tries = 400, seed = "51", shrinking = ShrinkingMode.OFF)
    void everyNumberOfSmallModels(@ForAll("small") EngineCase data) {
        check(data);
    }

    @Property(tries = 80, seed = "52", shrinking = ShrinkingMode.OFF)
    void everyNumberOfLargerModels(@ForAll("larger") EngineCase data) {
        check(data);
    }

    private static void check(EngineCase data) {
        Assume.that(data.model.mask == null); // the engine takes masks from a Masking layer only
        for (int b = 0; b < Math.min(2, data.model.B); b++) {
            double worst = EngineForwardCheck.worst(data.architecture, data.model.weights, data.model.x[b], data.toString());
            assertTrue(worst <= Budget.ENGINE_FORWARD.limit(), worst + " at " + data);
        }
    }

    @Example
    void aThousandStepsOfFewUnits() {
        assertTrue(longSequence(1000, 3, 2) <= Budget.ENGINE_FORWARD.limit());
        assertTrue(longSequence(1000, 16, 3) <= Budget.ENGINE_FORWARD.limit());
    }

    /** Long sums: their many roundings cancel, and the bound, which adds them up, is never nearly reached. */
    @Example
    void aThousandStepsOfManyUnits() {
        double worst = longSequence(1000, 48, 28);
        assertTrue(worst <= Budget.ENGINE_FORWARD_WIDE.limit(), String.valueOf(worst));
    }

    /** Two LSTM layers with weights so large that gates open and close. */
    private static double longSequence(int T, int U, int F) {
        SplittableRandom random = new SplittableRandom(T + U);
        Architecture architecture = Architecture.of(List.of(LSTM.units(U).returnSequences().inputShape(Shape.ANY, F), LSTM.units(U)));
        double size = 1.7 / Math.sqrt(U);
        double[][][] weights = {numbers(random, F, 4 * U, 0.5), numbers(random, U, 4 * U, size), numbers(random, 1, 4 * U, 1),
            numbers(random, U, 4 * U, size), numbers(random, U, 4 * U, size), numbers(random, 1, 4 * U, 1)};
        return EngineForwardCheck.worst(architecture, weights, numbers(random, T, F, 1), "T = " + T + ", U = " + U);
    }

    private static double[][] numbers(SplittableRandom random, int rows, int columns, double size) {
        float[][] floats = Numbers.rows(random, rows, columns, size);
        double[][] doubles = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                doubles[r][k] = floats[r][k];
            }
        }
        return doubles;
    }

    @Provide
    Arbitrary<EngineCase> small() {
        return EngineCase.ofSize(1);
    }

    @Provide
    Arbitrary<EngineCase> larger() {
        return EngineCase.ofSize(4);
    }
}
