package lstm4j.check;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.layer.Required;

/**
 * Arrays by name, each as samples of rows: outputs and states of all steps [B][S][U]; final states and h0, c0 [B][1][U];
 * weights and their gradients [1][rows][columns]; the loss [1][1][1].
 */
final class Arrays3 {
    final Map<String, double[][][]> all = new LinkedHashMap<>();

    /** Of weights after steps: how far each number went, the sum of its steps. */
    final Map<String, double[][][]> paths = new LinkedHashMap<>();

    double[][][] get(String name) {
        return all.get(name);
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    void put(String name, double[][][] array) {
        all.put(name, array);
    }

    /** The same numbers as doubles; a null among the arrays and rows is told by its place. */
    static double[][][] doubles(float[][][] arrays) {
        double[][][] doubles = new double[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            doubles[n] = new double[Required.all("array", Required.all("arrays", arrays).get(n)).size()][];
            for (int r = 0; r < arrays[n].length; r++) {
                doubles[n][r] = new double[arrays[n][r].length];
                for (int k = 0; k < arrays[n][r].length; k++) {
                    doubles[n][r][k] = arrays[n][r][k];
                }
            }
        }
        return doubles;
    }
}
