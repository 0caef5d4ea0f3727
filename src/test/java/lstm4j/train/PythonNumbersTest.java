package lstm4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PythonNumbersTest {
    @Test
    void printsDoublesAsPythonDoes() {
        Measured.lines("numbers.tsv").forEach(fields -> {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(fields[0], 16));
            assertEquals(fields[1], PythonNumbers.repr(value));
            assertEquals(fields[2], PythonNumbers.fixed(value, 4));
            assertEquals(fields[3], PythonNumbers.exponent4(value));
            assertEquals(fields[4], PythonNumbers.fixed(value, 0));
        });
    }
}
