package lstm4j.keras.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A random file, and what must be read from it in the form of {@link Listing}, put together from the values alone. */
final class RandomTree {
    private static final String[] WORDS = {"lstm", "größe", "a b", "\\kernel", "0", "vars", "𝄞", "", "x".repeat(60)};

    final Hdf5Writer root = Hdf5Writer.root();
    final List<String> lines = new ArrayList<>();
    private final Random random;
    private int names;

    RandomTree(long seed) {
        random = new Random(seed);
        fill(root, "", 0);
    }

    private String name() {
        return WORDS[random.nextInt(WORDS.length)] + names++;
    }

    private void fill(Hdf5Writer group, String path, int depth) {
        attributes(group, path.isEmpty() ? "/" : path);
        boolean large = random.nextInt(20) == 0;
        int members = random.nextInt(large ? 300 : 5);
        for (int k = 0; k < members; k++) {
            String name = name();
            String below = path + "/" + name;
            if (!large && depth < 4 && random.nextInt(3) == 0) {
                fill(group.group(name), below, depth + 1);
            } else {
                attributes(group.dataset(name, data(below)), below);
            }
        }
    }

    private void attributes(Hdf5Writer at, String path) {
        for (int k = random.nextInt(4); k > 0; k--) {
            String name = name();
            at.attribute(name, data(path + "@" + name));
        }
    }

    private Hdf5Data data(String path) {
        int[] shape = new int[random.nextInt(4)];
        int count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = random.nextInt(5);
            count *= shape[axis];
        }
        int values = count;
        List<String> texts = IntStream.range(0, values).mapToObj(k -> WORDS[random.nextInt(WORDS.length)]).toList();
        long[] longs = random.longs(values).toArray();
        int[] ints = random.ints(values).toArray();
        float[] floats = new float[values];
        for (int k = 0; k < values; k++) {
            floats[k] = random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        double[] doubles = random.doubles(values).toArray();
        return switch (random.nextInt(6)) {
            case 0 -> expect(path, "float", shape, numbers(IntStream.range(0, values).mapToObj(k -> (double) floats[k]).toList()),
                    Hdf5Data.floats(shape, floats));
            case 1 -> expect(path, "float", shape, numbers(IntStream.range(0, values).mapToObj(k -> doubles[k]).toList()),
                    Hdf5Data.doubles(shape, doubles));
            case 2 -> expect(path, "integer", shape, integers(longs), Hdf5Data.longs(shape, longs));
            case 3 -> expect(path, "integer", shape, integers(IntStream.of(ints).asLongStream().toArray()),
                    Hdf5Data.ints(shape, ints));
            case 4 -> expect(path, "string", shape, utf8(texts), Hdf5Data.strings(shape, texts));
            default -> expect(path, "string", shape, utf8(texts), Hdf5Data.fixedStrings(shape, texts));
        };
    }

    private Hdf5Data expect(String path, String kind, int[] shape, byte[] bytes, Hdf5Data data) {
        String sizes = String.join("x", IntStream.of(shape).mapToObj(String::valueOf).toList());
        lines.add(String.join("\t", "random.h5", path, kind, sizes, java.util.HexFormat.of().formatHex(Listing.sha(bytes))));
        return data;
    }

    private static byte[] numbers(List<Double> values) {
        return integers(values.stream().mapToLong(Double::doubleToLongBits).toArray());
    }

    private static byte[] integers(long[] values) {
        byte[] bytes = new byte[8 * values.length];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (values[k / 8] >> 8 * (k % 8));
        }
        return bytes;
    }

    private static byte[] utf8(List<String> texts) {
        return (texts.isEmpty() ? "" : String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
