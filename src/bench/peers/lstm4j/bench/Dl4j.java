package lstm4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Deeplearning4j on its native CPU backend; the threads are those of OMP_NUM_THREADS in the environment. */
final class Dl4j implements Contender {
    /** Deeplearning4j's order of the quarters of kernels and biases, as numbers of Keras's i f g o: g f o i. */
    private static final int[] QUARTERS = {2, 1, 3, 0};

    private final MultiLayerNetwork model;
    private final MultiLayerNetwork stepping;
    private final INDArray x;      // (B, F, T)
    private final INDArray labels; // (B, K) one-hot
    private final INDArray first;
    private final INDArray[] steps; // [T] (1, F)

    Dl4j(Problem problem, int threads) {
        model = model(problem, false);
        stepping = model(problem, true);
        x = Nd4j.create(problem.x()).permute(0, 2, 1).dup('f');
        first = Nd4j.create(new float[][][] {problem.x()[0]}).permute(0, 2, 1).dup('f');
        labels = Nd4j.zeros(problem.batch(), problem.classes());
        for (int b = 0; b < problem.batch(); b++) {
            labels.putScalar(b, problem.labels()[b], 1);
        }
        steps = new INDArray[problem.steps()];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = Nd4j.create(new float[][] {problem.x()[0][t]});
        }
    }

    /** The model; one that steps has an output for every step. */
    private static MultiLayerNetwork model(Problem problem, boolean everyStep) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001, 0.9, 0.999, 1e-7)).list();
        for (int i = 0; i < Problem.LSTM_LAYERS; i++) {
            Layer lstm = new LSTM.Builder().nIn(i == 0 ? problem.features() : problem.units()).nOut(problem.units())
                    .activation(Activation.TANH).gateActivationFunction(Activation.SIGMOID).build();
            layers.layer(everyStep || i < Problem.LSTM_LAYERS - 1 ? lstm : new LastTimeStep(lstm));
        }
        layers.layer(everyStep
                ? new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT).activation(Activation.SOFTMAX)
                        .nIn(problem.units()).nOut(problem.classes()).build()
                : new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT).activation(Activation.SOFTMAX)
                        .nIn(problem.units()).nOut(problem.classes()).build());
        MultiLayerNetwork model = new MultiLayerNetwork(layers.build());
        model.init();
        for (int i = 0; i < Problem.LSTM_LAYERS; i++) {
            model.setParam(i + "_W", Nd4j.create(reordered(problem.weights()[3 * i])));
            model.setParam(i + "_RW", Nd4j.create(reordered(problem.weights()[3 * i + 1])));
            model.setParam(i + "_b", Nd4j.create(reordered(problem.weights()[3 * i + 2])));
        }
        model.setParam(Problem.LSTM_LAYERS + "_W", Nd4j.create(problem.weights()[3 * Problem.LSTM_LAYERS]));
        model.setParam(Problem.LSTM_LAYERS + "_b", Nd4j.create(problem.weights()[3 * Problem.LSTM_LAYERS + 1]));
        return model;
    }

    /** Columns of the gates i f g o in the order of Deeplearning4j. */
    static float[][] reordered(float[][] array) {
        int U = array[0].length / 4;
        float[][] reordered = new float[array.length][4 * U];
        for (int r = 0; r < array.length; r++) {
            for (int q = 0; q < 4; q++) {
                System.arraycopy(array[r], QUARTERS[q] * U, reordered[r], q * U, U);
            }
        }
        return reordered;
    }

    /** And back. */
    static float[][] ofKeras(float[][] array) {
        int U = array[0].length / 4;
        float[][] ofKeras = new float[array.length][4 * U];
        for (int r = 0; r < array.length; r++) {
            for (int q = 0; q < 4; q++) {
                System.arraycopy(array[r], q * U, ofKeras[r], QUARTERS[q] * U, U);
            }
        }
        return ofKeras;
    }

    @Override
    public String version() {
        Properties pom = new Properties();
        try (InputStream in = MultiLayerNetwork.class.getResourceAsStream("/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties")) {
            pom.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "Deeplearning4j " + pom.getProperty("version");
    }

    @Override
    public float[][] predict() {
        return model.output(x).toFloatMatrix();
    }

    @Override
    public float[] predictOne() {
        return model.output(first).toFloatVector();
    }

    @Override
    public float[] step(int t) {
        if (t == 0) {
            stepping.rnnClearPreviousState();
        }
        return stepping.rnnTimeStep(steps[t]).toFloatVector();
    }

    @Override
    public double train() {
        model.fit(x, labels);
        return model.score();
    }
}
