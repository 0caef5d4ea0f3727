package lstm4j.keras;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A layer as a file groups its arrays: by Keras's class; a model inside the model has the parts of its own.
 *
 * @param className Keras's class
 * @param inside the layers of a model inside the model; empty for a layer
 */
record Part(String className, List<Part> inside) {
    /** Layers of these classes, none a model. */
    static List<Part> layers(List<String> classNames) {
        return classNames.stream().map(name -> new Part(name, List.of())).collect(Collectors.toList());
    }

    boolean isModel() {
        return !inside.isEmpty();
    }

    /** Number of layers. */
    int size() {
        return isModel() ? inside.stream().mapToInt(Part::size).sum() : 1;
    }
}
