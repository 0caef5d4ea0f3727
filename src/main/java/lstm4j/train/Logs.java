package lstm4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import lstm4j.layer.RuleException;

/** Named numbers in the order in which they were first put: what Keras's callbacks get as {@code logs}. */
public final class Logs {
    private String[] names = new String[8];
    private double[] values = new double[8];
    private int size;

    /** No numbers. */
    public Logs() {
    }

    /** Sets a number; a new name goes to the end. */
    public void put(String name, double value) {
        int i = indexOf(name);
        if (i < 0) {
            i = size++;
            if (i == names.length) {
                names = Arrays.copyOf(names, 2 * i);
                values = Arrays.copyOf(values, 2 * i);
            }
            names[i] = name;
        }
        values[i] = value;
    }

    /** Whether there is a number of this name. */
    public boolean contains(String name) {
        return indexOf(name) >= 0;
    }

    /** The number of this name, else [FIT-13]. */
    public double get(String name) {
        int i = indexOf(name);
        if (i < 0) {
            throw new RuleException("FIT-13", "logs", "one of " + names(), name, missing(name));
        }
        return values[i];
    }

    static String missing(String name) {
        return name.startsWith("val_")
                ? "names with val_ exist only with validation: add validationSplit(0.1) or validationData(x, y) to Fit"
                : "metrics are named as they were given to compile";
    }

    /** How many numbers there are. */
    public int size() {
        return size;
    }

    /** Name number {@code i}, below {@link #size}. */
    public String name(int i) {
        return names[Objects.checkIndex(i, size)];
    }

    /** Value number {@code i}, below {@link #size}. */
    public double value(int i) {
        return values[Objects.checkIndex(i, size)];
    }

    /** All names, in order. */
    public List<String> names() {
        return List.of(Arrays.copyOf(names, size));
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** {@code accuracy: 0.9100 - loss: 0.2900}, as Keras prints them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : " - ").append(names[i]).append(": ").append(PythonNumbers.metric(values[i]));
        }
        return text.toString();
    }
}
