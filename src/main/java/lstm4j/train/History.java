package lstm4j.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.layer.RuleException;

/** What {@code fit} returns: a callback that keeps the logs of every epoch. {@code history.get("val_loss")[2]} is that of the third. */
public final class History extends Callback implements Resumable {
    private final List<Integer> epochs = new ArrayList<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** No epochs yet. */
    public History() {
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        epochs.add(epoch);
        for (int i = 0; i < logs.size(); i++) {
            values.computeIfAbsent(logs.name(i), name -> new ArrayList<>()).add(logs.value(i));
        }
    }

    @Override
    public Map<String, Object> state() {
        return Map.of("epochs", epochs(), "values", asMap());
    }

    @Override
    public void restore(Map<String, Object> state) {
        epochs.clear();
        values.clear();
        ((List<?>) state.get("epochs")).forEach(epoch -> epochs.add(Math.toIntExact((Long) epoch)));
        ((Map<?, ?>) state.get("values")).forEach((name, list) -> values.put((String) name,
                ((List<?>) list).stream().map(Double.class::cast).collect(Collectors.toCollection(ArrayList::new))));
    }

    /** The numbers of the epochs that were run, from 0 (or from {@link Fit#initialEpoch}). */
    public List<Integer> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** Names of what was logged: loss and metrics by name, then those of the validation, then what callbacks added. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** The value of each epoch, else [FIT-13]. */
    public double[] get(String name) {
        return list(name).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The value of the last epoch, else [FIT-13]. */
    public double last(String name) {
        List<Double> list = list(name);
        return list.get(list.size() - 1);
    }

    private List<Double> list(String name) {
        List<Double> list = values.get(name);
        if (list == null) {
            throw new RuleException("FIT-13", "history", "one of " + names(), name, Logs.missing(name));
        }
        return list;
    }

    /** Everything, by name: Keras's {@code history.history}. Unmodifiable. */
    public Map<String, List<Double>> asMap() {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return Collections.unmodifiableMap(copy);
    }

    /** A table: one line an epoch, counted from 1 as the progress bar does, one column a name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("epoch");
        values.keySet().forEach(name -> text.append("  ").append(right(name, width(name))));
        for (int i = 0; i < epochs.size(); i++) {
            text.append('\n').append(right(String.valueOf(epochs.get(i) + 1), "epoch".length()));
            for (Map.Entry<String, List<Double>> column : values.entrySet()) {
                String value = i < column.getValue().size() ? PythonNumbers.metric(column.getValue().get(i)) : "";
                text.append("  ").append(right(value, width(column.getKey())));
            }
        }
        return text.toString();
    }

    private static int width(String name) {
        return Math.max(name.length(), "-1.2346e-04".length());
    }

    private static String right(String text, int width) {
        return ProgressBar.times(" ", Math.max(0, width - text.length())) + text;
    }
}
