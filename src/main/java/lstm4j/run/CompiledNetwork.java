package lstm4j.run;

import java.util.ArrayList;
import java.util.List;

import lstm4j.engine.Network;
import lstm4j.layer.Shape;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.RowMetric;

/** A network with an optimizer, a loss and metrics: what {@code compile} makes of a model. Spec: chapters 11 and 12. */
public final class CompiledNetwork implements Trainable {
    private final Network network;
    private final Loss loss;
    private final OptimizerRun optimizer;
    private final List<RowMetric> metrics = new ArrayList<>();
    private final ShardedNetwork sharded;

    /** A network ready to train; {@code truncate} is the number of steps gradients go back, 0 for all. */
    public CompiledNetwork(Network network, Optimizer optimizer, Loss loss, List<Metric> metrics, int truncate, long seed,
            Shards shards, States kept) {
        this.network = network;
        this.loss = loss;
        this.optimizer = new OptimizerRun(optimizer, network.specs());
        int outputs = network.architecture().outputShape().features();
        for (Metric metric : metrics) {
            this.metrics.add(RowMetric.of(metric, outputs, loss.isSparse() ? RowMetric.CLASS_NUMBERS : outputs));
        }
        this.sharded = new ShardedNetwork(network, shards, seed, loss, this.metrics, truncate, kept, null);
    }

    /** The loss that is made small. */
    public Loss loss() {
        return loss;
    }

    /** The model at work on these samples. */
    public BatchRunner on(Samples samples) {
        return new BatchRunner() {
            @Override
            public int size() {
                return samples.size();
            }

            @Override
            public void train(int[] order, int from, int to, Totals totals) {
                float[][][] gradients = sharded.gradients(samples, order, from, to, true, optimizer.iteration(), null, totals);
                optimizer.apply(network.weights(), gradients);
            }

            @Override
            public void evaluate(int[] order, int from, int to, Totals totals) {
                sharded.evaluate(samples, order, from, to, totals);
            }
        };
    }

    @Override
    public float[][][] getWeights() {
        return WeightArrays.of(network.weights());
    }

    @Override
    public void setWeights(float[][][] weights) {
        WeightArrays.into(network, weights);
    }

    @Override
    public OptimizerRun optimizer() {
        return optimizer;
    }

    @Override
    public List<RowMetric> metrics() {
        return metrics;
    }

    @Override
    public int fixedBatch() {
        return network.architecture().isStateful() ? network.architecture().inputShape().batch() : Shape.ANY;
    }
}
