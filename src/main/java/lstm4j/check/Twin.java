package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The oracle's passes once more, made to be changed: with all {@link Switch}es off they compute what the chapters say. Rows are
 * walked so that a model of three LSTM(128) takes milliseconds a sample. With noise, every number is moved at random by as much
 * as one rounding of a {@link Precision} may move it.
 */
final class Twin {
    final List<LayerTap> taps = new ArrayList<>();
    private final List<JudgedLayer> layers;

    private Twin(List<JudgedLayer> layers) {
        this.layers = new ArrayList<>(layers);
    }

    /** The forward pass without noise. */
    static Twin run(Plan plan) {
        return run(plan, Rounding.NONE);
    }

    /** The forward pass with noise. */
    static Twin run(Plan plan, Rounding rounding) {
        Twin twin = new Twin(plan.judged());
        double[][][] rows = plan.x;
        boolean[][] mask = plan.mask;
        for (JudgedLayer layer : twin.layers) {
            LayerTap tap = layer.forward(rows, mask, rounding);
            twin.taps.add(tap);
            rows = tap.output();
            mask = tap.outputMask();
        }
        return twin;
    }

    /** What came out of the last layer. */
    LayerTap last() {
        return taps.get(taps.size() - 1);
    }

    double[][][] output() {
        return last().output();
    }

    /** The numbers of all layers by name. */
    void show(Arrays3 out) {
        for (int i = 0; i < taps.size(); i++) {
            layers.get(i).show(taps.get(i), out);
        }
    }

    /** The same with another last layer, which takes the place of the one that ran. */
    Twin withHead(JudgedLayer head) {
        Twin twin = new Twin(layers);
        twin.taps.addAll(taps);
        twin.layers.set(layers.size() - 1, head);
        return twin;
    }

    /** The way back from derivatives by the output: returns those by the input. */
    double[][][] backward(double[][][] dOutput, Backward way) {
        double[][][] d = dOutput;
        for (int i = taps.size() - 1; i >= 0; i--) {
            int before = way.dWeights.size();
            d = layers.get(i).backward(taps.get(i), d, way);
            if (way.dWeights.size() == before) {
                way.weights(new double[0][][]);
            }
        }
        return d;
    }
}
