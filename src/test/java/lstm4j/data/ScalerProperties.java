package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import lstm4j.testing.Budget;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What scaling promises of any series that is not constant. */
class ScalerProperties {
    @Provide
    Arbitrary<double[]> series() {
        return Arbitraries.doubles().between(-1e6, 1e6).array(double[].class).ofMinSize(2).ofMaxSize(30);
    }

    private static double spread(double[] series) {
        return Arrays.stream(series).max().getAsDouble() - Arrays.stream(series).min().getAsDouble();
    }

    @Property(tries = 300)
    void inverseUndoesTransform(@ForAll("series") double[] series,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double later) {
        Assume.that(spread(series) > 1e-3);
        double largest = Math.max(Math.abs(later), Arrays.stream(series).map(Math::abs).max().getAsDouble());
        for (Scaler scaler : List.of(MinMaxScaler.fit(series), MinMaxScaler.fit(series).to(-1, 1), StandardScaler.fit(series))) {
            assertEquals(later, scaler.inverse(scaler.transform(later)), 16 * Math.ulp(largest));
            double[] back = scaler.inverse(scaler.transform(series));
            for (int i = 0; i < series.length; i++) {
                assertEquals(series[i], back[i], 16 * Math.ulp(largest));
            }
        }
    }

    @Property(tries = 300)
    void minMaxKeepsTheOrderAndTouchesBothEnds(@ForAll("series") double[] series) {
        Assume.that(spread(series) > 1e-3);
        double[] scaled = MinMaxScaler.fit(series).transform(series);
        assertEquals(0, Arrays.stream(scaled).min().getAsDouble());
        assertEquals(1, Arrays.stream(scaled).max().getAsDouble());
        for (int i = 1; i < series.length; i++) {
            assertTrue(Double.compare(series[i], series[i - 1]) * Double.compare(scaled[i], scaled[i - 1]) >= 0);
        }
    }

    @Property(tries = 300)
    void standardHasMean0AndDeviation1(@ForAll("series") double[] series) {
        Assume.that(spread(series) > 1000);
        double[] scaled = StandardScaler.fit(series).transform(series);
        assertEquals(0, Arrays.stream(scaled).average().getAsDouble(), Budget.STANDARDISED.limit());
        assertEquals(1, Arrays.stream(scaled).map(x -> x * x).average().getAsDouble(), Budget.STANDARDISED.limit());
    }
}
