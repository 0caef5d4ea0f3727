package lstm4j.layer;

import java.util.List;
import java.util.Objects;

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
            Objects.requireNonNull(elements[n], name + "[" + n + "]");
        }
        return List.of(elements);
    }
}
