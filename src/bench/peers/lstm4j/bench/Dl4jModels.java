package lstm4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npz;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * What Deeplearning4j makes of small random models, LSTM(U, return_sequences) [LSTM(U + 1, return_sequences)] Dense(K): writes
 * testdata/check/real-dl4j.npz with NUMBER/x, labels and weights by Keras's names, and NUMBER:run/output, gradients and weights after three
 * steps of SGD. Deeplearning4j's loss is summed over the steps of time and its gradients over the samples, Keras's are means: gradients are
 * divided by B·T, the learning rate by T. Run it by {@code mvn -q -Pbench,peers verify -Dbench.main=lstm4j.bench.Dl4jModels}.
 */
public final class Dl4jModels {
    private static final int COUNT = 54;
    private static final int STEPS = 3;
    private static final double LEARNING_RATE = 0.1;

    private Dl4jModels() {
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        for (int number = 0; number < COUNT; number++) {
            add(number, new SplittableRandom(number), arrays);
        }
        Files.write(Path.of("testdata/check/real-dl4j.npz"), Npz.write(arrays));
    }

    private static void add(int number, SplittableRandom random, Map<String, Tensor> arrays) {
        int B = 1 + random.nextInt(4), T = 1 + random.nextInt(12), F = 1 + random.nextInt(5), U = 2 + random.nextInt(7), K = 1 + random.nextInt(3);
        int layers = 1 + number % 2;
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().updater(new Sgd(LEARNING_RATE / T)).list();
        for (int i = 0; i < layers; i++) {
            list.layer(new LSTM.Builder().nIn(i == 0 ? F : U).nOut(U + i).activation(Activation.TANH).gateActivationFunction(Activation.SIGMOID).build());
        }
        list.layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE).activation(Activation.IDENTITY).nIn(U + layers - 1).nOut(K).build());
        MultiLayerNetwork model = new MultiLayerNetwork(list.build());
        model.init();
        for (int i = 0; i < layers; i++) {
            String name = number + "/lstm" + (i == 0 ? "" : "_1") + "/";
            set(model, i + "_W", draw(random, i == 0 ? F : U, 4 * (U + i)), name + "kernel", arrays);
            set(model, i + "_RW", draw(random, U + i, 4 * (U + i)), name + "recurrent_kernel", arrays);
            set(model, i + "_b", draw(random, 1, 4 * (U + i)), name + "bias", arrays);
        }
        float[][] kernel = draw(random, U + layers - 1, K), bias = draw(random, 1, K);
        model.setParam(layers + "_W", Nd4j.create(kernel));
        model.setParam(layers + "_b", Nd4j.create(bias));
        arrays.put(number + "/dense/kernel", Tensor.of(kernel));
        arrays.put(number + "/dense/bias", Tensor.of(bias));
        float[][][] x = draw(random, B, T, F), labels = draw(random, B, T, K);
        arrays.put(number + "/x", Tensor.of(x));
        arrays.put(number + "/labels", Tensor.of(labels));
        run(model, number + ":run/", x, labels, arrays);
    }

    private static void run(MultiLayerNetwork model, String run, float[][][] x, float[][][] labels, Map<String, Tensor> arrays) {
        INDArray in = featuresFirst(x), wanted = featuresFirst(labels);
        arrays.put(run + "output", Tensor.of(timeFirst(model.output(in))));
        Pair<Gradient, INDArray> gradients = model.calculateGradients(in, wanted, null, null);
        double mean = x.length * x[0].length;
        arrays.put(run + "d_input", Tensor.of(timeFirst(gradients.getSecond().div(mean))));
        gradients.getFirst().gradientForVariable().forEach((name, gradient) -> put(model, run, "d_", name, gradient.div(mean), arrays));
        for (int step = 0; step < STEPS; step++) {
            model.fit(in, wanted);
        }
        model.paramTable().forEach((name, weights) -> put(model, run, "", name, weights, arrays));
    }

    /** Puts 1_RW as lstm_1/recurrent_kernel, columns of an LSTM in Keras's order. */
    private static void put(MultiLayerNetwork model, String run, String begin, String name, INDArray array, Map<String, Tensor> arrays) {
        int layer = Integer.parseInt(name.substring(0, 1));
        boolean dense = layer == model.getnLayers() - 1;
        float[][] rows = array.rank() == 1 ? new float[][] {array.toFloatVector()} : array.toFloatMatrix();
        String kerasName = switch (name.substring(2)) {
            case "W" -> "kernel";
            case "RW" -> "recurrent_kernel";
            default -> "bias";
        };
        arrays.put(run + (dense ? "dense" : layer == 0 ? "lstm" : "lstm_" + layer) + "/" + begin + kerasName, Tensor.of(dense ? rows : Dl4j.ofKeras(rows)));
    }

    /** Deeplearning4j has (B, F, T). */
    private static INDArray featuresFirst(float[][][] rows) {
        return Nd4j.create(rows).permute(0, 2, 1).dup('f');
    }

    private static float[][][] timeFirst(INDArray array) {
        float[][][] rows = new float[(int) array.size(0)][(int) array.size(2)][(int) array.size(1)];
        for (int b = 0; b < rows.length; b++) {
            for (int t = 0; t < rows[b].length; t++) {
                for (int k = 0; k < rows[b][t].length; k++) {
                    rows[b][t][k] = array.getFloat(b, k, t);
                }
            }
        }
        return rows;
    }

    private static float[][][] draw(SplittableRandom random, int samples, int rows, int columns) {
        float[][][] drawn = new float[samples][][];
        for (int b = 0; b < samples; b++) {
            drawn[b] = draw(random, rows, columns);
        }
        return drawn;
    }

    private static float[][] draw(SplittableRandom random, int rows, int columns) {
        float[][] drawn = new float[rows][columns];
        for (float[] row : drawn) {
            for (int k = 0; k < columns; k++) {
                row[k] = (float) (2 * random.nextDouble() - 1);
            }
        }
        return drawn;
    }

    private static void set(MultiLayerNetwork model, String parameter, float[][] ofKeras, String name, Map<String, Tensor> arrays) {
        model.setParam(parameter, Nd4j.create(Dl4j.reordered(ofKeras)));
        arrays.put(name, Tensor.of(ofKeras));
    }
}
