package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What lstm4j writes of a model that Keras saved is what Keras wrote, as far as lstm4j writes it: every member it writes is one of Keras's, with Keras's
 * value. A name that Keras does not know, or an option of another value, would stop Keras from opening the file or change the model.
 */
class WrittenConfigTest {
    /** Members that Keras reads where it does not write them, has in several forms, or gives names of its own; what is frozen it says in another place. */
    private static final Set<String> FREE = Set.of("name", "dtype", "trainable", "build_config", "module", "registered_name", "zero_output_for_mask", "alpha", "batch_input_shape",
            "loss", "metrics", "weighted_metrics", "loss_weights");

    /** Chains of plain layers: lstm4j writes any chain as one Sequential, cells, GPU layers and softmax layers as what they are, Keras 2's decay as a schedule. */
    static Stream<Golden> models() throws IOException {
        return KerasModels.all().stream().filter(golden -> golden.toString().matches("keras3/.*|keras2/.*h5"))
                .filter(golden -> !golden.name().matches(".*(functional|nested|gru_state|cells|cudnn|keras_1|behind|outside).*|activations|custom_loss|adam_decay_trained"));
    }

    @ParameterizedTest
    @MethodSource("models")
    @Rule("FILE-84")
    void everyMemberIsOneOfKerasWithItsValue(Golden golden) throws IOException {
        boolean h5 = golden.path().toString().endsWith(".h5");
        byte[] ours = h5 ? KerasWriter.h5(golden.read()) : KerasWriter.keras(golden.read());
        List<String> differences = new ArrayList<>();
        compare("model", config(ours, h5 ? "model_config" : ""), config(golden.bytes(), h5 ? "model_config" : ""), differences);
        if (h5 && golden.expected().get("optimizer") != null) {
            compare("training", config(ours, "training_config"), config(golden.bytes(), "training_config"), differences);
        }
        assertEquals(List.of(), differences);
    }

    private static Json config(byte[] file, String attribute) throws IOException {
        byte[] json = attribute.isEmpty() ? ZipEntries.open(file, "m.keras", Limits.DEFAULT).read("config.json")
                : Hdf5.read(file, "m.h5", Limits.DEFAULT).attribute(attribute).string().getBytes(UTF_8);
        return JsonParser.parse(json, "config", Limits.DEFAULT);
    }

    private static void compare(String place, Json ours, Json theirs, List<String> differences) throws ModelFormatException {
        Json one = theirs != null && theirs.isList() && theirs.list().size() == 1 && !ours.isList() ? theirs.list().get(0) : theirs; // (3,) for 3
        if (one == null || ours.isObject() && !one.isObject()) {
            differences.add(place + ": " + ours + " for " + theirs);
        } else if (ours.isObject() && String.valueOf(ours.get("class_name")).equals(String.valueOf(one.get("class_name")))) { // L1L2 is another word for L2
            for (Map.Entry<String, Json> member : ours.members().entrySet()) {
                if (!FREE.contains(member.getKey())) {
                    compare(place + "." + member.getKey(), member.getValue(), one.members().get(member.getKey()), differences);
                }
            }
        } else if (ours.isList()) {
            for (int i = 0; i < ours.list().size(); i++) {
                compare(place + "[" + i + "]", ours.list().get(i), one.list().get(i), differences);
            }
        } else if (!ours.isObject() && !same(ours, one)) {
            differences.add(place + ": " + ours + " for " + theirs);
        }
    }

    private static boolean same(Json ours, Json theirs) throws ModelFormatException {
        return ours.isNumber() && theirs.isNumber() ? (float) ours.number() == (float) theirs.number() : ours.toText().equals(theirs.toText());
    }
}
