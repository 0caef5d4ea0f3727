package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;

/** Asks a file for everything it has; each question ends in an answer or in a ModelFormatException, or the test fails. */
public final class Exhaust {
    /** Small enough that thousands of damaged files that ask for a lot are quickly refused. */
    static final Limits SMALL = Limits.DEFAULT.with(Limit.UNPACKED_BYTES, 1 << 18).with(Limit.HDF5_STEPS, 100_000);

    private int answers;

    private Exhaust() {
    }

    /** Number of answers; refusals count nothing. */
    public static int read(byte[] bytes, boolean checksums) {
        Exhaust exhaust = new Exhaust();
        try {
            exhaust.node(TreeReader.read(Superblock.read(new Source(Blob.of(bytes), "damaged.h5", SMALL, checksums))));
        } catch (ModelFormatException refused) {
            requireWords(refused);
        }
        return exhaust.answers;
    }

    private interface Question {
        Object ask() throws ModelFormatException;
    }

    private void ask(Question question) {
        try {
            if (question.ask() != null) {
                answers++;
            }
        } catch (ModelFormatException refused) {
            requireWords(refused);
        }
    }

    private static void requireWords(ModelFormatException refused) {
        String message = refused.getMessage();
        if (!message.startsWith("[FILE-") || message.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
            throw new AssertionError("a message without rule or with control characters: " + message);
        }
    }

    private void node(Hdf5Node node) {
        node.attributes().values().forEach(this::values);
        if (node instanceof Hdf5Group group) {
            for (String name : group.children().keySet()) {
                ask(() -> group.find(name));
                node(group.children().get(name));
            }
        } else if (node instanceof Hdf5Dataset dataset) {
            ask(dataset::storage);
            values(dataset);
        }
    }

    private void values(Hdf5Values values) {
        ask(values::type);
        switch (values.kind()) {
            case STRING -> ask(values::strings);
            case INTEGER -> ask(values::longs);
            default -> ask(values::floats);
        }
    }
}
