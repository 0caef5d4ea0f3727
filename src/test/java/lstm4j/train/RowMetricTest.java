package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Rule("FIT-19")
class RowMetricTest {
    /** Facts C.4. */
    @ParameterizedTest
    @CsvSource({"1,0,BINARY_ACCURACY", "1,1,BINARY_ACCURACY", "3,0,SPARSE_CATEGORICAL_ACCURACY", "3,1,SPARSE_CATEGORICAL_ACCURACY",
            "3,3,CATEGORICAL_ACCURACY"})
    void accuracyIsChosenByOutputsAndLabels(int outputs, int labels, Metric.Kind kind) {
        RowMetric metric = RowMetrics.of(Metric.ACCURACY, outputs, labels);
        assertEquals(kind, metric.kind());
        assertEquals("accuracy", metric.name());
        assertTrue(metric.isBetterWhenLarger());
    }

    @Test
    void binaryAccuracyCountsOutputsOnTheSideOfTheirLabelAndExactlyHalfAsZero() {
        RowMetric metric = RowMetrics.of(Metric.BINARY_ACCURACY, 4, 4);
        assertEquals(0.75, metric.value(new float[] {0.5f, 0.51f, 0.9f, 0.1f}, new float[] {0, 1, 0, 0}));
        assertEquals(0, RowMetrics.of(Metric.ACCURACY, 1, 0).value(new float[] {0.5f}, 1));
        assertEquals(1, RowMetrics.of(Metric.ACCURACY, 1, 1).value(new float[] {0.6f}, new float[] {1}));
        assertEquals(0, RowMetrics.of(Metric.ACCURACY, 1, 1).value(new float[] {0.6f}, new float[] {0.9f}), "a label is 0 or 1");
    }

    @Test
    void categoricalAccuraciesTakeTheFirstOfTheLargest() {
        RowMetric sparse = RowMetrics.of(Metric.ACCURACY, 3, 0);
        float[] tie = {0.2f, 0.4f, 0.4f};
        assertEquals(1, sparse.value(tie, 1));
        assertEquals(0, sparse.value(tie, 2));
        assertEquals(1, sparse.value(tie, new float[] {1}));
        RowMetric categorical = RowMetrics.of(Metric.ACCURACY, 3, 3);
        assertEquals(1, categorical.value(tie, new float[] {0, 1, 1}));
        assertEquals(0, categorical.value(tie, new float[] {0, 0, 1}));
        assertEquals(0, sparse.value(new float[] {0.1f, Float.NaN, 0.3f}, 1), "NaN is not the largest");
    }

    @Test
    void errorsAreMeansOverARow() {
        float[] output = {1, 2, 4};
        float[] label = {1, 4, 1};
        assertEquals(5.0 / 3, RowMetrics.of(Metric.MAE, 3, 3).value(output, label));
        assertEquals(13.0 / 3, RowMetrics.of(Metric.MSE, 3, 3).value(output, label));
        assertEquals(2, RowMetrics.of(Metric.MAE, 1, 0).value(new float[] {3}, 5));
        assertFalse(RowMetrics.of(Metric.MAE, 1, 1).isBetterWhenLarger());
        assertFalse(RowMetrics.of(Metric.MSE, 1, 1).isBetterWhenLarger());
    }

    /** Keras compares them all the same, by stretching the labels, or fails within the backend. */
    @Test
    void labelsThatDoNotFitTheOutputsAreRefused() {
        assertMessage("""
                [FIT-15] mae: expected labels of 3 numbers a row, as the model's outputs have, got class numbers.
                         Hint: class numbers go with SPARSE_CATEGORICAL_ACCURACY; ACCURACY chooses by itself.""",
                () -> RowMetrics.of(Metric.MAE, 3, 0));
        assertMessage("""
                [FIT-15] sparse_categorical_accuracy: expected class numbers as labels, got 3 numbers a row.
                         Hint: one-hot labels go with CATEGORICAL_ACCURACY; ACCURACY chooses by itself.""",
                () -> RowMetrics.of(Metric.SPARSE_CATEGORICAL_ACCURACY, 3, 3));
        assertMessage("""
                [FIT-15] accuracy: expected labels of 3 numbers a row, as the model's outputs have, got 2 numbers a row.
                         Hint: class numbers go with SPARSE_CATEGORICAL_ACCURACY; ACCURACY chooses by itself.""",
                () -> RowMetrics.of(Metric.ACCURACY, 3, 2));
    }
}
