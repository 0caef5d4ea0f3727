package lstm4j;

import java.util.List;

import lstm4j.run.CompiledNetwork;
import lstm4j.run.FitLoop;
import lstm4j.run.Samples;
import lstm4j.run.Totals;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.ProgressBar;

/** What a model does with labels: it trains, is measured and is looked into. Callers have its turn. */
final class ModelTraining {
    private ModelTraining() {
    }

    static History fit(LiveModel model, Data data, Fit fit, ModelKeeper.Saver whole, ModelKeeper.Saver weights) {
        CompiledNetwork compiled = ModelCompiling.compiled(model, "fit");
        Samples samples = compiled.samples("x", data, n -> fit.trainingWeight(data.labels(), n));
        Samples validation = fit.validationData() == null ? null : validation(model, fit);
        return new FitLoop(model.training(), model.seed(), new ModelKeeper(model, whole, weights)).fit(samples, validation,
                fit.isVerbose() && fit.progressBar() == null ? fit.verbose(progressBar()) : fit);
    }

    private static Samples validation(LiveModel model, Fit fit) {
        return model.compiled.samples("validation x", fit.validationData(), fit::validationSampleWeight);
    }

    /** For a terminal the bar that Keras draws, else a line for each epoch. */
    private static ProgressBar progressBar() {
        return System.console() != null ? ProgressBar.terminal(System.out) : ProgressBar.lines(System.out);
    }

    static Logs evaluate(LiveModel model, Data data, int batchSize) {
        CompiledNetwork compiled = ModelCompiling.compiled(model, "evaluate");
        return new FitLoop(compiled, model.seed()).evaluate(samples(model, data), batchSize, null);
    }

    static double trainOnBatch(LiveModel model, Data data) {
        CompiledNetwork compiled = ModelCompiling.compiled(model, "trainOnBatch");
        Samples samples = samples(model, data);
        model.requireBatch(samples.size(), true);
        Totals totals = new Totals(compiled.metrics());
        model.training().train(samples, null, 0, samples.size(), totals);
        return totals.loss();
    }

    static Gradients gradients(LiveModel model, Data data) {
        CompiledNetwork compiled = ModelCompiling.compiled(model, "gradients");
        Samples samples = samples(model, data);
        model.requireBatch(samples.size(), true);
        return Inspection.gradients(model.network(), compiled, model.truncate, model.shards, samples, null);
    }

    private static Samples samples(LiveModel model, Data data) {
        return model.compiled.samples("x", data, n -> null);
    }

    static List<Trace> trace(LiveModel model, float[][] sample) {
        boolean words = model.architecture.layer(0).vocabulary() > 0;
        return Inspection.trace(model.network(), model.inputs("sample", words ? sample : new float[][][] {sample})[0]);
    }
}
