package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever tree is written, the same tree is read. */
class Hdf5WriterProperties {
    @Property(tries = 200)
    void aWrittenTreeIsReadAsItWas(@ForAll long seed) throws ModelFormatException {
        RandomTree tree = new RandomTree(seed);
        Hdf5Group read = Hdf5.read(tree.root.toBytes(), "random.h5", Limits.DEFAULT);
        assertEquals(tree.lines.stream().sorted().toList(), Listing.of("random.h5", read).stream().sorted().toList());
    }

    @Property(tries = 20)
    void equalTreesGiveEqualBytes(@ForAll long seed) {
        assertArrayEquals(new RandomTree(seed).root.toBytes(), new RandomTree(seed).root.toBytes());
    }
}
