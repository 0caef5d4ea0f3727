package lstm4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** What a loss says about the head of a model. */
class LossTest {
    @Test
    @Rule("LOSS-8")
    void aLossBehindTheHeadOfAnotherIsCalledOdd() {
        assertTrue(Loss.CATEGORICAL_CROSSENTROPY.oddity(ActivationFunction.SIGMOID).contains("logits of a softmax"));
        assertTrue(Loss.BINARY_CROSSENTROPY.oddity(ActivationFunction.SOFTMAX).contains("logits of a sigmoid"));
        assertTrue(Loss.BINARY_CROSSENTROPY.oddity(ActivationFunction.LINEAR).contains("fromLogits()"));
        assertTrue(Loss.BINARY_CROSSENTROPY.fromLogits().oddity(ActivationFunction.SIGMOID).contains("leave out one of the two"));
    }

    @Test
    void aLossBehindItsOwnHeadIsNotOdd() {
        assertEquals("", Loss.CATEGORICAL_CROSSENTROPY.oddity(ActivationFunction.SOFTMAX));
        assertEquals("", Loss.BINARY_CROSSENTROPY.oddity(ActivationFunction.HARD_SIGMOID));
        assertEquals("", Loss.BINARY_CROSSENTROPY.fromLogits().oddity(ActivationFunction.LINEAR));
        assertEquals("", Loss.MSE.oddity(ActivationFunction.SOFTMAX));
    }
}
