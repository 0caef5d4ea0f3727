package lstm4j.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.testing.Rule;
import lstm4j.text.SummaryOptions.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every table here was printed by Keras itself: 3.15.1, and the print functions of tf.keras 2.15 and Keras 2.3.1. */
@Rule("SHAPE-20")
class SummaryTest {
    private static final Architecture THREE_LSTMS = Architecture.of(List.of(
            LSTM.units(128).returnSequences().inputShape(28, 28),
            LSTM.units(128).returnSequences(),
            LSTM.units(128),
            Dense.units(10)));

    private static final String LONG_NAME = "a model with a very long name that needs_to_be_wrapped_over_the_end"
            + "_of_the_console_line_of_eighty_columns_and_on and on";
    private static final Architecture LONG_NAMES = Architecture.of(List.of(
            Masking.value(0).inputShape(Shape.ANY, 3),
            LSTM.units(7).returnSequences().name("a_layer_with_a_name_that_is_far_too_long_for_its_column"),
            LSTM.units(1000).name("name_of_length_exactly_27_ch"),
            Dense.units(100000).name("two words in a name that is long")));

    @Test
    @Rule("SHAPE-8")
    void anUntrainedModelLooksAsInKeras3() {
        assertEquals("""
                Model: "sequential"
                ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
                ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
                ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
                │ lstm (LSTM)                     │ (None, 28, 128)        │        80,384 │
                ├─────────────────────────────────┼────────────────────────┼───────────────┤
                │ lstm_1 (LSTM)                   │ (None, 28, 128)        │       131,584 │
                ├─────────────────────────────────┼────────────────────────┼───────────────┤
                │ lstm_2 (LSTM)                   │ (None, 128)            │       131,584 │
                ├─────────────────────────────────┼────────────────────────┼───────────────┤
                │ dense (Dense)                   │ (None, 10)             │         1,290 │
                └─────────────────────────────────┴────────────────────────┴───────────────┘
                 Total params: 344,842 (1.32 MB)
                 Trainable params: 344,842 (1.32 MB)
                 Non-trainable params: 0 (0.00 B)""", Summary.text(THREE_LSTMS, "sequential"));
    }

    @Test
    void aTrainedModelHasALineForTheOptimizer() {
        String[] lines = Summary.text(THREE_LSTMS, "sequential", SummaryOptions.standard().optimizer(689_686, 2_758_748)).split("\n");
        assertEquals(" Total params: 1,034,528 (3.95 MB)", lines[lines.length - 4]);
        assertEquals(" Trainable params: 344,842 (1.32 MB)", lines[lines.length - 3]);
        assertEquals(" Non-trainable params: 0 (0.00 B)", lines[lines.length - 2]);
        assertEquals(" Optimizer params: 689,686 (2.63 MB)", lines[lines.length - 1]);
    }

    @Test
    void aNarrowConsoleWrapsBetweenWordsAndCutsLongWords() {
        assertEquals("""
                Model: "a model with a very long name that\s
                needs_to_be_wrapped_over_the_end_of_the_console_line_of_eigh
                ty_columns_and_on and on"
                ┏━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
                ┃ Layer (type)           ┃ Output Shape    ┃   Param # ┃
                ┡━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
                │ masking (Masking)      │ (None, None, 3) │         0 │
                ├────────────────────────┼─────────────────┼───────────┤
                │ a_layer_with_a_name_t… │ (None, None, 7) │       308 │
                │ (LSTM)                 │                 │           │
                ├────────────────────────┼─────────────────┼───────────┤
                │ name_of_length_exactl… │ (None, 1000)    │ 4,032,000 │
                │ (LSTM)                 │                 │           │
                ├────────────────────────┼─────────────────┼───────────┤
                │ two words in a name    │ (None, 100000)  │ 100,100,… │
                │ that is long (Dense)   │                 │           │
                └────────────────────────┴─────────────────┴───────────┘
                 Total params: 104,132,308 (397.23 MB)
                 Trainable params: 104,132,308 (397.23 MB)
                 Non-trainable params: 0 (0.00 B)""",
                Summary.text(LONG_NAMES, LONG_NAME, SummaryOptions.standard().consoleWidth(60)));
    }

    @Test
    void returnedStatesAreListedBehindTheOutput() {
        Architecture model = Architecture.of(List.of(
                LSTM.units(128).returnSequences().inputShape(28, 28),
                Dropout.rate(0.5),
                LSTM.units(128).returnSequences().returnState()));
        assertEquals("""
                Model: "state"
                ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
                ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
                ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
                │ lstm (LSTM)                     │ (None, 28, 128)        │        80,384 │
                ├─────────────────────────────────┼────────────────────────┼───────────────┤
                │ dropout (Dropout)               │ (None, 28, 128)        │             0 │
                ├─────────────────────────────────┼────────────────────────┼───────────────┤
                │ lstm_1 (LSTM)                   │ [(None, 28, 128),      │       131,584 │
                │                                 │ (None, 128), (None,    │               │
                │                                 │ 128)]                  │               │
                └─────────────────────────────────┴────────────────────────┴───────────────┘
                 Total params: 211,968 (828.00 KB)
                 Trainable params: 211,968 (828.00 KB)
                 Non-trainable params: 0 (0.00 B)""", Summary.text(model, "state"));
    }

