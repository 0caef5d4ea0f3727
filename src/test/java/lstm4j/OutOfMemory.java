package lstm4j;

import static lstm4j.train.Loss.MSE;

import java.util.Arrays;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.train.Data;
import lstm4j.train.SGD;

/** The main method of a process with little memory: a sequence that does not fit, then one that does, as if nothing had been. */
final class OutOfMemory {
    private static final int T = 5;
    private static final int F = 3;

    private OutOfMemory() {
    }

    /** Prints "usable" after what has been seen of predictor, training and model, or ends with an exception. */
    public static void main(String[] args) {
        Sequential model = model();
        Sequential other = model();
        Predictor predictor = model.predictor(1);
        float[] row = {0.5f, -1, 2};
        float[][][] fits = {sequence(row, T)};
        float[][][] tooLong = {sequence(row, Integer.parseInt(args[0]))};
        float[][] y = {{1}};
        float[][] out = new float[1][1];
        predictor.predict(fits, out);
        requireFailure(() -> predictor.predict(tooLong, out));
        requireFailure(() -> model.trainOnBatch(Data.of(tooLong, y)));
        requireFailure(() -> model.predict(tooLong));
        for (int step = 0; step < 2; step++) { // of more steps than fitted before, but fewer than failed
            float[][][] x = {sequence(row, 3 * T)};
            require(model.trainOnBatch(Data.of(x, y)) == other.trainOnBatch(Data.of(x, y)));
            predictor.predict(x, out);
            require(Arrays.deepEquals(other.predict(x), out) && Arrays.deepEquals(model.predict(x), out));
        }
        System.out.println("usable");
    }

    private static Sequential model() {
        return Sequential.of(LSTM.units(40).returnSequences().inputShape(Shape.ANY, F), LSTM.units(40).returnSequences(),
                LSTM.units(8), Dense.units(1)).seed(3).parallelism(1).compile(new SGD(), MSE);
    }

    private static float[][] sequence(float[] row, int T) {
        float[][] sequence = new float[T][];
        Arrays.fill(sequence, row);
        return sequence;
    }

    private static void requireFailure(Runnable call) {
        try {
            call.run();
        } catch (OutOfMemoryError expected) {
            return;
        }
        throw new IllegalStateException("there was memory enough");
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("not the same as without the failure");
        }
    }
}
