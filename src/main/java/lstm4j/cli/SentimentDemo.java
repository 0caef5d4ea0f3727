package lstm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import lstm4j.Sequential;
import lstm4j.data.GeneratedReviews;
import lstm4j.data.LabelledTexts;
import lstm4j.data.TextVectorization;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.RuleException;
import lstm4j.text.Explanation;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;

/** {@code lstm4j demo sentiment}: an Embedding and an LSTM learn whether a text praises or blames, against a bag of words. */
final class SentimentDemo extends Demo {
    private static final int GENERATED = 4000;
    private static final int TEST_PART = 5; // one of so many texts
    private static final int FEWEST = 10;
    private static final int EMBEDDING = 16;
    private static final NumberOption WORDS = new NumberOption("--words", "V", "how many words, the most frequent ones, have a number of their own", 3, 1_000_000, 5000);
    private static final NumberOption LENGTH = new NumberOption("--length", "T", "words of a text that are read, at most", 1, 10_000, 60);

    SentimentDemo() {
        super("sentiment", "watch an LSTM learn whether a text praises or blames", TrainingOptions.standard(6, 32, 0.01, 1, 24),
                Option.valued("--data", "FILE", "a text and its label (0 or 1, neg or pos) in each line, CSV or with tabs; without it " + GENERATED
                        + " made-up reviews"), WORDS.option(), LENGTH.option());
    }

    @Override
    public String details() {
        return """
                Each word becomes a number, each number a row of %d numbers that the Embedding learns, and the LSTM reads these rows
                one after the other; a Dense layer of one unit with sigmoid says how likely praise is. Texts shorter than the longest are
                filled up with 0, which is masked. The made-up reviews have "not", "although" and "but" in them, so that the order of the
                words counts. What it has to beat: a bag of words, logistic regression on which words occur.

                examples:
                  lstm4j demo sentiment
                  lstm4j demo sentiment --report sentiment.html
                  lstm4j demo sentiment --data reviews.csv --words 10000 --length 200 --epochs 3""".formatted(EMBEDDING);
    }

    @Override
    void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException {
        LabelledTexts all = texts(arguments, options);
        int cut = all.labels().length - all.labels().length / TEST_PART;
        LabelledTexts train = all.first(cut);
        LabelledTexts test = all.from(cut);
        TextVectorization words = TextVectorization.adapt(train.texts(), WORDS.integer(arguments));
        words = words.outputSequenceLength(Math.max(1, Math.min(LENGTH.integer(arguments), words.of(train.texts())[0].length)));
        int[][] x = words.of(train.texts());
        begin(page, options, "whether a text praises or blames.");
        describe(page, train, test, words, x);
        Sequential model = options.model(Embedding.of(words.vocabulary().size(), EMBEDDING).maskZero(true), false,
                Dense.units(1).activation(ActivationFunction.SIGMOID), cut, Loss.BINARY_CROSSENTROPY, Metric.ACCURACY);
        page.title("THE MODEL AND ITS SHAPES (lstm4j explain tells more)");
        page.say(Explanation.shortText(model.architecture()));
        page.title("THE TRAINING");
        DemoReport report = new DemoReport(options, model);
        Stoppable.train(model, options, page, () -> model.fit(Data.of(x, train.labels()), Fit.epochs(options.epochs()).batchSize(options.batch())
                .callbacks(report.callbacks()).verbose(page.progress())));
        BagOfWords bag = new BagOfWords(x, train.labels(), words.vocabulary().size());
        SentimentResult result = new SentimentResult(model, bag, words, test);
        result.print(page);
        page.title("WHAT TO TRY NEXT");
        page.say("Your own texts (--data reviews.csv), fewer words (--words 40) and see what it loses, two layers (--layers 2), other chances (--seed 7), "
                + "pictures of the gates at every word (--report sentiment.html). The made-up reviews are easier than real ones: people say more than "
                + "a grammar does.");
        report.write(page, done -> done.words(result.vocabulary()).classes(result.x(), test.labels(), List.of("blame", "praise")));
    }

    private static LabelledTexts texts(Arguments arguments, TrainingOptions options) throws IOException {
        if (!arguments.has("--data")) {
            return GeneratedReviews.of(GENERATED, options.seed());
        }
        String file = arguments.value("--data").orElseThrow();
        LabelledTexts all = LabelledTexts.read(Path.of(file));
        if (all.labels().length < FEWEST) {
            throw new RuleException("CLI-8", file, "at least " + FEWEST + " texts with labels", String.valueOf(all.labels().length), "");
        }
        return all.shuffled(options.seed());
    }

    private static void describe(DemoText page, LabelledTexts train, LabelledTexts test, TextVectorization words, int[][] x) {
        page.say(String.format(Locale.ROOT, "%,d texts to learn from and %,d others for the test; %.0f %% of all are praise.", train.labels().length,
                test.labels().length, 100 * (IntStream.of(train.labels()).sum() + IntStream.of(test.labels()).sum()) / (double) (train.labels().length + test.labels().length)));
        page.say(String.format(Locale.ROOT, "%,d words have a number; in Java the texts are an int[%d][%d]: (samples, timesteps).",
                words.vocabulary().size() - 2, x.length, x[0].length));
        page.title("ONE OF THE TEXTS, AS THE LSTM GETS IT");
        page.say("  " + DemoText.oneLine(train.texts().get(0)));
        page.say("  " + Arrays.stream(x[0]).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        page.say("0 stands for no word and is masked, 1 for a word that is not in the vocabulary.");
    }
}
