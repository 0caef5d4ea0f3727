package lstm4j;

/**
 * What went on inside one LSTM layer while it read one sample: one row of U numbers for each step, in the order of
 * processing. c = f·c(before) + i·g and h = o·activation(c).
 *
 * @param layer the layer's name
 * @param i [T][U] input gate
 * @param f [T][U] forget gate
 * @param g [T][U] candidate
 * @param o [T][U] output gate
 * @param c [T][U] cell state
 * @param h [T][U] output
 */
public record Trace(String layer, float[][] i, float[][] f, float[][] g, float[][] o, float[][] c, float[][] h) {
    /** All numbers as CSV: {@code step,unit,i,f,g,o,c,h}, both counted from 0. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("step,unit,i,f,g,o,c,h\n");
        for (int t = 0; t < i.length; t++) {
            for (int u = 0; u < i[t].length; u++) {
                csv.append(t).append(',').append(u);
                for (float[][] part : new float[][][] {i, f, g, o, c, h}) {
                    csv.append(',').append(part[t][u]);
                }
                csv.append('\n');
            }
        }
        return csv.toString();
    }
}
