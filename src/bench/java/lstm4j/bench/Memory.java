package lstm4j.bench;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.function.Supplier;
import lstm4j.Footprint;
import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.train.Data;

/**
 * The memory the digit model takes beside what {@code footprint} says of it, for growing batches and sequences.
 * {@code mvn -q -Pbench verify -Dbench.main=lstm4j.bench.Memory}
 */
public final class Memory {
    private static final int F = 28;
    private static final int U = 128;
    private static final int K = 10;
    private static final int COPIES = 10; // of a predictor, since one is small

    private Memory() {
    }

    public static void main(String[] args) throws IOException {
        System.out.println(Machine.text());
        System.out.println("\n3 LSTM(128), Dense(10), Adam, one thread; bytes.\n");
        System.out.println("| B | T | weights | workspace of a thread | training: footprint | training: heap | ratio "
                + "| predictor: footprint | predictor: heap | ratio |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (int[] size : new int[][] {{1, 28}, {32, 28}, {128, 28}, {128, 56}, {1024, 28}}) {
            measure(size[0], size[1]);
        }
    }

    private static void measure(int B, int T) {
        float[][][] x = new float[B][T][F];
        int[] labels = new int[B];
        Supplier<Sequential> trained = () -> {
            Sequential model = ModelBench.model(T, F, U, K, 1);
            model.trainOnBatch(Data.of(x, labels));
            return model;
        };
        Sequential model = trained.get();
        Footprint footprint = model.footprint(B, T);
        long training = growth(trained);
        long predicting = growth(() -> {
            Predictor[] predictors = new Predictor[COPIES];
            for (int p = 0; p < COPIES; p++) {
                predictors[p] = model.predictor(B);
                predictors[p].predict(x, new float[B][K]);
            }
            return predictors;
        }) / COPIES;
        System.out.printf(Locale.ROOT, "| %d | %d | %,d | %,d | %,d | %,d | %.3f | %,d | %,d | %.3f |%n", B, T, footprint.weights(),
                footprint.workspace(), footprint.training(), training, (double) training / footprint.training(),
                footprint.predictor(), predicting, (double) predicting / footprint.predictor());
    }

    /** By how much the used heap grows when something is made and kept. */
    private static long growth(Supplier<?> make) {
        long before = used();
        Object kept = make.get();
        long growth = used() - before;
        Reference.reachabilityFence(kept);
        return growth;
    }

    /** Bytes in use after whole collections: the serial collector leaves some garbage where it is but in each fourth of them. */
    private static long used() {
        long used = Long.MAX_VALUE;
        for (int n = 0; n < 4; n++) {
            System.gc();
            used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
