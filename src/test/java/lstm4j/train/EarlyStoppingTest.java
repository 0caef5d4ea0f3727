package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;

import lstm4j.run.Scripted;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EarlyStoppingTest {
    static Stream<Arguments> runsOfKeras() {
        return Measured.lines("early-stopping.tsv").map(fields -> Arguments.of((Object) fields));
    }

    @ParameterizedTest
    @MethodSource("runsOfKeras")
    @Rule("FIT-22")
    void stopsRestoresAndSpeaksAsKerasDoes(String[] fields) {
        StringBuilder said = new StringBuilder();
        EarlyStopping callback = new EarlyStopping().monitor("loss").mode(fields[0]).minDelta(Measured.number(fields[1]))
                .patience(Integer.parseInt(fields[2])).startFromEpoch(Integer.parseInt(fields[5])).verbose(said);
        if (!fields[3].equals("nan")) {
            callback.baseline(Measured.number(fields[3]));
        }
        if (fields[4].equals("True")) {
            callback.restoreBestWeights();
        }
        double[] values = Measured.numbers(fields[6]);
        Scripted model = Scripted.epochs(values);
        History history = model.fit(Fit.epochs(values.length).callbacks(callback));
        assertEquals(Integer.parseInt(fields[7]), history.epochs().size(), "epochs that were run");
        // Keras's weights were the epoch counted from 0, ours are counted from 1
        assertEquals(Integer.parseInt(fields[8]) + 1, model.weights[0][0][0], "epoch whose weights are left");
        assertEquals(Measured.text(fields[9]), said.toString());
    }

    @Test
    void autoKnowsThatAccuracyIsToGrow() {
        Scripted model = new Scripted(1);
        model.metrics = new Metric[] {Metric.ACCURACY};
        // the scripted accuracy is always 0: no progress after the first epoch
        assertEquals(3, model.fit(Fit.epochs(9).callbacks(new EarlyStopping().monitor("accuracy").patience(2))).epochs().size());
    }

    @Test
    void aCallbackCanBeUsedForOneTrainingAfterAnother() {
        EarlyStopping callback = new EarlyStopping().monitor("loss").patience(2);
        for (int i = 0; i < 2; i++) {
            assertEquals(4, Scripted.epochs(3, 2, 2, 2, 1).fit(Fit.epochs(5).callbacks(callback)).epochs().size());
            assertEquals(3, callback.stoppedEpoch());
            assertEquals(1, callback.bestEpoch());
        }
    }

    @Test
    void watchingValidationWithoutValidationIsRefusedBeforeTraining() {
        Scripted model = new Scripted(4);
        assertMessage("""
                [FIT-11] EarlyStopping: expected a training that logs val_loss, got one without validation.
                         Hint: names with val_ exist only with validation: add validationSplit(0.1) or validationData(x, y) to Fit.""",
                () -> model.fit(Fit.epochs(1).callbacks(new EarlyStopping())));
        assertEquals(0, model.calls.size());
    }

    @Test
    void anUnknownNameNeedsAModeAndThenMustBeLogged() {
        assertMessage("""
                [FIT-12] EarlyStopping: expected mode("min") or mode("max") for f1, got mode("auto").
                         Hint: only of loss and of compiled metrics it is known which way is better.""",
                () -> new Scripted(1).fit(Fit.epochs(1).callbacks(new EarlyStopping().monitor("f1"))));
        assertMessage("""
                [FIT-11] EarlyStopping: expected a training that logs f1, got logs of [loss].
                         Hint: a callback that puts a number of its own into the logs stands before the one that reads it.""",
                () -> new Scripted(1).fit(Fit.epochs(1).callbacks(new EarlyStopping().monitor("f1").mode("max"))));
    }

    @Test
    void aNumberThatACallbackBeforeItLogsCanBeWatched() {
        Callback logger = new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                logs.put("f1", -epoch);
            }
        };
        History history = new Scripted(1).fit(Fit.epochs(9).callbacks(logger, new EarlyStopping().monitor("f1").mode("max")));
        assertEquals(2, history.epochs().size());
        assertEquals(-1, history.last("f1"));
    }

    @Test
    void wrongOptionsAreRefused() {
        assertMessage("[FIT-10] EarlyStopping: expected patience of at least 0, got -1.", () -> new EarlyStopping().patience(-1));
        assertMessage("[FIT-10] EarlyStopping: expected startFromEpoch of at least 0, got -2.", () -> new EarlyStopping().startFromEpoch(-2));
        assertMessage("[FIT-10] EarlyStopping: expected mode \"auto\", \"min\" or \"max\", got \"low\".", () -> new EarlyStopping().mode("low"));
        assertMessage("[FIT-10] EarlyStopping: expected a finite minDelta, got NaN.", () -> new EarlyStopping().minDelta(Double.NaN));
        assertMessage("[FIT-10] EarlyStopping: expected a baseline that is a number, got NaN.", () -> new EarlyStopping().baseline(Double.NaN));
    }
}
