package lstm4j.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import lstm4j.testing.Rule;

/** 4·f·u + 4·u·u + 4·u, against counts that Keras printed (facts B.2). */
@Rule("SHAPE-18")
class ParameterCountTest {
    @ParameterizedTest
    @CsvSource({"1,1,12", "2,1,16", "28,128,80384", "128,128,131584", "1,50,10400", "32,100,53200", "10,64,19200"})
    void lstmCountsItsParametersAsKerasDoes(int features, int units, long expected) {
        assertEquals(expected, LSTM.of(units, 5, features).parameterCount(Shape.of(Shape.ANY, 5, features)));
    }
}
