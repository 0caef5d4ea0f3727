package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import lstm4j.testing.Rule;
import lstm4j.train.Metric;
import lstm4j.train.RowMetric;
import lstm4j.train.RowMetrics;
import org.junit.jupiter.api.Test;

class TotalsTest {
    @Test
    @Rule("FIT-18")
    void totalsWeighBatchesBySamplesAndMetricsByRows() {
        Totals totals = new Totals(List.of(RowMetrics.of(Metric.MAE, 1, 1), RowMetrics.of(Metric.MSE, 1, 1)));
        assertEquals(0, totals.loss());
        assertEquals(0, totals.metric(0));
        totals.addLoss(1.0, 32);
        totals.addLoss(4.0, 8); // a short last batch counts less: (32 + 32) / 40
        add(totals, 30, 32, 0, 0);
        add(totals, 0, 8, 64, 128);
        assertEquals(1.6, totals.loss());
        assertEquals(0.75, totals.metric(0));
        assertEquals(0.5, totals.metric(1));
        assertEquals(40, totals.samples());
        totals.reset();
        assertEquals(0, totals.loss());
        assertEquals(0, totals.metric(1));
    }

    private static void add(Totals totals, double... sums) {
        for (int k = 0; k < sums.length; k++) {
            totals.add(k, sums[k]);
        }
    }
}
