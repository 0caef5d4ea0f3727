package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.layer.Weight;

/**
 * The order of a layer's arrays in Keras's old files: those that learn first, then those that do not. It differs from that of the
 * weights where a part of them is frozen, as one half of a Bidirectional.
 * Source: Keras 3, {@code legacy/saving/legacy_h5_format.py}, {@code _legacy_weights}.
 */
final class LegacyOrder {
    private LegacyOrder() {
    }

    /** Numbers of the weights in the order of a file. */
    static int[] of(List<Weight> weights) {
        IntStream learning = IntStream.range(0, weights.size()).filter(w -> weights.get(w).trainable());
        IntStream frozen = IntStream.range(0, weights.size()).filter(w -> !weights.get(w).trainable());
        return IntStream.concat(learning, frozen).toArray();
    }

    /** A file's arrays, as many for each weight as for the others, in the order of the weights; as they are where that does not go. */
    static <T> List<T> undone(List<Weight> weights, List<T> arrays) {
        int each = weights.isEmpty() ? 0 : arrays.size() / weights.size();
        if (each * weights.size() != arrays.size()) {
            return arrays;
        }
        List<T> ordered = new ArrayList<>(arrays);
        int next = 0;
        for (int w : of(weights)) {
            for (int k = 0; k < each; k++) {
                ordered.set(w * each + k, arrays.get(next++));
            }
        }
        return ordered;
    }
}
