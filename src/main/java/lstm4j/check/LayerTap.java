package lstm4j.check;

import java.util.List;
import java.util.Map;

import lstm4j.oracle.OracleState;

/**
 * Every number that a layer made, sample by sample, steps in the order of processing.
 *
 * @param input [B][T][F] what went in
 * @param mask [B][T] true where a step is used, or null
 * @param initial the state before the first step; null of a layer without one
 * @param parts [B][S][·] what was made at each step, by name
 * @param output [B][S'][K] what came out
 * @param outputMask [B][S'], or null
 * @param inside of the layers inside this one
 */
record LayerTap(double[][][] input, boolean[][] mask, OracleState initial, Map<String, double[][][]> parts,
        double[][][] output, boolean[][] outputMask, List<LayerTap> inside) {
    /** Of a layer without steps; z goes into its activation. */
    static LayerTap plain(double[][][] input, boolean[][] mask, double[][][] z, double[][][] output, boolean[][] outputMask) {
        return new LayerTap(input, mask, null, Map.of("z", z), output, outputMask, List.of());
    }

    double[][][] part(String name) {
        return parts.get(name);
    }

    int steps() {
        return input[0].length;
    }

    /** The time index of processing step s. */
    int time(int s, boolean backwards) {
        return backwards ? steps() - 1 - s : s;
    }

    boolean used(int b, int t) {
        return mask == null || mask[b][t];
    }

    /** [U] the state h before step s. */
    double[] before(int b, int s) {
        return before("h", 0, b, s);
    }

    /** [U] a part of the state before step s. */
    double[] before(String name, int index, int b, int s) {
        return s == 0 ? initial.parts()[index][b] : part(name)[b][s - 1];
    }
}
