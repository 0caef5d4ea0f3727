package lstm4j.oracle;

import lstm4j.layer.Layer;
import lstm4j.layer.Permute;
import lstm4j.layer.Shape;
import lstm4j.layer.StepsLayer;

/**
 * Numbers of a sample in other places, some of them often or never: y[i] = x[from(i)], numbers counted through the rows, or 0
 * where there is no from(i). A mask ends here. Spec: chapter 18.
 */
final class OracleMoved implements OracleLayer {
    /** The place in a sample of T rows of F numbers from which number i of the output comes; −1 for none. */
    private interface From {
        int place(int i, int T, int F);
    }

    private final String name;
    private final int U; // numbers in a row that comes out; 0 for as many as go in
    private final From from;

    private OracleMoved(String name, int U, From from) {
        this.name = name;
        this.U = U;
        this.from = from;
    }

    /** The same order, rows of another length. */
    static OracleMoved reshaped(Layer layer, Shape input) {
        return new OracleMoved(layer.name(), layer.outputShape(input).features(), (i, T, F) -> i < T * F ? i : -2);
    }

    /** Axes exchanged. */
    static OracleMoved permuted(Permute layer, Shape input) {
        int[] places = layer.places(input);
        return new OracleMoved(layer.name(), layer.outputShape(input).features(), (i, T, F) -> i < places.length ? places[i] : -2);
    }

    /** Whole steps. */
    static OracleMoved steps(StepsLayer<?> layer) {
        return new OracleMoved(layer.name(), 0, (i, T, F) -> {
            int step = i / F;
            int source = step < layer.steps(T) ? layer.source(step, T) : 0;
            return step >= layer.steps(T) ? -2 : source == StepsLayer.ZEROS ? -1 : source * F + i % F;
        });
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        int T = x[0].length;
        int F = x[0][0].length;
        int columns = U == 0 ? F : U;
        int count = 0;
        while (from.place(count, T, F) != -2) {
            count++;
        }
        double[][][] y = new double[x.length][count / columns][columns];
        for (int n = 0; n < x.length; n++) {
            for (int i = 0; i < count; i++) {
                int place = from.place(i, T, F);
                y[n][i / columns][i % columns] = place < 0 ? 0 : x[n][place / F][place % F];
            }
        }
        return LayerTrace.stateless(name, x, mask, y, null);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] dx = DoubleRows.zerosLike(trace.input());
        int T = dx[0].length;
        int F = dx[0][0].length;
        int columns = dy[0][0].length;
        for (int n = 0; n < dx.length; n++) {
            for (int i = 0; i < dy[n].length * columns; i++) {
                int place = from.place(i, T, F);
                if (place >= 0) {
                    dx[n][place / F][place % F] += dy[n][i / columns][i % columns]; // forward: y[i] = x[place]
                }
            }
        }
        return LayerGradients.weightless(dx);
    }
}
