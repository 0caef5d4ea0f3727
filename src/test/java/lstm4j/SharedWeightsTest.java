package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** Several models of one process that read the same weights. */
class SharedWeightsTest {
    private static final float[][][] X = {{{1, 0.5f}, {-1, 2}, {0.25f, -0.5f}}, {{0.5f, 1}, {3, -2}, {0, 1}}};
    private static final float[][] Y = {{0.5f, 1}, {-1, 0.25f}};

    private final Sequential lender = Sequential.of(LSTM.units(3).inputShape(3, 2), Dense.units(2)).seed(4).parallelism(1);

    private static Sequential stateful() {
        return Sequential.of(LSTM.units(3).stateful().batchInputShape(2, 1, 2), Dense.units(2)).parallelism(1);
    }

    private static Sequential features() {
        return Sequential.of(LSTM.units(3).returnSequences().inputShape(3, 2), Dropout.rate(0.5)).parallelism(1);
    }

    @Test
    @Rule("SMALL-10")
    void aStatefulModelStepsWithTheWeightsOfTheOneThatIsTrained() {
        Sequential reader = stateful().sharing(lender);
        lender.compile(new SGD().learningRate(0.1), Loss.MSE);
        lender.trainOnBatch(Data.of(X, Y));
        Sequential copy = stateful();
        copy.setWeights(lender.getWeights());
        for (int t = 0; t < 3; t++) {
            float[][][] step = {{X[0][t]}, {X[1][t]}};
            float[][] now = reader.predict(step);
            assertArrayEquals(copy.predict(step), now);
            if (t == 2) {
                assertArrayEquals(lender.predict(X), now);
            }
        }
        assertArrayEquals(lender.getWeights(), reader.getWeights());
    }

    @Test
    @Rule("SMALL-10")
    void theFirstLayersAloneShareByName() {
        float[][][] rows = features().sharing(lender).predictSequences(X);
        float[][] end = Sequential.of(LSTM.units(3).inputShape(3, 2)).sharing(lender).predict(X);
        assertArrayEquals(end, new float[][] {rows[0][2], rows[1][2]});
        assertArrayEquals(lender.predict(X), Sequential.of(Dense.units(2).inputShape(3)).sharing(lender).predict(end));
    }

    @Test
    @Rule("SMALL-10")
    void aHundredModelsHaveNotOneCopyBetweenThem() {
        Sequential large = Sequential.of(LSTM.units(600).inputShape(3, 2), Dense.units(2)).parallelism(1);
        long weights = large.footprint(1, 3).weights();
        large.getWeights();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Sequential reader = null;
        for (int n = 0; n < 100; n++) {
            reader = Sequential.of(LSTM.units(600).inputShape(3, 2), Dense.units(2)).sharing(large);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < weights, allocated + " bytes");
        assertEquals(0, reader.footprint(1, 3).weights());
        assertEquals(large.footprint(1, 3).predictor(), reader.footprint(1, 3).predictor());
    }

    @Test
    @Rule({"SMALL-10", "DATA-8", "DATA-9"})
    void whatWouldChangeOrMissTheSharedWeightsIsRefused() {
        Sequential reader = stateful().sharing(lender);
        refused("SMALL-10", "compile", it -> it.compile(new SGD(), Loss.MSE), reader);
        refused("SMALL-10", "setWeights", it -> it.setWeights(lender.getWeights()), reader);
        refused("SMALL-10", "layer.set", it -> it.layer("lstm").set("bias_f", new float[3]), reader);
        refused("SMALL-10", "sharing", it -> it.sharing(it), lender);
        refused("DATA-8", "lstm", it -> it.sharing(lender), Sequential.of(LSTM.units(3).useBias(false).inputShape(3, 2)));
        refused("DATA-8", "lstm", it -> it.sharing(lender), Sequential.of(LSTM.units(4).inputShape(3, 2)));
        refused("DATA-9", "model", it -> it.sharing(lender), Sequential.of(LSTM.units(3).inputShape(3, 2), Dense.units(2).name("head")));
    }

    private static void refused(String rule, String place, Consumer<Sequential> call, Sequential model) {
        RuleException refusal = assertThrows(RuleException.class, () -> call.accept(model));
        assertEquals(rule, refusal.rule());
        assertTrue(refusal.getMessage().startsWith("[" + rule + "] " + place + ":"), refusal.getMessage());
    }
}
