package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** An LSTM at every step of data whose steps are sequences: the bits of that LSTM on as many samples as there are steps. */
class TimeDistributedPassTest {
    private static final int R = 3;
    private static final int T = 4;
    private static final int N = 5;
    private static final int F = 2;
    private static final int U = 6;
    private final SplittableRandom random = new SplittableRandom(9);

    @Test
    @Rule("TD-3")
    void eachStepIsASampleOfTheLayerInside() {
        Network every = new Network(Architecture.of(List.of(TimeDistributed.of(LSTM.units(U)).inputShape(T, N, F))));
        Network alone = new Network(Architecture.of(List.of(LSTM.of(U, N, F))));
        float[][][] weights = Numbers.like(random, alone.weights(), 0.5);
        for (int w = 0; w < weights.length; w++) {
            for (int r = 0; r < weights[w].length; r++) {
                System.arraycopy(weights[w][r], 0, alone.weights()[w][r], 0, weights[w][r].length);
                System.arraycopy(weights[w][r], 0, every.weights()[w][r], 0, weights[w][r].length);
            }
        }
        float[][][] x = Numbers.tensor(random, T * N, R, F, 1);
        float[][][] dy = Numbers.tensor(random, T, R, U, 1);
        float[][][] xAlone = new float[N][R * T][];
        float[][][] dyAlone = new float[1][R * T][];
        for (int r = 0; r < R; r++) {
            for (int t = 0; t < T; t++) {
                dyAlone[0][r * T + t] = dy[t][r].clone();
                for (int n = 0; n < N; n++) {
                    xAlone[n][r * T + t] = x[t * N + n][r];
                }
            }
        }
        Workspace one = new Workspace(every, new Room(R, true, true, 0, Buffers.REAL));
        Workspace other = new Workspace(alone, new Room(R * T, true, true, 0, Buffers.REAL));
        assertEquals(T, one.outputSteps(T * N, F));
        float[][][] y = one.forward(x, T * N, R, new Call());
        float[][][] yAlone = other.forward(xAlone, N, R * T, new Call());
        float[][][] gradients = every.zeros();
        float[][][] gradientsAlone = alone.zeros();
        one.backward(dy, gradients);
        other.backward(dyAlone, gradientsAlone);
        assertArrayEquals(gradientsAlone, gradients);
        for (int r = 0; r < R; r++) {
            for (int t = 0; t < T; t++) {
                assertArrayEquals(yAlone[0][r * T + t], y[t][r]);
                for (int n = 0; n < N; n++) {
                    assertArrayEquals(other.inputGradient()[n][r * T + t], one.inputGradient()[t * N + n][r]);
                }
            }
        }
    }

    @Test
    @Rule("TD-2")
    void whatHasNoStepsOrKeepsAStateIsRefused() {
        assertRefused(TimeDistributed.of(Dense.units(1)).inputShape(3));
        assertRefused(TimeDistributed.of(LSTM.units(1)).inputShape(2, Shape.ANY, 3));
        assertRefused(TimeDistributed.of(LSTM.units(1).stateful()).batchInputShape(2, 2, 2, 3));
        assertRefused(TimeDistributed.of(LSTM.units(1).returnState()).inputShape(2, 2, 3));
    }

    private static void assertRefused(FluentLayer<?> layer) {
        assertEquals("TD-2", assertThrows(RuleException.class, () -> Architecture.of(List.of(layer))).rule());
    }
}
