package lstm4j.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Architecture;
import lstm4j.layer.Input;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;

/** What the parts of the reader share while one file is read: its name, the limits, its generation, the warnings. */
final class Reading {
    final String file;
    final Limits limits;
    final Generation generation;
    private String version = "";
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> obstacles = new LinkedHashSet<>();
    private final Set<Json> calledInTraining = Collections.newSetFromMap(new IdentityHashMap<>());

    Reading(String file, Limits limits, Generation generation) {
        this.file = file;
        this.limits = limits;
        this.generation = generation;
    }

    /** With the version of Keras that the file names. */
    Reading of(String version) {
        this.version = version;
        return this;
    }

    boolean dividesActivity() {
        return Generation.dividesActivity(version);
    }

    /** Remembers that a layer is called with training=True. */
    void callInTraining(Json layer) {
        calledInTraining.add(layer);
    }

    boolean isCalledInTraining(Json layer) {
        return calledInTraining.contains(layer);
    }

    /** Remembers a sentence for the user: something that lstm4j does otherwise than the file says, without changing what is predicted. */
    void warn(String sentence) {
        warnings.add(ModelFormatException.printable(sentence));
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Remembers a warning of something without which training or evaluating would give other numbers than in Keras. */
    void obstacle(String sentence) {
        warn(sentence);
        obstacles.add(ModelFormatException.printable(sentence));
    }

    List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    /** The chain with its input in front; broken shape rules become [FILE-64]. */
    Architecture connected(int[] input, List<Layer> layers) throws ModelFormatException {
        List<Layer> all = new ArrayList<>();
        try {
            all.add(Input.batchShape(input));
            all.addAll(layers);
            Architecture architecture = Architecture.of(all);
            long bytes = Math.multiplyExact(Float.BYTES, architecture.parameterCount());
            limits.check(Limit.TENSOR_BYTES, bytes, file, -1);
            return architecture;
        } catch (RuleException e) {
            throw error("FILE-64", "the layers do not fit together: " + e.getMessage().replaceAll("\\.$", ""), "");
        } catch (ArithmeticException e) {
            throw error("FILE-64", "expected sizes below 2^31, got layers beyond", "");
        }
    }

    ModelFormatException error(String rule, String problem, String hint) {
        return new ModelFormatException(rule, file, -1, problem, hint);
    }
}
