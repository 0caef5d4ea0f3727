package lstm4j.check;

import java.util.List;


/**
 * A layer of a plan, computed to be judged: the oracle's equations once more, made to be changed by {@link Switch}es, with what
 * rounding may do to each number. {@link JudgedLayers} makes them.
 */
abstract class JudgedLayer {
    /** What the layer makes of [B][T][F] and a mask [B][T] or null. */
    abstract LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding);

    /** From derivatives by the output to those by the input; {@code way} gets all others. */
    abstract double[][][] backward(LayerTap tap, double[][][] dy, Backward way);

    /** The output of sample b in float32, or null as soon as an array that is given differs. */
    abstract float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b);

    /** Puts what the tap holds into {@code out}, by the names of chapter 16. */
    void show(LayerTap tap, Arrays3 out) {
    }

    /** Whether numbers go through unchanged, so that none is rounded. */
    boolean moves() {
        return false;
    }

    /** The states h that an output shows, by name; none unless the output is made of nothing else. */
    Arrays3 states(double[][][] output) {
        return new Arrays3();
    }

    /** Names of the arrays that must be given for the layer to be judged step by step; none if it has no steps. */
    List<String> anchors() {
        return List.of();
    }

    /** Judges step by step what is given, and returns the output that belongs to the given states. */
    double[][][] anchored(Anchored judge, double[][][] x, boolean[][] mask) {
        throw new AssertionError("lstm4j bug: a layer without steps");
    }

    /** The output that belongs to these states h, or to bounds of them. */
    double[][][] output(List<double[][][]> states) {
        return states.get(0);
    }

    /** Multiplications for a sample of T steps. */
    double cost(int T) {
        return 0;
    }
}
