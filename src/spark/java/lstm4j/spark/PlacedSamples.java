package lstm4j.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

import lstm4j.PartWorker;
import lstm4j.layer.RuleException;
import lstm4j.train.RemoteSamples.Order;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Function1;
import scala.Tuple2;

/**
 * Samples of a table, from one on, in an order: moved by one shuffle to where their positions belong, and kept there, in memory or on the
 * executors' disks, until another order is asked for.
 */
final class PlacedSamples {
    private final JavaRDD<NumberedSample> table;
    private final long first;
    private final Layout layout;
    private Order order;
    private JavaRDD<Block> blocks; // null at first
    private Long check; // of all samples, once they have been read

    PlacedSamples(JavaRDD<NumberedSample> table, long first, Layout layout) {
        this.table = table;
        this.first = first;
        this.layout = layout;
    }

    long first() {
        return first;
    }

    Layout layout() {
        return layout;
    }

    /** The runs of a batch, each alone in its partition but for those of other batches. */
    JavaRDD<Block> runs(Order order, long batch) {
        if (blocks == null || !Objects.equals(order, this.order)) {
            place(order);
        }
        Layout where = layout;
        Function1<Object, Object> wanted = (Function1<Object, Object> & Serializable) partition -> where.has((Integer) partition, batch);
        return JavaRDD.fromRDD(PartitionPruningRDD.create(blocks.rdd(), wanted), blocks.classTag());
    }

    /** Moves the samples; [SPARK-2] where they are not those of the time before. */
    private void place(Order order) {
        close();
        Layout to = layout;
        long from = first;
        this.order = order;
        blocks = table.filter(sample -> sample.number() >= from && sample.number() < from + to.samples())
                .mapPartitionsToPair(found -> placed(found, from, order, to))
                .partitionBy(new HashPartitioner(layout.partitions()))
                .mapPartitionsWithIndex((partition, found) -> to.blocks(partition, Iterators.map(found, Tuple2::_2)), true)
                .persist(StorageLevel.MEMORY_AND_DISK());
        requireSame(blocks.map(Block::check).reduce(Long::sum));
    }

    /** Each sample with its position in place of its number, behind the number of its partition. */
    private static Iterator<Tuple2<Integer, NumberedSample>> placed(Iterator<NumberedSample> found, long first, Order order, Layout to) {
        LongUnaryOperator positions = PartWorker.positions(order);
        return Iterators.map(found, sample -> {
            long position = positions.applyAsLong(sample.number() - first);
            return new Tuple2<>(to.partition(position), sample.at(position));
        });
    }

    private void requireSame(long found) {
        if (check != null && check != found) {
            throw new RuleException("SPARK-2", "table", "the same rows whenever it is read", "others than in the epoch before",
                    "write what draws or changes as Parquet first, and train on that");
        }
        check = found;
    }

    /** Lets the executors forget the samples. */
    void close() {
        if (blocks != null) {
            blocks.unpersist();
        }
    }
}
