package lstm4j;

import java.util.List;

import lstm4j.keras.KerasModel;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.run.CompiledNetwork;
import lstm4j.run.Learning;
import lstm4j.run.Log;
import lstm4j.run.WeightArrays;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;

/** How a model comes to its loss and its optimizer. Callers have its turn. */
final class ModelCompiling {
    private ModelCompiling() {
    }

    /** {@code memory} is what the optimizer remembers, not copied, or null. */
    static CompiledNetwork compile(LiveModel model, Optimizer optimizer, List<float[][]> memory, Loss loss, List<Metric> metrics) {
        model.requireOwn("compile");
        model.compiled = new CompiledNetwork(model.network(), model.shards, model.kept, optimizer, memory,
                Learning.of(model.architecture, loss, metrics, model.truncate));
        model.metrics = List.copyOf(metrics);
        model.compiled.seed(model.seed());
        warnOfHead(model.architecture.layer(model.architecture.size() - 1), loss);
        return model.compiled;
    }

    /** Compiles as the file says, or leaves in {@code model.obstacles} why not; {@code own} where nobody else has the arrays. */
    static void compile(LiveModel model, KerasModel read, boolean own) {
        float[][][] slots = read.optimizerState().map(state -> state.slots().toArray(new float[0][][])).orElse(null);
        try {
            List<float[][]> memory = slots == null ? null : List.of(own ? slots : WeightArrays.of(slots));
            model.turn.train("compile", () -> compile(model, read.optimizer().get(), memory, read.loss().get(), read.metrics()));
        } catch (RuleException e) {
            model.obstacles = List.of("the model was not compiled as the file says: " + e.getMessage());
            return;
        }
        read.optimizerState().ifPresent(state -> model.compiled.optimizer().iteration(state.iteration()));
    }

    /** What {@code compile} made, for what needs it; a model without it is told why it has none [FIT-20, FILE-68]. */
    static CompiledNetwork compiled(LiveModel model, String what) {
        if (model.compiled == null && !model.obstacles.isEmpty()) {
            throw new RuleException("FILE-68", what, "a file whose compilation lstm4j can follow", String.join("; ", model.obstacles),
                    "compile the model yourself, if it is to go on in another way");
        }
        if (model.compiled == null) {
            throw new RuleException("FIT-20", what, "a compiled model", "one without loss and optimizer",
                    "first call compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY), or what suits the data");
        }
        return model.compiled;
    }

    /** A word where loss and last layer do not belong together; the outputs of an LSTM may well be probabilities. */
    private static void warnOfHead(Layer last, Loss loss) {
        boolean hasHead = last.head() != ActivationFunction.LINEAR || last.type().equals("Dense");
        if (hasHead && !loss.oddity(last.head()).isEmpty()) {
            Log.warn(last.name() + ": " + loss.oddity(last.head()));
        }
    }
}
