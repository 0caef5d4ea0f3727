package lstm4j.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;

/**
 * The layers of a functional model in order, where they form a chain: one input, one output, every layer called once with
 * the output of the one before. Anything else is [FILE-66]. Reads the connections of Keras 1 and 2
 * ({@code [["lstm", 0, 0, {}]]}) and of Keras 3 ({@code {"args": [{"class_name": "__keras_tensor__", …}]}}).
 */
final class FunctionalChain {
    /** A use of a layer's output: the layer, and which of its outputs. */
    private record Source(String layer, int output) {
    }

    private final Reading reading;
    private final Map<String, Json> layers = new HashMap<>();

    private FunctionalChain(Reading reading) {
        this.reading = reading;
    }

    static List<Json> layers(Json config, Reading reading) throws ModelFormatException {
        FunctionalChain chain = new FunctionalChain(reading);
        List<Json> given = config.need("layers").list();
        reading.limits.check(Limit.LAYERS, given.size(), reading.file, -1);
        for (Json layer : given) {
            Json name = layer.get("name") != null ? layer.get("name") : layer.need("config").need("name");
            if (chain.layers.put(name.text(), layer) != null) {
                throw layer.error("FILE-66", "expected a name of its own for every layer, got " + name + " twice", "");
            }
        }
        Set<String> outputs = new LinkedHashSet<>();
        for (Source source : sources(config.need("output_layers"))) {
            outputs.add(source.layer);
        }
        return chain.backFrom(outputs, sources(config.need("input_layers")), given.size());
    }

    private List<Json> backFrom(Set<String> outputs, List<Source> inputs, int count) throws ModelFormatException {
        if (outputs.size() != 1 || inputs.size() != 1) {
            throw notAChain("it has the inputs " + inputs.stream().map(Source::layer).collect(Collectors.toList()) + " and the outputs " + outputs);
        }
        List<Json> order = new ArrayList<>();
        String name = outputs.iterator().next();
        while (true) {
            Json layer = layers.get(name);
            if (layer == null || order.size() == count) {
                throw notAChain(layer == null ? "there is no layer \"" + name + "\"" : "its layers form a circle");
            }
            order.add(layer);
            if (name.equals(inputs.get(0).layer)) {
                break;
            }
            name = before(layer, name);
        }
        requireMasksOnly(order, count);
        Collections.reverse(order);
        return order;
    }

    /**
     * Keras 3 writes the computation of a mask as layers of its own: of a Masking layer's NotEqual(input, value), then Any; of an
     * Embedding's NotEqual(input, 0) alone. Nothing else may lie beside the chain.
     */
    private void requireMasksOnly(List<Json> chain, int count) throws ModelFormatException {
        Set<Json> beside = new LinkedHashSet<>(layers.values());
        chain.forEach(beside::remove);
        for (Json layer : beside) {
            Json mask = layer;
            if (layer.need("class_name").text().equals("Any")) {
                mask = layers.get(before(layer, "Any"));
            }
            if (mask == null || !mask.need("class_name").text().equals("NotEqual") || !isMaskOf(chain, mask)) {
                throw notAChain("it has " + count + " layers, of which " + chain.size() + " lie between input and output");
            }
        }
    }

    /** Whether a layer of the chain that masks has the same input and the same value as this NotEqual. */
    private boolean isMaskOf(List<Json> chain, Json notEqual) throws ModelFormatException {
        List<Json> arguments = notEqual.need("inbound_nodes").list().get(0).need("args").list();
        String input = before(notEqual, "NotEqual");
        for (Json layer : chain) {
            Json value = layer.need("config").get("mask_value");
            boolean masking = layer.need("class_name").text().equals("Masking") && value != null;
            if ((masking || masksZero(layer)) && before(layer, "Masking").equals(input) && arguments.size() == 2 && arguments.get(1).isNumber()
                    && arguments.get(1).number() == (masking ? value.number() : 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean masksZero(Json layer) throws ModelFormatException {
        return layer.need("class_name").text().equals("Embedding") && layer.need("config").get("mask_zero") != null && layer.need("config").flag("mask_zero");
    }

    private String before(Json layer, String name) throws ModelFormatException {
        List<Json> calls = layer.need("inbound_nodes").list();
        if (calls.size() != 1) {
            throw notAChain("the layer \"" + name + "\" is called " + calls.size() + " times");
        }
        requirePlainCall(layer, calls.get(0), name);
        List<Source> sources = sources(calls.get(0).isObject() ? calls.get(0).need("args") : calls.get(0));
        if (sources.size() != 1 || sources.get(0).output != 0) {
            throw notAChain("the layer \"" + name + "\" takes " + (sources.size() == 1 ? "a state" : sources.size() + " inputs"));
        }
        return sources.get(0).layer;
    }

    /** Keyword arguments of a call: a mask arrives by itself in lstm4j too, training is remembered; anything else that says something is refused. */
    private void requirePlainCall(Json layer, Json call, String name) throws ModelFormatException {
        Json keywords = call.get("kwargs");
        if (call.isList()) {
            for (Json tensor : call.list()) {
                if (tensor.isList() && tensor.list().size() > 3) {
                    keywords = tensor.list().get(3);
                }
            }
        }
        if (keywords == null || keywords.isNull()) {
            return;
        }
        for (Map.Entry<String, Json> keyword : keywords.members().entrySet()) {
            Json value = keyword.getValue();
            boolean nothing = value.isNull() || value.isFlag() && !value.flag();
            if (keyword.getKey().equals("training") && value.isFlag() && value.flag()) {
                reading.callInTraining(layer);
                continue;
            }
            if (!nothing && !(keyword.getKey().equals("mask") && isMask(value))) {
                throw notAChain("the layer \"" + name + "\" is called with " + keyword.getKey() + " = " + value);
            }
        }
    }

    /** Whether a keyword argument is a mask that {@link #requireMasksOnly} has seen to. */
    private boolean isMask(Json value) throws ModelFormatException {
        List<Source> sources = sources(value);
        Json layer = sources.size() == 1 ? layers.get(sources.get(0).layer) : null;
        return layer != null && layer.need("class_name").text().matches("Any|NotEqual");
    }

    /** All outputs that a piece of configuration refers to. */
    private static List<Source> sources(Json json) throws ModelFormatException {
        List<Source> sources = new ArrayList<>();
        collect(json, sources);
        return sources;
    }

    private static void collect(Json json, List<Source> into) throws ModelFormatException {
        if (json.isObject()) {
            Json history = json.get("config") == null ? null : json.get("config").get("keras_history");
            if (history != null) {
                collect(history, into);
            }
        } else if (json.isList() && !json.list().isEmpty()) {
            if (json.list().get(0).isText() && json.list().size() >= 3) {
                into.add(new Source(json.list().get(0).text(), json.list().get(2).integer()));
                return;
            }
            for (Json element : json.list()) {
                collect(element, into);
            }
        }
    }

    private ModelFormatException notAChain(String why) {
        return reading.error("FILE-66", "expected a chain of layers, got a model that is none: " + why,
                "lstm4j runs one layer after the other; models with branches, several inputs or shared layers it does not");
    }
}
