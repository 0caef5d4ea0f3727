package lstm4j.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;

/**
 * A model to predict with in one small file: a {@code .safetensors} with the weights in the order of the layers, the layers as one
 * line among its metadata, and inputs with the outputs that belong to them. No optimizer, no compilation. Spec: chapter 21.
 */
public final class EmbeddedFile {
    private static final String FORMAT = "lstm4j.embedded";
    private static final String VERSION = "1";
    private static final String NAME = "lstm4j.name";
    private static final String LAYERS = "lstm4j.layers";
    private static final String INPUT = "lstm4j.input";
    private static final String OUTPUT = "lstm4j.output";

    private EmbeddedFile() {
    }

    /** Whether these bytes, of any kind, say that they are such a file. */
    public static boolean isOne(Blob bytes, String file, Limits limits) throws ModelFormatException {
        return Safetensors.looksLikeSafetensors(bytes) && Safetensors.metadata(bytes, file, limits).containsKey(FORMAT);
    }

    /**
     * The model in such a file.
     *
     * @throws ModelFormatException SMALL-3, SMALL-4, FILE-64, FILE-70 to FILE-72 here, and the rules of safetensors
     */
    public static KerasModel read(Blob bytes, String file, Limits limits) throws ModelFormatException {
        Map<String, String> metadata = Safetensors.metadata(bytes, file, limits);
        Reading reading = new Reading(file, limits, Generation.KERAS_3);
        if (!VERSION.equals(metadata.get(FORMAT)) || !metadata.containsKey(LAYERS)) {
            throw reading.error("SMALL-3", "expected the version " + VERSION + " of lstm4j's embedded models with " + LAYERS + ", got "
                    + metadata, "a newer lstm4j may read it");
        }
        Architecture architecture = LayerText.read(metadata.get(LAYERS), reading);
        Map<String, NumberRows> arrays = new LinkedHashMap<>(Safetensors.readRows(bytes, file, limits));
        NumberRows input = arrays.remove(INPUT);
        NumberRows output = arrays.remove(OUTPUT);
        KerasModel model = KerasModel.of(metadata.getOrDefault(NAME, ""), architecture, weights(arrays, architecture, reading));
        return checked(model, input, output, reading).read("", reading);
    }

    private static List<float[][]> weights(Map<String, NumberRows> arrays, Architecture architecture, Reading reading) throws ModelFormatException {
        List<float[][]> weights = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                String name = architecture.layer(i).name() + "/" + weight.name();
                NumberRows array = arrays.remove(name);
                if (array == null || !array.shapeText().equals(weight.shape())) {
                    throw reading.error(array == null ? "FILE-71" : "FILE-70", "expected an array " + name + " " + weight.shape() + ", got "
                            + (array == null ? "none" : array.shapeText()), "");
                }
                weights.add(array.rows());
            }
        }
        if (!arrays.isEmpty()) {
            throw reading.error("FILE-71", "expected arrays of the layers, got also " + arrays.keySet(), "");
        }
        return weights;
    }

    private static KerasModel checked(KerasModel model, NumberRows input, NumberRows output, Reading reading) throws ModelFormatException {
        if (input == null && output == null) {
            return model;
        }
        if (input == null || output == null || input.shape().length < 2 || input.shape().length > 3 || input.count() == 0) {
            throw reading.error("FILE-72", "expected " + INPUT + " of two or three axes and " + OUTPUT + ", got " + (input == null || output == null ? "one alone" : input.shapeText()), "");
        }
        return model.checked(new SelfCheck(input.tensor(), output.tensor()));
    }

    /** The file of a model; equal models give equal bytes. */
    public static byte[] write(KerasModel model) {
        return content(model).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content content(KerasModel model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, VERSION);
        metadata.put(NAME, model.name());
        metadata.put(LAYERS, LayerText.write(model.architecture()));
        Map<String, NumberRows> arrays = arrays(model);
        model.selfCheck().ifPresent(check -> {
            arrays.put(INPUT, NumberRows.of(check.input()));
            arrays.put(OUTPUT, NumberRows.of(check.output()));
        });
        return Safetensors.content(arrays, NumberType.F32, metadata);
    }

    /** The weights in the order of the layers, named {@code lstm/kernel} and so on, in Keras's shapes. */
    static Map<String, NumberRows> arrays(KerasModel model) {
        Map<String, NumberRows> arrays = new LinkedHashMap<>();
        int next = 0;
        for (int i = 0; i < model.architecture().size(); i++) {
            for (Weight weight : model.architecture().weights(i)) {
                float[][] rows = model.weights().get(next++);
                arrays.put(model.architecture().layer(i).name() + "/" + weight.name(), new NumberRows(weight.axes(), rows));
            }
        }
        return arrays;
    }

    /** These arrays without those of the self-check. */
    static Map<String, NumberRows> weights(Map<String, NumberRows> arrays) {
        Map<String, NumberRows> weights = new LinkedHashMap<>(arrays);
        weights.remove(INPUT);
        weights.remove(OUTPUT);
        return weights;
    }
}
