package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.Architecture;

/**
 * What a model needs to train on as if it had never stopped, and Keras's files have no place for: lstm4j puts it beside, where
 * Keras takes no notice of it.
 *
 * @param seed of everything random
 * @param truncate steps that gradients go back, 0 for all
 * @param epochs how many epochs are done: the {@code initialEpoch} to go on with
 * @param states [part][B][U] that stateful layers keep, by the number of the layer
 * @param keras the version of Keras in whose file the model first came; empty for one made here
 */
public record Progress(long seed, int truncate, int epochs, Map<Integer, float[][][]> states, String keras) {
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("seed", seed);
        tree.put("truncate", truncate);
        tree.put("epochs", epochs);
        Map<String, Object> named = new LinkedHashMap<>();
        states.forEach((layer, parts) -> named.put(String.valueOf(layer), parts));
        tree.put("states", named);
        tree.put("keras", keras);
        return tree;
    }

    /** The progress of such a model in a file; [FILE-92] where it is none. */
    static Progress of(Map<String, Object> tree, Architecture architecture, String file) throws ModelFormatException {
        try {
            Map<Integer, float[][][]> states = new LinkedHashMap<>();
            for (Map.Entry<?, ?> state : ((Map<?, ?>) tree.get("states")).entrySet()) {
                int layer = Integer.parseInt((String) state.getKey());
                states.put(layer, requireShapes(architecture, layer, (float[][][]) state.getValue()));
            }
            return new Progress((Long) tree.get("seed"), count(tree.get("truncate")), count(tree.get("epochs")), states, (String) tree.getOrDefault("keras", ""));
        } catch (ClassCastException | NullPointerException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ModelFormatException("FILE-92", file, -1, "expected seed, truncate, epochs and the states of this model, got " + tree.keySet(), "");
        }
    }

    private static float[][][] requireShapes(Architecture architecture, int layer, float[][][] state) {
        int[] sizes = architecture.layer(layer).stateSizes();
        boolean fits = architecture.layer(layer).isStateful() && state.length == sizes.length;
        for (int part = 0; fits && part < sizes.length; part++) {
            fits = state[part].length == architecture.inputShape(layer).batch() && state[part][0].length == sizes[part];
        }
        if (!fits) {
            throw new IllegalArgumentException("state of layer " + layer);
        }
        return state;
    }

    private static int count(Object number) {
        long count = (Long) number;
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(String.valueOf(count));
        }
        return (int) count;
    }
}
