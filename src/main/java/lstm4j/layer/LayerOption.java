package lstm4j.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One option of a kind of layer: Keras's name for it, the kind of its values, what it is when nobody gives it. Whoever
 * reads, writes, parses or shows layers loops over {@link Layer#options} and needs to know no layer.
 *
 * @param <V> its values
 */
public final class LayerOption<V> {
    /** What an option's values are. */
    public enum Kind {
        /** A whole number. */
        INTEGER(Integer.class),
        /** A number. */
        NUMBER(Double.class),
        /** A list of whole numbers; none stands for Keras's None. */
        INTEGERS(List.class),
        /** True or false. */
        FLAG(Boolean.class),
        /** A function. */
        ACTIVATION(ActivationFunction.class),
        /** How an array starts. */
        INITIALIZER(Initializer.class),
        /** The penalty on an array. */
        REGULARIZER(Regularizer.class),
        /** What an array is made to satisfy after every step. */
        CONSTRAINT(Constraint.class),
        /** One of a few words; {@code NONE} among them is Keras's None. */
        CHOICE(Enum.class),
        /** Another layer. */
        LAYER(Object.class),
        /** Layers as cells of this one. */
        CELLS(List.class);

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }
    }

    private final Kind kind;
    private final String name;
    private final List<String> olderNames;
    private final String nameInH5;
    private final V byDefault;
    private final BiFunction<String, V, V> check;
    private final boolean mustBeGiven;

    private LayerOption(Kind kind, String name, List<String> olderNames, String nameInH5, V byDefault, BiFunction<String, V, V> check, boolean mustBeGiven) {
        this.kind = kind;
        this.name = name;
        this.olderNames = olderNames;
        this.nameInH5 = nameInH5;
        this.byDefault = byDefault;
        this.check = check;
        this.mustBeGiven = mustBeGiven;
    }

    /** The number of units, 1 to 2²⁷: the 4·units columns of an LSTM's kernel then fit an array. Must be given. */
    static LayerOption<Integer> units() {
        return of(Kind.INTEGER, "units", (Integer) null).older("output_dim").checked((place, units) -> {
            requirePositive("SHAPE-7", place, "units", units);
            if (units > 1 << 27) {
                throw new RuleException("SHAPE-7", place, "at most " + (1 << 27) + " units", String.valueOf(units), "");
            }
            return units;
        });
    }

    /** A whole number of at least 1; must be given. Another breaks {@code rule}. */
    static LayerOption<Integer> positive(String name, String rule) {
        return of(Kind.INTEGER, name, (Integer) null).checked((place, number) -> {
            requirePositive(rule, place, name, number);
            return number;
        });
    }

    /** A whole number from 1 to {@code most}; must be given. Another breaks {@code rule}. */
    static LayerOption<Integer> positive(String name, String rule, int most) {
        return of(Kind.INTEGER, name, (Integer) null).checked((place, number) -> {
            if (number < 1 || number > most) {
                throw new RuleException(rule, place, name + " from 1 to " + most, String.valueOf(number), "");
            }
            return number;
        });
    }

    /** Any whole number. */
    static LayerOption<Integer> integer(String name, Integer byDefault) {
        return of(Kind.INTEGER, name, byDefault);
    }

    /** Whole numbers that pass a check. */
    static LayerOption<List<Integer>> integers(String name, List<Integer> byDefault, BiFunction<String, List<Integer>, List<Integer>> check) {
        return of(Kind.INTEGERS, name, byDefault).checked(check);
    }

    /** Two whole numbers of at least 0, or one that stands for both. Others break {@code rule}. */
    static LayerOption<List<Integer>> pair(String name, int byDefault, String rule) {
        return integers(name, List.of(byDefault, byDefault), (place, given) -> {
            List<Integer> pair = given.size() == 1 ? List.of(given.get(0), given.get(0)) : given;
            if (pair.size() != 2 || pair.get(0) < 0 || pair.get(1) < 0) {
                throw new RuleException(rule, place, name + " of one or two numbers of at least 0", given.toString(), "");
            }
            return pair;
        });
    }

    static List<Integer> list(int... numbers) {
        return Arrays.stream(numbers).boxed().collect(Collectors.toList());
    }

    /** A number as it is given, not rounded to a float. */
    static LayerOption<Double> real(String name, Double byDefault) {
        return of(Kind.NUMBER, name, byDefault);
    }

    /** Such a number of at least {@code least}. Another breaks {@code rule}. */
    static LayerOption<Double> atLeast(double least, String name, Double byDefault, String rule) {
        return real(name, byDefault).checked((place, number) -> {
            if (!(number >= least)) {
                throw new RuleException(rule, place, name + " of at least " + least, String.valueOf(number), "");
            }
            return number;
        });
    }

    static LayerOption<Double> number(String name, Double byDefault) {
        return of(Kind.NUMBER, name, byDefault).checked((place, number) -> (double) number.floatValue());
    }

    /** The part of the numbers that is dropped, 0 to 1. */
    static LayerOption<Double> rate(String name, Double byDefault) {
        return of(Kind.NUMBER, name, byDefault).checked((place, rate) -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new RuleException("LSTM-10", place, "a dropout rate from 0 to 1", String.valueOf(rate),
                        "the rate is the part that is dropped: 0.2 drops one number in five");
            }
            return (double) rate.floatValue();
        });
    }

    static LayerOption<Boolean> flag(String name, boolean byDefault) {
        return of(Kind.FLAG, name, byDefault);
    }

    static LayerOption<ActivationFunction> activation(String name, ActivationFunction byDefault) {
        return of(Kind.ACTIVATION, name, byDefault);
    }

    static LayerOption<Initializer> initializer(String name, Initializer byDefault) {
        return of(Kind.INITIALIZER, name, byDefault);
    }

    static LayerOption<Regularizer> regularizer(String name) {
        return of(Kind.REGULARIZER, name, Regularizer.NONE);
    }

    static LayerOption<Constraint> constraint(String name) {
        return of(Kind.CONSTRAINT, name, Constraint.NONE);
    }

    static <E extends Enum<E>> LayerOption<E> choice(String name, E byDefault) {
        return of(Kind.CHOICE, name, byDefault);
    }

    /** Another layer, which must be given. */
    static <L> LayerOption<L> layer(String name) {
        return of(Kind.LAYER, name, null);
    }

    /** Layers that pass a check, as cells of this one; they must be given. */
    static <L> LayerOption<List<L>> cells(String name, BiFunction<String, List<L>, List<L>> check) {
        return of(Kind.CELLS, name, (List<L>) null).checked(check);
    }

    /** Another layer, or none. */
    static <L> LayerOption<L> optionalLayer(String name) {
        return new LayerOption<>(Kind.LAYER, name, List.of(), name, null, (place, value) -> value, false);
    }

    private static <V> LayerOption<V> of(Kind kind, String name, V byDefault) {
        return new LayerOption<>(kind, name, List.of(), name, byDefault, (place, value) -> value, byDefault == null);
    }

    /** The same option, which older versions of Keras called so. */
    LayerOption<V> older(String... names) {
        return new LayerOption<>(kind, name, List.of(names), nameInH5, byDefault, check, mustBeGiven);
    }

    /** The same option, whose values pass this check: of the place for messages and the value, to the value kept. */
    LayerOption<V> checked(BiFunction<String, V, V> check) {
        return new LayerOption<>(kind, name, olderNames, nameInH5, byDefault, check, mustBeGiven);
    }

    /** The same option, which an {@code .h5} calls so, since tf.keras knows no other name. */
    LayerOption<V> inH5(String older) {
        return new LayerOption<>(kind, name, olderNames, older, byDefault, check, mustBeGiven);
    }

    /** The same option, which need not be given. */
    LayerOption<V> byDefault(V value) {
        return new LayerOption<>(kind, name, olderNames, nameInH5, value, check, false);
    }

    /** What its values are. */
    public Kind kind() {
        return kind;
    }

    /** Keras 3's name: {@code return_sequences}. */
    public String name() {
        return name;
    }

    /** What Keras 1 and 2 called it, where that differs. */
    public List<String> olderNames() {
        return olderNames;
    }

    /** Its name in an {@code .h5} that Keras 3 and tf.keras 2 both read. */
    public String nameInH5() {
        return nameInH5;
    }

    /** The value of a layer that was not given one; null if it must be given, or if there is none then. */
    public V byDefault() {
        return byDefault;
    }

    /** Whether a layer cannot be made without it. */
    public boolean mustBeGiven() {
        return mustBeGiven;
    }

    /** The value of a {@link Kind#CHOICE} that Keras calls {@code word}, or empty; {@code null} is NONE. */
    public Optional<Enum<?>> choice(String word) {
        String wanted = word == null ? "none" : word;
        return choices().filter(value -> value.name().equalsIgnoreCase(wanted)).findFirst();
    }

    /** The words of a {@link Kind#CHOICE}: {@code concat, sum, mul, ave, none}. */
    public String words() {
        return choices().map(value -> value.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }

    private Stream<Enum<?>> choices() {
        return Arrays.stream(((Enum<?>) byDefault).getDeclaringClass().getEnumConstants());
    }

    /** Keras's word for a value of a {@link Kind#CHOICE}; null for NONE. */
    public static String word(Enum<?> choice) {
        return choice.name().equals("NONE") ? null : choice.name().toLowerCase(Locale.ROOT);
    }

    /** The value as it is kept, or the rule it breaks. */
    V accept(String place, Object value) {
        @SuppressWarnings("unchecked") // the kind says what V is
        V own = (V) kind.type.cast(value);
        return check.apply(place, own);
    }

    static void requirePositive(String rule, String place, String what, int value) {
        if (value <= 0) {
            throw new RuleException(rule, place, what + " of at least 1", String.valueOf(value), "");
        }
    }
}
