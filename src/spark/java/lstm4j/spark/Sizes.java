package lstm4j.spark;

import java.io.Serializable;

import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/**
 * The numbers of a sample, one after the other as it travels: features, label, weight.
 *
 * @param steps rows of its features; 1 where there is no time axis, and of whole numbers for an Embedding
 * @param features numbers in each
 * @param labelSteps rows of its label
 * @param labels numbers in each: 1 for class numbers
 * @param classes how many classes there are, or 0
 * @param weighted whether it has a weight
 */
record Sizes(int steps, int features, int labelSteps, int labels, int classes, boolean weighted) implements Serializable {
    /** Of a model, compiled for a sparse loss or not; [SPARK-4] where it takes sequences of any length. */
    static Sizes of(Architecture architecture, boolean sparse, boolean weighted) {
        Shape in = architecture.inputShape();
        Shape out = architecture.outputShape();
        boolean words = architecture.layer(0).vocabulary() > 0;
        if (in.rowsPerSample() == Shape.ANY || words && in.get(1) == Shape.ANY || out.rowsPerSample() == Shape.ANY) {
            throw new RuleException("SPARK-4", "model", "a known number of steps", "input " + in, "say it in inputShape or inputLength");
        }
        return new Sizes(words ? 1 : in.rowsPerSample(), words ? in.get(1) : in.features(), out.rowsPerSample(), sparse ? 1 : out.features(), sparse ? out.features() : 0, weighted);
    }

    int firstLabel() {
        return steps * features;
    }

    int weight() {
        return firstLabel() + labelSteps * labels;
    }

    /** How many numbers a sample has. */
    int numbers() {
        return weight() + (weighted ? 1 : 0);
    }
}
