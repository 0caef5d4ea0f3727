package lstm4j.keras;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;

/** What the parts of the reader share while one file is read: its name, the limits, its generation, the warnings. */
final class Reading {
    final String file;
    final Limits limits;
    final Generation generation;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> obstacles = new LinkedHashSet<>();

    Reading(String file, Limits limits, Generation generation) {
        this.file = file;
        this.limits = limits;
        this.generation = generation;
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

    ModelFormatException error(String rule, String problem, String hint) {
        return new ModelFormatException(rule, file, -1, problem, hint);
    }
}
