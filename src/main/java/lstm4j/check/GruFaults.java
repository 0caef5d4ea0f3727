package lstm4j.check;

import static lstm4j.check.Fault.backward;
import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;
import lstm4j.layer.SimpleRNN;

/** Mistakes in the functions and equations of the steps of GRU and SimpleRNN. */
final class GruFaults {
    private GruFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        equations(all);
        functions(all);
        gradients(all);
        all.replaceAll(fault -> fault.onlyIn("GRU"));
        all.addAll(ofSimpleRnn());
        return all;
    }

    private static void add(List<Fault> all, String id, String what, String who, String mend, Consumer<Plan> change) {
        all.add(forward(id, what, who, mend, change));
    }

    private static void on(List<Fault> all, Switch one, String id, String what, String who, String mend) {
        add(all, id, what, who, mend, plan -> plan.on(one));
    }

    private static void equations(List<Fault> all) {
        on(all, Switch.UPDATE_SWAPPED, "gru-update-swapped", "with h = (1 − z)·h′ + z·g", "the paper of 2014 and many blogs", "h = z·h′ + (1 − z)·g");
        on(all, Switch.UPDATE_GATE_SHUT, "gru-update-missing", "without its update gate", "hand-written cells", "h = z·h′ + (1 − z)·g");
        on(all, Switch.RESET_GATE_OPEN, "gru-reset-missing", "without its reset gate", "hand-written cells", "multiply by r");
        on(all, Switch.RESET_ELSEWHERE, "gru-reset-elsewhere", "whose reset gate is at the other place (reset_after)",
                "Keras 3, PyTorch and cuDNN reset after the product, ONNX's default and Keras 1 before", "set reset_after or linear_before_reset as the model has it");
        on(all, Switch.RECURRENT_BIAS_OUTSIDE, "gru-bias-outside", "whose recurrent bias is not multiplied by r", "who adds up the two biases",
                "g = φ(s + r·(b′ + h′·V))");
        add(all, "gru-recurrent-bias-missing", "without its recurrent bias", "ports that know one bias", "the bias has two rows: add both",
                plan -> plan.weights(GRU.class, own -> Layouts.withoutBias(own, 1, 1, 0, own[1][0].length)));
        add(all, "gru-input-bias-missing", "without its input bias", "ports that know one bias", "the bias has two rows: add both",
                plan -> plan.weights(GRU.class, own -> Layouts.withoutBias(own, 0, 0, 0, own[1][0].length)));
        add(all, "gru-biases-swapped", "whose two biases are exchanged", "rows of the bias in the other order", "row 0 is the input's",
                plan -> plan.weights(GRU.class, own -> own.length < 3 || own[2].length < 2 ? own : Layouts.with(own, 2, new double[][] {own[2][1], own[2][0]})));
    }

    private static void functions(List<Fault> all) {
        on(all, Switch.CANDIDATE_BY_GATE_FUNCTION, "gru-candidate-sigmoid", "that uses the gates' function for the candidate", "a loop over all gates",
                "the candidate takes the activation");
        on(all, Switch.GATES_BY_ACTIVATION, "gru-functions-swapped", "that uses the activation for the gates", "arguments in the wrong order",
                "gates take the recurrent activation");
        for (ActivationFunction function : List.of(ActivationFunction.SIGMOID, ActivationFunction.HARD_SIGMOID, ActivationFunction.HARD_SIGMOID_KERAS2)) {
            add(all, "gru-gates-" + function.kerasName() + (function == ActivationFunction.HARD_SIGMOID_KERAS2 ? "-2" : ""),
                    "with " + function.kerasName() + " for its gates", "versions and libraries have different defaults", "use the recurrent activation of the model",
                    plan -> plan.layers(GRU.class, gru -> gru.recurrentActivation() == function ? gru : gru.recurrentActivation(function)));
        }
        for (ActivationFunction function : List.of(ActivationFunction.TANH, ActivationFunction.RELU, ActivationFunction.LINEAR, ActivationFunction.SOFTSIGN)) {
            add(all, "gru-activation-" + function.kerasName(), "with " + function.kerasName() + " as its activation", "fused kernels ignore the argument",
                    "use the activation of the model", plan -> plan.layers(GRU.class, gru -> gru.activation() == function ? gru : gru.activation(function)));
        }
    }

    private static void gradients(List<Fault> all) {
        back(all, Switch.DH_WITHOUT_Z, "gru-dh-without-z", "in which dh·z does not go to the step before", "dh′ = dh·z + dq·Vᵀ");
        back(all, Switch.DZ_NEGATIVE, "gru-dz-negative", "in which dz has the wrong sign", "dz = dh·(h′ − g)");
        back(all, Switch.DG_BY_Z, "gru-dg-by-z", "in which dg is multiplied by z", "dg = dh·(1 − z)");
        back(all, Switch.DQ_WITHOUT_R, "gru-dq-without-r", "in which r is missing behind the candidate", "dq = ds·r");
        back(all, Switch.DR_MISSING, "gru-dr-missing", "that do not go through the reset gate", "dr = ds·q");
    }

    private static void back(List<Fault> all, Switch one, String id, String what, String mend) {
        all.add(backward(id, "with gradients " + what, "hand-written back-propagation", mend, plan -> plan.on(one)));
    }

    private static List<Fault> ofSimpleRnn() {
        List<Fault> all = new ArrayList<>();
        for (ActivationFunction function : List.of(ActivationFunction.TANH, ActivationFunction.RELU, ActivationFunction.LINEAR, ActivationFunction.SIGMOID)) {
            add(all, "rnn-activation-" + function.kerasName(), "with " + function.kerasName() + " as its activation", "libraries have different defaults",
                    "use the activation of the model", plan -> plan.layers(SimpleRNN.class, rnn -> rnn.activation() == function ? rnn : rnn.activation(function)));
        }
        all.replaceAll(fault -> fault.onlyIn("SimpleRNN"));
        return all;
    }
}
