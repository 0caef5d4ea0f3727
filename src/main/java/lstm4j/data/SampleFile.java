package lstm4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.npy.Npy;
import lstm4j.train.SampleSource;

/**
 * The samples of a file that need not fit into the heap: the file is mapped, and the system keeps as much of it in memory as there is
 * room. The first axis of an array is that of samples, the last one is a row; axes between are steps, one after the other. The
 * file must not change while it is read.
 */
public final class SampleFile implements SampleSource {
    private static final long PART = 1L << 30; // bytes that are mapped at once, at most; a map cannot have more than 2³¹ − 1
    private static final int BEGINNING = 16_384; // bytes that a header may take

    private final ByteBuffer[] parts;
    private final long samples;
    private final long samplesOfPart;
    private final int steps;
    private final int columns;
    private final NumberType type;
    private final float divisor;

    private SampleFile(Path file, long start, long samples, int steps, int columns, NumberType type, ByteOrder order, float divisor) throws IOException {
        this.samples = samples;
        this.steps = steps;
        this.columns = columns;
        this.type = type;
        this.divisor = divisor;
        long bytes = (long) steps * columns * type.bytes(); // of a sample
        if (bytes == 0 || bytes > PART) {
            throw DataFormatException.of("DATA-48", file, "samples of 1 to 2^30 bytes", bytes + " bytes", "");
        }
        samplesOfPart = PART / bytes;
        parts = new ByteBuffer[(int) ((samples + samplesOfPart - 1) / samplesOfPart)];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int i = 0; i < parts.length; i++) {
                long first = i * samplesOfPart;
                parts[i] = channel.map(FileChannel.MapMode.READ_ONLY, start + first * bytes, Math.min(samplesOfPart, samples - first) * bytes).order(order);
            }
        }
    }

    /**
     * The array of a NumPy file, of any kind of number, in C order: {@code numpy.save}.
     *
     * @throws DataFormatException DATA-21, DATA-48
     * @throws ModelFormatException FILE-50, FILE-51
     */
    public static SampleFile npy(Path file) throws IOException {
        DataFormatException.requireFile(file);
        Npy.Header header;
        try (InputStream in = Files.newInputStream(file)) {
            header = Npy.header(in.readNBytes(BEGINNING), Files.size(file), file.toString());
        }
        int[] shape = header.shape();
        if (header.fortran() && shape.length > 1 || shape.length == 0) {
            throw DataFormatException.of("DATA-48", file, "an array of samples in C order", header.fortran() ? "Fortran order" : "one number",
                    "in Python: numpy.save(path, numpy.ascontiguousarray(array))");
        }
        int steps = Math.toIntExact(Arrays.stream(shape).skip(1).limit(Math.max(0, shape.length - 2)).asLongStream().reduce(1, Math::multiplyExact));
        return new SampleFile(file, header.start(), shape[0], steps, shape.length == 1 ? 1 : shape[shape.length - 1], header.type(), header.byteOrder(), 1);
    }

    /** The images (N, rows, columns) of an IDX file, 0 to 1 as {@link Idx#images} has them; not gzipped. Errors as there, and DATA-48. */
    public static SampleFile idxImages(Path file) throws IOException {
        int[] sizes = idxSizes(file, 3);
        return new SampleFile(file, 16, sizes[0], sizes[1], sizes[2], NumberType.U8, ByteOrder.BIG_ENDIAN, 255);
    }

    /** The labels (N) of an IDX file; not gzipped. Errors as {@link Idx#labels}, and DATA-48. */
    public static SampleFile idxLabels(Path file) throws IOException {
        return new SampleFile(file, 8, idxSizes(file, 1)[0], 1, 1, NumberType.U8, ByteOrder.BIG_ENDIAN, 1);
    }

    private static int[] idxSizes(Path file, int axes) throws IOException {
        try (IdxStream in = IdxStream.open(file)) {
            in.requirePlain();
            int[] sizes = in.header(axes);
            in.requireLength();
            return sizes;
        }
    }

    /**
     * Columns of a CSV file as rows, one a line: read once, line by line, and put as floats into another file, which is mapped.
     * The form of the CSV file and the errors are those of {@link CsvSeries}.
     *
     * @param numbers where the floats go, 4 bytes each; replaced if it is there, and no longer needed when training is done
     * @param columns names of the header
     */
    public static SampleFile csv(Path file, Path numbers, String... columns) throws IOException {
        long lines = CsvNumbers.write(file, numbers, columns);
        return new SampleFile(numbers, 0, lines, 1, columns.length, NumberType.F32, ByteOrder.BIG_ENDIAN, 1);
    }

    @Override
    public long samples() {
        return samples;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void read(long n, float[][] rows) {
        ByteBuffer part = parts[(int) (n / samplesOfPart)];
        int at = (int) (n % samplesOfPart) * steps * columns * type.bytes();
        for (float[] row : rows) {
            for (int j = 0; j < columns; j++) {
                row[j] = type.read(part, at) / divisor;
                at += type.bytes();
            }
        }
    }
}
