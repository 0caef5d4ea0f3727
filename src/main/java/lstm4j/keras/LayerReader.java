package lstm4j.keras;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.RuleException;

/**
 * One layer of a configuration to lstm4j's description of it. Classes come from the closed list below; what a file names
 * is never looked up anywhere else.
 */
final class LayerReader {
    private static final String TRAINING_ONLY = "lstm4j cannot train with it; if you only predict, rebuild the model in Keras without it,"
            + " copy the weights with set_weights(get_weights()) and save that";
    /** Slopes are compared as floats: files carry them as the doubles of floats. */
    private static final float LEAKY_SLOPE = 0.2f;

    private LayerReader() {
    }

    /** The layer, not named and without input shape. [FILE-60] for a class that lstm4j does not have, [FILE-62] for an option. */
    static Layer read(LayerConfig config) throws ModelFormatException {
        try {
            FluentLayer<?> layer = switch (config.className) {
                case "LSTM" -> lstm(config);
                case "CuDNNLSTM" -> cudnn(config);
                case "Dense" -> dense(config);
                case "TimeDistributed" -> timeDistributed(config);
                case "Flatten" -> flatten(config);
                case "Dropout" -> dropout(config);
                case "Activation" -> Activation.of(config.activation("activation", "activation", ActivationFunction.LINEAR));
                case "ReLU", "LeakyReLU", "ELU", "Softmax" -> Activation.of(function(config));
                case "Masking" -> Masking.value(config.number("mask_value", "mask_value", 0));
                default -> throw config.error("FILE-60", "is of a class that lstm4j does not have", "supported are " + LayerConfig.SUPPORTED);
            };
            config.ignore("supports_masking");
            config.refuse(TRAINING_ONLY, "activity_regularizer");
            config.finish();
            return config.name.isEmpty() ? layer : layer.name(config.name);
        } catch (RuleException e) {
            throw config.error("FILE-64", "breaks a rule: " + e.getMessage().replaceAll("\\.$", ""), "");
        }
    }

    private static LSTM lstm(LayerConfig config) throws ModelFormatException {
        ActivationFunction gates = config.reading.generation.compareTo(Generation.KERAS_2_0) > 0 ? ActivationFunction.SIGMOID
                : ActivationFunction.HARD_SIGMOID_KERAS2;
        LSTM layer = recurrent(config)
                .activation(config.activation("activation", "activation", ActivationFunction.TANH))
                .recurrentActivation(config.activation("recurrent_activation", "inner_activation", gates))
                .useBias(config.flag("use_bias", true))
                .dropout(config.number("dropout", "dropout_W", 0))
                .recurrentDropout(config.number("recurrent_dropout", "dropout_U", 0))
                .zeroOutputForMask(config.flag("zero_output_for_mask", false));
        config.ignore("unroll", "implementation", "consume_less", "seed", "use_cudnn", "dynamic");
        config.refuse("data are (batch, timesteps, features); Keras 3 has no time_major either", "time_major");
        return layer;
    }

    /** Keras 2's LSTM of the GPU: tanh and sigmoid, and weights in another order. */
    private static LSTM cudnn(LayerConfig config) throws ModelFormatException {
        config.refuse("data are (batch, timesteps, features)", "time_major");
        return recurrent(config);
    }

    private static LSTM recurrent(LayerConfig config) throws ModelFormatException {
        config.refuse(TRAINING_ONLY, "kernel_constraint", "recurrent_constraint", "bias_constraint");
        return LSTM.units(config.units())
                .returnSequences(config.flag("return_sequences", false))
                .returnState(config.flag("return_state", false))
                .goBackwards(config.flag("go_backwards", false))
                .stateful(config.flag("stateful", false))
                .unitForgetBias(unitForgetBias(config))
                .kernelInitializer(config.initializer("kernel_initializer", "init", Initializer.GLOROT_UNIFORM))
                .recurrentInitializer(config.initializer("recurrent_initializer", "inner_init", Initializer.ORTHOGONAL))
                .biasInitializer(config.initializer("bias_initializer", "bias_initializer", Initializer.ZEROS))
                .kernelRegularizer(config.regularizer("kernel_regularizer", "W_regularizer"))
                .recurrentRegularizer(config.regularizer("recurrent_regularizer", "U_regularizer"))
                .biasRegularizer(config.regularizer("bias_regularizer", "b_regularizer"));
    }

