package lstm4j.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import lstm4j.cli.UsageException.Span;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;

/**
 * Reads a model written as text, {@code LSTM(128, return_sequences) LSTM(128) Dense(10, softmax)}, as a list of layers.
 * Options have Keras's names, or Java's (returnSequences), and layers may be written as in Python, so a line copied from
 * a Keras program works. Layers stand one after the other; commas or arrows between them are welcome.
 *
 * <pre>
 * model  = layer { [","] ["->"] layer }
 * layer  = name [ "(" [ option { "," option } [","] ] ")" ]
 * option = value | name "=" value            a value alone: the first option, a flag, or an activation
 * value  = one | "(" [ one { "," one } [","] ] ")"                           square brackets do as well
 * one    = word | layer
 * word   = letters and digits | number | "quoted" | 'quoted' | "*" | "?"
 * </pre>
 */
final class ModelParser {
    private static final Set<String> WITHOUT_EFFECT_ON_SHAPES = Set.of("kernelinitializer", "recurrentinitializer", "biasinitializer",
            "kernelregularizer", "recurrentregularizer", "biasregularizer", "activityregularizer", "kernelconstraint",
            "recurrentconstraint", "biasconstraint", "unroll", "implementation", "usecudnn", "dtype", "seed", "weights");

    private final ModelLexer lexer;

    private ModelParser(String text) {
        this.lexer = new ModelLexer(text);
    }

    /**
     * The layers of a model text.
     *
     * @throws UsageException CLI-5, pointing at the place that is not understood; or the rule a value breaks, as LSTM-10
     */
    static List<Layer> parse(String text) {
        ModelParser parser = new ModelParser(text);
        List<Layer> layers = new ArrayList<>();
        do {
            layers.add(parser.layer());
            parser.separator();
        } while (!parser.lexer.atEnd());
        return layers;
    }

    private void separator() {
        lexer.take(",");
        if (!lexer.take("->")) {
            lexer.take("→");
        }
    }

    private Layer layer() {
        Span start = lexer.here();
        Value name = lexer.word();
        if (name == null) {
            throw lexer.unexpected("a layer", "layers stand one after the other, as in LSTM(128, return_sequences) LSTM(128) Dense(10, softmax)");
        }
        return layer(name, start).layer();
    }

    /** A layer whose name has been read, as the value of an option. */
    private Value layer(Value name, Span start) {
        LayerKind kind = kind(name);
        FluentLayer<?> layer = made(kind, name.span(), lexer.take("(") ? options(kind) : List.of());
        Span span = lexer.since(start);
        return new Value(span, span.part(), null, layer);
    }

    private static LayerKind kind(Value name) {
        String bare = name.text().substring(name.text().lastIndexOf('.') + 1);
        return LayerKind.named(bare).orElseThrow(() -> UsageException.at(name.span(), "CLI-5", "a layer", name.span().part(),
                Nearest.hint(bare, LayerKind.all().stream().map(LayerKind::name).toList(), "The layers are ")));
    }

    /** An option that was written down: its name in the table, its value, its place. */
    private record Given(String option, Value value, Span span) {
    }

    private List<Given> options(LayerKind kind) {
        List<Given> given = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (!lexer.take(")")) {
            Given option = option(kind, given.size());
            if (!seen.add(option.option())) {
                throw UsageException.at(option.span(), "CLI-5", "each option once", option.option() + " twice", "");
            }
            given.add(option);
            if (!lexer.take(",") && !lexer.sees(")")) {
                throw lexer.unexpected("a comma or the closing bracket of " + kind.name(), "");
            }
        }
        return given;
    }

    private Given option(LayerKind kind, int place) {
        Span start = lexer.here();
        Value value = value("an option of " + kind.name());
        if (value.items() == null && lexer.take("=")) {
            String option = known(kind, value);
            Value assigned = value("a value for " + option);
            return new Given(option, assigned, lexer.since(start));
        }
        boolean isFirst = place == 0;
        if (isFirst && kind.name().equals("Input") && value.items() == null) {
            return new Given(kind.first(), restOfShape(value, start), lexer.since(start));
        }
        if (value.layer() != null && !kind.first().isEmpty()) {
            return new Given(kind.first(), value, value.span());
        }
        boolean number = value.items() != null || !Character.isLetter(value.text().isEmpty() ? ' ' : value.text().charAt(0));
        if (!kind.at(place).isEmpty() && (number || isFirst && kind.first().equals("activation"))) {
            return new Given(kind.at(place), value, value.span());
        }
        return bare(kind, value, number);
    }

