package lstm4j.keras;

import static lstm4j.layer.LayerOption.Kind.ACTIVATION;
import static lstm4j.layer.LayerOption.Kind.CELLS;
import static lstm4j.layer.LayerOption.Kind.CONSTRAINT;
import static lstm4j.layer.LayerOption.Kind.FLAG;
import static lstm4j.layer.LayerOption.Kind.INITIALIZER;
import static lstm4j.layer.LayerOption.Kind.INTEGER;
import static lstm4j.layer.LayerOption.Kind.INTEGERS;
import static lstm4j.layer.LayerOption.Kind.LAYER;
import static lstm4j.layer.LayerOption.Kind.NUMBER;
import static lstm4j.layer.LayerOption.Kind.REGULARIZER;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Constraint;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Initializer;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.UsualLayers;

/**
 * A chain of layers as one line of ASCII that JSON need not quote and a few lines of any language take apart:
 * {@code Input(shape=None:28:28) LSTM(name=lstm,units=128) Dense(name=dense,units=10,activation=softmax)}. An option that is
 * not there has Keras 3's default. Spec: chapter 21, SMALL-4.
 */
final class LayerText {
    private static final String INPUT = "Input(shape=";
    private static final String ANY = "None";

    private final String text;
    private final Reading reading;
    private int at;

    private LayerText(String text, Reading reading) {
        this.text = text;
        this.reading = reading;
    }

    /** The line. */
    static String write(Architecture architecture) {
        StringJoiner sizes = new StringJoiner(":", INPUT, ")");
        for (int axis = 0; axis < architecture.inputShape().rank(); axis++) {
            int size = architecture.inputShape().get(axis);
            sizes.add(size == Shape.ANY ? ANY : String.valueOf(size));
        }
        StringJoiner all = new StringJoiner(" ").add(sizes.toString());
        architecture.layers().forEach(layer -> all.add(words(layer)));
        return all.toString();
    }

    private static String words(Layer layer) {
        StringJoiner options = new StringJoiner(",", layer.type() + "(", ")");
        if (!layer.name().isEmpty()) {
            options.add("name=" + encoded(layer.name()));
        }
        if (!layer.isTrainable()) {
            options.add("trainable=false");
        }
        if (layer.dropsAlways()) {
            throw new RuleException("FILE-80", layer.name(), "layers that work as the model is called", "a Dropout that always drops", "save the weights alone");
        }
        for (LayerOption<?> option : layer.options()) {
            Object value = layer.get(option);
            if (value != null && !value.equals(option.byDefault())) {
                options.add(option.name() + "=" + word(value));
            }
        }
        return options.toString();
    }

