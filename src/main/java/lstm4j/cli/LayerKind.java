package lstm4j.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.layer.FluentLayer;
import lstm4j.layer.Input;
import lstm4j.layer.LayerOption;
import lstm4j.layer.LayerOption.Kind;
import lstm4j.layer.Layers;
import lstm4j.layer.UsualLayers;

/**
 * A layer as it is written on the command line: its name, and the options it takes, by Keras's names; the first may stand
 * without its name, and those whose value is True or False without a value: {@code return_sequences}. How arrays start and
 * what penalty is on them has no effect here and is not offered.
 *
 * @param name Keras's name
 * @param example a layer of this kind; null for Input, which cannot be made without a shape
 * @param own the options of this kind alone
 * @param shared what other layers have too
 */
record LayerKind(String name, FluentLayer<?> example, List<LayerOption<?>> own, List<String> shared) {
    private static final Set<Kind> OFFERED = EnumSet.of(Kind.INTEGER, Kind.INTEGERS, Kind.NUMBER, Kind.FLAG, Kind.ACTIVATION, Kind.CHOICE, Kind.LAYER, Kind.CELLS);

    /** Every layer there is, and Input. */
    static List<LayerKind> all() {
        return Stream.concat(Layers.ALL.stream().map(LayerKind::of), Stream.of(input())).toList();
    }

    /** The layer of this name, in whatever case, or of Keras's InputLayer; empty if there is none. */
    static Optional<LayerKind> named(String name) {
        if (name.equalsIgnoreCase("Input") || name.equals("InputLayer")) {
            return Optional.of(input());
        }
        return UsualLayers.example(name).map(LayerKind::of).or(() -> all().stream().filter(kind -> kind.name().equalsIgnoreCase(name)).findFirst());
    }

    private static LayerKind of(FluentLayer<?> example) {
        List<LayerOption<?>> own = new ArrayList<>();
        List<String> shared = new ArrayList<>(List.of("name", "trainable", "input_shape", "batch_input_shape", "input_length", "input_dim"));
        for (LayerOption<?> option : example.options()) {
            if (OFFERED.contains(option.kind())) {
                own.add(option);
            }
            shared.remove(option.name());
        }
        return new LayerKind(example.type(), example, own, shared);
    }

    private static LayerKind input() {
        return new LayerKind("Input", null, List.of(), List.of("shape", "batch_shape"));
    }

    /** The option that may stand first without a name; empty if there is none. */
    String first() {
        return !own.isEmpty() ? own.get(0).name() : example == null ? shared.get(0) : "";
    }

    /** The options that the layer cannot be made without, which may all stand without a name, in this order. */
    List<String> needed() {
        return own.stream().filter(LayerOption::mustBeGiven).map(LayerOption::name).toList();
    }

    /** The name of the option that stands at a place without one; empty if there is none. */
    String at(int place) {
        return place == 0 ? first() : place < needed().size() ? needed().get(place) : "";
    }

    /** The layer with what it cannot be made without, to show how it is written. */
    String shortest() {
        List<String> values = own.stream().filter(LayerOption::mustBeGiven).map(LayerKind::example).toList();
        return name + "(" + String.join(", ", values) + ")";
    }

    private static String example(LayerOption<?> option) {
        return switch (option.kind()) {
            case INTEGERS -> "(4, 2)";
            case NUMBER -> "0.5";
            case ACTIVATION -> "softmax";
            case LAYER -> "LSTM(8)";
            case CELLS -> "[LSTM(8), LSTM(8)]";
            default -> "128";
        };
    }

    /** Whether it may stand in the text without a value. */
    boolean isFlag(String option) {
        return own.stream().anyMatch(one -> one.name().equals(option) && one.kind() == Kind.FLAG);
    }

    /** All option names, the first in front. */
    List<String> optionNames() {
        List<String> names = new ArrayList<>(own.stream().map(LayerOption::name).toList());
        names.addAll(shared);
        return names;
    }

    /** The layer with an option of {@link #optionNames} set. */
    FluentLayer<?> set(FluentLayer<?> layer, String option, Value value) {
        return switch (option) {
            case "name" -> layer.name(value.text());
            case "trainable" -> layer.trainable(value.yes());
            case "input_shape" -> layer.inputShape(value.sizes());
            case "batch_input_shape" -> layer.batchInputShape(value.sizes());
            case "input_length" -> layer.inputLength(value.integer());
            case "shape" -> Input.shape(value.sizes());
            case "batch_shape" -> Input.batchShape(value.sizes());
            default -> shared.contains(option) ? layer.inputDim(value.integer()) : setOwn(layer, option, value);
        };
    }

    private FluentLayer<?> setOwn(FluentLayer<?> layer, String name, Value value) {
        LayerOption<?> option = own.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        return layer.option(option, switch (option.kind()) {
            case INTEGER -> value.integer();
            case INTEGERS -> value.integers();
            case NUMBER -> value.number();
            case FLAG -> value.yes();
            case CHOICE -> value.choice(option);
            case LAYER -> value.layerInside();
            case CELLS -> value.layersInside();
            default -> value.activation();
        });
    }
}
