package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "1,5", "2,0", "2,1", "2,2", "2,100", "3,2", "8,3", "16,100", "7,1000"})
    void everyPieceRunsOnce(int parallelism, int pieces) {
        Shards shards = new Shards(parallelism);
        for (int round = 0; round < 20; round++) {
            AtomicIntegerArray runs = new AtomicIntegerArray(pieces);
            shards.run(pieces, (worker, index) -> {
                assertTrue(worker >= 0 && worker < parallelism);
                runs.incrementAndGet(index);
            });
            for (int index = 0; index < pieces; index++) {
                assertEquals(1, runs.get(index));
            }
        }
    }

    @Rule("PAR-6")
    @Test
    void oneThreadRunsThePiecesInOrderInTheCallersThread() {
        List<Integer> order = new ArrayList<>();
        Thread caller = Thread.currentThread();
        new Shards(1).run(4, (worker, index) -> {
            assertSame(caller, Thread.currentThread());
            order.add(index);
        });
        assertEquals(List.of(0, 1, 2, 3), order);
    }

    @Test
    void onePieceRunsInTheCallersThread() {
        Thread caller = Thread.currentThread();
        new Shards(4).run(1, (worker, index) -> assertSame(caller, Thread.currentThread()));
    }

    /** Each worker's number tells apart what runs at the same time: its buffers are never used twice at once. */
    @Test
    void noWorkerNumberIsUsedTwiceAtTheSameTime() {
        AtomicIntegerArray inUse = new AtomicIntegerArray(4);
        AtomicBoolean twice = new AtomicBoolean();
        new Shards(4).run(2000, (worker, index) -> {
            twice.compareAndSet(false, inUse.incrementAndGet(worker) != 1);
            inUse.decrementAndGet(worker);
        });
        assertTrue(!twice.get());
    }

    @Test
    void piecesRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        new Shards(2).run(2, (worker, index) -> {
            both.countDown();
            try {
                assertTrue(both.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Rule("PAR-6")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void aFailureInAnyPieceReachesTheCallerAndTheNextRunIsAsEver(int parallelism) {
        Shards shards = new Shards(parallelism);
        for (int sick = 0; sick < 12; sick++) {
            int which = sick;
            RuntimeException cause = new IllegalStateException("piece " + sick);
            RuntimeException thrown = assertThrows(RuntimeException.class, () -> shards.run(12, (worker, index) -> {
                if (index == which) {
                    throw cause;
                }
            }));
            assertSame(cause, thrown);
            AssertionError error = new AssertionError("lstm4j bug: piece " + sick);
            assertSame(error, assertThrows(AssertionError.class, () -> shards.run(12, (worker, index) -> {
                if (index == which) {
                    throw error;
                }
            })));
            int[] squares = new int[12];
            shards.run(12, (worker, index) -> squares[index] = index * index);
            assertArrayEquals(new int[] {0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121}, squares);
        }
    }

    @Test
    void afterAFailureNoFurtherPieceBegins() {
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        assertThrows(IllegalStateException.class, () -> new Shards(1).run(100, (worker, index) -> {
            begun.add(index);
            if (index == 3) {
                throw new IllegalStateException();
            }
        }));
        assertEquals(Set.of(0, 1, 2, 3), begun);
    }

    @Test
    void allPiecesMayFail() {
        Shards shards = new Shards(3);
        assertThrows(IllegalStateException.class, () -> shards.run(50, (worker, index) -> {
            throw new IllegalStateException();
        }));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "4,1", "3,3"})
    void aPieceMayUseOtherShards(int outer, int inner) {
        AtomicIntegerArray runs = new AtomicIntegerArray(6 * 5);
        new Shards(outer).run(6, (worker, piece) ->
                new Shards(inner).run(5, (innerWorker, index) -> runs.incrementAndGet(5 * piece + index)));
        for (int n = 0; n < 30; n++) {
            assertEquals(1, runs.get(n));
        }
    }

    /** The run inside would overwrite what the run outside is about. */
    @Rule("PAR-2")
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aPieceMayNotUseItsOwnShards(int parallelism) {
        Shards shards = new Shards(parallelism);
        RuleException refusal = assertThrows(RuleException.class, () -> shards.run(2, (worker, index) ->
                shards.run(2, (innerWorker, innerIndex) -> { })));
        assertEquals("[PAR-2] model: expected one call at a time, got a second one while the first is under way.\n        Hint: a Sequential"
                + " is for one thread; to predict on several, give each a predictor() of its own.", refusal.getMessage());
        shards.run(2, (worker, index) -> { });
    }
}
