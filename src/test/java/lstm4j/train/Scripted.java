package lstm4j.train;

import java.util.ArrayList;
import java.util.List;

import lstm4j.compile.Metric;
import lstm4j.compile.Optimizer;
import lstm4j.compile.SGD;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;

/** A model and its data without any arithmetic: records what the loop asks for, and has the losses it is told to have. */
class Scripted implements Trainable, BatchRunner {
    final List<String> calls = new ArrayList<>();
    final int size;
    double[] losses = {1}; // loss of the n-th training batch, the last one from there on
    Metric[] metrics = {};
    int fixedBatch = Shape.ANY;
    float[][][] weights = {{{0}}};
    OptimizerState optimizer = state(new SGD().learningRate(0.001));
    private int steps;

    Scripted(int size) {
        this.size = size;
    }

    static OptimizerState state(Optimizer optimizer) {
        return new OptimizerState(optimizer, LSTM.of(1, 1, 1).weights(Shape.of(Shape.ANY, 1, 1)));
    }

    /** Trains with one sample a step and these losses, one an epoch. */
    static Scripted epochs(double... losses) {
        Scripted model = new Scripted(1);
        model.losses = losses;
        return model;
    }

    History fit(Fit fit) {
        return new FitLoop(this, (bound, epoch, index) -> 0).fit(this, null, fit);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void train(int[] order, int from, int to, Totals totals) {
        calls.add("train" + part(order, from, to));
        totals.addLoss(losses[Math.min(steps, losses.length - 1)], to - from);
        weights = new float[][][] {{{++steps}}};
        addMetrics(order, from, to, totals);
    }

    @Override
    public void evaluate(int[] order, int from, int to, Totals totals) {
        calls.add("evaluate" + part(order, from, to));
        totals.addLoss(to - from, to - from);
        addMetrics(order, from, to, totals);
    }

    private void addMetrics(int[] order, int from, int to, Totals totals) {
        for (int m = 0; m < metrics.length; m++) {
            for (int i = from; i < to; i++) {
                totals.addMetric(m, order[i], 1);
            }
        }
    }

    private static String part(int[] order, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(' ').append(order[i]);
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
    public OptimizerState optimizer() {
        return optimizer;
    }

    @Override
    public List<RowMetric> metrics() {
        List<RowMetric> list = new ArrayList<>();
        for (Metric metric : metrics) {
            list.add(RowMetric.of(metric, 1, 1));
        }
        return list;
    }

    @Override
    public int fixedBatch() {
        return fixedBatch;
    }
}
