package lstm4j.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.cli.ModelText;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.npy.Npz;
import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;
import lstm4j.oracle.OracleLabels;
import lstm4j.testing.Json;
import lstm4j.train.Adam;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/** The models of testdata/gen/real_models.py, and what real backends made of them. */
final class RealRuns {
    static final Optimizer SGD_OF_PYTORCH = new SGD().learningRate(0.1).momentum(0.9);
    private static final Path FOLDER = Path.of("testdata/check");
    private static final Map<String, Optimizer> OF_KERAS = Map.of("sgd", SGD_OF_PYTORCH, "adam", new Adam().learningRate(0.01), "rmsprop",
            new RMSprop().learningRate(0.01));

    private final List<Object> models;
    private final Map<String, Map<String, Given>> arrays; // by number

    RealRuns() {
        models = Json.list(Json.read(FOLDER.resolve("real-models.json")));
        arrays = file("real-models");
    }

    /** The arrays of a file by what stands before the first slash: a model, or a run of it. */
    static Map<String, Map<String, Given>> file(String name) {
        Map<String, Map<String, Given>> file = new LinkedHashMap<>();
        Path path = FOLDER.resolve(name + ".npz");
        try {
            Map<String, Doubles> all = Npz.readDoubles(Blob.of(Files.readAllBytes(path)), path.toString(), Limits.DEFAULT.with(Limit.ZIP_ENTRIES, 2000));
            all.forEach((key, array) -> file.computeIfAbsent(key.substring(0, key.indexOf('/')), number -> new LinkedHashMap<>())
                    .put(key.substring(key.indexOf('/') + 1), new Given(array.shape(), array.values())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    String model(String number) {
        return (String) Json.object(models.get(Integer.parseInt(number))).get("model");
    }

    Optimizer optimizerOfKeras(String number) {
        return OF_KERAS.get((String) Json.object(models.get(Integer.parseInt(number))).get("optimizer"));
    }

    /** The check of a model with its data, weights and labels. */
    Check check(String number, Optimizer optimizer) {
        return check(model(number), arrays.get(number), optimizer);
    }

    /** The same of any model and its arrays. */
    static Check check(String model, Map<String, Given> own, Optimizer optimizer) {
        Architecture architecture = Architecture.of(ModelText.layers(model));
        List<double[][]> weights = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                weights.add(rows(own.get(architecture.layer(i).name() + "/" + weight.name())));
            }
        }
        Check check = Check.of(architecture, weights.toArray(double[][][]::new)).input(samples(own.get("x")));
        return own.containsKey("labels") ? check.training(Loss.MSE, OracleLabels.rows(samples(own.get("labels"))), optimizer, 3) : check;
    }

    private static double[][] rows(Given array) {
        return Arrays.stream(samples(array)).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static double[][][] samples(Given array) {
        int[] shape = array.shape();
        int U = shape[shape.length - 1];
        int S = shape.length == 3 ? shape[1] : 1;
        double[][][] samples = new double[array.values().length / S / U][S][];
        for (int n = 0; n < array.values().length / U; n++) {
            samples[n / S][n % S] = Arrays.copyOfRange(array.values(), n * U, (n + 1) * U);
        }
        return samples;
    }
}
