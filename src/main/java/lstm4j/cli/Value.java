package lstm4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lstm4j.cli.UsageException.Span;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.Shape;

/**
 * What is written for an option of a layer, and where: {@code 128}, {@code True}, {@code 'softmax'}, {@code (28, 28)}.
 * Each method reads it as one kind of thing, or refuses it with [CLI-5], pointing at it.
 *
 * @param span its place in the text
 * @param text the text without quotes
 * @param items the parts of a list in round or square brackets; null for anything else
 * @param layer the layer that is written there; null for anything else
 */
record Value(Span span, String text, List<Value> items, FluentLayer<?> layer) {
    private static final List<String> UNKNOWN = List.of("none", "any", "*", "?");

    Value(Span span, String text, List<Value> items) {
        this(span, text, items, null);
    }

    FluentLayer<?> layerInside() {
        if (layer == null) {
            throw refused("a layer", "write it with its options, as in Bidirectional(LSTM(8))");
        }
        return layer;
    }

    /** A list of layers, or one. */
    List<FluentLayer<?>> layersInside() {
        return items == null ? List.of(layerInside()) : items.stream().<FluentLayer<?>>map(Value::layerInside).toList();
    }

    /** One of the words of an option. */
    Enum<?> choice(LayerOption<?> option) {
        return option.choice(text).orElseThrow(() -> refused("one of the words of " + option.name(), "they are " + option.words()));
    }

    int integer() {
        try {
            return Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw refused("a whole number", "");
        }
    }

    /** A list of whole numbers, or one. */
    List<Integer> integers() {
        return items == null ? List.of(integer()) : items.stream().map(Value::integer).toList();
    }

    double number() {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused("a number", "");
        }
    }

    boolean yes() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw refused("True or False", "");
        };
    }

    ActivationFunction activation() {
        ActivationFunction function = activationOrNull(text);
        if (function == null) {
            throw refused("an activation", Nearest.hint(text, activationNames(), "Activations are "));
        }
        return function;
    }

    /** The function of a name in Keras's or Java's writing, or null. {@code None} is linear, as in Keras. */
    static ActivationFunction activationOrNull(String name) {
        String plain = switch (Nearest.plain(name)) {
            case "none" -> "linear";
            case "swish" -> "silu";
            case "hardswish" -> "hardsilu";
            default -> Nearest.plain(name);
        };
        for (ActivationFunction function : ActivationFunction.values()) {
            if (Nearest.plain(function.name()).equals(plain)) {
                return function;
            }
        }
        return null;
    }

    static List<String> activationNames() {
        return Arrays.stream(ActivationFunction.values()).map(function -> function.name().toLowerCase(Locale.ROOT)).toList();
    }

    /** One size of a shape: at least 1, or {@link Shape#ANY} for {@code none}, {@code any}, {@code *} or {@code ?}. */
    int size() {
        if (items == null && UNKNOWN.contains(text.toLowerCase(Locale.ROOT))) {
            return Shape.ANY;
        }
        int size;
        try {
            size = Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw refused("a size: a whole number, or none if it is not known", "");
        }
        if (size < 1) {
            throw refused("a size of at least 1", "write none for a size that is not known");
        }
        return size;
    }

    /** The sizes of a shape: a list, or a single size. */
    int[] sizes() {
        if (items == null) {
            return new int[] {size()};
        }
        List<Integer> sizes = new ArrayList<>();
        items.forEach(item -> sizes.add(item.size()));
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private UsageException refused(String expected, String hint) {
        return UsageException.at(span, "CLI-5", expected, span.part().isEmpty() ? "nothing" : span.part(), hint);
    }
}
