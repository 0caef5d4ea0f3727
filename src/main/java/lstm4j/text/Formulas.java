package lstm4j.text;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;

/** The parameter count of a layer as the products it is made of: {@code 4·28·128 + 4·128·128 + 4·128}. */
final class Formulas {
    private Formulas() {
    }

    /** The formula of layer i with the model's numbers; empty for a layer without weights. */
    static String of(Architecture model, int i) {
        Layer layer = model.layer(i);
        int features = model.inputShape(i).features();
        if (layer instanceof LSTM lstm) {
            int units = lstm.units();
            return "4·" + features + "·" + units + " + 4·" + units + "·" + units + (lstm.useBias() ? " + 4·" + units : "");
        }
        if (layer instanceof Dense dense) {
            return features + "·" + dense.units() + (dense.useBias() ? " + " + dense.units() : "");
        }
        return "";
    }
}
