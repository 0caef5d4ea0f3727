package lstm4j.run;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import lstm4j.testing.Rule;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.Metric;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;

class FitLoopTest {
    @Test
    @Rule("FIT-17")
    void samplesComeInBatchesAndTheLastOneMayBeShort() {
        Scripted model = new Scripted(5);
        model.fit(Fit.epochs(2).batchSize(2).shuffle(false));
        assertEquals(List.of("train 0 1", "train 2 3", "train 4", "train 0 1", "train 2 3", "train 4"), model.calls);
    }

    @Test
    @Rule("FIT-17")
    void aBatchHas32SamplesUnlessToldOrFixed() {
        Scripted model = new Scripted(64);
        model.fit(Fit.epochs(1));
        assertEquals(2, model.calls.size());
        Scripted fixed = new Scripted(64);
        fixed.fixedBatch = 16;
        fixed.fit(Fit.epochs(1));
        assertEquals(4, fixed.calls.size());
    }

    /** The orders of chapter 12, which a program in Python made. */
    @Test
    @Rule("FIT-16")
    void eachEpochHasAnOrderOfItsOwn() {
        Scripted model = new Scripted(10);
        model.fit(Fit.epochs(2));
        assertEquals(List.of("train 5 2 6 9 3 8 1 0 7 4", "train 3 4 0 8 1 7 9 5 6 2"), model.calls);
    }

    @Test
    @Rule("FIT-21")
    void anEpochThatIsBegunWithHasItsOwnOrder() {
        Scripted model = new Scripted(10);
        model.fit(Fit.epochs(2).initialEpoch(1));
        assertEquals(List.of("train 3 4 0 8 1 7 9 5 6 2"), model.calls);
    }

    /** Measured with Keras: 10 samples, split 0.25: 7 to train on, the last 3 to validate, never shuffled. */
    @Test
    @Rule("FIT-27")
    void validationSplitTakesTheLastSamples() {
        Scripted model = new Scripted(10);
        model.metrics = new Metric[] {Metric.MSE};
        History history = model.fit(Fit.epochs(1).batchSize(4).validationSplit(0.25));
        assertEquals(3, model.calls.size());
        assertEquals("evaluate 7 8 9", model.calls.get(2));
        assertTrue(model.calls.subList(0, 2).stream().noneMatch(call -> call.matches(".*[789].*")));
        assertEquals(8.0, history.last("val_mse"));
        assertEquals(3.0, history.last("val_loss"));
    }

    @Test
    @Rule("FIT-18")
    void validationDataAreMeasuredAfterEveryEpoch() {
        Samples others = Scripted.samples(5);
        List<String> measured = new ArrayList<>();
        Scripted model = new Scripted(2) {
            @Override
            public void evaluate(Samples samples, SampleOrder order, long from, long to, Totals totals) {
                assertSame(others, samples);
                super.evaluate(samples, order, from, to, totals);
                measured.add(calls.get(calls.size() - 1));
            }
        };
        Fit fit = Fit.epochs(2).batchSize(2).validationData(new float[5][1][1], new int[5]);
        History history = new FitLoop(model, Scripted.SEED).fit(Scripted.samples(2), others, fit);
        assertEquals(List.of("evaluate 0 1", "evaluate 2 3", "evaluate 4", "evaluate 0 1", "evaluate 2 3", "evaluate 4"), measured);
        // batch losses are their sizes: (2·2 + 2·2 + 1·1) / 5
        assertArrayEquals(new double[] {1.8, 1.8}, history.get("val_loss"));
    }

