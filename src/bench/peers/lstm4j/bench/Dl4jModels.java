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
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * What Deeplearning4j makes of small random models, LSTM(U, return_sequences) [LSTM(U + 1, return_sequences)] Dense(K): writes
 * testdata/check/real-dl4j.npz with NUMBER/x, weights by Keras's names and NUMBER:run/output. Run it by
 * {@code mvn -q -Pbench,peers verify -Dbench.main=lstm4j.bench.Dl4jModels}.
 */
public final class Dl4jModels {
    private static final int COUNT = 54;

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
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
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
        float[][][] x = new float[B][][];
        for (int b = 0; b < B; b++) {
            x[b] = draw(random, T, F);
        }
        arrays.put(number + "/x", Tensor.of(x));
        arrays.put(number + ":run/output", Tensor.of(outputs(model, x, K)));
    }

    /** Deeplearning4j has (B, F, T). */
    private static float[][][] outputs(MultiLayerNetwork model, float[][][] x, int K) {
        INDArray y = model.output(Nd4j.create(x).permute(0, 2, 1).dup('f'));
        float[][][] outputs = new float[x.length][x[0].length][K];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                for (int k = 0; k < K; k++) {
                    outputs[b][t][k] = y.getFloat(b, k, t);
                }
            }
        }
        return outputs;
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