    private static boolean unitForgetBias(LayerConfig config) throws ModelFormatException {
        Json keras1 = config.get("forget_bias_init");
        return keras1 == null ? config.flag("unit_forget_bias", true) : keras1.isText() && keras1.text().startsWith("one");
    }

    private static Dense dense(LayerConfig config) throws ModelFormatException {
        Json bias = config.get("use_bias", "bias");
        config.refuse(TRAINING_ONLY, "kernel_constraint", "bias_constraint", "W_constraint", "b_constraint");
        config.refuse("lstm4j has no quantized and no low-rank layers; save the model before quantize() and enable_lora()",
                "quantization_config", "quantization_mode", "lora_rank", "lora_alpha");
        return Dense.units(config.units())
                .activation(config.activation("activation", "activation", ActivationFunction.LINEAR))
                .useBias(bias == null || bias.flag())
                .kernelInitializer(config.initializer("kernel_initializer", "init", Initializer.GLOROT_UNIFORM))
                .biasInitializer(config.initializer("bias_initializer", "bias_initializer", Initializer.ZEROS))
                .kernelRegularizer(config.regularizer("kernel_regularizer", "W_regularizer"))
                .biasRegularizer(config.regularizer("bias_regularizer", "b_regularizer"));
    }

    /** Dense works on the last axis of any input, so applying it to every step is the same layer. */
    private static Dense timeDistributed(LayerConfig config) throws ModelFormatException {
        Json wrapped = config.get("layer");
        if (wrapped == null || !wrapped.need("class_name").text().equals("Dense")) {
            throw config.error("FILE-60", "wraps " + (wrapped == null ? "nothing" : wrapped.need("class_name")) + ", and lstm4j applies only "
                    + "Dense to every step", "supported are " + LayerConfig.SUPPORTED);
        }
        LayerConfig inner = new LayerConfig(wrapped, config.reading);
        return (Dense) read(inner);
    }

    private static Flatten flatten(LayerConfig config) throws ModelFormatException {
        Json format = config.get("data_format");
        if (format != null && !format.text().equals("channels_last")) {
            throw config.error("FILE-62", "has data_format = " + format, "lstm4j flattens rows in their order, Keras's channels_last");
        }
        return Flatten.layer();
    }

    private static Dropout dropout(LayerConfig config) throws ModelFormatException {
        config.ignore("seed");
        config.refuse("every number is dropped by itself", "noise_shape");
        return Dropout.rate(config.number("rate", "p", 0));
    }

    private static ActivationFunction function(LayerConfig config) throws ModelFormatException {
        switch (config.className) {
            case "ReLU":
                config.refuse("lstm4j has relu and relu6, without slope and threshold", "negative_slope", "threshold");
                Json most = config.get("max_value");
                if (most != null && most.number() != 6) {
                    throw config.error("FILE-62", "has max_value = " + most, "lstm4j has relu and relu6");
                }
                return most == null ? ActivationFunction.RELU : ActivationFunction.RELU6;
            case "LeakyReLU":
                double slope = config.number("negative_slope", "alpha", 0.3);
                if ((float) slope != LEAKY_SLOPE) {
                    throw config.error("FILE-62", "has the slope " + slope, "lstm4j has leaky_relu with the slope 0.2 of keras.activations.leaky_relu");
                }
                return ActivationFunction.LEAKY_RELU;
            case "ELU":
                if (config.number("alpha", "alpha", 1) != 1) {
                    throw config.error("FILE-62", "has alpha = " + config.get("alpha"), "lstm4j has elu with alpha 1");
                }
                return ActivationFunction.ELU;
            default:
                Json axis = config.get("axis");
                if (axis != null && !(axis.isNumber() && axis.integer() == -1)) {
                    throw config.error("FILE-62", "has axis = " + axis, "softmax works along the last axis, -1");
                }
                return ActivationFunction.SOFTMAX;
        }
    }
}
