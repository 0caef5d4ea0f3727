package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;

import lstm4j.run.Scripted;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReduceLROnPlateauTest {
    static Stream<Arguments> runsOfKeras() {
        return Measured.lines("reduce-lr.tsv").map(fields -> Arguments.of((Object) fields));
    }

    @ParameterizedTest
    @MethodSource("runsOfKeras")
    @Rule("FIT-23")
    void reducesLogsAndSpeaksAsKerasDoes(String[] fields) {
        StringBuilder said = new StringBuilder();
        ReduceLROnPlateau callback = new ReduceLROnPlateau().monitor("loss").mode(fields[0]).factor(Measured.number(fields[1]))
                .patience(Integer.parseInt(fields[2])).minDelta(Measured.number(fields[3]))
                .cooldown(Integer.parseInt(fields[4])).minLr(Measured.number(fields[5])).verbose(said);
        double[] values = Measured.numbers(fields[6]);
        Scripted model = Scripted.epochs(values);
        History history = model.fit(Fit.epochs(values.length).callbacks(callback));
        double[] rates = Measured.numbers(fields[7]);
        assertArrayEquals(Arrays.copyOf(rates, values.length), history.get("learning_rate"));
        assertEquals(rates[values.length], model.optimizer.learningRate());
        assertEquals(Measured.text(fields[8]), said.toString());
    }

    @Test
    void aScheduleIsRefusedBeforeTraining() {
        Scripted model = new Scripted(1);
        model.optimizer = Scripted.state(new SGD().learningRate(LearningRateSchedule.cosineDecay(0.1, 10, 0)));
        assertMessage("""
                [OPT-7] SGD: expected an optimizer whose learning rate is a number, got one with a schedule.
                        Hint: a schedule alone decides the rate: compile with learningRate(0.001) to let ReduceLROnPlateau or a callback \
                change it, or drop that callback.""",
                () -> model.fit(Fit.epochs(1).callbacks(new ReduceLROnPlateau().monitor("loss"))));
        assertEquals(0, model.calls.size());
    }

    @Test
    void wrongOptionsAreRefused() {
        assertMessage("""
                [FIT-10] ReduceLROnPlateau: expected a factor between 0 and 1, got 1.0.
                         Hint: the rate is multiplied by it: 0.5 halves the rate.""", () -> new ReduceLROnPlateau().factor(1));
        assertMessage("[FIT-10] ReduceLROnPlateau: expected patience of at least 0, got -1.", () -> new ReduceLROnPlateau().patience(-1));
        assertMessage("[FIT-10] ReduceLROnPlateau: expected cooldown of at least 0, got -1.", () -> new ReduceLROnPlateau().cooldown(-1));
        assertMessage("[FIT-10] ReduceLROnPlateau: expected a finite minLr of at least 0, got -1.0.", () -> new ReduceLROnPlateau().minLr(-1));
        assertMessage("[FIT-10] ReduceLROnPlateau: expected a finite minDelta, got Infinity.",
                () -> new ReduceLROnPlateau().minDelta(Double.POSITIVE_INFINITY));
        assertMessage("[FIT-10] ReduceLROnPlateau: expected mode \"auto\", \"min\" or \"max\", got \"\".", () -> new ReduceLROnPlateau().mode(""));
    }
}
