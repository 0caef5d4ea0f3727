package lstm4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import lstm4j.Sequential;
import lstm4j.data.LabelledTexts;
import lstm4j.data.TextVectorization;

/** How well texts are told apart, beside a bag of words, and some of them word by word. */
final class SentimentResult {
    private static final int SHOWN = 2;
    private static final int BAR = 40;

    private final Sequential model;
    private final List<String> vocabulary;
    private final LabelledTexts texts;
    private final int[][] x;
    private final boolean[] right;      // whether the LSTM is
    private final boolean[] rightInBag; // whether the bag of words is

    SentimentResult(Sequential model, BagOfWords bag, TextVectorization words, LabelledTexts texts) {
        this.model = model;
        this.vocabulary = words.vocabulary();
        this.texts = texts;
        this.x = words.of(texts.texts());
        this.right = new boolean[x.length];
        this.rightInBag = new boolean[x.length];
        float[][] said = model.predict(x);
        for (int n = 0; n < x.length; n++) {
            right[n] = said[n][0] > 0.5 == (texts.labels()[n] == 1);
            rightInBag[n] = bag.probability(x[n]) > 0.5 == (texts.labels()[n] == 1);
        }
    }

    /** The words by their numbers. */
    List<String> vocabulary() {
        return vocabulary;
    }

    /** The texts as numbers of words. */
    int[][] x() {
        return x;
    }

    void print(DemoText page) {
        page.title("THE TEST");
        page.say(String.format(Locale.ROOT, "Right of %,d texts that it has never seen:", x.length));
        int praise = IntStream.of(texts.labels()).sum();
        line(page, "LSTM", share(n -> right[n]), "reads the words in their order");
        line(page, "bag of words", share(n -> rightInBag[n]), "logistic regression on which words occur");
        line(page, "always the same", Math.max(praise, x.length - praise) / (double) x.length, "the label that most of them have");
        page.title("WORD BY WORD");
        page.say("How likely praise is after each word, for texts that need their order:");
        IntPredicate needsOrder = n -> right[n] && !rightInBag[n];
        IntStream.concat(IntStream.range(0, x.length).filter(needsOrder), IntStream.range(0, x.length).filter(needsOrder.negate())).limit(SHOWN)
                .forEach(n -> read(page, n));
    }

    private double share(IntPredicate which) {
        return IntStream.range(0, x.length).filter(which).count() / (double) x.length;
    }

    private static void line(DemoText page, String who, double share, String meaning) {
        page.say(String.format(Locale.ROOT, "  %-16s %7.2f %%   %s", who, 100 * share, meaning));
    }

    private void read(DemoText page, int n) {
        page.out().println();
        page.say("  " + DemoText.oneLine(texts.texts().get(n)));
        int words = (int) IntStream.of(x[n]).filter(word -> word > 0).count();
        int[][] prefixes = new int[words][x[n].length];
        for (int k = 0; k < words; k++) {
            System.arraycopy(x[n], 0, prefixes[k], 0, k + 1);
        }
        float[][] said = words == 0 ? new float[0][] : model.predict(prefixes);
        for (int k = 0; k < words; k++) {
            page.say(String.format(Locale.ROOT, "  %14s %5.2f %s", vocabulary.get(x[n][k]), said[k][0],
                    (page.ascii() ? "#" : "█").repeat(Math.round(BAR * said[k][0]))).stripTrailing());
        }
    }
}
