package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.hdf5.Hdf5Data;
import lstm4j.keras.hdf5.Hdf5Writer;
import lstm4j.keras.json.JsonWriter;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

/**
 * Writes model files as Keras 3 does. Equal models give equal bytes: every file is dated 1980-01-01, and nothing depends
 * on the clock, the machine or the JDK. What a format cannot carry fails with [FILE-80].
 * Spec: chapter 9, files. Source: Keras 3, {@code saving/saving_lib.py}.
 */
public final class KerasWriter {
    private static final String DATE = "1980-01-01@00:00:00";

    private KerasWriter() {
    }

    /** The {@code .keras} file: layers, weights, how it was compiled, the optimizer's memory, and the self-check if there is one. */
    public static byte[] keras(KerasModel model) {
        return kerasContent(model).toBytes();
    }

    /** The same, to be written piece by piece: nothing of the model is copied, which must stay as it is meanwhile. */
    public static Content kerasContent(KerasModel model) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("keras_version", Generation.WRITTEN);
        metadata.put("date_saved", DATE);
        ZipBuilder zip = new ZipBuilder().add(KerasReader.METADATA, JsonWriter.write(metadata).getBytes(UTF_8))
                .add(KerasReader.CONFIG, JsonWriter.write(config(model)).getBytes(UTF_8))
                .add(KerasReader.WEIGHTS, weightsH5Content(model));
        model.selfCheck().ifPresent(check -> zip.add(KerasReader.SELF_CHECK, SelfChecks.write(check)));
        model.progress().ifPresent(progress -> Bundle.of(progress.tree()).addTo(zip));
        return zip;
    }

    /** The JSON of Keras's {@code model.to_json()}. */
    public static byte[] json(KerasModel model) {
        return JsonWriter.write(config(model)).getBytes(UTF_8);
    }

    private static Map<String, Object> config(KerasModel model) {
        Architecture architecture = model.architecture();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name(model));
        config.put("trainable", true);
        config.put("dtype", "float32");
        config.put("layers", new LayerWriter(false).layers(architecture));
        config.put("build_input_shape", LayerWriter.sizes(architecture.inputShape()));
        Map<String, Object> object = KerasObject.of("keras", "Sequential", config);
        Map<String, Object> build = new LinkedHashMap<>();
        build.put("input_shape", LayerWriter.sizes(architecture.inputShape()));
        object.put("build_config", build);
        Map<String, Object> compile = CompileWriter.write(model, false);
        if (compile != null) {
            object.put("compile_config", compile);
        }
        return object;
    }

    private static String name(KerasModel model) {
        return model.name().isEmpty() ? "sequential" : model.name();
    }

    /** The {@code .weights.h5} file: weights, and the optimizer's memory where the model is compiled. */
    public static byte[] weightsH5(KerasModel model) {
        return weightsH5Content(model).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content weightsH5Content(KerasModel model) {
        Architecture architecture = model.architecture();
        Hdf5Writer root = Hdf5Writer.root();
        root.group("vars").attribute("name", Hdf5Data.string(name(model)));
        Map<String, Integer> seen = new HashMap<>();
        Iterator<float[][]> weights = model.weights().iterator();
        for (int i = 0; i < architecture.size(); i++) {
            String base = V3Weights.snakeCase(architecture.layer(i).type());
            int number = seen.merge(base, 1, Integer::sum) - 1;
            layer(root.group("layers/" + base + (number == 0 ? "" : "_" + number)), architecture.layer(i), architecture.inputShape(i), false, weights);
        }
        if (CompileWriter.write(model, false) != null) {
            Hdf5Writer vars = root.group("optimizer/vars").attribute("name", Hdf5Data.string(V3Weights.snakeCase(model.optimizer().get().name())));
            List<Hdf5Data> arrays = new OptimizerWriter(model).inOrder();
            for (int k = 0; k < arrays.size(); k++) {
                vars.dataset(String.valueOf(k), arrays.get(k));
            }
        }
        return root.sealed(LegacyWriter.SEAL);
    }

    /** The group of a layer, or of a cell inside one, with the arrays that come next; those of layers inside it in groups of their own. */
    private static void layer(Hdf5Writer group, Layer layer, Shape input, boolean cell, Iterator<float[][]> weights) {
        Hdf5Writer vars = group.group("vars").attribute("name", Hdf5Data.string(layer.name()));
        List<Layer.Inside> inside = layer.inside(input);
        for (Layer.Inside one : inside) {
            layer(group.group(V3Weights.place(layer, one)), one.layer(), one.input(), layer.holdsCells(), weights);
        }
        if (!inside.isEmpty()) {
            return;
        }
        if (!layer.stateNames().isEmpty() && !cell) {
            vars = group.group("cell/vars").attribute("name", Hdf5Data.string(V3Weights.snakeCase(layer.type()) + "_cell"));
        }
        int k = 0;
        for (Weight weight : layer.weights(input)) {
            vars.dataset(String.valueOf(k++), Hdf5Tensors.write(weight, weights.next()));
        }
    }

    /** The old whole-model {@code .h5}, in the form that Keras 3 and tf.keras 2 read. */
    public static byte[] h5(KerasModel model) {
        return h5Content(model).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content h5Content(KerasModel model) {
        return LegacyWriter.write(model, name(model));
    }

    /** What readers of the {@code .h5}, or of the {@code .keras}, of this model make otherwise than lstm4j, in sentences. */
    public static List<String> warnings(KerasModel model, boolean h5) {
        boolean hard = LayerWriter.uses(model.architecture(), ActivationFunction.HARD_SIGMOID_KERAS2);
        List<String> warnings = new ArrayList<>();
        if (hard && h5) {
            warnings.add("Keras 3 reads the hard_sigmoid of this .h5 as its own, clip(x/6 + ½) for clip(x/5 + ½), and each is up to 0.083 off;"
                    + " tf.keras and Keras 2 read it as it is");
        }
        model.optimizer().map(optimizer -> OptimizerConfigs.warning(optimizer, h5, hard)).filter(warning -> !warning.isEmpty()).ifPresent(warnings::add);
        return warnings;
    }

    /** The weights as {@code .npz}, named {@code lstm/kernel} and so on. */
    public static byte[] npz(KerasModel model) {
        return npzContent(model).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content npzContent(KerasModel model) {
        return Npz.content(EmbeddedFile.arrays(model));
    }

    /** The weights as {@code .safetensors}, named {@code lstm/kernel} and so on, in Keras's shapes. */
    public static byte[] safetensors(KerasModel model) {
        return safetensorsContent(model).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content safetensorsContent(KerasModel model) {
        return Safetensors.content(EmbeddedFile.arrays(model), NumberType.F32, Map.of());
    }
}
