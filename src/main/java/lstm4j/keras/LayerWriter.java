package lstm4j.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

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
        Layer layer = architecture.layer(i);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", layer.name());
        config.put("trainable", true);
        config.put("dtype", "float32");
        if (layer instanceof LSTM lstm) {
            lstm(lstm, config);
        } else if (layer instanceof Dense dense) {
            config.put("units", dense.units());
            config.put("activation", activation(dense.activation(), layer));
            config.put("use_bias", dense.useBias());
        } else if (layer instanceof Activation activation) {
            config.put("activation", activation(activation.function(), layer));
        } else if (layer instanceof Dropout dropout) {
            config.put("rate", dropout.rate());
            config.put("noise_shape", null);
            config.put("seed", null);
        } else if (layer instanceof Masking masking) {
            config.put("mask_value", masking.value());
        }
        weights(architecture.weights(i), config);
        Map<String, Object> object = object(layer.type(), config);
        if (!legacy) {
            Map<String, Object> build = new LinkedHashMap<>();
            build.put("input_shape", sizes(architecture.inputShape(i)));
            object.put("build_config", build);
        }
        return object;
    }

    private void lstm(LSTM lstm, Map<String, Object> config) {
        config.put("return_sequences", lstm.returnsSequences());
        config.put("return_state", lstm.returnsState());
        config.put("go_backwards", lstm.goesBackwards());
        config.put("stateful", lstm.isStateful());
        config.put("unroll", false);
        config.put("zero_output_for_mask", lstm.zeroesMasked());
        config.put("units", lstm.units());
        config.put("activation", activation(lstm.activation(), lstm));
        config.put("recurrent_activation", activation(lstm.recurrentActivation(), lstm));
        config.put("use_bias", lstm.useBias());
        config.put("unit_forget_bias", lstm.unitForgetBias());
        config.put("dropout", lstm.dropout());
        config.put("recurrent_dropout", lstm.recurrentDropout());
        if (!legacy) {
            config.put("seed", null);
        }
    }

    /** InitializerConfigs and penalties: {@code kernel} gives {@code kernel_initializer}, {@code recurrent_kernel} {@code recurrent_initializer}. */
    private static void weights(List<Weight> weights, Map<String, Object> config) {
        for (Weight weight : weights) {
            String prefix = weight.name().replace("_kernel", "");
            config.put(prefix + "_initializer", InitializerConfigs.write(weight.initializer()));
            config.put(prefix + "_regularizer", Regularizers.write(weight.regularizer()));
        }
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
        return architecture.layers().stream().anyMatch(layer -> layer instanceof LSTM lstm
                && (lstm.activation() == function || lstm.recurrentActivation() == function)
                || layer instanceof Dense dense && dense.activation() == function
                || layer instanceof Activation activation && activation.function() == function);
    }
}
