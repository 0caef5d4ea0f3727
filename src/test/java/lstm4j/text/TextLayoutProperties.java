package lstm4j.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;

import lstm4j.RandomModels;
import lstm4j.layer.Architecture;
import lstm4j.text.SummaryOptions.Layout;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for the words about any model. */
class TextLayoutProperties {
    @Provide
    Arbitrary<Architecture> models() {
        return RandomModels.any();
    }

    @Property(tries = 300)
    void everyLineOfTheTableIsAsWideAsKerasMakesIt(@ForAll("models") Architecture model, @ForAll @IntRange(min = 20, max = 120) int console) {
        List<String> lines = Summary.text(model, "m", SummaryOptions.standard().consoleWidth(console)).lines().toList();
        List<String> table = lines.stream().filter(line -> "┏┃┡│├└".indexOf(line.charAt(0)) >= 0).toList();
        int width = Math.min(88, console - 4);
        assertTrue(table.size() >= 2 * model.size() + 3);
        table.forEach(line -> assertEquals(width, line.length(), line));
    }

    @Property(tries = 100)
    void everyLineOfTheOlderLayoutsHas65Columns(@ForAll("models") Architecture model, @ForAll Layout layout) {
        if (layout == Layout.KERAS_3) {
            return;
        }
        List<String> lines = Summary.text(model, "m", SummaryOptions.standard().layout(layout)).lines().toList();
        lines.stream().filter(line -> !line.contains("params: ") && !line.startsWith("Model: "))
                .forEach(line -> assertEquals(65, line.length(), line));
    }

    @Property(tries = 200)
    void theAsciiTextsAreAsciiAndKeepTheirLengths(@ForAll("models") Architecture model) {
        for (String text : List.of(Summary.text(model, "m"), Explanation.text(model), Explanation.shortText(model))) {
            String ascii = PlainAscii.of(text);
            assertTrue(ascii.chars().allMatch(c -> c == '\n' || c >= 32 && c < 127), ascii);
            assertEquals(text.length(), ascii.length());
            assertEquals(text.chars().filter(c -> c == '?').count(), ascii.chars().filter(c -> c == '?').count(), "a character without a likeness");
        }
    }

    @Property(tries = 300)
    void explanationsKeepTo100ColumnsAndNameEveryLayerAndCount(@ForAll("models") Architecture model) {
        for (String text : List.of(Explanation.text(model), Explanation.shortText(model))) {
            text.lines().forEach(line -> {
                assertTrue(line.length() <= 100, line);
                assertEquals(line.stripTrailing(), line);
            });
            assertTrue(text.contains(model.inputShape().toString()));
            for (int i = 0; i < model.size(); i++) {
                assertTrue(text.contains(model.layer(i).name()));
                assertTrue(text.contains(model.outputShape(i).toString()), text);
                assertTrue(text.contains(String.format(Locale.ROOT, "%,d", model.parameterCount(i))) || model.parameterCount(i) == 0, text);
            }
            assertTrue(!text.contains("null") && !text.matches("(?s).*[ (,·]-1[ ),·].*"), text);
        }
    }

    @Property(tries = 100)
    void theFormulaOfALayerWorksOutToItsCount(@ForAll("models") Architecture model) {
        for (int i = 0; i < model.size(); i++) {
            long sum = 0;
            for (String product : model.formula(i).split(" \\+ ")) {
                long value = product.isEmpty() ? 0 : 1;
                for (String factor : product.split("·")) {
                    value *= factor.isEmpty() ? 0 : Long.parseLong(factor);
                }
                sum += value;
            }
            assertEquals(model.parameterCount(i), sum);
        }
    }
}
