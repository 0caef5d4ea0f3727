package lstm4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.keras.KerasModels;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.AdamW;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A loaded model trains on as its file says, or says why it does not. */
class LoadedTrainingTest {
    private static final float[][][] X = {{{0.5f, -1}, {1, 0.25f}}, {{-0.5f, 2}, {0, 1}}};
    private static final float[][] Y = {{1}, {0}};
    @TempDir
    Path folder;

    private static Sequential compiled(ActivationFunction gates, Optimizer optimizer) {
        return Sequential.of(LSTM.units(3).recurrentActivation(gates).inputShape(2, 2), Dense.units(1).activation(ActivationFunction.SIGMOID))
                .seed(3).compile(optimizer, Loss.BINARY_CROSSENTROPY, Metric.BINARY_ACCURACY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HARD_SIGMOID_KERAS2", "SIGMOID"})
    @Rule("FILE-84")
    void everyOptimizerGoesOnFromAnH5WhateverHardSigmoidTheModelHas(ActivationFunction gates) throws IOException {
        for (Optimizer optimizer : List.of(new Adam(), new Adam().amsgrad(), new RMSprop(), new RMSprop().centered().momentum(0.5), new SGD().momentum(0.9), new SGD(),
                new AdamW(), new Nadam(), new Adagrad().initialAccumulatorValue(0.25), new Adagrad().epsilonOutside().epsilon(0.01), new RMSprop().epsilonOutside().epsilon(0.01),
                new SGD().weightDecay(0.5))) {
            Sequential model = compiled(gates, optimizer);
            model.trainOnBatch(Data.of(X, Y));
            model.trainOnBatch(Data.of(X, Y));
            Path path = folder.resolve("m.h5");
            model.save(path);
            Sequential back = Sequential.load(path);
            assertEquals(2, back.optimizer().iteration());
            model.trainOnBatch(Data.of(X, Y));
            back.trainOnBatch(Data.of(X, Y));
            assertTrue(Arrays.deepEquals(model.getWeights(), back.getWeights()), optimizer + " " + gates);
        }
    }

    /** A .keras file of ours with one text of its configuration replaced. */
    private Path changed(String from, String to) throws IOException {
        Sequential model = compiled(ActivationFunction.SIGMOID, new Adam());
        model.trainOnBatch(Data.of(X, Y));
        ZipEntries zip = ZipEntries.open(KerasWriter.keras(ModelFiles.file(model)), "m", Limits.DEFAULT);
        String config = new String(zip.read("config.json"), UTF_8);
        assertTrue(config.contains(from), config);
        Path path = folder.resolve("m.keras");
        Files.write(path, new ZipBuilder().add("metadata.json", zip.read("metadata.json")).add("config.json", config.replace(from, to).getBytes(UTF_8))
                .add("model.weights.h5", zip.read("model.weights.h5")).build());
        return path;
    }

    private static String refused(Sequential model) {
        RuleException fit = assertThrows(RuleException.class, () -> model.fit(X, Y, Fit.epochs(1)));
        RuleException evaluate = assertThrows(RuleException.class, () -> model.evaluate(X, Y));
        assertEquals(List.of("FILE-68", "FILE-68"), List.of(fit.rule(), evaluate.rule()));
        return fit.getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"loss_weights\": null | \"loss_weights\": [2.0, 1.0] | loss_weights",
        "\"loss\": \"binary_crossentropy\" | \"loss\": \"my_loss\" | the loss \"my_loss\"",
        "\"optimizer\": | \"optimizers\": | names a loss and no optimizer",
        "\"Adam\" | \"LossScaleOptimizer\" | mixed precision",
        "\"use_ema\": false | \"use_ema\": true | use_ema = true",
        "\"amsgrad\": false | \"amsgrad\": true | there are 10 for 5 weights"})
    @Rule("FILE-68")
    void trainingThatWouldGiveOtherNumbersSaysWhyItIsRefused(String from, String to, String reason) throws IOException {
        Sequential model = Sequential.load(changed(from, to));
        model.predict(X);
        String message = refused(model);
        assertTrue(message.contains(reason), message);
        model.compile(new Adam(), Loss.MSE).fit(X, Y, Fit.epochs(1));
    }

    /** Each goes on as Keras's own loaded model would, which is not as training went on before the file. */
    @ParameterizedTest
    @CsvSource({"keras3/amsgrad.keras, the delta of Huber", "keras2/forgotten.keras, none of the optimizer's memory"})
    @Rule({"FILE-67", "FILE-69"})
    void whatAFileDoesNotKeepOfItsTrainingIsSaid(String file, String warning) throws IOException {
        List<String> heard = new ArrayList<>();
        ModelFiles.load(KerasModels.golden(file).path(), Limits.DEFAULT, heard::add);
        assertTrue(heard.toString().contains(warning), heard.toString());
    }

    @Test
    void lossWeightsOfOneAreNone() throws IOException {
        Sequential.load(changed("\"loss_weights\": null", "\"loss_weights\": [1.0]")).trainOnBatch(Data.of(X, Y));
    }

    @Test
    @Rule("FILE-68")
    void theNadamOfAnOlderKerasIsRefused() throws IOException {
        assertTrue(refused(Sequential.load(KerasModels.golden("keras2/nadam_trained.keras").path())).contains("the Nadam of a Keras before 3"));
    }

    @Test
    @Rule("FILE-94")
    void anOptimizerOfAnOlderKerasKeepsItsPlaceOfEpsilonInEveryFile() throws IOException {
        Sequential old = Sequential.load(KerasModels.golden("keras2/rmsprop_plain_legacy.h5").path());
        for (String name : List.of("m.h5", "m.keras")) {
            Path path = folder.resolve(name);
            old.save(path);
            assertTrue(Sequential.load(path).optimizer().optimizer().isEpsilonOutside(), name);
        }
        assertFalse(Sequential.load(KerasModels.golden("keras2/rmsprop_legacy.h5").path()).optimizer().optimizer().isEpsilonOutside(), "with momentum");
        assertFalse(Sequential.load(KerasModels.golden("keras3/rmsprop.keras").path()).optimizer().optimizer().isEpsilonOutside());
    }

    @Test
    @Rule("FILE-95")
    void weightsThatDivergedAreToldToWhoListens() throws IOException {
        Sequential model = compiled(ActivationFunction.SIGMOID, new Adam());
        float[][][] weights = model.getWeights();
        weights[1][0][2] = Float.NaN;
        model.setWeights(weights);
        Path path = folder.resolve("m.h5");
        model.save(path);
        List<String> heard = new ArrayList<>();
        ModelFiles.load(path, Limits.DEFAULT, heard::add);
        assertTrue(heard.size() == 1 && heard.get(0).startsWith("1 of the numbers in the weights are NaN or infinite"), heard.toString());
    }

    @Test
    @Rule("FILE-95")
    void warningsReachWhoListens() throws IOException {
        List<String> heard = new ArrayList<>();
        ModelFiles.load(changed("\"binary_accuracy\"", "{\"class_name\": \"Precision\", \"config\": {\"name\": \"p\", \"top_k\": 2}}"), Limits.DEFAULT, heard::add);
        assertTrue(heard.size() == 1 && heard.get(0).contains("the metric Precision has top_k = 2, which lstm4j does not have"), heard.toString());
    }
}
