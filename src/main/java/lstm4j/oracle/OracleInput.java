package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Required;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.train.Loss;

/** Whether the caller's arrays fit the model: rules ORC-1 (weights), ORC-2 (data), ORC-3 (labels), ORC-4 (options). */
final class OracleInput {
    private OracleInput() {
    }

    /** [ORC-1]: one array [rows][columns] for each weight of each layer, in order. */
    static void weights(Architecture architecture, double[][][] weights) {
        List<String> names = new ArrayList<>();
        List<Weight> wanted = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                names.add(architecture.layer(i).name() + "/" + weight.name());
                wanted.add(weight);
            }
        }
        if (weights.length != wanted.size()) {
            throw new RuleException("ORC-1", "weights", wanted.size() + " arrays " + names, String.valueOf(weights.length),
                    "all layers' arrays are one list, in Keras's order");
        }
        for (int n = 0; n < weights.length; n++) {
            Weight w = wanted.get(n);
            rows("ORC-1", names.get(n), weights[n], w.rows(), w.columns(),
                    w.vector() ? "a bias is one row" : "Keras keeps kernels as (inputs, outputs); PyTorch's are transposed");
        }
    }

    /** [ORC-2]: [B][T][F] that the model accepts, B and T at least 1. */
    static void data(Architecture architecture, double[][][] x) {
        Shape shape = architecture.inputShape();
        String expected = "rows [B][T][F] of " + shape.inWords();
        if (x.length == 0 || x[0].length == 0) {
            throw new RuleException("ORC-2", "data", expected, x.length == 0 ? "no sample" : "a sample of no rows", "");
        }
        if (shape.batch() != Shape.ANY && x.length != shape.batch()) {
            throw new RuleException("ORC-2", "data", expected, x.length + " samples", "");
        }
        int T = shape.rowsPerSample() == Shape.ANY ? x[0].length : shape.rowsPerSample();
        for (int n = 0; n < x.length; n++) {
            rows("ORC-2", "sample " + n + " of the data", x[n], T, shape.features() == Shape.ANY ? x[0][0].length : shape.features(),
                    shape.rank() == 2 ? "features without a time axis are given as [B][1][F]" : "");
        }
    }

    /** [ORC-3]: the kind of label the loss wants, of the shape of the output. */
    static void labels(Loss loss, OracleLabels labels, double[][][] output) {
        int B = output.length;
        int T = output[0].length;
        int K = output[0][0].length;
        if (loss.isSparse() != (labels.classes() != null)) {
            throw new RuleException("ORC-3", loss.name(), loss.isSparse() ? "labels as class numbers" : "labels as rows",
                    loss.isSparse() ? "rows" : "class numbers", "sparse_categorical_crossentropy alone takes class numbers");
        }
        count("labels", B, loss.isSparse() ? labels.classes().length : labels.rows().length);
        for (int n = 0; n < B; n++) {
            if (!loss.isSparse()) {
                rows("ORC-3", "sample " + n + " of the labels", labels.rows()[n], T, K, "");
                continue;
            }
            count("class numbers of sample " + n, T, labels.classes()[n].length);
            for (int number : labels.classes()[n]) {
                if (number < 0 || number >= K) {
                    throw new RuleException("ORC-3", "sample " + n + " of the labels", "a class from 0 to " + (K - 1),
                            String.valueOf(number), "the last layer has " + K + " outputs, one for each class");
                }
            }
        }
        if (labels.weights() != null) {
            rows("ORC-3", "sample weights", labels.weights(), B, T, "");
        }
    }

    private static void count(String what, int expected, int got) {
        if (expected != got) {
            throw new RuleException("ORC-3", what, String.valueOf(expected), String.valueOf(got), "");
        }
    }

    /** [ORC-4]: names of layers of the right kind, arrays of the right shape. Shapes of layers with unknown T are taken from x. */
    static void options(Architecture architecture, Options options, double[][][] x) {
        int B = x.length;
        names(architecture, layer -> !layer.stateNames().isEmpty(), options.namesWithMemory());
        names(architecture, Layer::dropsNumbers, options.dropoutNames());
        for (int i = 0; i < architecture.size(); i++) {
            Layer layer = architecture.layer(i);
            if (!layer.stateNames().isEmpty()) {
                String name = layer.name();
                state(layer, options.initialState(name), B);
                optional(name + ": input dropout", options.inputDropout(name), B, architecture.inputShape(i).features());
                optional(name + ": recurrent dropout", options.recurrentDropout(name), B, layer.stateSizes()[0]);
            }
        }
        if (options.mask() != null) {
            mask(options.mask(), B, x[0].length);
        }
    }

    private static void state(Layer layer, OracleState state, int B) {
        if (state != null && state.parts().length != layer.stateSizes().length) {
            throw new RuleException("ORC-4", layer.name() + ": initial state", String.join(" and ", layer.stateNames()),
                    state.parts().length + " arrays", "");
        }
        for (int part = 0; state != null && part < state.parts().length; part++) {
            rows("ORC-4", layer.name() + ": initial " + layer.stateNames().get(part), state.parts()[part], B, layer.stateSizes()[part], "");
        }
    }

    /** [ORC-4] of a Dropout layer, whose number of rows is known when data reach it. */
    static void dropout(String layer, double[][][] factors, double[][][] x) {
        if (factors.length != x.length) {
            throw new RuleException("ORC-4", layer + ": dropout factors", x.length + " samples", String.valueOf(factors.length), "");
        }
        for (int n = 0; n < x.length; n++) {
            rows("ORC-4", layer + ": dropout factors of sample " + n, factors[n], x[n].length, x[n][0].length, "");
        }
    }

    private static void names(Architecture architecture, Predicate<Layer> kind, Iterable<String> given) {
        List<String> known = architecture.layers().stream().filter(kind).map(Layer::name).toList();
        for (String name : given) {
            if (!known.contains(name)) {
                throw unknownLayer(name, known);
            }
        }
    }

    static RuleException unknownLayer(String name, List<String> known) {
        return new RuleException("ORC-4", "layer " + name, "one of " + known, name, "");
    }

    private static void mask(boolean[][] mask, int B, int T) {
        boolean fits = mask.length == B;
        for (boolean[] row : mask) {
            fits &= row.length == T;
        }
        if (!fits) {
            throw new RuleException("ORC-4", "mask", "[" + B + "][" + T + "]: one truth value for each row of the data",
                    "[" + mask.length + "][" + (mask.length == 0 ? 0 : mask[0].length) + "] or uneven", "");
        }
    }

    private static void optional(String place, double[][] rows, int count, int columns) {
        if (rows != null) {
            rows("ORC-4", place, rows, count, columns, "");
        }
    }

    static void rows(String rule, String place, double[][] rows, int count, int columns, String hint) {
        String expected = "[" + count + "][" + columns + "]";
        if (rows.length != count) {
            throw new RuleException(rule, place, expected, rows.length + " rows", hint);
        }
        Required.all("rows", rows);
        for (int r = 0; r < count; r++) {
            if (rows[r].length != columns) {
                throw new RuleException(rule, place, expected, rows[r].length + " numbers in row " + r, hint);
            }
        }
    }
}
