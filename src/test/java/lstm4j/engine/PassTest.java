package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.testing.Numbers;
import org.junit.jupiter.api.Test;

/** What a pass can say beyond what today's layers need: rows that become steps, layers around layers, any number of parts of a state. */
class PassTest {
    private static final int R = 3;
    private static final int T = 6;
    private static final int F = 4;
    private static final int U = 5;
    private final SplittableRandom random = new SplittableRandom(5);
    private final Network forward = network(LSTM.units(U).returnSequences().inputShape(T, F));
    private final Network backward = network(LSTM.units(U).returnSequences().goBackwards().inputShape(T, F));

    private Network network(LSTM layer) {
        Network network = new Network(Architecture.of(List.of(layer)));
        float[][][] weights = Numbers.like(random, network.weights(), 0.5);
        for (int w = 0; w < weights.length; w++) {
            for (int r = 0; r < weights[w].length; r++) {
                System.arraycopy(weights[w][r], 0, network.weights()[w][r], 0, weights[w][r].length);
            }
        }
        return network;
    }

    /** A row of T numbers becomes T rows of F; number 0 does not count: what an Embedding does, its table being given. */
    private static final class Lookup extends Pass {
        private final float[][] table;
        private boolean[][] counts;
        private int T;

        Lookup(float[][] table, Room room) {
            super(room);
            this.table = table;
        }

        @Override
        int outputSteps(int S, int columns) {
            return columns;
        }

        @Override
        int outputColumns(int S, int columns) {
            return table[0].length;
        }

        @Override
        void allocate(int S, int columns) {
            y = room.buffers().references(columns, room.rows());
            counts = room.buffers().flags(columns, room.rows());
        }

        @Override
        boolean[][] outputMask() {
            return counts;
        }

        @Override
        void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
            T = x[0][0].length;
            for (int t = 0; t < T; t++) {
                for (int r = 0; r < R; r++) {
                    y[t][r] = table[(int) x[0][r][t]];
                    counts[t][r] = x[0][r][t] != 0;
                }
            }
        }

