package lstm4j.spark;

import java.util.Map;
import java.util.WeakHashMap;

import lstm4j.PartWorker;
import org.apache.spark.broadcast.Broadcast;

/** The workers of this executor: one for each thread that runs tasks and each model whose training goes on. */
final class Workers {
    private static final ThreadLocal<Map<byte[], PartWorker>> OF_THREAD = ThreadLocal.withInitial(WeakHashMap::new); // an array is equal to itself alone

    private Workers() {
    }

    /** This thread's worker for a model, of whose bytes an executor keeps one array. */
    static PartWorker of(Broadcast<byte[]> model) {
        return OF_THREAD.get().computeIfAbsent(model.value(), bytes -> new PartWorker(ModelBytes.read(bytes)));
    }
}
