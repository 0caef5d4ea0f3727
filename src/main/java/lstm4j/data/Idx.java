package lstm4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads IDX, the format of MNIST and its kin: four bytes of magic, one big-endian size for each axis, then one unsigned byte
 * for each number. A file may be plain or gzipped; its first bytes tell, not its name. Source: Y. LeCun, C. Cortes,
 * C. Burges, "The MNIST database of handwritten digits", section "File formats".
 *
 * <p>All methods throw {@link DataFormatException}: [DATA-21] no such file, [DATA-22] another kind of file, [DATA-23] sizes that
 * are zero, absurd or beyond the memory, [DATA-24] too few or too many bytes, [DATA-25] a broken gzip stream.
 */
public final class Idx {
    private static final int LABELS = 1;
    private static final int IMAGES = 3;

    private Idx() {
    }

    /** The images of an {@code idx3-ubyte} file: (N, rows, columns), each byte divided by 255, so 0 to 1. */
    public static float[][][] images(Path file) throws IOException {
        return images(file, memory());
    }

    static float[][][] images(Path file, long memory) throws IOException {
        try (IdxStream in = IdxStream.open(file)) {
            int[] sizes = in.header(IMAGES);
            double bytesOfRow = 24 + 4.0 * sizes[2];
            in.requireMemory(sizes[0] * (24 + sizes[1] * bytesOfRow), memory);
            List<float[][]> images = new ArrayList<>();    // grows with the data, not with what the header says
            byte[] row = new byte[sizes[2]];
            for (int i = 0; i < sizes[0]; i++) {
                float[][] image = new float[sizes[1]][];
                for (int r = 0; r < image.length; r++) {
                    in.fill(row);
                    image[r] = scaled(row);
                }
                images.add(image);
            }
            in.requireEnd();
            return images.toArray(float[][][]::new);
        }
    }

    /** The labels of an {@code idx1-ubyte} file: (N), each 0 to 255. */
    public static int[] labels(Path file) throws IOException {
        return labels(file, memory());
    }

    static int[] labels(Path file, long memory) throws IOException {
        try (IdxStream in = IdxStream.open(file)) {
            int count = in.header(LABELS)[0];
            in.requireMemory(6.0 * count, memory);
            byte[] bytes = in.bytes(count);
            in.requireEnd();
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = bytes[i] & 0xFF;
            }
            return labels;
        }
    }

    /** Images and their labels from two files that belong together; as many of one as of the other, else [DATA-26]. */
    public static LabelledImages read(Path imageFile, Path labelFile) throws IOException {
        int[] labels = labels(labelFile);
        float[][][] images = images(imageFile);
        if (labels.length != images.length) {
            throw DataFormatException.of("DATA-26", labelFile, images.length + " labels, one for each image of " + imageFile,
                    labels.length + " labels", "the two files do not belong together; take both from the same data set");
        }
        return new LabelledImages(images, labels);
    }

    private static float[] scaled(byte[] row) {
        float[] values = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            values[i] = (row[i] & 0xFF) / 255f;
        }
        return values;
    }

    private static long memory() {
        return Runtime.getRuntime().maxMemory() / 4 * 3;
    }
}