        @Override
        void backward(float[][][] dy, int S, int R) {
            dx = null; // there is no gradient of an index
        }
    }

    /** Two passes side by side, the second one's steps turned round: what a Bidirectional layer with merge "sum" does. */
    private static final class Both extends Pass {
        private final Pass one;
        private final Pass other;

        Both(Pass one, Pass other, Room room) {
            super(room);
            this.one = one;
            this.other = other;
            state = join(one.state, other.state);
            stateGradient = join(one.stateGradient, other.stateGradient);
        }

        private static float[][][] join(float[][][] some, float[][][] more) {
            float[][][] all = Arrays.copyOf(some, some.length + more.length);
            System.arraycopy(more, 0, all, some.length, more.length);
            return all;
        }

        @Override
        int outputColumns(int S, int columns) {
            return one.outputColumns(S, columns);
        }

        @Override
        void allocate(int S, int columns) {
            one.reserve(S, columns);
            other.reserve(S, columns);
            y = room.buffers().rows(S, room.rows(), one.outputColumns(S, columns));
            dx = room.buffers().rows(S, room.rows(), columns);
        }

        @Override
        void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
            one.forward(x, mask, S, R, call);
            other.forward(x, mask, S, R, call);
            sum(y, one.y, other.y, S, R, true);
            finalState = join(one.finalState, other.finalState);
        }

        @Override
        void backward(float[][][] dy, int S, int R) {
            one.backward(dy, S, R);
            float[][][] turned = new float[S][][];
            for (int s = 0; s < S; s++) {
                turned[s] = dy[S - 1 - s];
            }
            other.backward(turned, S, R);
            sum(dx, one.dx, other.dx, S, R, false);
        }

        private static void sum(float[][][] out, float[][][] a, float[][][] b, int S, int R, boolean turn) {
            for (int s = 0; s < S; s++) {
                for (int r = 0; r < R; r++) {
                    System.arraycopy(a[s][r], 0, out[s][r], 0, out[s][r].length);
                    Rows.add(out[s][r], b[turn ? S - 1 - s : s][r], out[s][r].length);
                }
            }
        }

        @Override
        void accumulateInto(float[][][] gradients, int first) {
            one.accumulateInto(gradients, first);
            other.accumulateInto(gradients, first + 3);
        }
    }

    private static Pass lstm(Network network, Room room) {
        return Passes.of(network.architecture().layer(0), network.architecture().inputShape(0), 0, network.parameters(0), room);
    }

    /** The bits of what both halves say by themselves, in a workspace of their own. */
    @Test
    void aLayerAroundTwoLayersRunsThemForwardAndBackwardWithTheirStates() {
        Room room = new Room(R, true, true, 0, Buffers.REAL);
        Workspace both = new Workspace(new Pass[] {new Both(lstm(forward, room), lstm(backward, room), room)}, R);
        Workspace one = new Workspace(forward, room);
        Workspace other = new Workspace(backward, room);
        float[][][] x = Numbers.tensor(random, T, R, F, 1);
        float[][][] start = Numbers.tensor(random, 4, R, U, 1);
        float[][][] dy = Numbers.tensor(random, T, R, U, 1);
        both.startFrom(0, start, 0, R);
        one.startFrom(0, Arrays.copyOfRange(start, 0, 2), 0, R);
        other.startFrom(0, Arrays.copyOfRange(start, 2, 4), 0, R);

        float[][][] y = both.forward(x, T, R, new Call());
        float[][][] sum = new float[T][R][U];
        Both.sum(sum, one.forward(x, T, R, new Call()), other.forward(x, T, R, new Call()), T, R, true);
        assertArrayEquals(sum, y);
        assertArrayEquals(Both.join(one.finalState(0), other.finalState(0)), both.finalState(0));

        float[][][] turned = new float[T][][];
        for (int t = 0; t < T; t++) {
            turned[t] = dy[T - 1 - t];
        }
        float[][][] gradients = Both.join(forward.zeros(), backward.zeros());
        float[][][] ofOne = forward.zeros();
        float[][][] ofOther = backward.zeros();
        both.backward(dy, gradients);
        one.backward(dy, ofOne);
        other.backward(turned, ofOther);
        assertArrayEquals(Both.join(ofOne, ofOther), gradients);
        assertArrayEquals(Both.join(one.stateGradient(0), other.stateGradient(0)), both.stateGradient(0));
        float[][][] dx = new float[T][R][F];
        Both.sum(dx, one.inputGradient(), other.inputGradient(), T, R, false);
        assertArrayEquals(dx, both.inputGradient());
    }

    /** Sequences of different lengths in one workspace, the second longer than the first. */
    @Test
    void aRowOfNumbersBecomesAsManyStepsWithAMask() {
        float[][] table = Numbers.rows(random, 7, F, 1);
        Room room = Room.predicting(R, Buffers.REAL);
        Workspace workspace = new Workspace(new Pass[] {new Lookup(table, room), lstm(forward, room)}, R);
        for (float[][] numbers : List.of(new float[][] {{1, 2}, {3, 0}, {6, 5}}, new float[][] {{1, 2, 3, 0}, {4, 0, 5, 6}, {1, 1, 1, 1}})) {
            int steps = numbers[0].length;
            float[][][] rows = new float[steps][R][];
            for (int t = 0; t < steps; t++) {
                for (int r = 0; r < R; r++) {
                    rows[t][r] = table[(int) numbers[r][t]];
                }
            }
            assertEquals(steps, workspace.outputSteps(1, steps));
            float[][][] y = workspace.forward(new float[][][] {numbers}, 1, R, new Call());
            assertEquals(steps, workspace.stepsInto(1));
            float[][][] plain = new Workspace(forward, room).forward(rows, steps, R, new Call());
            boolean[] counted = {true, true, true};
            for (int t = 0; t < steps; t++) {
                for (int r = 0; r < R; r++) {
                    assertEquals(numbers[r][t] != 0, workspace.outputMask()[t][r]);
                    counted[r] &= numbers[r][t] != 0;
                    assertTrue(!counted[r] || Arrays.equals(plain[t][r], y[t][r]), "up to the first step that does not count");
                }
            }
        }
    }

    /** One number at a time, the state carried: the bits of the whole row at once. */
    @Test
    void stepsOfSuchARowGoOnFromTheStateBefore() {
        float[][] table = Numbers.rows(random, 7, F, 1);
        Room room = Room.predicting(1, Buffers.REAL);
        Workspace whole = new Workspace(new Pass[] {new Lookup(table, room), lstm(forward, room)}, 1);
        Workspace stepping = new Workspace(new Pass[] {new Lookup(table, room), lstm(forward, room)}, 1);
        float[] numbers = {2, 6, 4, 1};
        float[][][] y = whole.forward(new float[][][] {{numbers}}, 1, 1, new Call());
        for (int t = 0; t < numbers.length; t++) {
            assertArrayEquals(y[t][0], stepping.forward(new float[][][] {{{numbers[t]}}}, 1, 1, new Call())[0][0], "step " + t);
            stepping.startFrom(0, stepping.finalState(0), 0, 1);
            stepping.startFrom(1, stepping.finalState(1), 0, 1);
        }
    }

    @Test
    void aPassThatFailsToMakeItsBuffersKeepsServingWhatFittedBefore() {
        Room room = Room.predicting(R, Buffers.REAL);
        boolean[] fails = {false};
        Pass pass = new Pass(room) {
            @Override
            void allocate(int S, int columns) {
                y = new float[S][][];
                if (fails[0]) {
                    throw new OutOfMemoryError("on purpose");
                }
                dx = new float[S][][];
            }

            @Override
            void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
                throw new UnsupportedOperationException();
            }

            @Override
            void backward(float[][][] dy, int S, int R) {
                throw new UnsupportedOperationException();
            }
        };
        pass.reserve(2, 1);
        fails[0] = true;
        assertThrows(OutOfMemoryError.class, () -> pass.reserve(9, 1));
        fails[0] = false;
        pass.reserve(5, 1);
        assertTrue(pass.y.length >= 5 && pass.dx.length >= 5);
    }

    private static long rowBytes(int numbers) {
        return (16 + 4L * numbers + 7) / 8 * 8;
    }

    /** Only backward through a kernel makes its transposed copy: a table that is looked up never has one. */
    @Test
    void kernelsAreTransposedForPassesThatAskOnly() {
        Buffers counted = Buffers.counting();
        Network network = new Network(forward.architecture(), counted);
        long weights = counted.bytes();
        new Workspace(network, Room.predicting(R, Buffers.counting())).reserve(T, F);
        assertEquals(weights, counted.bytes());
        new Workspace(network, new Room(R, true, true, 0, Buffers.counting())).reserve(T, F);
        long references = 16 + 4L * 4 * U; // to 4U rows of both kernels side by side
        assertEquals(weights + references + 4 * U * rowBytes(U + F), counted.bytes());
    }
}
