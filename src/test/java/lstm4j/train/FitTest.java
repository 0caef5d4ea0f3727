package lstm4j.train;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final Fit FIT = Fit.epochs(3);

    @Test
    void everythingHasKerasDefaults() {
        assertEquals(0, FIT.initialEpoch());
        assertEquals(0, FIT.validationSplit());
        assertEquals(32, Fit.DEFAULT_BATCH);
        assertTrue(FIT.shuffles());
        assertFalse(FIT.isVerbose());
        assertNull(FIT.validationData());
        assertNull(FIT.trainingWeight(new int[2], 2));
    }

    @Test
    void aMethodChangesACopy() {
        Fit changed = FIT.batchSize(7).validationSplit(0.5).shuffle(false).initialEpoch(1).verbose();
        assertEquals(7, changed.batchSize());
        assertEquals(0.5, changed.validationSplit());
        assertEquals(1, changed.initialEpoch());
        assertFalse(changed.shuffles());
        assertTrue(changed.isVerbose());
        assertNull(changed.progressBar());
        assertEquals(3, changed.epochs());
        everythingHasKerasDefaults();
    }

    @Test
    void validationSamplesComeInAllFormsOfData() {
        float[][][] sequences = new float[2][3][4];
        float[][] rows = new float[2][4];
        Object[] labels = {new int[2], new int[2][3], new float[2], new float[2][1], new float[2][3][1]};
        assertSame(labels[0], FIT.validationData(sequences, (int[]) labels[0]).validationData().labels());
        assertSame(labels[1], FIT.validationData(Data.of(sequences, (int[][]) labels[1])).validationData().labels());
        assertSame(labels[2], FIT.validationData(sequences, (float[]) labels[2]).validationData().labels());
        assertSame(labels[3], FIT.validationData(sequences, (float[][]) labels[3]).validationData().labels());
        assertSame(labels[4], FIT.validationData(Data.of(sequences, (float[][][]) labels[4])).validationData().labels());
        assertSame(rows, FIT.validationData(Data.of(rows, (int[]) labels[0])).validationData().inputs());
        assertSame(rows, FIT.validationData(Data.of(rows, (float[]) labels[2])).validationData().inputs());
        assertSame(rows, FIT.validationData(Data.of(rows, (float[][]) labels[3])).validationData().inputs());
    }

    @Test
    @Rule({"FIT-28", "FIT-27"})
    void classWeightsBecomeSampleWeightsAsInKeras() {
        Fit fit = FIT.classWeight(Map.of(0, 0.5, 2, 4.0));
        assertArrayEquals(new float[] {4, 1, 0.5f}, fit.trainingWeight(new int[] {2, 1, 0}, 3));
        assertArrayEquals(new float[] {4, 1, 0.5f}, fit.trainingWeight(new float[][] {{0, 0, 1}, {0, 1, 0}, {1, 0, 0}}, 3));
        assertArrayEquals(new float[] {4, 1, 0.5f}, fit.trainingWeight(new float[] {1.5f, 1, 0.5f}, 3), "rounded half to even");
        assertArrayEquals(new float[] {4, 1}, fit.trainingWeight(new float[][] {{2}, {1}}, 2));
        assertArrayEquals(new float[] {4, 4, 4, 1}, fit.validationSplit(0.25).trainingWeight(new int[] {2, 2, 2, 2}, 4),
                "samples set aside for validation have no class weight");
    }

    @Test
    void sampleWeightsAreCopied() {
        float[] weights = {1, 2};
        Fit fit = FIT.sampleWeight(weights);
        weights[0] = 9;
        assertArrayEquals(new float[] {1, 2}, fit.trainingWeight(new int[2], 2));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertMessage("""
                [FIT-1] fit: expected at least 1 epoch, got 0.
                        Hint: one epoch is one pass over all training samples.""", () -> Fit.epochs(0));
        assertMessage("""
                [FIT-1] fit: expected an initialEpoch from 0 to epochs=3, got 4.
                        Hint: epochs is the number of the last epoch, not how many are to be added.""", () -> FIT.initialEpoch(4));
        assertMessage("[FIT-2] fit: expected a batchSize of at least 1, got 0.", () -> FIT.batchSize(0));
        assertMessage("""
                [FIT-3] fit: expected a validationSplit from 0 to below 1, got 10.0.
                        Hint: it is the part that is set aside: 0.1 keeps the last tenth of the samples for validation.""",
                () -> FIT.validationSplit(10));
    }

    @Test
    void contradictionsAreRefused() {
        assertMessage("""
                [FIT-4] fit: expected validationSplit or validationData, got both.
                        Hint: validationSplit takes samples away from training; drop it when you have validation samples of their own.""",
                () -> FIT.validationSplit(0.1).validationData(new float[1][1][1], new int[1]));
        assertMessage("""
                [FIT-6] fit: expected classWeight or sampleWeight, got both.
                        Hint: multiply the weight of its class into the weight of each sample, and give sampleWeight.""",
                () -> FIT.sampleWeight(new float[] {1}).classWeight(Map.of(0, 2.0)));
    }

    @Test
    void dataThatDoNotMatchAreRefused() {
        assertMessage("[FIT-5] validationData: expected a label for each of 2 samples, got 3 labels.",
                () -> FIT.validationData(new float[2][1][1], new int[3]));
        assertMessage("[FIT-8] validationData: expected at least 1 sample, got none.",
                () -> FIT.validationData(new float[0][][], new int[0]));
        assertMessage("[FIT-5] sampleWeight: expected a weight for each of 2 samples, got 1 weights.",
                () -> FIT.sampleWeight(new float[1]).trainingWeight(new int[2], 2));
        assertMessage("[FIT-5] validationSampleWeight: expected a weight for each of 2 samples, got 1 weights.",
                () -> FIT.validationSampleWeight(new float[1]).validationSampleWeight(2));
        assertMessage("[FIT-6] sampleWeight: expected finite weights, got NaN at index 1.",
                () -> FIT.sampleWeight(new float[] {1, Float.NaN}));
        assertMessage("[FIT-6] classWeight: expected a finite weight for class numbers from 0, got -1=2.0.",
                () -> FIT.classWeight(Map.of(-1, 2.0)));
        assertMessage("""
                [FIT-6] classWeight: expected one label for each sample, got labels for every step of a sample.
                        Hint: a sample of many classes has no class weight; give sampleWeight.""",
                () -> FIT.classWeight(Map.of(0, 2.0)).trainingWeight(new int[2][3], 2));
    }
}
