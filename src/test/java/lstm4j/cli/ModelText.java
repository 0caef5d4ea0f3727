package lstm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/** Opens the readers of the command line, of model texts and of samples, to the tests of other packages. */
public final class ModelText {
    private ModelText() {
    }

    /** The layers of a text such as {@code LSTM(2, input_shape=(3, 1)) Dense(1)}. */
    public static List<Layer> layers(String text) {
        return ModelParser.parse(text);
    }

    /** What is wrong with a text as a whole model, or nothing. */
    public static String problem(String text) {
        try {
            Architecture.of(layers(text));
            return "";
        } catch (UsageException | RuleException e) {
            return e.getMessage();
        }
    }

    /** The samples in a file of the command line. */
    public static Object samples(Path file, Shape input) throws IOException {
        return NumberFile.samples(file, input);
    }
}
