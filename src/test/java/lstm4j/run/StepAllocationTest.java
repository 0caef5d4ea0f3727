package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.train.Adam;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Logs;
import lstm4j.train.Optimizer;
import lstm4j.train.ProgressBar;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import lstm4j.train.TerminateOnNaN;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepAllocationTest {
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Optimizer> optimizers() {
        return Stream.of(new SGD(), new SGD().momentum(0.9).nesterov().clipnorm(1), new RMSprop().momentum(0.9).centered().clipvalue(1),
                new Adam(), new Adam().amsgrad().globalClipnorm(1).learningRate(LearningRateSchedule.cosineDecay(0.1, 100, 0)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepAllocatesNothing(Optimizer optimizer) {
        List<Weight> weights = LSTM.of(8, 3, 5).weights(Shape.of(Shape.ANY, 3, 5));
        OptimizerRun state = new OptimizerRun(optimizer, weights);
        float[][][] w = zeros(weights);
        float[][][] g = zeros(weights);
        state.apply(w, g); // loads classes
        long id = Thread.currentThread().getId();
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) { // the smallest of ten: the JVM may allocate once for reasons of its own
            long before = THREADS.getThreadAllocatedBytes(id);
            state.apply(w, g);
            smallest = Math.min(smallest, THREADS.getThreadAllocatedBytes(id) - before);
        }
        assertEquals(0, smallest);
    }

    @Test
    void theLoopAllocatesNothingFromBatchToBatch() {
        long id = Thread.currentThread().getId();
        long[] allocated = new long[3000];
        Callback meter = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                allocated[batch] = THREADS.getThreadAllocatedBytes(id);
            }
        };
        Scripted model = new Scripted(allocated.length) {
            @Override
            public void train(Samples samples, SampleOrder order, long from, long to, Totals totals) {
                totals.addLoss(1, (int) (to - from));
            }
        };
        model.fit(Fit.epochs(1).batchSize(1).callbacks(meter, new TerminateOnNaN(), ProgressBar.lines(new StringBuilder())));
        long bytes = allocated[2999] - allocated[2000];
        assertTrue(bytes < 999, bytes + " bytes in 999 batches"); // the JVM may allocate once for reasons of its own
    }

    private static float[][][] zeros(List<Weight> weights) {
        return weights.stream().map(weight -> new float[weight.rows()][weight.columns()]).toArray(float[][][]::new);
    }
}
