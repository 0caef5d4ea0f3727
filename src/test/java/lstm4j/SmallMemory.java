package lstm4j;

import java.io.IOException;
import java.nio.file.Path;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;

/** The main method of a process with little memory: it loads, predicts and steps, and prints the bits of the last output. */
final class SmallMemory {
    private SmallMemory() {
    }

    /** {@code load FILE}, or {@code steps COUNT} of an LSTM(20) whose weights are drawn. */
    public static void main(String[] args) throws IOException {
        System.out.println(args[0].equals("load") ? load(Path.of(args[1])) : steps(Long.parseLong(args[1])));
    }

    private static String load(Path file) throws IOException {
        Sequential model = ModelFiles.load(file, false);
        Predictor predictor = model.predictor();
        float[][] out = new float[1][model.architecture().outputShape().features()];
        float[] row = new float[model.architecture().inputShape().features()];
        float[][][] x = new float[1][28][];
        for (int t = 0; t < x[0].length; t++) {
            row[t % row.length] = t;
            x[0][t] = row.clone();
            predictor.step(row, out[0]);
        }
        int stepped = Float.floatToRawIntBits(out[0][0]);
        predictor.predict(x, out);
        return stepped + " " + Float.floatToRawIntBits(out[0][0]) + " " + Float.floatToRawIntBits(model.predict(x)[0][0]);
    }

    private static String steps(long count) {
        Predictor predictor = Sequential.of(LSTM.units(20).inputShape(Shape.ANY, 1), Dense.units(1)).seed(1).predictor();
        float[] x = new float[1];
        float[] out = new float[1];
        for (long n = 0; n < count; n++) {
            x[0] = (n % 200 - 100) / 100f;
            predictor.step(x, out);
        }
        return String.valueOf(Float.floatToRawIntBits(out[0]));
    }
}