    @Test
    @Rule("FIT-18")
    void logsAreSortedByNameAndAreMeansOfTheEpochSoFar() {
        Scripted model = new Scripted(3);
        model.losses = new double[] {1, 4, 6, 0};
        model.metrics = new Metric[] {Metric.MSE, Metric.ACCURACY};
        List<String> seen = new ArrayList<>();
        Callback listener = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                seen.add(batch + " " + logs);
            }

            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                seen.add("end " + logs.names());
            }
        };
        model.fit(Fit.epochs(1).batchSize(1).shuffle(false).validationSplit(0.1).callbacks(listener));
        assertEquals(List.of("0 accuracy: 0.0000e+00 - loss: 1.0000 - mse: 0.0000e+00", "1 accuracy: 0.5000 - loss: 2.5000 - mse: 0.5000",
                "end [accuracy, loss, mse, val_accuracy, val_loss, val_mse]"), seen);
    }

    @Test
    void callbacksAreCalledInTheirOrderAtEachEvent() {
        List<String> seen = new ArrayList<>();
        Scripted model = new Scripted(3);
        Training[] given = new Training[1];
        class Listener extends Callback {
            private final String name;

            Listener(String name) {
                this.name = name;
            }

            @Override
            public void onTrainBegin(Training training) {
                seen.add(name + "begin");
                given[0] = training;
            }

            @Override
            public void onEpochBegin(int epoch, Training training) {
                seen.add(name + "epoch" + epoch);
            }

            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                seen.add(name + "batch" + batch);
                assertSame(given[0], training);
            }

            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                seen.add(name + "end" + epoch);
            }

            @Override
            public void onTrainEnd(Logs logs, Training training) {
                seen.add(name + "done " + logs);
            }
        }
        model.fit(Fit.epochs(4).initialEpoch(3).batchSize(2).callbacks(new Listener("a ")).callbacks(new Listener("b ")));
        assertEquals("a begin, b begin, a epoch3, b epoch3, a batch0, b batch0, a batch1, b batch1, a end3, b end3, "
                + "a done loss: 1.0000, b done loss: 1.0000", String.join(", ", seen));
        assertEquals(4, given[0].epochs());
        assertEquals(2, given[0].steps());
        assertEquals(2, given[0].batchSize());
        assertFalse(given[0].hasValidation());
        assertEquals(0.001f, given[0].learningRate());
        given[0].learningRate(0.5);
        assertEquals(0.5f, model.optimizer.learningRate());
    }

    @Test
    void historyHasWhatCallbacksPutIntoTheLogs() {
        Callback lucky = new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                if (epoch == 1) {
                    logs.put("luck", 7);
                }
            }
        };
        History history = Scripted.epochs(0.5, 2e-4).fit(Fit.epochs(2).callbacks(lucky));
        assertEquals(List.of(0, 1), history.epochs());
        assertEquals(List.of("loss", "luck"), history.names());
        assertEquals(Map.of("loss", List.of(0.5, 2e-4), "luck", List.of(7.0)), history.asMap());
        assertEquals("epoch         loss         luck\n"
                + "    1       0.5000       7.0000\n"
                + "    2   2.0000e-04             ", history.toString());
        assertMessage("""
                [FIT-13] history: expected one of [loss, luck], got val_loss.
                         Hint: names with val_ exist only with validation: add validationSplit(0.1) or validationData(x, y) to Fit.""",
                () -> history.get("val_loss"));
        assertMessage("""
                [FIT-13] logs: expected one of [], got acc.
                         Hint: metrics are named as they were given to compile.""", () -> new Logs().get("acc"));
    }

    @Test
    void aTrainingThatIsOverAlreadyDoesNothing() {
        Scripted model = new Scripted(3);
        History history = model.fit(Fit.epochs(2).initialEpoch(2));
        assertEquals(0, history.epochs().size());
        assertEquals("epoch", history.toString());
        assertEquals(0, model.calls.size());
    }

    @Test
    void stoppingWithinAnEpochStillValidatesAndLogsIt() {
        Scripted model = new Scripted(10);
        Callback stop = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                training.stopTraining();
            }
        };
        History history = model.fit(Fit.epochs(5).batchSize(4).shuffle(false).validationSplit(0.2).callbacks(stop));
        assertEquals(List.of("train 0 1 2 3", "evaluate 8 9"), model.calls);
        assertEquals(1, history.epochs().size());
    }

    @Test
    void aCallbackThatThrowsEndsTheTrainingAndLeavesTheWeights() {
        Scripted model = new Scripted(4);
        boolean[] ended = new boolean[1];
        Callback failing = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                if (batch == 2) {
                    throw new IllegalStateException("no more");
                }
            }

            @Override
            public void onTrainEnd(Logs logs, Training training) {
                ended[0] = true;
            }
        };
        assertThrows(IllegalStateException.class, () -> model.fit(Fit.epochs(5).batchSize(1).callbacks(failing)));
        assertEquals(3, model.weights[0][0][0]);
        assertFalse(ended[0]);
    }

    @Test
    @Rule("FIT-16")
    void evaluationKeepsTheOrderAndReportsSortedNames() {
        Scripted model = new Scripted(3);
        model.metrics = new Metric[] {Metric.MSE};
        Logs logs = new FitLoop(model, Scripted.SEED).evaluate(Scripted.samples(3), 2, null);
        assertEquals(List.of("evaluate 0 1", "evaluate 2"), model.calls);
        assertEquals("loss: 1.6667 - mse: 1.0000", logs.toString());
    }

    @Test
    void dataThatDoNotFitTheModelAreRefusedBeforeTraining() {
        Scripted stateful = new Scripted(10);
        stateful.fixedBatch = 4;
        assertMessage("""
                [FIT-2] fit: expected batchSize 4, which the model is built for, got 5.
                        Hint: the input shape of the model fixes the batch, as stateful layers need; give that batchSize or none.""",
                () -> stateful.fit(Fit.epochs(1).batchSize(5)));
        assertMessage("""
                [FIT-7] fit: expected a number of training samples that is a multiple of 4, got 10.
                        Hint: the model is built for batches of 4, so there can be no shorter last batch; use 8 of these samples, \
                or a batch that divides 10.""", () -> stateful.fit(Fit.epochs(1)));
        assertMessage("""
                [FIT-7] fit: expected a number of validation samples that is a multiple of 4, got 2.
                        Hint: the model is built for batches of 4, so there can be no shorter last batch; use 0 of these samples, \
                or a batch that divides 2.""", () -> stateful.fit(Fit.epochs(1).validationSplit(0.2)));
        assertMessage("[FIT-8] fit: expected at least 1 sample, got none.", () -> new Scripted(0).fit(Fit.epochs(1)));
        assertMessage("[FIT-8] evaluate: expected at least 1 sample, got none.", () -> {
            new FitLoop(new Scripted(0), Scripted.SEED).evaluate(Scripted.samples(0), 0, null);
        });
        assertMessage("[FIT-2] evaluate: expected a batchSize of at least 1, got -1.", () ->
                new FitLoop(stateful, Scripted.SEED).evaluate(Scripted.samples(10), -1, null));
        assertMessage("""
                [FIT-3] fit: expected a validationSplit that leaves samples on both sides, got 0.9 of 1 samples: 0 to train on, 1 to validate.
                        Hint: give more samples or another part.""", () -> new Scripted(1).fit(Fit.epochs(1).validationSplit(0.9)));
        assertEquals(0, stateful.calls.size());
    }
}
