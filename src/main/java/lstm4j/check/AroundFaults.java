package lstm4j.check;

import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;

/** Mistakes in layers around and behind the recurrent ones: Bidirectional, Dense, Embedding. */
final class AroundFaults {
    private AroundFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(WeightFaults.ofDense());
        head(all, "softmax-missing", "whose last layer has no activation", "ports that end with logits", "apply it", ActivationFunction.LINEAR);
        head(all, "softmax-is-sigmoid", "whose Dense layer uses sigmoid", "who mixes up two heads", "use the model's function", ActivationFunction.SIGMOID);
        all.add(forward("words-from-one", "that counts its words from 1", "tables without a row for the padding word", "word 0 is row 0 of the table",
                plan -> plan.on(Switch.WORDS_FROM_ONE)).onlyIn("Embedding"));
        dropout(all);
        halves(all);
        return all;
    }

    private static void head(List<Fault> all, String id, String what, String who, String mend, ActivationFunction function) {
        all.add(forward(id, what, who, mend, plan -> plan.layers(Dense.class, dense -> dense.activation(function))).onlyIn("Dense"));
    }

    private static void dropout(List<Fault> all) {
        String mend = "Keras scales while it trains: outside training dropout does nothing";
        all.add(forward("dropout-scaled-down", "that multiplies by 1 − rate where dropout was", "dropout as it was first published", mend,
                plan -> plan.on(Switch.DROPOUT_SCALED_DOWN)));
        all.add(forward("dropout-scaled-up", "that divides by 1 − rate where dropout was, though nothing is dropped", "half of dropout switched off", mend,
                plan -> plan.on(Switch.DROPOUT_SCALED_UP)));
    }

    private static void halves(List<Fault> all) {
        both(all, "half-not-turned", "whose backward half's outputs are not turned round in time", "one more flip is needed after reading backwards",
                "output t of the backward half was made in its step T − 1 − t", plan -> plan.on(Switch.HALF_NOT_TURNED));
        both(all, "halves-swapped", "whose backward half stands in front", "a concat in the wrong order", "forward first", plan -> plan.on(Switch.HALVES_SWAPPED));
        both(all, "halves-read-forward", "whose halves both read from the start", "a loop used twice", "the backward half begins at the last step",
                plan -> plan.layers(Bidirectional.class, layer -> layer.backwardLayer(layer.backward().goBackwards(layer.forward().goesBackwards()))));
        both(all, "merge-sum", "that adds its halves", "another merge_mode", "use the model's merge_mode", plan -> plan.on(Switch.MERGE_SUM));
        both(all, "merge-mul", "that multiplies its halves", "another merge_mode", "use the model's merge_mode", plan -> plan.on(Switch.MERGE_MUL));
        both(all, "merge-ave", "that takes the mean of its halves", "another merge_mode", "use the model's merge_mode", plan -> plan.on(Switch.MERGE_AVE));
        both(all, "halves-share-weights", "whose halves have the same weights", "one layer object used twice", "each half has weights of its own",
                plan -> plan.weights(Bidirectional.class, AroundFaults::shared));
        both(all, "halves-weights-swapped", "whose halves have each other's weights", "lists of weights in another order", "the forward half's come first",
                plan -> plan.weights(Bidirectional.class, own -> own.length % 2 == 0 ? turned(own) : own));
        both(all, "backward-takes-last", "whose backward half gives its output at the last step of time", "output[:, -1] of a merged sequence",
                "without return_sequences the backward half gives what it made last, at step 0", plan -> plan.on(Switch.BACKWARD_GIVES_FIRST));
    }

    private static void both(List<Fault> all, String id, String what, String who, String mend, Consumer<Plan> change) {
        all.add(forward(id, what, who, mend, change).onlyIn("Bidirectional"));
    }

    private static double[][][] shared(double[][][] own) {
        double[][][] shared = own.clone();
        System.arraycopy(own, 0, shared, own.length - own.length / 2, own.length / 2);
        return shared;
    }

    private static double[][][] turned(double[][][] own) {
        double[][][] turned = own.clone();
        System.arraycopy(own, 0, turned, own.length / 2, own.length / 2);
        System.arraycopy(own, own.length / 2, turned, 0, own.length / 2);
        return turned;
    }
}
