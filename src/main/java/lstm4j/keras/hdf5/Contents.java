package lstm4j.keras.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The CRC-32 of what a tree says, wherever its parts lie in the file: names, types, shapes and values in the order of the names.
 * {@link Hdf5Writer#sealed} and {@link Hdf5Group#requireSeal} come to the same number.
 */
final class Contents {
    /** The type of texts, however they are stored. */
    static final String STRING = "string";

    private final CRC32 crc = new CRC32();

    /** Everything in and below a group but one attribute of the group itself. */
    static long of(Hdf5Group group, String seal) throws ModelFormatException {
        Contents contents = new Contents();
        Map<String, Hdf5Attribute> attributes = sorted(group.attributes());
        attributes.remove(seal);
        contents.add(group, attributes);
        return contents.value();
    }

    private void add(Hdf5Node node, Map<String, Hdf5Attribute> attributes) throws ModelFormatException {
        for (Hdf5Attribute attribute : sorted(attributes).values()) {
            text(attribute.name());
            attribute.addTo(this);
        }
        if (node instanceof Hdf5Dataset dataset) {
            dataset.addTo(this);
        } else if (node instanceof Hdf5Group group) {
            for (Map.Entry<String, Hdf5Node> child : sorted(group.children()).entrySet()) {
                text(child.getKey());
                add(child.getValue(), child.getValue().attributes());
            }
        } else {
            text(node.getClass().getSimpleName());
        }
        text(""); // here the object ends
    }

    private static <T> Map<String, T> sorted(Map<String, T> named) {
        Map<String, T> sorted = new TreeMap<>(Links::compareNames);
        sorted.putAll(named);
        return sorted;
    }

    void text(String text) {
        crc.update(text.getBytes(UTF_8));
        crc.update(0);
    }

    void typeAndShape(String type, long[] shape) {
        text(type);
        text(Arrays.toString(shape));
    }

    void bytes(byte[] bytes) {
        crc.update(bytes);
    }

    long value() {
        return crc.getValue();
    }
}
