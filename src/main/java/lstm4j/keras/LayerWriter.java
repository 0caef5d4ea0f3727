package lstm4j.keras;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Constraint;
import lstm4j.layer.Initializer;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/** Layers as the configurations of Keras 3 ({@code .keras}) or in the older form that tf.keras 2 and Keras 3 both read ({@code .h5}). */
final class LayerWriter {
    private final boolean legacy;

    LayerWriter(boolean legacy) {
        this.legacy = legacy;
    }

    /** The list {@code layers} of a Sequential: InputLayer in front. */
    List<Object> layers(Architecture architecture) {
        List<Object> layers = new ArrayList<>();
        layers.add(input(architecture));
        for (int i = 0; i < architecture.size(); i++) {
            layers.add(layer(architecture, i));
        }
        return layers;
    }

    private Map<String, Object> input(Architecture architecture) {
        String name = "input_layer";
        while (taken(architecture, name)) {
            name += "_";
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(legacy ? "batch_input_shape" : "batch_shape", sizes(architecture.inputShape()));
        config.put("dtype", "float32");
        config.put("sparse", false);
        config.put("name", name);
        return object("InputLayer", config);
    }

    private static boolean taken(Architecture architecture, String name) {
        return architecture.layers().stream().anyMatch(layer -> layer.name().equals(name));
    }

    private Map<String, Object> layer(Architecture architecture, int i) {
        return layer(architecture.layer(i), architecture.inputShape(i), false, true);
    }

    /**
     * A layer, or one inside another: that is an object of Keras 3 in an {@code .h5} too, where Keras 3 finds it by its module alone,
     * and does not learn if the other one does not, since Keras 3 asks the innermost.
     */
    private Map<String, Object> layer(Layer layer, Shape input, boolean inside, boolean mayLearn) {
        if (layer.dropsAlways()) {
            throw new RuleException("FILE-80", layer.name(), "layers that work as the model is called", "a Dropout that always drops",
                    "a Sequential cannot say so: save the weights alone, or replace the layer by Dropout.rate(r)");
        }
        boolean learns = mayLearn && layer.isTrainable();
        Iterator<Layer.Inside> layers = layer.inside(input).iterator();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", layer.name());
        if (!layer.weights(input).isEmpty()) { // SpatialDropout1D of Keras 3 takes no such option
            config.put("trainable", learns);
        }
        config.put("dtype", "float32");
        for (LayerOption<?> option : layer.options()) {
            if (option.kind() == LayerOption.Kind.CELLS) {
                config.put(option.name(), stack(layer, input, learns));
                continue;
            }
            if (option.kind() != LayerOption.Kind.LAYER) {
                config.put(legacy ? option.nameInH5() : option.name(), value(layer.get(option), layer));
                continue;
            }
            Layer.Inside one = layers.next();
            if (!legacy || layer.get(option) != null) { // Keras 2 knows no backward_layer
                config.put(option.name(), layer(one.layer(), one.input(), true, learns));
            }
        }
        Map<String, Object> object = inside ? KerasObject.of("keras.layers", layer.type(), config) : object(layer.type(), config);
        if (!legacy) {
            Map<String, Object> build = new LinkedHashMap<>();
            build.put("input_shape", sizes(input));
            object.put("build_config", build);
        }
        return object;
    }

    /** The cells of a layer as StackedRNNCells: what is said of the whole is not said of them. */
    private Map<String, Object> stack(Layer around, Shape input, boolean mayLearn) {
        List<Object> cells = new ArrayList<>();
        for (Layer.Inside one : around.inside(input)) {
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("name", one.layer().name());
            config.put("trainable", mayLearn && one.layer().isTrainable());
            config.put("dtype", "float32");
            one.layer().options().stream().filter(option -> !around.options().contains(option))
                    .forEach(option -> config.put(legacy ? option.nameInH5() : option.name(), value(one.layer().get(option), one.layer())));
            cells.add(KerasObject.of("keras.layers", one.layer().type() + "Cell", config));
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", "stacked_rnn_cells");
        config.put("trainable", mayLearn);
        config.put("dtype", "float32");
        config.put("cells", cells);
        return KerasObject.of("keras.layers", "StackedRNNCells", config);
    }

    /** An option's value as JSON has it. */
    private Object value(Object value, Layer layer) {
        if (value instanceof ActivationFunction function) {
            return activation(function, layer);
        }
        if (value instanceof Initializer initializer) {
            return InitializerConfigs.write(initializer);
        }
        if (value instanceof Regularizer regularizer) {
            return Regularizers.write(regularizer);
        }
        if (value instanceof Constraint constraint) {
            return Constraints.write(constraint);
        }
        if (value instanceof Enum<?> choice) {
            return LayerOption.word(choice);
        }
        if (value instanceof List<?> numbers && numbers.isEmpty() || value instanceof Double limit && limit == Double.POSITIVE_INFINITY) {
            return null;
        }
        return value instanceof Double number ? (Object) number.floatValue() : value;
    }

    private String activation(ActivationFunction function, Layer layer) {
        if (function == ActivationFunction.HARD_SIGMOID_KERAS2 && !legacy) {
            throw new RuleException("FILE-80", layer.name(), "functions that Keras 3 has", "hard_sigmoid of Keras 1 and 2, clip(x/5 + ½)",
                    "Keras 3 gives that name to clip(x/6 + ½); save as .h5, which lstm4j and tf.keras 2 read with the old meaning");
        }
        return function.kerasName();
    }

    private Map<String, Object> object(String className, Map<String, Object> config) {
        if (legacy) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("class_name", className);
            object.put("config", config);
            return object;
        }
        return KerasObject.of("keras.layers", className, config);
    }

    static List<Object> sizes(Shape shape) {
        List<Object> sizes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes.add(shape.get(axis) == Shape.ANY ? null : (Integer) shape.get(axis));
        }
        return sizes;
    }

    /** Whether a function of the model is the given one. */
    static boolean uses(Architecture architecture, ActivationFunction function) {
        return architecture.layers().stream().anyMatch(layer -> has(layer, function));
    }

    /** Whether an option's value, or a layer, is that function or has it. */
    private static boolean has(Object value, ActivationFunction function) {
        return value == function || value instanceof List<?> several && several.stream().anyMatch(one -> has(one, function))
                || value instanceof Layer layer && layer.options().stream().anyMatch(option -> has(layer.get(option), function));
    }
}
