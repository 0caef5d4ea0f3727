package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Scalers on numbers small enough to follow by hand. */
class ScalerTest {
    private static void refuses(Executable call, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void minMaxMovesToZeroToOneAndLaterDataMayLieOutside() {
        MinMaxScaler scaler = MinMaxScaler.fit(new double[] {30, 10, 50});
        assertArrayEquals(new double[] {0.5, 0, 1, 1.5}, scaler.transform(new double[] {30, 10, 50, 70}));
        assertArrayEquals(new double[] {30, 10, 50, 70}, scaler.inverse(new double[] {0.5, 0, 1, 1.5}));
        assertEquals(0.25, scaler.transform(20));
        assertEquals(20, scaler.inverse(0.25));
    }

    @Test
    void minMaxMovesToAnyRange() {
        MinMaxScaler scaler = MinMaxScaler.fit(new double[] {10, 50}).to(-1, 1);
        assertArrayEquals(new double[] {-1, 0, 1}, scaler.transform(new double[] {10, 30, 50}));
        assertEquals(40, scaler.inverse(0.5));
    }

    /** The expected numbers are scikit-learn's. */
    @Test
    void standardGivesMean0AndDeviation1() {
        StandardScaler scaler = StandardScaler.fit(new double[] {1, 2, 4, 9});
        assertArrayEquals(new double[] {-0.97332853, -0.64888568, 0, 1.62221421}, scaler.transform(new double[] {1, 2, 4, 9}),
                5e-9);
    }

    @Test
    void everyColumnOfATableIsScaledByItself() {
        double[][] rows = {{0, -1}, {10, 1}};
        assertArrayEquals(new double[][] {{0, 0}, {1, 1}, {0.5, 2}},
                MinMaxScaler.fit(rows).transform(new double[][] {{0, -1}, {10, 1}, {5, 3}}));
        assertArrayEquals(new double[][] {{-1, -1}, {1, 1}}, StandardScaler.fit(rows).transform(rows));
        assertArrayEquals(rows, StandardScaler.fit(rows).inverse(new double[][] {{-1, -1}, {1, 1}}));
        assertEquals(2, StandardScaler.fit(rows).columns());
    }

    @Test
    void aConstantColumnIsRefused() {
        String hint = ".\n          Hint: a constant column tells a model nothing: leave it out, or fit on more rows.";
        String message = "[DATA-38] scaler, column 1: expected values that differ, by less than 1e308, got 3 times 0.1" + hint;
        double[][] rows = {{1, 0.1}, {2, 0.1}, {3, 0.1}};
        refuses(() -> MinMaxScaler.fit(rows), message);
        refuses(() -> StandardScaler.fit(rows), message);
        refuses(() -> StandardScaler.fit(new double[] {5}),
                "[DATA-38] scaler, column 0: expected values that differ, by less than 1e308, got 1 times 5.0" + hint);
    }

    @Test
    void numbersTooFarApartAreRefused() {
        refuses(() -> MinMaxScaler.fit(new double[] {-1e308, 1e308}), "[DATA-38] scaler, column 0: expected values that"
                + " differ, by less than 1e308, got a spread of Infinity.\n          Hint: bring the numbers into another unit.");
    }

    @Test
    void whatCannotBeFittedOnIsRefused() {
        refuses(() -> MinMaxScaler.fit(new double[0]),
                "[DATA-37] scaler: expected at least one row and one column to fit on, got none.");
        refuses(() -> StandardScaler.fit(new double[][] {{}, {}}),
                "[DATA-37] scaler: expected at least one row and one column to fit on, got none.");
        refuses(() -> StandardScaler.fit(new double[][] {{1, 2}, {3}}),
                "[DATA-37] scaler: expected 2 numbers in every row, as in row 0, got 1 in row 1.");
        refuses(() -> MinMaxScaler.fit(new double[][] {{1, 2}, {3, Double.NaN}}), "[DATA-35] scaler: expected finite numbers,"
                + " got NaN in row 1, column 1.\n          Hint: remove or fill in what is missing.");
    }

    @Test
    void anotherNumberOfColumnsThanFittedIsRefused() {
        Scaler two = MinMaxScaler.fit(new double[][] {{1, 2}, {3, 5}});
        String message = "[DATA-39] scaler: expected 2 columns as in the data it was fitted on, got 1.";
        refuses(() -> two.transform(1.0), message);
        refuses(() -> two.inverse(1.0), message);
        refuses(() -> two.transform(new double[] {1}), message);
        refuses(() -> two.inverse(new double[] {1}), message);
        refuses(() -> two.transform(new double[][] {{1}}), message);
        refuses(() -> two.inverse(new double[][] {{1}}), message);
        refuses(() -> MinMaxScaler.fit(new double[] {1, 2}).transform(new double[][] {{1, 2, 3}}),
                "[DATA-39] scaler: expected 1 column as in the data it was fitted on, got 3.");
    }

    @Test
    void aRangeWithoutWidthIsRefused() {
        MinMaxScaler scaler = MinMaxScaler.fit(new double[] {1, 2});
        refuses(() -> scaler.to(1, 1), "[DATA-41] MinMaxScaler: expected a range from low to a greater high, got 1.0 to 1.0.");
        assertThrows(IllegalArgumentException.class, () -> scaler.to(0, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> scaler.to(Double.NaN, 1));
    }
}
