package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;

/** What lstm4j reads from an HDF5 file, line by line in the form of {@code testdata/gen/hdf5_files.py}. */
final class Listing {
    private static final Map<String, String> REFUSALS = Map.of("FILE-9", "size", "FILE-14", "external", "FILE-15", "virtual",
            "FILE-16", "filter", "FILE-17", "type");

    private final String file;
    private final List<String> lines = new ArrayList<>();

    private Listing(String file) {
        this.file = file;
    }

    static List<String> of(String file, Hdf5Group root) throws ModelFormatException {
        Listing listing = new Listing(file);
        listing.node(root);
        return listing.lines;
    }

    private void add(String path, String kind, String shape, String values) {
        lines.add(String.join("\t", file, path, kind, shape, values));
    }

    private void node(Hdf5Node node) throws ModelFormatException {
        for (Hdf5Attribute attribute : byName(node.attributes()).values()) {
            values(node.path() + "@" + attribute.name(), attribute);
        }
        if (node instanceof Hdf5Group group) {
            for (Hdf5Node child : group.children().values()) {
                node(child);
            }
        } else if (node instanceof Hdf5Dataset dataset) {
            values(dataset.path(), dataset);
        } else if (node instanceof Hdf5Link link) {
            add(link.path(), link.isExternal() ? "external link" : "link", "", link.target());
        } else {
            add(node.path(), ((Hdf5Other) node).kind(), "", "");
        }
    }

    private static Map<String, Hdf5Attribute> byName(Map<String, Hdf5Attribute> attributes) {
        Map<String, Hdf5Attribute> sorted = new TreeMap<>(
                (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        sorted.putAll(attributes);
        return sorted;
    }

    private void values(String path, Hdf5Values values) throws ModelFormatException {
        String shape = Arrays.stream(values.shape()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
        String kind = values.kind().name().toLowerCase();
        try {
            add(path, kind, shape, HexFormat.of().formatHex(sha(bytes(values))));
        } catch (ModelFormatException e) {
            String reason = REFUSALS.get(e.rule());
            if (reason == null) {
                throw e;
            }
            add(path, kind, shape, reason);
        }
    }

    private static byte[] bytes(Hdf5Values values) throws ModelFormatException {
        switch (values.kind()) {
            case INTEGER -> {
                long[] longs = values.longs();
                ByteBuffer buffer = ByteBuffer.allocate(8 * longs.length).order(ByteOrder.LITTLE_ENDIAN);
                buffer.asLongBuffer().put(longs);
                return buffer.array();
            }
            case FLOAT -> {
                double[] doubles = values.doubles();
                ByteBuffer buffer = ByteBuffer.allocate(8 * doubles.length).order(ByteOrder.LITTLE_ENDIAN);
                for (double value : doubles) {
                    buffer.putLong(Double.doubleToLongBits(value));
                }
                return buffer.array();
            }
            case STRING -> {
                return values.strings().stream().map(text -> text + "\0").collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8);
            }
            default -> throw assertThrows(ModelFormatException.class, values::floats);
        }
    }

    static byte[] sha(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
