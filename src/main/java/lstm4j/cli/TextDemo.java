package lstm4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.data.GeneratedTales;
import lstm4j.data.TextVectorization;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.RuleException;
import lstm4j.text.Explanation;
import lstm4j.train.Callback;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Training;

/** {@code lstm4j demo text}: an LSTM reads a text letter by letter until it can go on with one, against n-grams. */
final class TextDemo extends Demo {
    private static final int EMBEDDING = 24;
    private static final int MOST_KINDS = 200;   // of letters
    private static final int BEGINNING = 30;     // letters of the test that it goes on from
    private static final int WRITTEN = 180;
    private static final int TEST_PART = 10;     // one of so many letters
    private static final int SHOWN_EPOCHS = 10;
    private static final int REPORTED = 64;      // samples that the report looks at
    private static final int[] ORDERS = {1, 3, 5, 8};
    private static final NumberOption LETTERS = new NumberOption("--letters", "N", "letters of the text that are used, at most", 1000, 10_000_000, 60_000);
    private static final NumberOption WINDOW = new NumberOption("--window", "T", "letters in a sample", 2, 1000, 50);
    private static final NumberOption TEMPERATURE = new NumberOption("--temperature", "D",
            "1 writes as the model thinks, less more carefully, more more wildly", 0.01, 10, 0.5);

    TextDemo() {
        super("text", "watch an LSTM learn to write, letter by letter", TrainingOptions.standard(20, 16, 0.01, 1, 96),
                Option.valued("--data", "FILE", "the text, in UTF-8; without it made-up tales"), LETTERS.option(), WINDOW.option(), TEMPERATURE.option());
    }

    @Override
    public String details() {
        return """
                Each letter becomes a number and by the Embedding a row of %d; the LSTM reads it, and at every step a Dense layer with
                softmax says how likely each letter is to be the next. Then it writes: a letter is chosen by chance, is read as if it had
                been there, and so on. After each epoch it shows how it writes now. The last tenth of the text is for the test:
                how many bits a letter costs, beside n-grams, which look back at the last n - 1 letters.

                examples:
                  lstm4j demo text
                  lstm4j demo text --data book.txt --units 192 --letters 200000 --epochs 20
                  lstm4j demo text --temperature 1 --report text.html""".formatted(EMBEDDING);
    }

