package lstm4j.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import lstm4j.Sequential;
import lstm4j.data.Digits;
import lstm4j.data.GeneratedDigits;
import lstm4j.data.Mnist;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.report.Fingerprint;
import lstm4j.text.Explanation;
import lstm4j.text.SummaryOptions;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;

/** {@code lstm4j demo digits}: stacked LSTM layers learn to read handwritten digits row by row, 28 steps of 28 numbers. */
final class DigitsDemo extends Demo {
    private static final int CLASSES = 10;
    private static final int GENERATED_TRAIN = 6000;
    private static final int GENERATED_TEST = 2000;
    private static final int MOST = 1_000_000;
    private static final int TEST_BATCH = 250;

    DigitsDemo() {
        super("digits", "watch LSTM layers learn to read handwritten digits, row by row", TrainingOptions.standard(3, 64, 0.003, 3, 128),
                Option.valued("--data", "DIR", "read the four files of MNIST (or Fashion-MNIST, KMNIST) from a folder, as they are or .gz"),
                Option.valued("--train", "N", "digits to learn from; without --data " + GENERATED_TRAIN + ", with it all of the files"),
                Option.valued("--test", "N", "digits to be tested with; without --data " + GENERATED_TEST + ", with it all of the files"));
    }

    @Override
    public String details() {
        return """
                Without --data the digits are drawn by lstm4j itself, so nothing has to be downloaded: pen strokes, turned,
                slanted, stretched, shifted, thick and thin, with noise. It prints how a picture becomes 28 steps of 28
                numbers, the model's summary and shapes, the progress of the training, the accuracy on test digits that the
                model has never seen, which digits it takes for which, and some of them with its guess.

                examples:
                  lstm4j demo digits
                  lstm4j demo digits --layers 2 --units 64 --epochs 5
                  lstm4j demo digits --data DIR --layers 2

                MNIST's files are train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
                t10k-labels-idx1-ubyte, with or without .gz.""";
    }

    @Override
    void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException {
        long start = System.nanoTime();
        Digits digits = digits(arguments, options);
        describe(digits, arguments, options, page);
        int rows = digits.trainImages()[0].length;
        int columns = digits.trainImages()[0][0].length;
        page.title("ONE OF THE PICTURES, AS THE LSTM GETS IT");
        page.draw(DigitsReport.rowByRow(digits.trainImages()[0]));
        Sequential model = options.model(rows, columns, Dense.units(CLASSES).activation(ActivationFunction.SOFTMAX),
                digits.trainImages().length, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        page.title("THE MODEL");
        page.draw(model.summary(page.ascii() ? SummaryOptions.standard().ascii() : SummaryOptions.standard()));
        page.title("ITS SHAPES (lstm4j explain tells more)");
        page.say(Explanation.shortText(model.architecture()));
        page.title("THE TRAINING");
        DemoReport report = new DemoReport(options, model);
        double seconds = train(model, digits, options, page, report);
        page.title("THE TEST");
        float[][] probabilities = predict(model, digits.testImages());
        new DigitsReport(digits.testImages(), digits.testLabels(), probabilities).print(page);
        report.write(page, done -> done.classes(digits.testImages(), digits.testLabels()));
        page.title(String.format(Locale.ROOT, "Done in %.0f s, %.0f s of it training, on %s.", (System.nanoTime() - start) * 1e-9, seconds,
                options.threads() == 1 ? "1 thread" : options.threads() + " threads"));
        page.say("Fingerprint of all weights: " + Fingerprint.of(model.getWeights()) + ". The same command gives the same one on any machine, "
                + "with any number of threads.");
    }

    private static Digits digits(Arguments arguments, TrainingOptions options) throws IOException {
        if (arguments.has("--data")) {
            Digits all = Mnist.read(folder(arguments));
            int train = atMost(arguments, "--train", all.trainImages().length);
            int test = atMost(arguments, "--test", all.testImages().length);
            return new Digits(Arrays.copyOf(all.trainImages(), train), Arrays.copyOf(all.trainLabels(), train),
                    Arrays.copyOf(all.testImages(), test), Arrays.copyOf(all.testLabels(), test));
        }
        return GeneratedDigits.split(arguments.integer("--train", 1, MOST, GENERATED_TRAIN),
                arguments.integer("--test", 1, MOST, GENERATED_TEST), options.seed());
    }

    private void describe(Digits digits, Arguments arguments, TrainingOptions options, DemoText page) {
        float[][][] images = digits.trainImages();
        begin(page, options, "to read handwritten digits, row by row.");
        page.say(String.format(Locale.ROOT, "%,d digits to learn from and %,d others for the test, %s.", images.length, digits.testImages().length,
                arguments.value("--data").map(folder -> "read from " + folder).orElse("drawn by lstm4j itself, seed " + options.seed())));
        page.say(String.format(Locale.ROOT, "In Java they are a float[%d][%d][%d]: (samples, timesteps, features).", images.length,
                images[0].length, images[0][0].length));
    }

    private static Path folder(Arguments arguments) {
        String folder = arguments.value("--data").orElseThrow();
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw UsageException.of("CLI-3", arguments.command(), "a folder behind --data", folder, "");
        }
    }

    private static int atMost(Arguments arguments, String option, int available) {
        return arguments.integer(option, 1, available, available);
    }

    private static double train(Sequential model, Digits digits, TrainingOptions options, DemoText page, DemoReport report) {
        int samples = digits.trainImages().length;
        page.say(String.format(Locale.ROOT, "%s through all %,d digits, %d at a time. Chance is an accuracy of 0.1.",
                options.epochs() == 1 ? "Once" : options.epochs() + " times", samples, Math.min(samples, options.batch())));
        page.out().println();
        long start = System.nanoTime();
        Stoppable.train(model, options, page, () -> model.fit(digits.trainImages(), digits.trainLabels(), Fit.epochs(options.epochs()).batchSize(options.batch())
                .callbacks(report.callbacks()).verbose(page.progress())));
        return (System.nanoTime() - start) * 1e-9;
    }

    /** In parts, so that memory is needed for one part only. */
    private static float[][] predict(Sequential model, float[][][] images) {
        float[][] probabilities = new float[images.length][];
        for (int from = 0; from < images.length; from += TEST_BATCH) {
            float[][] part = model.predict(Arrays.copyOfRange(images, from, Math.min(from + TEST_BATCH, images.length)));
            System.arraycopy(part, 0, probabilities, from, part.length);
        }
        return probabilities;
    }
}
