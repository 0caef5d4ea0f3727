package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** The LSTM of {@code spec/textbook.md}, with which the engine shares nothing, beside the engine: the bits are equal, forward and backward. */
class TextbookLstmTest {
    private static final int R = 5;
    private static final int T = 7;
    private static final int F = 9;
    private static final int U = 6;

    private final SplittableRandom random = new SplittableRandom(11);

    private float[][] matrix(int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int q = 0; q < columns; q++) {
                row[q] = (float) (2 * random.nextDouble() - 1);
            }
        }
        return matrix;
    }

    private float[][][] steps(int columns) {
        float[][][] steps = new float[T][][];
        Arrays.setAll(steps, k -> matrix(R, columns));
        return steps;
    }

    @Test
    @Rule({"NUM-1", "NUM-4", "NUM-8", "LSTM-2", "LSTM-4", "BPTT-1", "BPTT-2", "BPTT-3"})
    void outputsStatesAndGradientsHaveTheSameBits() {
        float[][][] x = steps(F);
        float[][][] dy = steps(U);
        float[][][] weights = {matrix(F, 4 * U), matrix(U, 4 * U), matrix(1, 4 * U)};
        float[][][] gradients = {matrix(F, 4 * U), matrix(U, 4 * U), matrix(1, 4 * U)}; // backward goes on from what is there
        float[][] h0 = matrix(R, U);
        float[][] c0 = matrix(R, U);
        Network network = new Network(Architecture.of(List.of(LSTM.units(U).returnSequences().inputShape(T, F))));
        float[][][] ofEngine = network.zeros();
        copy(weights, network.weights());
        copy(gradients, ofEngine);
        network.transpose();
        Workspace workspace = new Workspace(network, R, true, true, 0);
        workspace.startFrom(0, new float[][][] {h0, c0}, 0, R);
        TextbookLstm textbook = new TextbookLstm(weights[0], weights[1], weights[2][0], gradients[0], gradients[1], gradients[2][0]);

        float[][][] y = workspace.forward(x, T, R, new Call());
        textbook.forward(x, h0, c0);
        for (int k = 0; k < T; k++) {
            assertArrayEquals(textbook.h[k + 1], y[k]);
        }
        assertArrayEquals(new float[][][] {textbook.h[T], textbook.c[T]}, workspace.finalState(0));

        float[][][] dx = new float[T][R][F];
        float[][] dh = new float[R][U];
        float[][] dc = new float[R][U];
        textbook.backward(dy, dx, dh, dc);
        workspace.backward(dy, ofEngine);
        assertArrayEquals(gradients, ofEngine);
        assertArrayEquals(dx, workspace.inputGradient());
        assertArrayEquals(new float[][][] {dh, dc}, workspace.stateGradient(0));
    }

    private static void copy(float[][][] from, float[][][] to) {
        for (int n = 0; n < from.length; n++) {
            for (int r = 0; r < from[n].length; r++) {
                System.arraycopy(from[n][r], 0, to[n][r], 0, from[n][r].length);
            }
        }
    }

    @Test
    void thePageShowsTheClassAsItIs() throws IOException {
        String source = Files.readString(Path.of("src/test/java/lstm4j/engine/TextbookLstm.java"));
        String listing = source.substring(source.indexOf("final class TextbookLstm"));
        assertTrue(Files.readString(Path.of("spec/textbook.md")).contains("```java\n" + listing + "```\n"), "copy the class into spec/textbook.md");
    }
}
