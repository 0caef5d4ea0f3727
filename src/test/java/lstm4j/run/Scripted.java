package lstm4j.run;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.RowMetric;
import lstm4j.train.RowMetrics;
import lstm4j.train.SGD;
import lstm4j.train.Training;

/** A model without any arithmetic: records what the loop asks for, and has the losses it is told to have. */
public class Scripted implements Trainable {
    public static final long SEED = 42;
    public final List<String> calls = new ArrayList<>();
    public final int size;
    public double[] losses = {1}; // loss of the n-th training batch, the last one from there on
    public Metric[] metrics = {};
    public int fixedBatch = Shape.ANY;
    public float[][][] weights = {{{0}}};
    public OptimizerRun optimizer = state(new SGD().learningRate(0.001));
    private int steps;

    public Scripted(int size) {
        this.size = size;
    }

    public static OptimizerRun state(Optimizer optimizer) {
        return new OptimizerRun(optimizer, LSTM.of(1, 1, 1).weights(Shape.of(Shape.ANY, 1, 1)));
    }

    /** What callbacks see of a training of this many steps and epochs. */
    public static Training training(int steps, int epochs) {
        return new FitRun(new Scripted(steps), new FitPlan(null, steps, null, 0, 1), epochs, 0, Keeper.NONE);
    }

    /** Trains with one sample a step and these losses, one an epoch. */
    public static Scripted epochs(double... losses) {
        Scripted model = new Scripted(1);
        model.losses = losses;
        return model;
    }

    /** Samples that nobody looks into. */
    public static Samples samples(int size) {
        return new ArraySamples(new float[size][][], null, null);
    }

    public History fit(Fit fit) {
        return new FitLoop(this, SEED).fit(samples(size), null, fit);
    }

    @Override
    public void train(Samples samples, SampleOrder order, long from, long to, Totals totals) {
        calls.add("train" + part(order, from, to));
        totals.addLoss(losses[Math.min(steps, losses.length - 1)], (int) (to - from));
        weights = new float[][][] {{{++steps}}};
        addMetrics(order, from, to, totals);
    }

    @Override
    public void evaluate(Samples samples, SampleOrder order, long from, long to, Totals totals) {
        calls.add("evaluate" + part(order, from, to));
        totals.addLoss(to - from, (int) (to - from));
        addMetrics(order, from, to, totals);
    }

    private void addMetrics(SampleOrder order, long from, long to, Totals totals) {
        for (int m = 0; m < metrics.length; m++) {
            for (long i = from; i < to; i++) {
                totals.add(2 * m, order == null ? i : order.at(i)); // a mean: its sum, its rows
                totals.add(2 * m + 1, 1);
            }
        }
    }

    private static String part(SampleOrder order, long from, long to) {
        StringBuilder text = new StringBuilder();
        for (long i = from; i < to; i++) {
            text.append(' ').append(order == null ? i : order.at(i));
        }
        return text.toString();
    }

    @Override
    public float[][][] getWeights() {
        return new float[][][] {{{weights[0][0][0]}}};
    }

    @Override
    public void setWeights(float[][][] weights) {
        this.weights = weights;
    }

    @Override
    public OptimizerRun optimizer() {
        return optimizer;
    }

    @Override
    public List<RowMetric> metrics() {
        List<RowMetric> list = new ArrayList<>();
        for (Metric metric : metrics) {
            list.add(RowMetrics.of(metric, 1, 1));
        }
        return list;
    }

    @Override
    public int fixedBatch() {
        return fixedBatch;
    }
}
