package lstm4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import lstm4j.data.Idx;
import lstm4j.data.TextVectorization;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/** The samples that {@code report} is to follow: numbers, images, or texts where the model begins with an Embedding. */
final class ReportInput {
    private final Shape shape;
    private final boolean readsWords;
    private final Path file;
    private final List<String> words; // of the vocabulary; none where it is not known

    ReportInput(Architecture model, Arguments arguments) throws IOException {
        this.shape = model.inputShape();
        this.readsWords = model.layer(0).vocabulary() > 0;
        this.file = Path.of(arguments.value("--input").orElseThrow());
        this.words = arguments.has("--vocabulary") ? lines(Path.of(arguments.value("--vocabulary").orElseThrow())) : List.of();
        if (!words.isEmpty() && !readsWords) {
            throw new RuleException("CLI-8", file.toString(), "a model that begins with an Embedding beside --vocabulary", "one that reads " + shape.inWords(), "");
        }
    }

    Path file() {
        return file;
    }

    /** The words by their numbers. */
    List<String> words() {
        return words.isEmpty() ? words : TextVectorization.ofVocabulary(words).vocabulary();
    }

    /** As the model takes them. */
    Object samples() throws IOException {
        if (isIdx(file)) {
            float[][][] images = Idx.images(file);
            return shape.rank() == 2 ? Arrays.stream(images).map(ReportInput::flat).toArray(float[][]::new) : images;
        }
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".txt") && readsWords ? texts() : NumberFile.samples(file, shape);
    }

    private static float[] flat(float[][] image) {
        float[] row = new float[image.length * image[0].length];
        for (int r = 0; r < image.length; r++) {
            System.arraycopy(image[r], 0, row, r * image[0].length, image[0].length);
        }
        return row;
    }

    private int[][] texts() throws IOException {
        if (words.isEmpty()) {
            throw UsageException.of("CLI-3", "report", "--vocabulary beside texts", "none", "write --vocabulary words.txt, what get_vocabulary() lists, a word a line");
        }
        TextVectorization vectorization = TextVectorization.ofVocabulary(words);
        List<String> texts = lines(file).stream().filter(line -> !line.isBlank()).toList();
        return (shape.get(1) == Shape.ANY ? vectorization : vectorization.outputSequenceLength(shape.get(1))).of(texts);
    }

    private static List<String> lines(Path file) throws IOException {
        return new String(FileBytes.read(file), StandardCharsets.UTF_8).lines().toList();
    }

    static boolean isIdx(Path file) {
        return file.getFileName().toString().contains("idx");
    }
}
