package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelParserTest {
    private static void assertReads(String text, Layer... expected) {
        assertEquals(LayerText.of(List.of(expected)), LayerText.of(ModelParser.parse(text)));
    }

    private static String refusal(String text) {
        return assertThrows(UsageException.class, () -> ModelParser.parse(text), text).getMessage();
    }

    @Test
    void layersStandOneAfterTheOther() {
        assertReads("LSTM(128,return_sequences) LSTM(128) Dense(10,softmax)", LSTM.units(128).returnSequences(), LSTM.units(128),
                Dense.units(10).activation(ActivationFunction.SOFTMAX));
        assertReads("LSTM(1),LSTM(2)->LSTM(3), -> LSTM(4) → LSTM(5)LSTM(6)", LSTM.units(1), LSTM.units(2), LSTM.units(3), LSTM.units(4),
                LSTM.units(5), LSTM.units(6));
    }

    @Test
    void aLineOfPythonWorks() {
        assertReads("keras.layers.LSTM(units=128, return_sequences=True, input_shape=(28, 28), activation='relu',), layers.Dense(10, activation=\"softmax\")",
                LSTM.units(128).returnSequences().inputShape(28, 28).activation(ActivationFunction.RELU),
                Dense.units(10).activation(ActivationFunction.SOFTMAX));
        assertReads("InputLayer(batch_shape=[None, 28, 28]) LSTM(1)", Input.batchShape(Shape.ANY, 28, 28), LSTM.units(1));
    }

    @Test
    void namesMayBeWrittenInJavasWayAndInAnyCase() {
        assertReads("lstm(3, returnSequences, goBackwards=true, recurrentActivation=HARD_SIGMOID, useBias=false)",
                LSTM.units(3).returnSequences().goBackwards().recurrentActivation(ActivationFunction.HARD_SIGMOID).useBias(false));
    }

    @Test
    void everyOptionOfAnLstmIsRead() {
        assertReads("LSTM(7, activation=softsign, recurrent_activation=None, return_sequences=False, return_state, go_backwards, stateful, dropout=.25, "
                        + "recurrent_dropout=5e-1, use_bias=False, unit_forget_bias=0, zero_output_for_mask, name='my lstm', batch_input_shape=(2, *, 3))",
                LSTM.units(7).activation(ActivationFunction.SOFTSIGN).recurrentActivation(ActivationFunction.LINEAR).returnState().goBackwards()
                        .stateful().dropout(0.25).recurrentDropout(0.5).useBias(false).unitForgetBias(false).zeroOutputForMask(true)
                        .name("my lstm").batchInputShape(2, Shape.ANY, 3));
        assertReads("LSTM(7, input_length=5, input_dim=3)", LSTM.units(7).inputLength(5).inputDim(3));
    }

    @Test
    void theOtherLayersAreRead() {
        assertReads("Input(28, 28) Masking Masking(-1) Masking(mask_value=0.5) Dropout(0.3) Activation(relu) Activation(activation='swish') Flatten Flatten()",
                Input.shape(28, 28), Masking.value(0), Masking.value(-1), Masking.value(0.5f), Dropout.rate(0.3),
                Activation.of(ActivationFunction.RELU), Activation.of(ActivationFunction.SILU), Flatten.layer(), Flatten.layer());
        assertReads("Input((none, 4)) Dense(1_000)", Input.shape(Shape.ANY, 4), Dense.units(1000));
        assertReads("Input(shape=(4,)) Dense(1)", Input.shape(4), Dense.units(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "LSTM(128,retrun_sequences)             | 10 | 16 | did you mean return_sequences?",
        "LSMT(128)                              |  1 |  4 | did you mean LSTM?",
        "GPU(128)                               |  1 |  3 | GRU",
        "LSTM(3, activation=tanhh)              | 20 |  5 | did you mean tanh?",
        "LSTM(3, activaton=tanh)                |  9 |  9 | did you mean activation?",
        "LSTM(3) Dense(2,softmx)                | 17 |  6 | The options of Dense are units, activation, use_bias",
        "LSTM(3, 4)                             |  9 |  1 | only units goes without",
        "LSTM(x=3)                              |  6 |  1 | The options of LSTM are",
        "LSTM(3, dropout)                       |  9 |  7 | write dropout=...",
        "LSTM(3, stateful=maybe)                | 18 |  5 | expected True or False, got maybe",
        "LSTM(many)                             |  6 |  4 | expected an option of LSTM, got many",
        "LSTM(units=many)                       | 12 |  4 | expected a whole number, got many",
        "LSTM(99999999999)                      |  6 | 11 | expected a whole number",
        "LSTM(3, stateful, stateful)            | 19 |  8 | expected each option once, got stateful twice",
        "LSTM(3, kernel_initializer='zeros')    |  9 | 18 | it changes no shape and no count; leave it out",
        "LSTM                                   |  1 |  4 | write LSTM(128)",
        "LSTM()                                 |  1 |  4 | write LSTM(128)",
        "LSTM(3 return_sequences)               |  8 |  1 | a comma or the closing bracket of LSTM",
        "LSTM(3                                 |  7 |  1 | a comma or the closing bracket of LSTM, got the end",
        "LSTM(3, input_shape=(3, 0))            | 25 |  1 | a size of at least 1",
        "LSTM(3, input_shape=(3, x))            | 25 |  1 | a size: a whole number, or none",
        "LSTM(3, input_shape=(3 4))             | 24 |  1 | a comma or )",
        "LSTM(3, input_shape=((3,4),5))         | 22 |  1 | expected a size, got (",
        "LSTM(3, name='x)                       | 14 |  3 | a closing '",
        "[LSTM(3)]                              |  1 |  1 | layers stand one after the other",
        "LSTM(3) ;                              |  9 |  1 | expected a layer, got ;",
        "``                                     |  1 |  1 | expected a layer, got the end",
        "Input() LSTM(3)                        |  1 |  5 | write Input(28, 28)",
        "Dropout                                |  1 |  7 | write Dropout(0.5)",
        "Activation                             |  1 | 10 | write Activation(softmax)"})
    void everyMistakeIsPointedAtWithWhatWouldBeRight(String text, int character, int carets, String says) {
        String message = refusal(text);
        assertTrue(message.startsWith("[CLI-5] model, character " + character + ": expected "), message);
        assertTrue(message.contains(says), message);
        assertTrue(message.endsWith("\n  " + text + "\n  " + " ".repeat(character - 1) + "^".repeat(carets)), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"LSTM(0) | SHAPE-7", "Dense(-3) | SHAPE-7", "LSTM(3, dropout=1.5) | LSTM-10", "LSTM(3, activation=softmax) | LSTM-7",
        "LSTM(3, name='') | SHAPE-8", "Dropout(7) | LSTM-10", "LSTM(3, input_dim=0) | SHAPE-2"})
    void aValueThatBreaksARuleOfTheLibraryKeepsItsRuleAndIsPointedAt(String text, String rule) {
        String message = refusal(text);
        assertTrue(message.startsWith("[" + rule + "] "), message);
        assertTrue(message.contains("\n  " + text + "\n") && message.endsWith("^"), message);
    }

    @Test
    void aLongTextIsShownAroundTheMistake() {
        String text = "LSTM(3, return_sequences) ".repeat(20) + "LSTM(3, dorpout=1) " + "LSTM(3) ".repeat(20);
        String[] lines = refusal(text).split("\n");
        String shown = lines[lines.length - 2];
        String carets = lines[lines.length - 1];
        assertTrue(shown.length() <= 84 && shown.startsWith("  ...") && shown.endsWith("..."), shown);
        assertEquals("dorpout", shown.substring(carets.indexOf('^'), carets.length()));
    }
}
