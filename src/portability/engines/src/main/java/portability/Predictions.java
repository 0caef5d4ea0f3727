package portability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.GRU;
import lstm4j.layer.GlobalAveragePooling1D;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerNormalization;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.PReLU;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.Weight;

/**
 * Predicts with lstm4j-embedded.jar alone and prints one line for each prediction, a number made of all its bits and a name, so that two engines can be
 * compared line by line. The arguments are embedded files in Base64; loading replays their self-checks.
 */
public final class Predictions {
    private Predictions() {
    }

    public static void main(String[] files) throws IOException {
        steps();
        for (Layer layer : new Layer[] {LSTM.units(7), GRU.units(7), SimpleRNN.units(7), Bidirectional.of(LSTM.units(3)), Conv1D.of(4, 3),
            MaxPooling1D.poolSize(2), GlobalAveragePooling1D.layer(), LayerNormalization.layer(), BatchNormalization.layer(), PReLU.layer(), Dense.units(3)}) {
            print(layer.type(), weighted(Sequential.of(Input.shape(9, 5), layer)), new float[][][] {rows(9, 5), rows(9, 5)});
        }
        for (ActivationFunction function : ActivationFunction.values()) {
            float[][] x = new float[1024][4];
            for (int n = 0; n < 4096; n++) {
                x[n / 4][n % 4] = (n * 1021 % 4096 - 2047) / 128f;
            }
            print(function.toString(), Sequential.of(Activation.of(function).inputShape(Shape.ANY, 4)), new float[][][] {x});
        }
        for (String file : files) {
            Sequential model = Sequential.load(Base64.getDecoder().decode(file));
            System.out.println(bits(model.predictAll(input(model.architecture()), Map.of()).rows()) + "  file " + model.name());
        }
    }

    /** Samples for a model of whatever input: sequences, rows, or numbers of words. */
    private static Object input(Architecture model) {
        Shape shape = model.inputShape();
        int samples = shape.batch() == Shape.ANY ? 2 : shape.batch();
        int steps = shape.get(1) == Shape.ANY ? 9 : shape.get(1);
        int words = model.layer(0).vocabulary();
        float[][] rows = rows(samples, shape.rank() == 2 ? steps : shape.features());
        for (int n = 0; n < samples && words > 0; n++) {
            for (int t = 0; t < steps; t++) {
                rows[n][t] = (n + 7 * t) % words;
            }
        }
        float[][][] sequences = new float[samples][][];
        Arrays.fill(sequences, rows(steps, shape.features()));
        return shape.rank() == 2 ? rows : sequences;
    }

    /** A thousand time steps, one by one. */
    private static void steps() {
        Sequential model = weighted(Sequential.of(LSTM.units(20).inputShape(Shape.ANY, 3), Dense.units(2)));
        Predictor predictor = model.predictor();
        float[][] x = rows(1000, 3);
        float[][] out = new float[x.length][2];
        for (int t = 0; t < x.length; t++) {
            predictor.step(x[t], out[t]);
        }
        System.out.println(bits(new float[][][] {out}) + "  steps");
    }

    /** Gives a model weights that are exact in float. */
    private static Sequential weighted(Sequential model) {
        List<float[][]> weights = new ArrayList<>();
        for (int i = 0; i < model.architecture().size(); i++) {
            for (Weight weight : model.architecture().weights(i)) {
                weights.add(weight.name().equals("moving_variance") ? new float[][] {ones(weight.columns())} : rows(weight.rows(), weight.columns()));
            }
        }
        model.setWeights(weights.toArray(new float[0][][]));
        return model;
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void print(String name, Sequential model, float[][][] x) {
        Predictor predictor = model.predictor(x.length);
        Shape out = model.architecture().outputShapeOf(x[0].length);
        float[][][] y = new float[x.length][out.rank() == 3 ? out.get(1) : 1][out.features()];
        if (out.rank() == 3) {
            predictor.predictSequences(x, y);
        } else {
            for (int n = 0; n < x.length; n++) {
                predictor.predict(new float[][][] {x[n]}, y[n]);
            }
        }
        System.out.println(bits(y) + "  " + name);
    }

    /** Numbers that are exact in float, of both signs. */
    private static float[][] rows(int count, int columns) {
        float[][] rows = new float[count][columns];
        for (int n = 0; n < count * columns; n++) {
            rows[n / columns][n % columns] = (n * 7 % 23 - 11) / 8f;
        }
        return rows;
    }

    /** The 64 bits of the hash function FNV-1a, over four bytes at a time. */
    private static String bits(float[][][] arrays) {
        long hash = 0xcbf29ce484222325L;
        for (float[][] array : arrays) {
            for (float[] row : array) {
                for (float value : row) {
                    hash = (hash ^ Float.floatToIntBits(value)) * 0x100000001b3L;
                }
            }
        }
        return Long.toHexString(hash);
    }
}
