package lstm4j.run;

import lstm4j.engine.Network;

/** Says where numbers that are not finite began, when a loss is none: the layer, the array, the step. Spec: chapter 12, FIT-34. */
final class Divergence {
    private Divergence() {
    }

    /** A warning to the logger {@code lstm4j}, before the step is taken. */
    static void tell(Network network, float[][][] gradients, long iteration) {
        Log.warn(text(network, gradients, iteration));
    }

    private static String text(Network network, float[][][] gradients, long iteration) {
        String weight = first(network, network.weights());
        String gradient = first(network, gradients);
        String where = weight != null ? weight + " is not finite since the update of step " + iteration
                : "all weights are finite, " + (gradient == null ? "and so are their gradients" : "and the first gradient that is not is that of " + gradient);
        return "[FIT-34] the loss is not finite at step " + (iteration + 1) + ": " + where
                + ". Look for very large numbers in the data; try a smaller learning rate, or clipnorm(1) on the optimizer.";
    }

    /** The first array that is not finite, as layer/array; null where all are. */
    private static String first(Network network, float[][][] arrays) {
        for (int layer = 0; layer < network.architecture().size(); layer++) {
            for (int w = 0; w < network.architecture().weights(layer).size(); w++) {
                if (!isFinite(arrays[network.firstArray(layer) + w])) {
                    return network.architecture().layer(layer).name() + "/" + network.architecture().weights(layer).get(w).name();
                }
            }
        }
        return null;
    }

    private static boolean isFinite(float[][] rows) {
        for (float[] row : rows) {
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }
}
