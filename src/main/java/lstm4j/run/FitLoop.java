package lstm4j.run;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.RuleException;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.ProgressBar;

/**
 * The loop of {@code fit} and {@code evaluate}: epochs, batches, shuffling, validation, callbacks, as Keras 3 runs them.
 * What happens to a batch is {@link Trainable}'s affair. Nothing is allocated from batch to batch.
 *
 * <p>Training takes the samples in their own order or, if it shuffles, in the {@link SampleOrder} of the epoch; evaluation never
 * shuffles. A last batch with fewer samples is used like any other. Spec: chapter 12. Source: Keras 3, {@code backend/tensorflow/trainer.py}.
 */
public final class FitLoop {
    private final Trainable model;
    private final long seed;
    private final Keeper keeper;

    /** A loop for this model; the seed is that of the order of samples. */
    public FitLoop(Trainable model, long seed) {
        this(model, seed, Keeper.NONE);
    }

    /** The same, with a model around it that keeps more than weights. */
    public FitLoop(Trainable model, long seed, Keeper keeper) {
        this.model = model;
        this.seed = seed;
        this.keeper = keeper;
    }

    /**
     * Trains.
     *
     * @param data all samples, those that {@link Fit#validationSplit} sets aside included
     * @param validation the samples of {@link Fit#validationData()}, or null when there are none
     * @return the logs of every epoch
     * @throws RuleException FIT-2, FIT-3, FIT-7, FIT-8 when data, batch and model do not fit; what a callback throws.
     *         The weights are then those after the last completed step, which a suppressed exception names
     * @throws java.util.concurrent.CancellationException FIT-30 when the thread is interrupted; it stays so
     */
    public History fit(Samples data, Samples validation, Fit fit) {
        FitPlan plan = FitPlan.of(model.fixedBatch(), data, validation, fit);
        FitRun run = new FitRun(model, plan, fit.epochs(), seed, keeper);
        List<Callback> callbacks = callbacks(fit, run.history());
        run.backups(new FitBackup(keeper, plan, callbacks, fit.shuffles(), seed));
        run.place.epoch = fit.initialEpoch();
        try {
            epochs(plan, run, callbacks, fit);
        } catch (RuntimeException | Error e) {
            run.explain(e);
            throw e;
        }
        return run.history();
    }

    private void epochs(FitPlan plan, FitRun run, List<Callback> callbacks, Fit fit) {
        callbacks.forEach(callback -> callback.onTrainBegin(run));
        if (run.place.batch == 0) {
            run.resume();
        }
        while (run.place.epoch < fit.epochs() && !run.isStopping()) {
            epoch(plan, run, callbacks, fit.shuffles());
        }
        callbacks.forEach(callback -> callback.onTrainEnd(run.place.logs, run));
    }

    private static List<Callback> callbacks(Fit fit, History history) {
        List<Callback> callbacks = new ArrayList<>(fit.callbacks());
        callbacks.add(history);
        if (fit.progressBar() != null) {
            callbacks.add(fit.progressBar());
        }
        return callbacks;
    }

    private void epoch(FitPlan plan, FitRun run, List<Callback> callbacks, boolean shuffles) {
        FitPlace place = run.place;
        callbacks.forEach(callback -> callback.onEpochBegin(place.epoch, run));
        run.resume(); // in the middle of an epoch, whose beginning the callbacks have heard of before
        SampleOrder order = shuffles ? new SampleOrder(plan.samples(), seed, place.epoch) : null;
        Logs logs = new Logs();
        while (place.batch < plan.steps() && !run.isStopping()) {
            long from = (long) place.batch * plan.batchSize();
            model.train(plan.training(), order, from, Math.min(from + plan.batchSize(), plan.samples()), place.totals);
            run.report(place.totals, false, logs);
            int batch = place.batch++;
            for (int i = 0; i < callbacks.size(); i++) {
                callbacks.get(i).onBatchEnd(batch, logs, run);
            }
            run.settle();
            run.requireUninterrupted();
        }
        endOfEpoch(plan, run, callbacks);
    }

    private void endOfEpoch(FitPlan plan, FitRun run, List<Callback> callbacks) {
        Logs logs = new Logs();
        run.report(run.place.totals, false, logs);
        if (plan.hasValidation()) {
            Totals totals = new Totals(model.metrics());
            evaluate(plan, totals);
            run.report(totals, true, logs);
        }
        int epoch = run.place.epoch;
        run.place.next(logs);
        keeper.epochs(epoch + 1);
        callbacks.forEach(callback -> callback.onEpochEnd(epoch, logs, run));
        run.settle();
        run.requireUninterrupted();
    }

    private void evaluate(FitPlan plan, Totals totals) {
        Samples data = plan.validation();
        for (long from = plan.firstValidation(); from < data.size(); from += plan.batchSize()) {
            model.evaluate(data, null, from, Math.min(from + plan.batchSize(), data.size()), totals);
        }
    }

    /**
     * Loss and metrics of all samples, in their order, sorted by name.
     *
     * @param batchSize samples in a batch, or 0 for what the model is built for, or 32
     * @param bar what shows the progress, or null
     * @throws RuleException FIT-2, FIT-7, FIT-8
     */
    public Logs evaluate(Samples data, int batchSize, ProgressBar bar) {
        FitPlan plan = FitPlan.ofEvaluation(model.fixedBatch(), data, batchSize);
        FitRun run = new FitRun(model, plan, 1, seed, keeper);
        Totals totals = new Totals(model.metrics());
        Logs logs = new Logs();
        if (bar != null) {
            bar.begin(plan.steps());
        }
        for (int batch = 0; batch < plan.steps(); batch++) {
            long from = (long) batch * plan.batchSize();
            model.evaluate(data, null, from, Math.min(from + plan.batchSize(), data.size()), totals);
            run.report(totals, false, logs);
            if (bar != null) {
                bar.update(batch + 1, logs);
            }
        }
        if (bar != null) {
            bar.finish(logs);
        }
        return logs;
    }
}
