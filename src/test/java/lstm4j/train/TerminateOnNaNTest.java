package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.run.Scripted;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminateOnNaNTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    @Rule("FIT-25")
    void endsAfterTheBatchButKeepsTheEpochInTheHistory(double loss) {
        Scripted model = new Scripted(4);
        model.losses = new double[] {1, loss, 1};
        StringBuilder said = new StringBuilder();
        History history = model.fit(Fit.epochs(3).batchSize(1).shuffle(false).callbacks(new TerminateOnNaN().verbose(said)));
        assertEquals("Batch 1: Invalid loss, terminating training\n", said.toString());
        assertEquals(2, model.calls.size());
        assertArrayEquals(new double[] {loss}, history.get("loss"));
    }

    @Test
    void canThrowInstead() {
        assertMessage("""
                [FIT-14] TerminateOnNaN: expected a finite loss, got nan at batch 0.
                         Hint: look for NaN in the data; else try a smaller learning rate, or clipnorm(1) on the optimizer.""",
                () -> Scripted.epochs(Double.NaN).fit(Fit.epochs(1).callbacks(new TerminateOnNaN().raiseError())));
    }
}
