package lstm4j.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import lstm4j.PartWorker;
import lstm4j.train.RemoteSamples.Step;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * One batch on the executors: the weights go out, every run is computed where it lies, and neighbouring sums are put together {@value
 * #FAN} by {@value #FAN}, until so many at most are left for the driver.
 *
 * @param model whose copies compute
 * @param sizes of its samples
 */
record StepJob(Broadcast<byte[]> model, Sizes sizes) implements Serializable {
    private static final int FAN = 8; // a power of two, so that they make a node of the tree

    /** The sums of all runs of a batch, or of neighbours, in their order. */
    List<byte[]> run(JavaSparkContext spark, JavaRDD<Block> runs, Layout layout, long batch, Step step) {
        Broadcast<Step> message = spark.broadcast(step);
        try {
            int rows = layout.rows();
            JavaPairRDD<Integer, byte[]> sums = runs.filter(block -> block.batch() == batch)
                    .mapToPair(block -> new Tuple2<>(block.firstRow() / rows, computed(block, message.value())));
            for (int count = layout.runs(batch); count > FAN; count = groups(count)) {
                sums = combined(sums, groups(count), step.learns());
            }
            return ordered(sums.collect().iterator());
        } finally {
            message.destroy();
        }
    }

    private byte[] computed(Block block, Step step) {
        return worker().sum(step, block.data(sizes), block.weights(sizes), block.firstRow());
    }

    private PartWorker worker() {
        return Workers.of(model);
    }

    private static int groups(int count) {
        return (count + FAN - 1) / FAN;
    }

    private JavaPairRDD<Integer, byte[]> combined(JavaPairRDD<Integer, byte[]> sums, int groups, boolean learns) {
        return sums.mapToPair(sum -> new Tuple2<>(sum._1 / FAN, sum)).partitionBy(new HashPartitioner(groups))
                .mapPartitionsToPair(group -> combined(group, learns), false);
    }

    /** The one group of a partition. */
    private Iterator<Tuple2<Integer, byte[]>> combined(Iterator<Tuple2<Integer, Tuple2<Integer, byte[]>>> group, boolean learns) {
        List<Tuple2<Integer, byte[]>> sums = new ArrayList<>();
        int number = 0;
        while (group.hasNext()) {
            Tuple2<Integer, Tuple2<Integer, byte[]>> next = group.next();
            number = next._1;
            sums.add(next._2);
        }
        return Collections.singletonList(new Tuple2<>(number, worker().combine(ordered(sums.iterator()), learns))).iterator();
    }

    private static List<byte[]> ordered(Iterator<Tuple2<Integer, byte[]>> sums) {
        List<Tuple2<Integer, byte[]>> list = new ArrayList<>();
        sums.forEachRemaining(list::add);
        list.sort(Comparator.comparing(Tuple2::_1));
        return list.stream().map(Tuple2::_2).toList();
    }
}
