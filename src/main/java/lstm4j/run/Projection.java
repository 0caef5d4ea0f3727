package lstm4j.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.layer.Constraint;
import lstm4j.layer.Weight;

/**
 * One weight array after a step, made to satisfy its constraint. Squares are summed in double, row by row, and the norm is
 * rounded to float. Spec: chapter 11, rule OPT-12. Source: Keras 3, {@code constraints/constraints.py}.
 */
final class Projection {
    private static final float EPSILON = 1e-7f; // Keras: backend.epsilon()

    private final int array;        // its number
    private final Constraint constraint;
    private final int rowStride;    // from a number to the norm it belongs to
    private final int columnStride;
    private final double[] squares; // one for each norm
    private final float[] factors;

    private Projection(int array, Weight weight) {
        this.array = array;
        constraint = weight.constraint();
        columnStride = weight.sumsColumns() ? 0 : 1;
        int perRow = weight.sumsColumns() ? 1 : weight.columns();
        rowStride = weight.sumsRows() ? 0 : perRow;
        squares = new double[weight.sumsRows() ? perRow : perRow * weight.rows()];
        factors = new float[squares.length];
    }

    /** One for each of the weights that learns and has a constraint. */
    static Projection[] all(List<Weight> weights) {
        return IntStream.range(0, weights.size()).filter(w -> weights.get(w).trainable() && !weights.get(w).constraint().isNone())
                .mapToObj(w -> new Projection(w, weights.get(w))).toArray(Projection[]::new);
    }

    /** Changes its array among all weights [weight][row][column]. */
    void apply(float[][][] weights) {
        if (constraint.kind() == Constraint.Kind.NON_NEG) {
            cut(weights[array]);
        } else {
            shorten(weights[array]);
        }
    }

    private static void cut(float[][] w) {
        for (float[] row : w) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(row[j], 0);
            }
        }
    }

    private void shorten(float[][] w) {
        Arrays.fill(squares, 0);
        for (int r = 0; r < w.length; r++) {
            for (int j = 0; j < w[r].length; j++) {
                squares[r * rowStride + j * columnStride] += (double) w[r][j] * w[r][j];
            }
        }
        boolean unit = constraint.kind() == Constraint.Kind.UNIT_NORM;
        for (int k = 0; k < squares.length; k++) {
            float norm = (float) Math.sqrt(squares[k]);
            factors[k] = unit ? EPSILON + norm : wanted(norm) / (EPSILON + norm);
        }
        for (int r = 0; r < w.length; r++) {
            for (int j = 0; j < w[r].length; j++) {
                float factor = factors[r * rowStride + j * columnStride];
                w[r][j] = unit ? w[r][j] / factor : w[r][j] * factor;
            }
        }
    }

    private float wanted(float norm) {
        float cut = Math.min(Math.max(norm, (float) constraint.minValue()), (float) constraint.maxValue());
        return constraint.kind() == Constraint.Kind.MAX_NORM ? cut
                : (float) constraint.rate() * cut + (float) (1 - constraint.rate()) * norm;
    }
}
