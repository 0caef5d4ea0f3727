package lstm4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.layer.Architecture;
import lstm4j.testing.Json;
import lstm4j.text.Summary;
import lstm4j.text.SummaryOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of summary(), to the letter. */
class SummaryAgainstKerasTest {
    /** All but those with line_length, an option that lstm4j does not have: the width of the console decides. */
    static Stream<Golden> summaries() {
        return Golden.of("summaries").filter(test -> !test.part("options").containsKey("line_length"));
    }

    static Stream<Golden> trained() {
        return summaries().filter(test -> test.expected().containsKey("text_after_training"));
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void textsAreThoseOfKeras(Golden test) {
        assertEquals(text(test.expected().get("text")), Summary.text(model(test), (String) test.json().get("name"), options(test)));
    }

    @ParameterizedTest
    @MethodSource("trained")
    void textsAfterTrainingAreThoseOfKeras(Golden test) {
        Architecture model = model(test);
        Map<String, Object> optimizer = test.part("optimizer");
        long parameters = 2 + GoldenModel.optimizer(optimizer).slots() * model.parameterCount();
        assertEquals(text(test.expected().get("text_after_training")), Summary.text(model, (String) test.json().get("name"),
                options(test).optimizer(parameters, 4 * parameters + 4)));
    }

    private static Architecture model(Golden test) {
        return GoldenModel.architecture(test);
    }

    private static String text(Object lines) {
        return Json.list(lines).stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    private static SummaryOptions options(Golden test) {
        SummaryOptions options = SummaryOptions.standard().consoleWidth(((Double) test.json().get("columns")).intValue());
        if (test.flagged("OLD_LAYOUT")) {
            return options.layout(SummaryOptions.Layout.TF_KERAS_2);
        }
        return test.part("options").containsKey("show_trainable") ? options.showTrainable() : options;
    }
}
