package lstm4j.oracle;

import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/** Who makes the equations of layers: for layers that have others inside. */
interface OracleFactory {
    /** The equations of a layer that is fed {@code input}. {@code weights} are the layer's own, in its order. */
    OracleLayer of(Layer layer, Shape input, double[][][] weights, Options options);
}
