package lstm4j.layer;

import java.util.List;

/** What callers give where null would have no meaning. */
public final class Required {
    private Required() {
    }

    /**
     * The elements as a list.
     *
     * @throws NullPointerException naming the first that is null by its place, {@code layers[2]}
     */
    public static <T> List<T> all(String name, T[] elements) {
        for (int n = 0; n < elements.length; n++) {
            at(name, elements, n);
        }
        return List.of(elements);
    }

    /** Element n, or the same exception; its message is made only where it is needed. */
    public static <T> T at(String name, T[] elements, int n) {
        if (elements[n] == null) {
            throw new NullPointerException(name + "[" + n + "]");
        }
        return elements[n];
    }
}