    /** An option without "=" that is not the first: a flag or the name of an activation. */
    private static Given bare(LayerKind kind, Value value, boolean number) {
        if (!number && kind.optionNames().contains("activation") && Value.activationOrNull(value.text()) != null) {
            return new Given("activation", value, value.span());
        }
        if (number) {
            String without = kind.needed().isEmpty() ? "" : "only " + String.join(" and ", kind.needed()) + (kind.needed().size() == 1 ? " goes" : " go") + " without. ";
            throw UsageException.at(value.span(), "CLI-5", "an option of " + kind.name() + " with its name", value.span().part(),
                    without + "The options are " + String.join(", ", kind.optionNames()));
        }
        String option = known(kind, value);
        if (!kind.isFlag(option)) {
            throw UsageException.at(value.span(), "CLI-5", "a value for " + option, "none", "write " + option + "=...");
        }
        return new Given(option, new Value(value.span(), "true", null), value.span());
    }

    /** The option of the table a word means; [CLI-5] if there is none. */
    private static String known(LayerKind kind, Value word) {
        String plain = Nearest.plain(word.text());
        for (String option : kind.optionNames()) {
            if (Nearest.plain(option).equals(plain)) {
                return option;
            }
        }
        String hint = WITHOUT_EFFECT_ON_SHAPES.contains(plain) ? "Keras has it, but it changes no shape and no count; leave it out here"
                : Nearest.hint(word.text(), kind.optionNames(), "The options of " + kind.name() + " are ");
        throw UsageException.at(word.span(), "CLI-5", "an option of " + kind.name(), word.span().part(), hint);
    }

    private Value value(String expected) {
        Span start = lexer.here();
        String close = lexer.take("(") ? ")" : lexer.take("[") ? "]" : "";
        if (close.isEmpty()) {
            return one(expected, start);
        }
        List<Value> items = new ArrayList<>();
        while (!lexer.take(close)) {
            items.add(one("a size", lexer.here()));
            if (!lexer.take(",") && !lexer.sees(close)) {
                throw lexer.unexpected("a comma or " + close, "");
            }
        }
        Span span = lexer.since(start);
        return new Value(span, span.part(), items);
    }

    /** A word, or a layer. */
    private Value one(String expected, Span start) {
        Value word = word(expected);
        return lexer.sees("(") ? layer(word, start) : word;
    }

    private Value word(String expected) {
        Value word = lexer.word();
        if (word == null) {
            throw lexer.unexpected(expected, "");
        }
        return word;
    }

    /** {@code Input(28, 28)}, without the inner brackets: the sizes that follow. */
    private Value restOfShape(Value first, Span start) {
        List<Value> items = new ArrayList<>(List.of(first));
        while (!lexer.sees(")") && lexer.take(",") && !lexer.sees(")")) {
            items.add(word("a size"));
        }
        Span span = lexer.since(start);
        return new Value(span, span.part(), items);
    }

    private static FluentLayer<?> made(LayerKind kind, Span name, List<Given> given) {
        for (String needed : kind.needed()) {
            if (given.stream().noneMatch(option -> option.option().equals(needed))) {
                throw UsageException.at(name, "CLI-5", "the " + needed + " of " + kind.name(), "none", "write " + kind.shortest());
            }
        }
        FluentLayer<?> layer = kind.example();
        for (Given option : given) {
            FluentLayer<?> before = layer;
            layer = checked(option.span(), () -> kind.set(before, option.option(), option.value()));
        }
        if (layer == null) {
            throw UsageException.at(name, "CLI-5", "the shape of the data", "none", "write Input(28, 28)");
        }
        return layer;
    }

    private static FluentLayer<?> checked(Span place, Supplier<? extends FluentLayer<?>> step) {
        try {
            return step.get();
        } catch (RuleException e) {
            throw UsageException.at(place, e);
        }
    }
}