    @Test
    void theTrainableColumnIsKerasThreesShowTrainable() {
        assertEquals("""
                Model: "sequential"
                ┏━━━━━━━━━━━┳━━━━━━━━━┳━━━┳━━━┓
                ┃ Layer     ┃ Output  ┃ … ┃   ┃
                ┃ (type)    ┃ Shape   ┃ # ┃ … ┃
                ┡━━━━━━━━━━━╇━━━━━━━━━╇━━━╇━━━┩
                │ lstm      │ (None,  │ … │ Y │
                │ (LSTM)    │ 128)    │   │   │
                └───────────┴─────────┴───┴───┘
                 Total params: 80,384 (314.00 KB)
                 Trainable params: 80,384 (314.00\s
                KB)
                 Non-trainable params: 0 (0.00 B)""",
                Summary.text(Architecture.of(List.of(LSTM.of(128, 28, 28))), "sequential",
                        SummaryOptions.standard().showTrainable().consoleWidth(35)));
    }

    @Test
    void theTfKeras2LayoutSpacesItsRows() {
        assertEquals("""
                Model: "sequential"
                _________________________________________________________________
                 Layer (type)                Output Shape              Param #  \s
                =================================================================
                 lstm (LSTM)                 (None, 28, 128)           80384    \s
                                                                                \s
                 lstm_1 (LSTM)               (None, 28, 128)           131584   \s
                                                                                \s
                 lstm_2 (LSTM)               (None, 128)               131584   \s
                                                                                \s
                 dense (Dense)               (None, 10)                1290     \s
                                                                                \s
                =================================================================
                Total params: 344842 (1.32 MB)
                Trainable params: 344842 (1.32 MB)
                Non-trainable params: 0 (0.00 Byte)
                _________________________________________________________________""",
                Summary.text(THREE_LSTMS, "sequential", SummaryOptions.standard().layout(Layout.TF_KERAS_2)));
    }

    @Test
    void theTfKeras2LayoutWrapsLongNames() {
        String text = Summary.text(LONG_NAMES, "m", SummaryOptions.standard().layout(Layout.TF_KERAS_2));
        assertTrue(text.contains("""
                 a_layer_with_a_name_that_i  (None, None, 7)           308      \s
                 s_far_too_long_for_its_col                                     \s
                 umn (LSTM)                                                     \s
                """), text);
    }

    @Test
    void theKeras2LayoutHasRulesBetweenRows() {
        assertEquals("""
                Model: "sequential"
                _________________________________________________________________
                Layer (type)                 Output Shape              Param #  \s
                =================================================================
                lstm (LSTM)                  (None, 28, 128)           80384    \s
                _________________________________________________________________
                lstm_1 (LSTM)                (None, 28, 128)           131584   \s
                _________________________________________________________________
                lstm_2 (LSTM)                (None, 128)               131584   \s
                _________________________________________________________________
                dense (Dense)                (None, 10)                1290     \s
                =================================================================
                Total params: 344,842
                Trainable params: 344,842
                Non-trainable params: 0
                _________________________________________________________________""",
                Summary.text(THREE_LSTMS, "sequential", SummaryOptions.standard().layout(Layout.KERAS_2)));
    }

    @Test
    void theKeras2LayoutCutsLongNames() {
        String text = Summary.text(LONG_NAMES, "m", SummaryOptions.standard().layout(Layout.KERAS_2));
        assertTrue(text.contains("a_layer_with_a_name_that_is_ (None, None, 7)           308       \n"), text);
    }

    @Test
    void theAsciiVariantKeepsEveryColumn() {
        assertEquals("""
                Model: "sequential"
                +=================================+========================+===============+
                | Layer (type)                    | Output Shape           |       Param # |
                +=================================+========================+===============+
                | lstm (LSTM)                     | (None, 1)              |            12 |
                +---------------------------------+------------------------+---------------+
                 Total params: 12 (48.00 B)
                 Trainable params: 12 (48.00 B)
                 Non-trainable params: 0 (0.00 B)""",
                Summary.text(Architecture.of(List.of(LSTM.of(1, 5, 1))), "sequential", SummaryOptions.standard().ascii()));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 12, 48.00 B", "2, 1, 16, 64.00 B"})
    void theSmallestLayersHaveTheirKnownCounts(int features, int units, long count, String size) {
        String text = Summary.text(Architecture.of(List.of(LSTM.of(units, 5, features))), "sequential");
        assertTrue(text.contains(" Total params: " + count + " (" + size + ")"), text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00 B", "1023, 1023.00 B", "1024, 1.00 KB", "1152, 1.12 KB", "1408, 1.38 KB", "1048576, 1.00 MB",
            "1125899906842624, 1.00 PB"})
    void sizesRoundTiesToEvenAsPythonDoes(long bytes, String expected) {
        assertEquals(expected, SummaryFields.size(bytes, "B"));
    }

    @Test
    void aConsoleTooNarrowForTheColumnsIsRefused() {
        RuleException refused = assertThrows(RuleException.class,
                () -> Summary.text(THREE_LSTMS, "m", SummaryOptions.standard().consoleWidth(19)));
        assertEquals("SHAPE-16", refused.rule());
    }
}
