package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The oracle's forward pass once more, made to be changed: with all {@link Switch}es off it computes what the chapters say.
 * Rows are walked so that a model of three LSTM(128) takes milliseconds a sample. With noise, every number is moved at random
 * by as much as one rounding of a {@link Precision} may move it.
 */
final class Twin {
    private Twin() {
    }

    /** The pass without noise. */
    static List<LayerTap> run(Plan plan) {
        return run(plan, Rounding.NONE);
    }

    /** The pass with noise. */
    static List<LayerTap> run(Plan plan, Rounding rounding) {
        List<LayerTap> taps = new ArrayList<>();
        double[][][] rows = plan.x;
        boolean[][] mask = plan.mask;
        for (JudgedLayer layer : plan.judged()) {
            LayerTap tap = layer.forward(rows, mask, rounding);
            taps.add(tap);
            rows = tap.output();
            mask = tap.outputMask();
        }
        return taps;
    }
}
