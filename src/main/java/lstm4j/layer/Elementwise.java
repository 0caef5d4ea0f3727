package lstm4j.layer;

/**
 * A layer that makes of each number one number, whatever stands beside it, and changes no shape.
 *
 * @param <L> the layer's own type
 */
public abstract class Elementwise<L extends Elementwise<L>> extends FluentLayer<L> {
    Elementwise() {
    }

    @Override
    public final boolean worksRowByRow() {
        return true;
    }

    @Override
    final Shape outputShape(Shape input, String place, String hint) {
        return input;
    }
}
