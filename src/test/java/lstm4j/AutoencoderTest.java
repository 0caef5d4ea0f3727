package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.RuleException;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;

/** RepeatVector where it is used: a sequence is pressed into one row and unfolded again; what does not come back is an anomaly. */
class AutoencoderTest {
    private static final int T = 12;

    private static float[][] wave(double phase) {
        float[][] wave = new float[T][1];
        for (int t = 0; t < T; t++) {
            wave[t][0] = (float) Math.sin(phase + t * Math.PI / 6);
        }
        return wave;
    }

    private static double error(float[][] a, float[][] b) {
        double sum = 0;
        for (int t = 0; t < T; t++) {
            sum += (a[t][0] - b[t][0]) * (a[t][0] - b[t][0]);
        }
        return sum / T;
    }

    /** Trained on waves only, it gives a wave back and cannot give back one whose second half stands still. */
    @Test
    @Rule("RV-1")
    void anAutoencoderFindsTheAnomaly() {
        SplittableRandom random = new SplittableRandom(3);
        float[][][] waves = new float[64][][];
        for (int n = 0; n < waves.length; n++) {
            waves[n] = wave(2 * Math.PI * random.nextDouble());
        }
        Sequential model = Sequential.of(LSTM.of(12, T, 1), RepeatVector.times(T), LSTM.units(12).returnSequences(),
                TimeDistributed.of(Dense.units(1)));
        model.compile(new Adam().learningRate(0.02), Loss.MSE).fit(Data.of(waves, waves), Fit.epochs(60).batchSize(16));

        float[][][] probes = {wave(0.3), wave(2.1), wave(4.4), wave(1.2)};
        for (int t = T / 2; t < T; t++) {
            probes[3][t][0] = probes[3][T / 2][0];
        }
        float[][][] back = model.predictSequences(probes);
        double normal = Math.max(error(probes[0], back[0]), Math.max(error(probes[1], back[1]), error(probes[2], back[2])));
        double odd = error(probes[3], back[3]);
        assertTrue(odd > 3 * normal, "anomaly " + odd + ", waves up to " + normal);
    }

    @Test
    @Rule("RV-2")
    void whatCannotBeRepeatedIsRefused() {
        assertEquals("RV-2", assertThrows(RuleException.class, () -> RepeatVector.times(0)).rule());
        assertEquals("RV-2", assertThrows(RuleException.class, () -> Sequential.of(LSTM.of(2, 3, 1).returnSequences(), RepeatVector.times(2))).rule());
        Predictor predictor = Sequential.of(LSTM.of(2, 3, 1), RepeatVector.times(2)).predictor();
        RuleException refused = assertThrows(RuleException.class, () -> predictor.step(new float[1], new float[2]));
        assertTrue(refused.getMessage().contains("repeat_vector, which repeats what is known after the last step"), refused.getMessage());
    }
}
