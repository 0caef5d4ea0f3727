package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Members of a group are ordered by the bytes of their names, as the format demands. */
class NameOrderProperties {
    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> letters = Arbitraries.of("a", "b", "ä", "\uffee", "\ud7ff", "𝄞", "𝄟", "\ud83d\ude00", "1");
        return letters.list().ofMaxSize(4).map(list -> String.join("", list));
    }

    @Property(tries = 1000)
    void namesCompareAsTheirUtf8Bytes(@ForAll("names") String a, @ForAll("names") String b) {
        int expected = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertEquals(Integer.signum(expected), Integer.signum(Links.compareNames(a, b)));
    }
}
