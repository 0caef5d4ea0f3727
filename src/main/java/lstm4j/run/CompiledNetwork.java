package lstm4j.run;

import java.util.List;
import java.util.function.LongFunction;

import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.Shape;
import lstm4j.train.Data;
import lstm4j.train.Optimizer;
import lstm4j.train.RowMetric;
import lstm4j.train.SampleSource;

/** A network with an optimizer, a loss and metrics: what {@code compile} makes of a model. Spec: chapters 11 and 12. */
public final class CompiledNetwork implements Trainable {
    private final Network network;
    private final Learning learning;
    private final OptimizerRun optimizer;
    private final ShardedNetwork sharded;
    private final Job job = new Job();
    private long seed; // of dropout
    private long evaluated; // calls so far
    private boolean diverged;

    /** A network ready to train, on these threads, with the states its stateful layers keep. */
    public CompiledNetwork(Network network, Shards shards, States kept, Optimizer optimizer, Learning learning) {
        this(network, shards, kept, new OptimizerRun(optimizer, network), learning);
    }

    /** The same, its optimizer going on with what it remembers, which is not copied; null where it begins. Errors as {@link OptimizerRun#restoreSlots}. */
    public CompiledNetwork(Network network, Shards shards, States kept, Optimizer optimizer, List<float[][]> memory, Learning learning) {
        this(network, shards, kept, new OptimizerRun(optimizer, network, memory), learning);
    }

    private CompiledNetwork(Network network, Shards shards, States kept, OptimizerRun optimizer, Learning learning) {
        network.architecture().requireOneOutput();
        network.architecture().requireCountedOutputs();
        this.network = network;
        this.learning = learning;
        this.optimizer = optimizer;
        this.sharded = new ShardedNetwork(network, shards, kept, learning);
    }

    /** Sets the seed of dropout. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** What it learns. */
    public Learning learning() {
        return learning;
    }

    /** These samples, their weights made for their number, checked against what the model gives and the loss takes. */
    public Samples samples(String place, Data data, LongFunction<float[]> weights) {
        Architecture architecture = network.architecture();
        if (data.inputs() instanceof SampleSource x) {
            return SourceSamples.of(place, x, architecture).labelled(data.labels(), learning.loss(), architecture, weights.apply(x.samples()));
        }
        float[][][] x = ArraySamples.rows(place, data.inputs(), architecture);
        return samples(x, data.labels(), weights.apply(x.length));
    }

    /** These inputs and labels, checked against what the model gives and the loss takes; errors as {@link LabelRows#of}. */
    public Samples samples(float[][][] x, Object y, float[] weights) {
        return ArraySamples.labelled(network.architecture(), learning.loss(), x, y, weights);
    }

    @Override
    public void train(Samples samples, SampleOrder order, long from, long to, Totals totals) {
        job.on(samples, order, from, to).dropout(seed, optimizer.iteration());
        float[][][] gradients = sharded.gradients(job, totals);
        if (!diverged && !Double.isFinite(totals.loss())) {
            diverged = true; // said once
            Divergence.tell(network, gradients, optimizer.iteration());
        }
        optimizer.apply(network.weights(), gradients, sharded.rows());
    }

    @Override
    public void evaluate(Samples samples, SampleOrder order, long from, long to, Totals totals) {
        sharded.evaluate(job.on(samples, order, from, to).drawing(seed, -++evaluated), totals);
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
        return learning.metrics();
    }

    @Override
    public int fixedBatch() {
        return network.architecture().isStateful() ? network.architecture().inputShape().batch() : Shape.ANY;
    }
}