    private static String word(Object value) {
        if (value instanceof Layer inner) {
            return words(inner);
        }
        if (value instanceof Initializer initializer) {
            return word(initializer.kind()) + ":" + initializer.a() + ":" + initializer.b() + ":" + word(initializer.mode());
        }
        if (value instanceof List<?> several) {
            return several.stream().map(LayerText::word).collect(Collectors.joining(":"));
        }
        if (value instanceof Regularizer regularizer) {
            return regularizer.l1() + ":" + regularizer.l2();
        }
        if (value instanceof Constraint constraint) {
            return word(constraint.kind()) + ":" + constraint.minValue() + ":" + constraint.maxValue() + ":" + constraint.rate() + ":"
                    + word(List.copyOf(new TreeSet<>(constraint.axes())));
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        throw new AssertionError("lstm4j bug: no word for " + value);
    }

    /** A name without characters that mean something in the line. */
    private static String encoded(String name) {
        try {
            return URLEncoder.encode(name, "UTF-8"); // with the name of the encoding, as the oldest Android that is to do wants it
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("lstm4j bug: UTF-8 is always there", e);
        }
    }

    private static String decoded(String word) {
        try {
            return URLDecoder.decode(word, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("lstm4j bug: UTF-8 is always there", e);
        }
    }

    /** The chain of a line; [SMALL-4] where it is none, [FILE-64] where its layers break a rule. */
    static Architecture read(String text, Reading reading) throws ModelFormatException {
        LayerText line = new LayerText(text, reading);
        try {
            return line.architecture();
        } catch (RuleException e) {
            throw reading.error("FILE-64", "the layers break a rule: " + e.getMessage().replaceAll("\\.$", ""), "");
        } catch (IllegalArgumentException e) {
            throw line.wrong("layers as lstm4j writes them", e.getMessage());
        }
    }

    private Architecture architecture() throws ModelFormatException {
        expect(INPUT);
        String[] sizes = word().split(":", -1);
        expect(")");
        reading.limits.check(Limit.TENSOR_RANK, sizes.length, reading.file, -1);
        int[] shape = new int[sizes.length];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = sizes[axis].equals(ANY) ? Shape.ANY : Integer.parseInt(sizes[axis]);
        }
        List<Layer> layers = new ArrayList<>();
        while (at < text.length()) {
            expect(" ");
            layers.add(layer(1));
            reading.limits.check(Limit.LAYERS, layers.size(), reading.file, -1);
        }
        return reading.connected(shape, layers);
    }

    private FluentLayer<?> layer(int depth) throws ModelFormatException {
        reading.limits.check(Limit.JSON_DEPTH, depth, reading.file, -1);
        String type = word();
        FluentLayer<?> layer = UsualLayers.example(type).orElse(null);
        if (layer == null) {
            throw wrong("a layer that lstm4j has", type);
        }
        Set<String> given = new HashSet<>();
        expect("(");
        while (!text.startsWith(")", at)) {
            String name = word();
            expect("=");
            if (!given.add(name)) {
                throw wrong("each option once", name);
            }
            layer = name.equals("name") ? layer.name(name()) : name.equals("trainable") ? layer.trainable(flag(word())) : with(layer, name, depth);
            expect(text.startsWith(")", at) ? "" : ",");
        }
        expect(")");
        return requireAll(layer, given);
    }

    private String name() throws ModelFormatException {
        String name = decoded(word());
        reading.limits.check(Limit.NAME, name.length(), reading.file, -1);
        return name;
    }

    private FluentLayer<?> with(FluentLayer<?> layer, String name, int depth) throws ModelFormatException {
        for (LayerOption<?> option : layer.options()) {
            if (option.name().equals(name)) {
                return layer.option(option, option.kind() == LAYER ? layer(depth + 1)
                        : option.kind() == CELLS ? cells(depth + 1)
                        : value(option, word()));
            }
        }
        throw wrong("an option of " + layer.type(), name);
    }

    private List<FluentLayer<?>> cells(int depth) throws ModelFormatException {
        List<FluentLayer<?>> cells = new ArrayList<>(List.of(layer(depth)));
        while (text.startsWith(":", at)) {
            at++;
            cells.add(layer(depth));
            reading.limits.check(Limit.LAYERS, cells.size(), reading.file, -1);
        }
        return cells;
    }

    /** An example has all options; a layer of a file was given those that have no default. */
    private FluentLayer<?> requireAll(FluentLayer<?> layer, Set<String> given) throws ModelFormatException {
        for (LayerOption<?> option : layer.options()) {
            if (option.mustBeGiven() && !given.contains(option.name())) {
                throw wrong(option.name() + " of " + layer.type(), "none");
            }
        }
        return layer;
    }

    private Object value(LayerOption<?> option, String word) throws ModelFormatException {
        LayerOption.Kind kind = option.kind();
        return kind == INTEGER ? (Object) Integer.valueOf(word)
                : kind == NUMBER ? (Object) Double.valueOf(word)
                : kind == INTEGERS ? integers(word)
                : kind == FLAG ? (Object) flag(word)
                : kind == ACTIVATION ? ActivationFunction.valueOf(word.toUpperCase(Locale.ROOT))
                : kind == INITIALIZER ? initializer(word.split(":", -1))
                : kind == REGULARIZER ? regularizer(word.split(":", -1))
                : kind == CONSTRAINT ? constraint(word.split(":", 5))
                : option.choice(word).orElseThrow(() -> wrong(option.name() + " among " + option.words(), word));
    }

    private boolean flag(String word) throws ModelFormatException {
        if (!word.equals("true") && !word.equals("false")) {
            throw wrong("true or false", word);
        }
        return word.equals("true");
    }

    private Initializer initializer(String[] parts) throws ModelFormatException {
        requireCount(4, parts);
        Initializer.Fan fan = parts[3].equals("null") ? null : Initializer.Fan.valueOf(parts[3].toUpperCase(Locale.ROOT));
        return new Initializer(Initializer.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), fan);
    }

    private Regularizer regularizer(String[] parts) throws ModelFormatException {
        requireCount(2, parts);
        return new Regularizer(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    private Constraint constraint(String[] parts) throws ModelFormatException {
        requireCount(5, parts);
        return new Constraint(Constraint.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]), new TreeSet<>(integers(parts[4])));
    }

    private static List<Integer> integers(String word) {
        return word.isEmpty() ? List.of() : Arrays.stream(word.split(":", -1)).map(Integer::valueOf).collect(Collectors.toList());
    }

    private void requireCount(int expected, String[] parts) throws ModelFormatException {
        if (parts.length != expected) {
            throw wrong(expected + " parts with colons between them", String.join(":", parts));
        }
    }

    /** The characters up to the next that means something. */
    private String word() {
        int start = at;
        while (at < text.length() && "(),= ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(String next) throws ModelFormatException {
        if (!text.startsWith(next, at)) {
            throw wrong("\"" + next + "\"", at == text.length() ? "its end" : text.substring(at, Math.min(text.length(), at + 20)));
        }
        at += next.length();
    }

    private ModelFormatException wrong(String expected, String got) {
        return reading.error("SMALL-4", "expected " + expected + " at character " + at + " of the layers, got " + got, "");
    }
}
