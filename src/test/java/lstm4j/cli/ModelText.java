package lstm4j.cli;

import java.util.List;

import lstm4j.layer.Layer;

/** Opens the reader of model texts to the tests of other packages. */
public final class ModelText {
    private ModelText() {
    }

    /** The layers of a text such as {@code LSTM(2, input_shape=(3, 1)) Dense(1)}. */
    public static List<Layer> layers(String text) {
        return ModelParser.parse(text);
    }
}
