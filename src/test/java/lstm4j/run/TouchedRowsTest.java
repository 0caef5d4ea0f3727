package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.Flatten;
import lstm4j.layer.Regularizer;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.AdamW;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaving out rows that do not change changes nothing. */
@Rule("EMB-6")
class TouchedRowsTest {
    private static final int V = 40;
    private final SplittableRandom random = new SplittableRandom(3);

    private static Network network(Regularizer penalty) {
        return new Network(Architecture.of(List.of(Embedding.of(V, 3).inputLength(2).embeddingsRegularizer(penalty), Flatten.layer(), Dense.units(2))));
    }

    private Batch batch(float... words) {
        Batch batch = new Batch(2, Buffers.REAL);
        batch.reserve(1, 1);
        batch.rows = 2;
        batch.x[0][0] = new float[] {words[0], words[1]};
        batch.x[0][1] = new float[] {words[2], words[3]};
        return batch;
    }

    private static List<Integer> rows(TouchedRows touched, int w) {
        List<Integer> rows = new ArrayList<>();
        for (int r = touched.next(w, 0); r >= 0; r = touched.next(w, r + 1)) {
            rows.add(r);
        }
        return rows;
    }

    @Test
    void theRowsOfATableAreThoseOfTheWordsThatOccurAscending() {
        TouchedRows touched = new TouchedRows(network(Regularizer.NONE));
        touched.add(batch(7, 2, 2, 39));
        assertEquals(List.of(2, 7, 39), rows(touched, 0));
        assertEquals(List.of(0, 1, 2, 3, 4, 5), rows(touched, 1));
        touched.clear();
        assertEquals(List.of(), rows(touched, 0));
        assertEquals(V, rows(new TouchedRows(network(new Regularizer(0, 0.1f))), 0).size(), "a penalty has a slope in every row");
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(new SGD().learningRate(0.1), new SGD().momentum(0.9), new SGD().momentum(0.9).nesterov(), new Adam(), new Adam().amsgrad(),
                new RMSprop(), new RMSprop().centered().momentum(0.5), new Adam().globalClipnorm(0.1), new SGD().momentum(0.5).clipnorm(0.1),
                new RMSprop().clipvalue(0.05), new Nadam(), new Adagrad(), new Adagrad().initialAccumulatorValue(0).epsilonOutside(), new AdamW());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void tenStepsOnTheRowsThatOccurHaveTheBitsOfTenStepsOnAllRows(Optimizer optimizer) {
        Network network = network(Regularizer.NONE);
        float[][][] some = Numbers.like(random, network.weights(), 1);
        float[][][] all = WeightArrays.of(some);
        OptimizerRun partly = new OptimizerRun(optimizer, network);
        OptimizerRun wholly = new OptimizerRun(optimizer, network.specs());
        for (int step = 0; step < 10; step++) {
            TouchedRows touched = new TouchedRows(network);
            touched.add(batch(random.nextInt(9), random.nextInt(9), random.nextInt(9), 11 + step));
            float[][][] gradients = network.zeros();
            float[][][] drawn = Numbers.like(random, gradients, 1);
            for (int w = 0; w < gradients.length; w++) {
                for (int r : rows(touched, w)) {
                    gradients[w][r] = drawn[w][r];
                }
            }
            wholly.apply(all, WeightArrays.of(gradients));
            partly.apply(some, gradients, touched);
            if (step == 5) { // and from a saved state on
                List<float[][]> saved = partly.slots().stream().map(slot -> WeightArrays.of(slot.values())).toList();
                partly = new OptimizerRun(optimizer, network);
                partly.restoreSlots(saved);
                partly.iteration(wholly.iteration());
            }
        }
        for (int w = 0; w < all.length; w++) {
            Numbers.assertSameBits(all[w], some[w], "array " + w);
        }
    }
}
