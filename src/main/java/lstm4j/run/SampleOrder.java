package lstm4j.run;

import java.util.stream.LongStream;

import lstm4j.engine.Generator;
import lstm4j.layer.RuleException;

/**
 * Which sample comes at which position of an epoch, and back: computed for one of them alone, nothing is kept but keys.
 *
 * <p>The samples lie in a table, row after row. In each of {@value #ROUNDS} rounds every column is turned, or every row, by
 * a random distance of its own: a Feistel network. A position that ends behind the last sample goes through the rounds once
 * more. Spec: chapter 12, rule FIT-16. Sources: Luby and Rackoff 1988; Black and Rogaway 2002 (cycle walking).
 */
public final class SampleOrder {
    /** Rounds: part of the definition of the order. So many, since the smallest tables need them to give all orders alike. */
    static final int ROUNDS = 24;
    /** Samples at most. */
    static final long MOST = 1L << 40;

    final long seed;
    final long epoch;
    final long samples;
    private final int rows; // even, else a table would give one half of all orders only
    private final int columns;
    private final long[] keys; // of the rounds

    /**
     * The order of {@code samples} samples in an epoch.
     *
     * @throws RuleException FIT-41 for more than 2⁴⁰ samples
     */
    public SampleOrder(long samples, long seed, long epoch) {
        if (samples < 1 || samples > MOST) {
            throw new RuleException("FIT-41", "fit", "1 to 2^40 samples", String.valueOf(samples), "");
        }
        this.samples = samples;
        this.seed = seed;
        this.epoch = epoch;
        rows = 2 * (int) Math.ceil(Math.sqrt(samples) / 2);
        columns = (int) ((samples + rows - 1) / rows);
        keys = LongStream.range(0, ROUNDS).map(round -> Generator.key(seed, Generator.SHUFFLE, epoch, round)).toArray();
    }

    /** The sample at a position. */
    public long at(long position) {
        long place = position;
        do {
            place = forth(place);
        } while (place >= samples);
        return place;
    }

    /** The position of a sample. */
    public long positionOf(long sample) {
        long place = sample;
        do {
            place = back(place);
        } while (place >= samples);
        return place;
    }

    private long forth(long place) {
        int row = (int) (place / columns);
        int column = (int) (place % columns);
        for (int round = 0; round < ROUNDS; round += 2) {
            row = turned(row, Generator.below(rows, keys[round], column), rows);
            column = turned(column, Generator.below(columns, keys[round + 1], row), columns);
        }
        return (long) row * columns + column;
    }

    private long back(long place) {
        int row = (int) (place / columns);
        int column = (int) (place % columns);
        for (int round = ROUNDS - 2; round >= 0; round -= 2) {
            column = turned(column, -Generator.below(columns, keys[round + 1], row), columns);
            row = turned(row, -Generator.below(rows, keys[round], column), rows);
        }
        return (long) row * columns + column;
    }

    /** A place of a ring of {@code size}, {@code distance} further; both are smaller than it. */
    private static int turned(int place, int distance, int size) {
        int sum = place + distance;
        return sum >= size ? sum - size : sum < 0 ? sum + size : sum;
    }
}
