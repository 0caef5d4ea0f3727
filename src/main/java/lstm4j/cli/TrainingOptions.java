package lstm4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.train.Adam;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Loss;
import lstm4j.train.Metric;

/**
 * What all demos let the user choose about the model and its training.
 *
 * @param epochs times through all samples
 * @param batch samples in a training step
 * @param rate learning rate of Adam at the start
 * @param layers LSTM layers, one on top of the other
 * @param units cells in each of them
 * @param seed of initial weights, order of samples and generated data
 * @param threads never changes a result
 * @param command that was given
 * @param report the page to write, or empty
 * @param metrics measured in each epoch beside those of the demo
 */
record TrainingOptions(int epochs, int batch, double rate, int layers, int units, int seed, int threads, String command, String report,
        List<Metric> metrics) {
    private static final int MOST = 1_000_000;
    private static final Option REPORT = Option.valued("--report", "FILE.html", "a page to look at, rewritten after each epoch and complete at the end");

    /** The options for the help, with these values as the standard. */
    private List<Option> options() {
        return List.of(
                Option.valued("--epochs", "N", "times through all training samples; " + standard(epochs)),
                Option.valued("--layers", "N", "LSTM layers, one on top of the other, 1 to 8; " + standard(layers)),
                Option.valued("--units", "U", "cells in each of them, 1 to 1024; " + standard(units)),
                Option.valued("--batch", "B", "samples in a training step; " + standard(batch)),
                Option.valued("--rate", "R", "learning rate of Adam at the start, from where it falls to 0 along half a cosine; " + standard(rate)),
                Option.valued("--metrics", "LIST", "measure these in each epoch too, by Keras's names with commas between them, as mae,r2_score"),
                Option.valued("--seed", "S", "another seed is another run, the same one the same to the last bit; " + standard(seed)),
                Option.valued("--threads", "N", "how many work; no result depends on it; the number of processors is the standard"));
    }

    /** What a demo has of its own, these options behind it, and last the one for plain ASCII. */
    List<Option> behind(List<Option> own) {
        List<Option> all = new ArrayList<>(own);
        all.addAll(options());
        all.add(REPORT);
        all.add(ModelArgument.ASCII);
        return all;
    }

    private static String standard(Number value) {
        return value + " is the standard";
    }

    /** What was chosen, else these values; [CLI-3] for one out of range. */
    TrainingOptions chosen(Arguments given) {
        return new TrainingOptions(given.integer("--epochs", 1, MOST, epochs), given.integer("--batch", 1, MOST, batch),
                given.number("--rate", 1e-6, 1, rate), given.integer("--layers", 1, 8, layers), given.integer("--units", 1, 1024, units),
                given.integer("--seed", 0, Integer.MAX_VALUE, seed), given.integer("--threads", 1, 256, threads),
                given.command(), given.value(REPORT.name()).orElse(""), metrics(given));
    }

    private static List<Metric> metrics(Arguments given) {
        return Stream.of(given.value("--metrics").orElse("").split(",")).map(String::strip).filter(name -> !name.isEmpty()).map(name -> metric(given, name)).toList();
    }

    private static Metric metric(Arguments given, String name) {
        Metric.Kind kind = Metric.Kind.named(name);
        if (kind == null) {
            List<String> names = Stream.of(Metric.Kind.values()).map(Metric.Kind::kerasName).toList();
            throw UsageException.of("CLI-3", given.command(), "names of metrics behind --metrics", name, Nearest.hint(name, names, "The metrics are "));
        }
        return Metric.of(kind);
    }

    /** These with the threads of this machine. */
    static TrainingOptions standard(int epochs, int batch, double rate, int layers, int units) {
        return new TrainingOptions(epochs, batch, rate, layers, units, 42, Math.min(256, Runtime.getRuntime().availableProcessors()), "", "", List.of());
    }

    /**
     * LSTM layers that read T steps of F features, the last one giving its last output to {@code head}; ready to be
     * trained on so many samples, with a rate that falls to 0 along half a cosine.
     */
    Sequential model(int timesteps, int features, Dense head, int samples, Loss loss, Metric... metrics) {
        return model(Input.shape(timesteps, features), false, head, samples, loss, metrics);
    }

    /** The same on top of a first layer, with a {@code head} for every step where the model is to return sequences. */
    Sequential model(Layer first, boolean sequences, Dense head, int samples, Loss loss, Metric... metrics) {
        List<Layer> stack = new ArrayList<>(List.of(first));
        for (int layer = 1; layer <= layers; layer++) {
            stack.add(LSTM.units(units).returnSequences(sequences || layer < layers));
        }
        stack.add(head);
        Sequential model = Sequential.of(stack.toArray(Layer[]::new)).seed(seed).parallelism(threads);
        long steps = (long) epochs * ((samples + batch - 1) / batch);
        return model.compile(new Adam().learningRate(LearningRateSchedule.cosineDecay(rate, steps, 0)), loss,
                Stream.concat(Stream.of(metrics), this.metrics.stream()).toArray(Metric[]::new));
    }

    /** {@code 3 LSTM layers of 128 units}. */
    String inWords() {
        return String.format(Locale.ROOT, "%s of %,d %s", layers == 1 ? "one LSTM layer" : layers + " LSTM layers", units,
                units == 1 ? "unit" : "units");
    }
}