    @Override
    void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException {
        String text = text(arguments, options);
        int T = WINDOW.integer(arguments);
        int cut = text.length() - text.length() / TEST_PART;
        if (cut <= T + 1 || text.length() - cut <= BEGINNING) {
            throw new RuleException("DATA-36", name(), "a text of more than " + Math.max(T + 1, BEGINNING) * TEST_PART + " letters", String.valueOf(text.length()),
                    "use a longer text, or a shorter --window");
        }
        TextVectorization letters = TextVectorization.adaptCharacters(List.of(text.substring(0, cut)), MOST_KINDS);
        int[] train = letters.of(List.of(text.substring(0, cut)))[0];
        int[] test = letters.of(List.of(text.substring(cut)))[0];
        begin(page, options, "to write, letter by letter.");
        int[][][] samples = samples(train, T);
        describe(page, text, letters, samples[0]);
        int K = letters.vocabulary().size();
        Sequential model = options.model(Embedding.of(K, EMBEDDING), true, Dense.units(K).activation(ActivationFunction.SOFTMAX), samples[0].length,
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        page.title("THE MODEL AND ITS SHAPES (lstm4j explain tells more)");
        page.say(Explanation.shortText(model.architecture()));
        page.title("THE TRAINING");
        int[] beginning = Arrays.copyOf(test, BEGINNING);
        page.say("After each epoch it goes on from: " + shown(beginning, letters));
        double temperature = TEMPERATURE.number(arguments);
        DemoReport report = new DemoReport(options, model);
        Callback writing = writing(page, options, () -> shown(new ModelOfLetters(model, K).write(beginning, WRITTEN, temperature, options.seed()), letters));
        Stoppable.train(model, options, page, () -> model.fit(Data.of(samples[0], samples[1]), Fit.epochs(options.epochs()).batchSize(options.batch())
                .callbacks(report.callbacks()).callbacks(writing)));
        test(page, train, test, new ModelOfLetters(model, K), K, () -> shown(new NGrams(5, train, K).write(beginning, WRITTEN, temperature, options.seed()), letters));
        int few = Math.min(REPORTED, samples[0].length);
        page.title("WHAT TO TRY NEXT");
        page.say("Your own text (--data book.txt; a book of 200,000 letters with --units 192 and --epochs 20 takes some minutes), other temperatures "
                + "(--temperature 1), pictures of the gates at every letter (--report text.html).");
        report.write(page, done -> done.words(letters.vocabulary()).samples(Arrays.copyOf(samples[0], few), Arrays.copyOf(samples[1], few)));
    }

    private static String text(Arguments arguments, TrainingOptions options) throws IOException {
        int most = LETTERS.integer(arguments);
        if (!arguments.has("--data")) {
            return GeneratedTales.of(most, options.seed());
        }
        Path file = Path.of(arguments.value("--data").orElseThrow());
        String text = new String(FileBytes.read(file), StandardCharsets.UTF_8).replace("\r\n", "\n");
        return text.substring(0, Math.min(most, text.length()));
    }

    /** Samples of T letters each, one behind the other, and for each letter the next one: [0] and [1], (N, T). */
    private static int[][][] samples(int[] letters, int T) {
        int N = (letters.length - 1) / T;
        int[][][] samples = new int[2][N][];
        for (int n = 0; n < N; n++) {
            samples[0][n] = Arrays.copyOfRange(letters, n * T, (n + 1) * T);
            samples[1][n] = Arrays.copyOfRange(letters, n * T + 1, (n + 1) * T + 1);
        }
        return samples;
    }

    private static void describe(DemoText page, String text, TextVectorization letters, int[][] x) {
        page.say(String.format(Locale.ROOT, "%,d letters of %d kinds, blanks and marks included. The last tenth is for the test.", text.length(),
                letters.vocabulary().size() - 2));
        page.say(String.format(Locale.ROOT, "A sample is %d letters as numbers, and its answer the same ones, each replaced by the next: both are an int[%d][%d], "
                + "(samples, timesteps).", x[0].length, x.length, x[0].length));
        page.say("  " + shown(x[0], letters));
        page.say("  " + Arrays.toString(x[0]).replaceAll("[\\[\\],]", ""));
    }

    /** Letters as one line that does nothing to a terminal. */
    private static String shown(int[] letters, TextVectorization vocabulary) {
        StringBuilder text = new StringBuilder();
        for (int letter : letters) {
            String word = letter < 2 ? "·" : vocabulary.vocabulary().get(letter);
            text.append(Character.isISOControl(word.codePointAt(0)) ? " " : word);
        }
        return text.toString();
    }

    private static Callback writing(DemoText page, TrainingOptions options, Supplier<String> written) {
        int every = (options.epochs() + SHOWN_EPOCHS - 1) / SHOWN_EPOCHS;
        return new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                if ((epoch + 1) % every == 0 || epoch + 1 == options.epochs()) {
                    page.out().println();
                    page.say(String.format(Locale.ROOT, "epoch %d of %d, %.2f bits a letter", epoch + 1, options.epochs(), logs.get("loss") / StrictMath.log(2)));
                    page.say("  " + written.get());
                }
            }
        };
    }

    private static void test(DemoText page, int[] train, int[] test, LetterModel lstm, int K, Supplier<String> writtenByNGrams) {
        page.title("THE TEST");
        page.say(String.format(Locale.ROOT, "Bits that each of %,d letters costs which it has never seen; fewer are better:", test.length));
        line(page, "LSTM", lstm.bits(test), "remembers what it has read");
        for (int n : ORDERS) {
            line(page, n + "-gram" + (n == 1 ? "" : "s"), new NGrams(n, train, K).bits(test), n == 1 ? "how frequent each letter is" : "looks back at " + (n - 1) + " letters");
        }
        line(page, "any letter", StrictMath.log(K) / StrictMath.log(2), "all letters equally likely");
        page.out().println();
        page.say("And 5-grams go on so:");
        page.say("  " + writtenByNGrams.get());
    }

    private static void line(DemoText page, String who, double bits, String meaning) {
        page.say(String.format(Locale.ROOT, "  %-16s %7.3f   %s", who, bits, meaning));
    }

    /** The LSTM, one letter after the other. */
    private static final class ModelOfLetters extends LetterModel {
        private final Predictor predictor;
        private final float[] letter = new float[1];
        private final float[] next;

        ModelOfLetters(Sequential model, int letters) {
            predictor = model.predictor();
            next = new float[letters];
        }

        @Override
        void reset() {
            predictor.reset();
        }

        @Override
        float[] after(int number) {
            letter[0] = number;
            predictor.step(letter, next);
            return next;
        }
    }
}
