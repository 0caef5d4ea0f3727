package lstm4j.check;

import java.util.function.Consumer;

/**
 * A mistake that people make, as a change of what is computed.
 *
 * @param id short name that never changes
 * @param what what is wrong, to be read behind "These are the numbers of an LSTM …"
 * @param who who makes this mistake
 * @param mend what to do about it
 */
public record Fault(String id, String what, String who, String mend, Area area, Edit edit) {
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
        private final Consumer<Plan> change;

        Edit(Consumer<Plan> change) {
            this.change = change;
        }

        Plan applied(Plan plan) {
            Plan copy = plan.copy();
            change.accept(copy);
            return copy;
        }
    }

    static Fault forward(String id, String what, String who, String mend, Consumer<Plan> change) {
        return new Fault(id, what, who, mend, Area.FORWARD, new Edit(change));
    }

    static Fault backward(String id, String what, String who, String mend, Consumer<Plan> change) {
        return new Fault(id, what, who, mend, Area.BACKWARD, new Edit(change));
    }

    static Fault update(String id, String what, String who, String mend, Consumer<Plan> change) {
        return new Fault(id, what, who, mend, Area.UPDATE, new Edit(change));
    }

    Plan applied(Plan plan) {
        return edit.applied(plan);
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}
