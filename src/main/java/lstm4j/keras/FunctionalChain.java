package lstm4j.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
            throw notAChain("it has the inputs " + inputs.stream().map(Source::layer).toList() + " and the outputs " + outputs);
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
        if (order.size() != count) {
            throw notAChain("it has " + count + " layers, of which " + order.size() + " lie between input and output");
        }
        Collections.reverse(order);
        return order;
    }

    private String before(Json layer, String name) throws ModelFormatException {
        List<Json> calls = layer.need("inbound_nodes").list();
        if (calls.size() != 1) {
            throw notAChain("the layer \"" + name + "\" is called " + calls.size() + " times");
        }
        requirePlainCall(calls.get(0), name);
        List<Source> sources = sources(calls.get(0).isObject() ? calls.get(0).need("args") : calls.get(0));
        if (sources.size() != 1 || sources.get(0).output != 0) {
            throw notAChain("the layer \"" + name + "\" takes " + (sources.size() == 1 ? "a state" : sources.size() + " inputs"));
        }
        return sources.get(0).layer;
    }

    /** Keyword arguments of a call: a mask arrives by itself in lstm4j too; anything else that says something is refused. */
    private void requirePlainCall(Json call, String name) throws ModelFormatException {
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
            if (!nothing && !keyword.getKey().equals("mask")) {
                throw notAChain("the layer \"" + name + "\" is called with " + keyword.getKey() + " = " + value);
            }
        }
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
