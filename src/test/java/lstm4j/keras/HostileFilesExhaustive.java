package lstm4j.keras;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bit of a small file of each format, flipped one at a time. Profile {@code exhaustive}: about three minutes. */
class HostileFilesExhaustive {
    static Stream<byte[]> files() {
        return HostileFilesTest.small().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFlippedBitIsAnsweredProperly(byte[] file) {
        HostileFilesTest.flip(file, 1);
    }
}
