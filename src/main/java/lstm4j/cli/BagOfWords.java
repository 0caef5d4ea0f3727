package lstm4j.cli;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a model of texts has to beat: logistic regression on which words occur, in whatever order. Trained by stochastic gradient
 * descent over the texts as they come.
 */
final class BagOfWords {
    private static final int EPOCHS = 10;
    private static final double RATE = 0.5; // in epoch 1, then 1/2, 1/3, … of it

    private final double[] weights; // by the number of the word; that of 0, which stands for no word, is the bias

    /** Learns from texts as numbers of words, and their labels 0 and 1. */
    BagOfWords(int[][] texts, int[] labels, int vocabulary) {
        weights = new double[vocabulary];
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            for (int n = 0; n < texts.length; n++) {
                double step = RATE / epoch * (labels[n] - probability(texts[n]));
                weights[0] += step;
                words(texts[n]).forEach(word -> weights[word] += step);
            }
        }
    }

    /** How likely label 1 is. */
    double probability(int[] text) {
        double sum = weights[0] + words(text).mapToDouble(word -> weights[word]).sum();
        return 1 / (1 + StrictMath.exp(-sum));
    }

    private static IntStream words(int[] text) {
        return Arrays.stream(text).filter(word -> word > 0).distinct();
    }
}
