package lstm4j.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Architecture;
import lstm4j.oracle.OracleLabels;
import lstm4j.oracle.OracleState;
import lstm4j.testing.Json;

/**
 * Weights and data of the golden vectors. Every number of them is a float: it is rounded to one here, for the oracle too.
 */
final class GoldenData {
    private GoldenData() {
    }

    /** All weights, [array][rows][columns]; a bias is one row. */
    static float[][][] weights(Golden test) {
        List<float[][]> arrays = new ArrayList<>();
        for (Object layer : Json.list(test.json().get("weights"))) {
            for (Object array : Json.list(layer)) {
                arrays.add(rank(array) == 1 ? new float[][] {Json.row(array)} : Json.rows(joined(array)));
            }
        }
        return arrays.toArray(float[][][]::new);
    }

    /** Rows of an array of any rank: its axes in front as one. */
    private static Object joined(Object array) {
        return rank(array) == 2 ? array : Json.list(array).stream().flatMap(part -> Json.list(joined(part)).stream()).toList();
    }

    static double[][][] doubles(float[][][] floats) {
        double[][][] doubles = new double[floats.length][][];
        for (int n = 0; n < floats.length; n++) {
            doubles[n] = doubles(floats[n]);
        }
        return doubles;
    }

    private static double[][] doubles(float[][] floats) {
        double[][] doubles = new double[floats.length][];
        for (int r = 0; r < floats.length; r++) {
            doubles[r] = Flat.of(floats[r]);
        }
        return doubles;
    }

    /** Nested lists are data of two or three axes: float[][] or float[][][], as Sequential takes them. */
    static Object samples(Object json) {
        return switch (rank(json)) {
            case 1 -> Json.row(json);
            case 2 -> Json.rows(json);
            default -> Json.tensor(json);
        };
    }

    /** The same as [B][T][F], T = 1 for data of two axes. */
    static double[][][] tensor(Object json) {
        if (rank(json) == 3) {
            return doubles(Json.tensor(json));
        }
        List<double[][]> samples = new ArrayList<>();
        for (float[] row : Json.rows(json)) {
            samples.add(new double[][] {Flat.of(row)});
        }
        return samples.toArray(double[][][]::new);
    }

    /** OracleLabels for Sequential: class numbers of a sparse loss, rows else. */
    static Object labels(Golden test, Map<String, Object> batch) {
        Object y = batch.get("y");
        if (!GoldenModel.loss(test.part("loss")).isSparse()) {
            return samples(y);
        }
        return rank(y) == 1 ? integers(Json.row(y)) : integers(Json.rows(y));
    }

    /** OracleLabels for the oracle, with the batch's weights. */
    static OracleLabels oracleLabels(Golden test, Map<String, Object> batch) {
        Object y = batch.get("y");
        OracleLabels labels = GoldenModel.loss(test.part("loss")).isSparse()
                ? OracleLabels.classes(rank(y) == 1 ? column(integers(Json.row(y))) : integers(Json.rows(y))) : OracleLabels.rows(tensor(y));
        return batch.containsKey("sample_weight") ? labels.weighted(weights(batch.get("sample_weight"))) : labels;
    }

    private static double[][] weights(Object json) {
        return rank(json) == 2 ? doubles(Json.rows(json)) : column(Json.row(json));
    }

    private static double[][] column(float[] numbers) {
        double[][] column = new double[numbers.length][];
        for (int b = 0; b < column.length; b++) {
            column[b] = new double[] {numbers[b]};
        }
        return column;
    }

    private static int[][] column(int[] numbers) {
        int[][] column = new int[numbers.length][];
        for (int b = 0; b < column.length; b++) {
            column[b] = new int[] {numbers[b]};
        }
        return column;
    }

    private static int[][] integers(float[][] rows) {
        int[][] integers = new int[rows.length][];
        for (int b = 0; b < integers.length; b++) {
            integers[b] = integers(rows[b]);
        }
        return integers;
    }

    private static int[] integers(float[] row) {
        int[] integers = new int[row.length];
        for (int t = 0; t < integers.length; t++) {
            integers[t] = (int) row[t];
        }
        return integers;
    }

    /** Initial states by the name of the layer; none where the test gives none. */
    static Map<String, OracleState> states(Map<String, Object> inputs) {
        Map<String, OracleState> states = new HashMap<>();
        if (inputs.containsKey("initial_states")) {
            Json.object(inputs.get("initial_states")).forEach((layer, state) -> states.put(layer, new OracleState(
                    Json.object(state).values().stream().map(part -> doubles(Json.rows(part))).toArray(double[][][]::new))));
        }
        return states;
    }

    /** The same for Sequential. */
    static Map<String, lstm4j.State> floatStates(Map<String, Object> inputs) {
        Map<String, lstm4j.State> states = new HashMap<>();
        if (inputs.containsKey("initial_states")) {
            Json.object(inputs.get("initial_states")).forEach((layer, state) -> states.put(layer,
                    new lstm4j.State(Json.object(state).values().stream().map(Json::rows).toArray(float[][][]::new))));
        }
        return states;
    }

    /** The parts of a layer's state: h and c of an LSTM. */
    static List<String> stateNames(Architecture model, String name) {
        return model.layers().stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow().stateNames();
    }

    /** Names of the layers that keep their state. */
    static List<String> stateful(Architecture model) {
        return model.layers().stream().filter(lstm4j.layer.Layer::isStateful)
                .map(lstm4j.layer.Layer::name).toList();
    }

    private static int rank(Object json) {
        return json instanceof List<?> list ? 1 + rank(list.get(0)) : 0;
    }
}
