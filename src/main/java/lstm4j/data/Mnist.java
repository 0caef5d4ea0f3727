package lstm4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds and reads the four files of MNIST, or of a data set made like it (Fashion-MNIST, KMNIST), in a folder. Names as
 * they are seen in the wild: {@code train-images-idx3-ubyte} or {@code train-images.idx3-ubyte}, with or without
 * {@code .gz}; {@code t10k-…} for the test.
 */
public final class Mnist {
    private static final int CLASSES = 10;

    private Mnist() {
    }

    /**
     * All training and test images of the folder, values 0 to 1. Throws {@link DataFormatException}: what {@link Idx} throws,
     * [DATA-26] not as many labels as images, [DATA-27] a file is missing, [DATA-28] a label above 9, or test images of another
     * size than the training images.
     */
    public static Digits read(Path folder) throws IOException {
        Path trainImages = find(folder, "train", "images", 3);
        Path trainLabels = find(folder, "train", "labels", 1);
        Path testImages = find(folder, "t10k", "images", 3);
        Path testLabels = find(folder, "t10k", "labels", 1);
        LabelledImages test = read(testImages, testLabels);
        LabelledImages train = read(trainImages, trainLabels);
        if (!size(train).equals(size(test))) {
            throw DataFormatException.of("DATA-28", testImages, "images of " + size(train) + " as in " + trainImages,
                    size(test), "the files belong to different data sets");
        }
        return Digits.of(train, test);
    }

    private static LabelledImages read(Path imageFile, Path labelFile) throws IOException {
        LabelledImages part = Idx.read(imageFile, labelFile);
        for (int i = 0; i < part.count(); i++) {
            if (part.labels()[i] >= CLASSES) {
                throw DataFormatException.atByte("DATA-28", labelFile, 8 + i, "labels 0 to 9",
                        part.labels()[i] + " for image " + i, "a data set with more classes can be read with Idx.read");
            }
        }
        return part;
    }

    private static String size(LabelledImages part) {
        return part.images()[0].length + "×" + part.images()[0][0].length;
    }

    private static Path find(Path folder, String part, String kind, int axes) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw DataFormatException.of("DATA-27", folder, "a folder with the four files of MNIST",
                    Files.exists(folder) ? "a file" : "nothing of that name", "give the folder, not one of its files");
        }
        List<String> names = List.of(part + "-" + kind + "-idx" + axes + "-ubyte", part + "-" + kind + ".idx" + axes + "-ubyte");
        for (String name : names) {
            for (String ending : List.of("", ".gz")) {
                Path file = folder.resolve(name + ending);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw DataFormatException.of("DATA-27", folder, names.get(0) + " (or " + names.get(1) + "), with or without .gz",
                contents(folder), "four files are needed: train and t10k, images and labels of each");
    }

    private static String contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            String[] names = files.limit(1000).map(f -> f.getFileName().toString()).sorted().toArray(String[]::new);
            String some = String.join(", ", Arrays.copyOf(names, Math.min(8, names.length)));
            return names.length == 0 ? "an empty folder" : "a folder with " + some + (names.length > 8 ? ", …" : "");
        }
    }
}
