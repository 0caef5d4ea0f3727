package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a caller reads whose arrays do not fit the model. */
class OracleMessagesTest {
    private final Oracle oracle = Oracle.of(Architecture.of(List.of(LSTM.of(2, 3, 4), Dropout.rate(0.5), Dense.units(2))));
    private final double[][][] weights = {new double[4][8], new double[2][8], new double[1][8], new double[2][2], new double[1][2]};
    private final double[][][] x = new double[5][3][4];

    private static void assertMessage(String expected, Executable call) {
        assertEquals(expected, assertThrows(RuleException.class, call).getMessage());
    }

    @Test
    void weightsAreCountedAndMeasured() {
        assertMessage("""
                [ORC-1] weights: expected 5 arrays [lstm/kernel, lstm/recurrent_kernel, lstm/bias, dense/kernel, dense/bias], got 1.
                        Hint: all layers' arrays are one list, in Keras's order.""", () -> oracle.forward(new double[1][4][8], x));
        weights[0] = new double[8][4];
        assertMessage("""
                [ORC-1] lstm/kernel: expected [4][8], got 8 rows.
                        Hint: Keras keeps kernels as (inputs, outputs); PyTorch's are transposed.""", () -> oracle.forward(weights, x));
        weights[0] = new double[4][8];
        weights[2] = new double[8][1];
        assertMessage("""
                [ORC-1] lstm/bias: expected [1][8], got 8 rows.
                        Hint: a bias is one row.""", () -> oracle.forward(weights, x));
    }

    @Test
    void dataMustBeRowsOfTheModelsShape() {
        assertMessage("[ORC-2] data: expected rows [B][T][F] of (batch, timesteps=3, features=4), got no sample.",
                () -> oracle.forward(weights, new double[0][][]));
        x[2] = new double[3][5];
        assertMessage("[ORC-2] sample 2 of the data: expected [3][4], got 5 numbers in row 0.", () -> oracle.forward(weights, x));
        Oracle flat = Oracle.of(Architecture.of(List.of(Dense.units(1).inputShape(4))));
        assertMessage("""
                [ORC-2] sample 0 of the data: expected [1][4], got 3 rows.
                        Hint: features without a time axis are given as [B][1][F].""",
                () -> flat.forward(new double[][][] {new double[4][1], new double[1][1]}, new double[5][3][4]));
    }

    @Test
    void labelsMustSuitTheLossAndTheOutput() {
        OracleLabels rows = OracleLabels.rows(new double[5][1][2]);
        assertMessage("""
                [ORC-3] sparse_categorical_crossentropy: expected labels as class numbers, got rows.
                        Hint: sparse_categorical_crossentropy alone takes class numbers.""",
                () -> oracle.loss(weights, x, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, rows));
        assertMessage("""
                [ORC-3] sample 1 of the labels: expected a class from 0 to 1, got 2.
                        Hint: the last layer has 2 outputs, one for each class.""",
                () -> oracle.loss(weights, x, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, OracleLabels.classes(new int[][] {{0}, {2}, {0}, {0}, {0}})));
        assertMessage("[ORC-3] labels: expected 5, got 4.", () -> oracle.loss(weights, x, Loss.MSE, OracleLabels.rows(new double[4][1][2])));
        assertMessage("[ORC-3] sample weights: expected [5][1], got 2 numbers in row 0.",
                () -> oracle.gradients(weights, x, Loss.MSE, rows.weighted(new double[5][2])));
    }

    @Test
    void optionsMustNameLayersThatHaveThem() {
        OracleState state = OracleState.zeros(5, 2, 2);
        assertMessage("[ORC-4] layer lstm_7: expected one of [lstm], got lstm_7.",
                () -> oracle.forward(weights, x, Options.NONE.initialState("lstm_7", state)));
        assertMessage("[ORC-4] layer dense: expected one of [dropout], got dense.",
                () -> oracle.forward(weights, x, Options.NONE.dropout("dense", new double[5][1][2])));
        assertMessage("[ORC-4] lstm: initial h: expected [5][2], got 4 rows.",
                () -> oracle.forward(weights, x, Options.NONE.initialStates(Map.of("lstm", OracleState.zeros(4, 2, 2)))));
        assertMessage("[ORC-4] lstm: input dropout: expected [5][4], got 2 numbers in row 0.",
                () -> oracle.forward(weights, x, Options.NONE.inputDropout("lstm", new double[5][2])));
        assertMessage("[ORC-4] dropout: dropout factors: expected 5 samples, got 1.",
                () -> oracle.forward(weights, x, Options.NONE.dropout("dropout", new double[1][1][2])));
        assertMessage("[ORC-4] mask: expected [5][3]: one truth value for each row of the data, got [5][2] or uneven.",
                () -> oracle.forward(weights, x, Options.NONE.mask(new boolean[5][2])));
        assertMessage("[ORC-4] truncate: expected at least 1 step, got 0.", () -> Options.NONE.truncate(0));
        assertMessage("[ORC-4] layer gru: expected one of [lstm, dropout, dense], got gru.", () -> oracle.forward(weights, x).layer("gru"));
    }
}
