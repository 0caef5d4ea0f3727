package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import lstm4j.layer.Architecture;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random chains of windows, normalizations and recurrent layers keep what every layer promises. */
class RandomLayersProperties {
    private static final int N = 70; // more than two shards
    private static final int T = 9;
    private static final int F = 3;

    @Rule({"PAR-3", "BN-5"})
    @Property(tries = 60)
    void theyLearnTheSameBitsOnAnyNumberOfThreadsAndAPredictorSaysTheSame(@ForAll long seed) {
        Architecture architecture = RandomModels.small(seed, T, F);
        SplittableRandom random = new SplittableRandom(seed);
        float[][][] x = Numbers.tensor(random, N, T, F, 1);
        Data data = Data.of(x, Numbers.rows(random, N, 2, 1));
        Sequential one = trained(architecture, 1, data);
        Sequential three = trained(architecture, 3, data);
        assertSameBits(one.getWeights(), three.getWeights(), "3 threads");
        assertEquals(one.evaluate(data, 40).get("loss"), three.evaluate(data, 40).get("loss"));
        float[][] out = new float[N][2];
        one.predictor(5).predict(x, out);
        assertSameBits(three.predict(x), out, "predictor");
    }

    private static Sequential trained(Architecture architecture, int threads, Data data) {
        Sequential model = Sequential.of(architecture).seed(7).parallelism(threads).compile(new Adam().learningRate(0.01), Loss.MSE);
        model.trainOnBatch(data);
        model.trainOnBatch(data);
        return model;
    }
}
