package lstm4j.check;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lstm4j.layer.Layer;

/**
 * A mistake that people make, as a change of what is computed.
 *
 * @param id short name that never changes
 * @param what what is wrong, to be read behind "These are the numbers of an LSTM …"
 * @param who who makes this mistake
 * @param mend what to do about it
 * @param area which numbers it shows in
 * @param layer the kind of layer that it concerns, by Keras's name; empty: any
 * @param edit how it changes what is computed
 */
public record Fault(String id, String what, String who, String mend, Area area, String layer, Edit edit) {
    /** Which numbers it shows in. */
    public enum Area {
        /** Outputs and all that follows. */
        FORWARD,
        /** Gradients. */
        BACKWARD,
        /** Weights after a step. */
        UPDATE
    }

    /** How it changes a plan; of use inside this package alone. */
    public static final class Edit {
        private final UnaryOperator<Plan> change;

        Edit(Consumer<Plan> change) {
            this.change = plan -> {
                Plan copy = plan.copy();
                change.accept(copy);
                return copy;
            };
        }

        private Edit(Edit whole, int layer) {
            change = plan -> plan.withLayerOf(whole.change.apply(plan), layer);
        }
    }

    static Fault forward(String id, String what, String who, String mend, Consumer<Plan> change) {
        return new Fault(id, what, who, mend, Area.FORWARD, "", new Edit(change));
    }

    static Fault backward(String id, String what, String who, String mend, Consumer<Plan> change) {
        return new Fault(id, what, who, mend, Area.BACKWARD, "", new Edit(change));
    }

    static Fault update(String id, String what, String who, String mend, Consumer<Plan> change) {
        return new Fault(id, what, who, mend, Area.UPDATE, "", new Edit(change));
    }

    /** The same, of layers of one kind. */
    Fault onlyIn(String type) {
        return new Fault(id, what, who, mend, area, type, edit);
    }

    /** Whether a plan has a layer of its kind. */
    boolean concerns(Plan plan) {
        return layer.isEmpty() || plan.types().contains(layer);
    }

    Plan applied(Plan plan) {
        return edit.change.apply(plan);
    }

    /** The same made in one layer alone, for each layer where several are of its kind. */
    Stream<Fault> inOneLayer(Plan plan) {
        int[] layers = IntStream.range(0, plan.layers.size()).filter(i -> concerns(plan.layers.get(i))).toArray();
        return IntStream.of(layers.length > 1 ? layers : new int[0]).mapToObj(i -> new Fault(id + "@" + plan.layers.get(i).name(),
                what + ", in layer " + plan.layers.get(i).name() + " alone", who, mend, area, layer, new Edit(edit, i)));
    }

    private boolean concerns(Layer one) {
        return layer.isEmpty() ? !one.stateNames().isEmpty() : JudgedLayers.withInside(one).anyMatch(inside -> inside.type().equals(layer));
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}
