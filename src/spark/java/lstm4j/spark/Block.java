package lstm4j.spark;

import java.io.Serializable;

import lstm4j.train.Data;
import lstm4j.train.SampleSource;

/**
 * A run of the shards of one batch: its samples, in the order of the batch.
 *
 * @param batch the number of the batch
 * @param firstRow the number of its first row in the batch
 * @param numbers of each sample
 * @param check the sum of those of its samples
 */
record Block(long batch, int firstRow, float[][] numbers, long check) implements Serializable {
    /** Features and labels, read where they lie. */
    Data data(Sizes sizes) {
        return Data.of(new Part(numbers, 0, sizes.steps(), sizes.features()), new Part(numbers, sizes.firstLabel(), sizes.labelSteps(), sizes.labels()));
    }

    /** The weight of each sample, or null. */
    float[] weights(Sizes sizes) {
        if (!sizes.weighted()) {
            return null;
        }
        float[] weights = new float[numbers.length];
        for (int r = 0; r < weights.length; r++) {
            weights[r] = numbers[r][sizes.weight()];
        }
        return weights;
    }

    private record Part(float[][] numbers, int first, int steps, int columns) implements SampleSource {
        @Override
        public long samples() {
            return numbers.length;
        }

        @Override
        public void read(long n, float[][] rows) {
            for (int s = 0; s < steps; s++) {
                System.arraycopy(numbers[(int) n], first + s * columns, rows[s], 0, columns);
            }
        }
    }
}
