package lstm4j.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.train.Logs;
import lstm4j.train.RowMetric;

/** Where a fit is. */
final class FitPlace {
    int epoch;
    int batch; // done in this epoch
    boolean stopping;
    final Totals totals; // of this epoch so far
    Logs logs = new Logs(); // of the last epoch

    FitPlace(List<RowMetric> metrics) {
        totals = new Totals(metrics);
    }

    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("epoch", epoch);
        state.put("batch", batch);
        state.put("stopping", stopping);
        state.put("totals", totals.state());
        Map<String, Object> last = new LinkedHashMap<>();
        for (int i = 0; i < logs.size(); i++) {
            last.put(logs.name(i), logs.value(i));
        }
        state.put("logs", last);
        return state;
    }

    void restore(Map<String, Object> state) {
        begin(state);
        stopping = (Boolean) state.get("stopping");
        totals.restore(map(state.get("totals")));
        logs = new Logs();
        map(state.get("logs")).forEach((name, value) -> logs.put(name, (Double) value));
    }

    /** To the next epoch, now that this one is done. */
    void next(Logs logs) {
        this.logs = logs;
        epoch++;
        batch = 0;
        totals.reset();
    }

    /** Epoch and batch alone, by which the loop knows where to begin. */
    void begin(Map<String, Object> state) {
        epoch = Math.toIntExact((Long) state.get("epoch"));
        batch = Math.toIntExact((Long) state.get("batch"));
    }

    @SuppressWarnings("unchecked") // members of a tree are by name
    static Map<String, Object> map(Object tree) {
        return (Map<String, Object>) tree;
    }
}
