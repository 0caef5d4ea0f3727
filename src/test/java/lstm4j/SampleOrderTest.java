package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.testing.Rule;
import lstm4j.train.Callback;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;

/** In which order fit takes the samples: seen from outside by the loss of each batch of one. */
class SampleOrderTest {
    private static final String EPOCH_0 = "[5, 2, 6, 9, 3, 8, 1, 0, 7, 4]"; // chapter 12, by testdata/gen/sample_order.py
    private static final String EPOCH_1 = "[3, 4, 0, 8, 1, 7, 9, 5, 6, 2]";

    /** Output = input, rate 0: sample n has the loss n², and the running mean of losses tells which came. */
    private static List<List<Integer>> orders(Fit fit) {
        float[][] x = new float[10][1];
        for (int n = 0; n < 10; n++) {
            x[n][0] = n;
        }
        List<List<Integer>> orders = new ArrayList<>();
        Sequential model = Sequential.of(Dense.units(1).useBias(false).kernelInitializer(Initializer.ONES).inputShape(1)).seed(42);
        model.compile(new SGD().learningRate(0), Loss.MSE);
        model.fit(Data.of(x, new float[10]), fit.batchSize(1).callbacks(new Callback() {
            private double sum;

            @Override
            public void onEpochBegin(int epoch, Training training) {
                orders.add(new ArrayList<>());
                sum = 0;
            }

            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                double next = logs.get("loss") * (batch + 1);
                orders.get(orders.size() - 1).add((int) Math.rint(Math.sqrt(Math.max(0, next - sum))));
                sum = next;
            }
        }));
        return orders;
    }

    @Test
    @Rule({"FIT-16", "PAR-9"})
    void eachEpochHasTheOrderOfItsNumberAndTheSeed() {
        assertEquals("[" + EPOCH_0 + ", " + EPOCH_1 + "]", orders(Fit.epochs(2)).toString());
    }

    @Test
    @Rule("FIT-21")
    void aTrainingThatBeginsLaterHasTheOrderOfThatEpoch() {
        assertEquals("[" + EPOCH_1 + "]", orders(Fit.epochs(2).initialEpoch(1)).toString());
    }

    @Test
    @Rule("FIT-16")
    void withoutShufflingTheOrderIsThatOfTheData() {
        assertEquals("[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]", orders(Fit.epochs(1).shuffle(false)).toString());
    }
}
