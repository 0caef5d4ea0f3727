package lstm4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import lstm4j.layer.Activation;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;

/**
 * A layer as it is written on the command line: its name, the option that comes first without a name, and the options
 * it takes, by Keras's names. Options whose value is True or False may stand without a value: {@code return_sequences}.
 *
 * @param <L> the layer
 */
final class LayerKind<L extends FluentLayer<L>> {
    /** Every layer there is. */
    static final List<LayerKind<?>> ALL = List.of(lstm(), dense(), dropout(), activation(), flatten(), masking(), input());

    private final String name;
    private final String first;
    private final boolean firstNeeded;
    private final Function<Value, L> maker;
    private final Map<String, BiFunction<L, Value, L>> options = new LinkedHashMap<>();
    private final List<String> flags = new ArrayList<>();

    private LayerKind(String name, String first, boolean firstNeeded, Function<Value, L> maker) {
        this.name = name;
        this.first = first;
        this.firstNeeded = firstNeeded;
        this.maker = maker;
    }

    private LayerKind<L> with(String option, BiFunction<L, Value, L> set) {
        options.put(option, set);
        return this;
    }

    private LayerKind<L> flag(String option, BiFunction<L, Boolean, L> set) {
        flags.add(option);
        return with(option, (layer, value) -> set.apply(layer, value.yes()));
    }

    private LayerKind<L> common() {
        return with("name", (layer, value) -> layer.name(value.text()))
                .with("input_shape", (layer, value) -> layer.inputShape(value.sizes()))
                .with("batch_input_shape", (layer, value) -> layer.batchInputShape(value.sizes()))
                .with("input_length", (layer, value) -> layer.inputLength(value.integer()))
                .with("input_dim", (layer, value) -> layer.inputDim(value.integer()));
    }

    private static LayerKind<LSTM> lstm() {
        return new LayerKind<LSTM>("LSTM", "units", true, value -> LSTM.units(value.integer()))
                .with("activation", (layer, value) -> layer.activation(value.activation()))
                .with("recurrent_activation", (layer, value) -> layer.recurrentActivation(value.activation()))
                .flag("return_sequences", LSTM::returnSequences)
                .flag("return_state", LSTM::returnState)
                .flag("go_backwards", LSTM::goBackwards)
                .flag("stateful", LSTM::stateful)
                .with("dropout", (layer, value) -> layer.dropout(value.number()))
                .with("recurrent_dropout", (layer, value) -> layer.recurrentDropout(value.number()))
                .flag("use_bias", LSTM::useBias)
                .flag("unit_forget_bias", LSTM::unitForgetBias)
                .flag("zero_output_for_mask", LSTM::zeroOutputForMask)
                .common();
    }

    private static LayerKind<Dense> dense() {
        return new LayerKind<Dense>("Dense", "units", true, value -> Dense.units(value.integer()))
                .with("activation", (layer, value) -> layer.activation(value.activation()))
                .flag("use_bias", Dense::useBias)
                .common();
    }

    private static LayerKind<Dropout> dropout() {
        return new LayerKind<Dropout>("Dropout", "rate", true, value -> Dropout.rate(value.number())).common();
    }

    private static LayerKind<Activation> activation() {
        return new LayerKind<Activation>("Activation", "activation", true, value -> Activation.of(value.activation())).common();
    }

    private static LayerKind<Flatten> flatten() {
        return new LayerKind<Flatten>("Flatten", "", false, value -> Flatten.layer()).common();
    }

    private static LayerKind<Masking> masking() {
        return new LayerKind<Masking>("Masking", "mask_value", false,
                value -> Masking.value(value == null ? 0 : (float) value.number())).common();
    }

    private static LayerKind<Input> input() {
        return new LayerKind<Input>("Input", "shape", false, value -> value == null ? null : Input.shape(value.sizes()))
                .with("batch_shape", (layer, value) -> Input.batchShape(value.sizes()));
    }

    /** The name, as Keras writes it. */
    String name() {
        return name;
    }

    /** The option that may stand first without a name; empty if there is none. */
    String first() {
        return first;
    }

    /** Whether the layer cannot be made without the first option. */
    boolean firstNeeded() {
        return firstNeeded;
    }

    /** Whether it may stand in the text without a value. */
    boolean isFlag(String option) {
        return flags.contains(option);
    }

    /** All option names, the first included. */
    List<String> optionNames() {
        List<String> names = new ArrayList<>(first.isEmpty() ? List.of() : List.of(first));
        names.addAll(options.keySet());
        return names;
    }

    /** Makes the layer; {@code value} is that of the first option, or null. */
    L make(Value value) {
        return maker.apply(value);
    }

    /** The layer with an option of {@link #optionNames}, not the first, set. */
    L set(FluentLayer<?> layer, String option, Value value) {
        @SuppressWarnings("unchecked") // the layer was made by make()
        L own = (L) layer;
        return options.get(option).apply(own, value);
    }
}
