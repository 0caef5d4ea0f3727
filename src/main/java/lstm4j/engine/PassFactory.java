package lstm4j.engine;

import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/** Who makes the passes of layers: for passes of layers that have others inside. */
interface PassFactory {
    /** The pass of a layer that is fed {@code input}; {@code which} is its number, a part of its random streams. */
    Pass of(Layer layer, Shape input, int which, Parameters parameters, Room room);
}
