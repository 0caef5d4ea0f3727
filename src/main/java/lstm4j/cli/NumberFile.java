package lstm4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npy;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/**
 * Numbers from and to files: {@code .npy}, or CSV without a header, separated by commas, semicolons or blanks. In a CSV
 * file a line is a sample, its time steps end to end; a line with the features of one step alone makes the whole file one sample.
 */
final class NumberFile {
    private NumberFile() {
    }

    static boolean isNpy(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    /** The samples of a file in the shape of a model's input: float[][], float[][][] or deeper. */
    static Object samples(Path file, Shape input) throws IOException {
        if (!isNpy(file.toString())) {
            return csv(file, input);
        }
        Tensor tensor = FileBytes.with(file, Limits.DEFAULT, bytes -> Npy.read(bytes, file.toString(), Limits.DEFAULT));
        return nested(tensor.rows(), tensor.shape(), file, input);
    }

    /** The numbers of a file with a row for each sample: labels, or what was to be forecast. */
    static float[][] rows(Path file) throws IOException {
        if (!isNpy(file.toString())) {
            return lines(file);
        }
        Tensor tensor = FileBytes.with(file, Limits.DEFAULT, bytes -> Npy.read(bytes, file.toString(), Limits.DEFAULT));
        int N = tensor.shape().length == 0 || tensor.values().length == 0 ? 0 : tensor.shape()[0];
        if (N == 0) {
            throw new RuleException("CLI-8", file.toString(), "a row of numbers for each sample", Tensor.text(tensor.shape()), "");
        }
        return new Tensor(new int[] {N, tensor.values().length / N}, tensor.values()).rows();
    }

    /** Rows in as many axes as the shape says. */
    private static Object nested(float[][] rows, int[] shape, Path file, Shape input) {
        return switch (shape.length) {
            case 2 -> rows;
            case 3 -> cut(rows, shape[1], float[][][]::new);
            case 4 -> cut(cut(rows, shape[2], float[][][]::new), shape[1], float[][][][]::new);
            case 5 -> cut(cut(cut(rows, shape[3], float[][][]::new), shape[2], float[][][][]::new), shape[1], float[][][][][]::new);
            default -> throw new RuleException("CLI-8", file.toString(), "an array " + input.inWords() + " of 2 to 5 axes", Tensor.text(shape), "");
        };
    }

    /** Parts in groups of {@code size} each. */
    private static <T> T[][] cut(T[] parts, int size, IntFunction<T[][]> groups) {
        T[][] cut = groups.apply(size == 0 ? 0 : parts.length / size);
        for (int n = 0; n < cut.length; n++) {
            cut[n] = Arrays.copyOfRange(parts, n * size, (n + 1) * size);
        }
        return cut;
    }

    private static Object csv(Path file, Shape input) throws IOException {
        float[][] lines = lines(file);
        int width = lines[0].length;
        int F = input.features();
        if (input.rank() == 2) {
            return lines;
        }
        if (input.rank() > 3) {
            return wholeSamples(lines, file, input);
        }
        int steps = input.get(1);
        if (width == F && steps != 1) {
            return new float[][][] {lines};
        }
        if (steps == Shape.ANY ? width % F != 0 : width != (long) steps * F) {
            throw new RuleException("CLI-8", file + ", line 1", (steps == Shape.ANY ? "a multiple of " + F : steps + "·" + F + " = " + steps * F)
                    + " numbers, the time steps of a sample end to end, or " + F + ", one time step", String.valueOf(width),
                    "the model reads " + input.inWords());
        }
        float[][][] samples = new float[lines.length][width / F][];
        for (int n = 0; n < samples.length; n++) {
            for (int t = 0; t < samples[n].length; t++) {
                samples[n][t] = Arrays.copyOfRange(lines[n], t * F, (t + 1) * F);
            }
        }
        return samples;
    }

    /** Lines that are samples of more than two axes, which are all known. */
    private static Object wholeSamples(float[][] lines, Path file, Shape input) {
        int rows = input.rowsPerSample();
        int F = input.features();
        if (rows == Shape.ANY || lines[0].length != (long) rows * F) {
            throw new RuleException("CLI-8", file + ", line 1", rows == Shape.ANY ? "a model whose sizes are known, or a .npy file" : (long) rows * F
                    + " numbers, a whole sample", lines[0].length + " numbers", "the model reads " + input.inWords());
        }
        int[] shape = sizes(input, lines.length, rows, F);
        return nested(new Tensor(new int[] {lines.length * rows, F}, Tensor.of(lines).values()).rows(), shape, file, input);
    }

    /** The sizes of {@code shape} with N samples, S rows in each and K numbers in a row; (N, S, K) where more is not known. */
    private static int[] sizes(Shape shape, int N, int S, int K) {
        int[] sizes = new int[shape.rank()];
        for (int axis = 1; axis < sizes.length - 1; axis++) {
            sizes[axis] = shape.rank() == 3 ? S : shape.get(axis);
            if (sizes[axis] == Shape.ANY) {
                return new int[] {N, S, K};
            }
        }
        sizes[0] = N;
        sizes[sizes.length - 1] = K;
        return sizes;
    }

    private static float[][] lines(Path file) throws IOException {
        List<float[]> rows = new ArrayList<>();
        String text = new String(FileBytes.read(file), StandardCharsets.UTF_8);
        int number = 0;
        for (String line : text.split("\r\n|\n|\r")) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String[] words = line.strip().split("\\s*[,;]\\s*|\\s+");
            float[] row = new float[words.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = number(words[j], file + ", line " + number + ", column " + (j + 1));
            }
            if (!rows.isEmpty() && rows.get(0).length != row.length) {
                throw new RuleException("CLI-8", file + ", line " + number, rows.get(0).length + " numbers, as in line 1",
                        String.valueOf(row.length), "");
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new RuleException("CLI-8", file.toString(), "lines of numbers", "none", "");
        }
        return rows.toArray(new float[0][]);
    }

    private static float number(String word, String place) {
        try {
            return Float.parseFloat(word);
        } catch (NumberFormatException e) {
            throw new RuleException("CLI-8", place, "a number", '"' + word + '"', "the file has no header, and decimal points instead of commas");
        }
    }

    /** Outputs (N, S, K) as text, a line for each sample; of a sequence the steps end to end. */
    static String csv(float[][][] outputs) {
        StringBuilder text = new StringBuilder();
        for (float[][] sample : outputs) {
            String separator = "";
            for (float[] row : sample) {
                for (float value : row) {
                    text.append(separator).append(value);
                    separator = ",";
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Writes outputs (N, S, K) in the shape of the model's output, whole or not at all. */
    static void write(Path file, float[][][] outputs, Shape shape) throws IOException {
        Tensor rows = Tensor.of(outputs);
        int[] sizes = rows.shape();
        Tensor tensor = new Tensor(sizes(shape, sizes[0], sizes[1], sizes[2]), rows.values());
        AtomicFile.write(file, isNpy(file.toString()) ? Npy.write(tensor) : csv(outputs).getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses to replace a file unless told to; a device or a pipe is written to, not replaced. */
    static void requireNew(Path file, Arguments arguments) {
        if ((Files.isRegularFile(file) || Files.isDirectory(file)) && !arguments.has("--force")) {
            throw new RuleException("CLI-9", file.toString(), "the name of a file that is not there yet", "one that is",
                    "add --force to replace it");
        }
    }
}
