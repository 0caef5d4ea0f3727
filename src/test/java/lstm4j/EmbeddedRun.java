package lstm4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;

/**
 * A program that knows lstm4j-embedded.jar alone: of each model NAME.safetensors in a folder and its input NAME.in it writes the
 * outputs to NAME.out, and prints what it is refused.
 */
public final class EmbeddedRun {
    private EmbeddedRun() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        File[] files = folder.toFile().listFiles((where, name) -> name.endsWith(".safetensors"));
        Arrays.sort(files);
        for (File file : files) {
            String name = file.getName().replace(".safetensors", "");
            predict(Sequential.load(file.toPath()), folder.resolve(name + ".in"), folder.resolve(name + ".out"));
        }
        Sequential model = Sequential.of(LSTM.units(3).inputShape(5, 2), Dense.units(1)).parallelism(1);
        refused(model::predictor); // of weights that have to be drawn
        model.setWeights(new float[][][] {new float[2][12], new float[3][12], new float[1][12], new float[3][1], new float[1][1]});
        System.out.println(model.predictor().bytes());
        refused(() -> model.footprint(1, 5));
        refused(() -> model.layer(model.architecture().layer(0).name()));
        refused(model::summary);
        refused(model::explain);
        refused(() -> model.trace(new float[5][2]));
        refused(() -> Sequential.load(Path.of(args[1])));
        refused(() -> model.save(folder.resolve("m.keras")));
        refused(() -> model.save(Files.createTempDirectory(folder, "again").resolve("m.safetensors")));
    }

    private static void predict(Sequential model, Path in, Path out) throws IOException {
        float[][][] y = model.predictAll(read(in), Map.of()).rows();
        try (DataOutputStream bits = new DataOutputStream(Files.newOutputStream(out))) {
            for (float[][] sample : y) {
                write(sample, bits);
            }
        }
    }

    private static Object read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            float[][][] x = new float[in.readInt()][in.readInt()][in.readInt()];
            boolean rows = in.readBoolean();
            for (float[][] sample : x) {
                for (float[] row : sample) {
                    for (int j = 0; j < row.length; j++) {
                        row[j] = in.readFloat();
                    }
                }
            }
            return rows ? Arrays.stream(x).map(sample -> sample[0]).toArray(float[][]::new) : x;
        }
    }

    private static void write(float[][] rows, DataOutputStream out) throws IOException {
        for (float[] row : rows) {
            for (float value : row) {
                out.writeInt(Float.floatToRawIntBits(value));
            }
        }
    }

    /** A call that may be refused. */
    private interface Call {
        void run() throws IOException;
    }

    private static void refused(Call call) throws IOException {
        try {
            call.run();
            System.out.println("done");
        } catch (RuleException e) {
            System.out.println(e.rule());
        }
    }
}
