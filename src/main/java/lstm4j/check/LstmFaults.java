package lstm4j.check;

import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;

/** Mistakes in the functions and equations of an LSTM's step, in all LSTM layers alike. */
final class LstmFaults {
    private LstmFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        functions(all);
        equations(all);
        all.replaceAll(fault -> fault.onlyIn("LSTM"));
        return all;
    }

    private static void add(List<Fault> all, String id, String what, String who, String mend, Consumer<Plan> change) {
        all.add(forward(id, what, who, mend, change));
    }

    private static void functions(List<Fault> all) {
        add(all, "forget-bias-added", "that adds 1 to the forget gate at run time", "TensorFlow 1's BasicLSTMCell",
                "Keras has the 1 in its stored bias: add nothing", plan -> plan.weights(LSTM.class, own -> Layouts.bias(own, 1, 1)));
        add(all, "forget-bias-removed", "that takes 1 off the forget gate's bias", "converters that think it will be added again",
                "leave the stored bias alone", plan -> plan.weights(LSTM.class, own -> Layouts.bias(own, 1, -1)));
        gates(all, "gates-sigmoid", ActivationFunction.SIGMOID, "sigmoid, the default of Keras since 2.3,");
        gates(all, "gates-hard-sigmoid", ActivationFunction.HARD_SIGMOID, "Keras 3's hard_sigmoid (x/6)");
        gates(all, "gates-hard-sigmoid-2", ActivationFunction.HARD_SIGMOID_KERAS2, "Keras 2's hard_sigmoid (x/5), also ONNX's,");
        gates(all, "gates-tanh", ActivationFunction.TANH, "tanh");
        for (ActivationFunction function : List.of(ActivationFunction.TANH, ActivationFunction.RELU, ActivationFunction.LINEAR,
                ActivationFunction.SOFTSIGN, ActivationFunction.HARD_TANH)) {
            add(all, "activation-" + function.kerasName(), "with " + function.kerasName() + " as its activation", "fused kernels ignore the argument",
                    "use the activation of the model", plan -> plan.layers(LSTM.class, lstm -> lstm.activation() == function ? lstm : lstm.activation(function)));
        }
        on(all, Switch.CANDIDATE_BY_GATE_FUNCTION, "candidate-sigmoid", "that uses the gates' function for the candidate", "a loop over all four gates",
                "the candidate takes the activation");
        on(all, Switch.GATES_BY_ACTIVATION, "functions-swapped", "that uses the activation for the gates", "arguments in the wrong order",
                "gates take the recurrent activation");
        on(all, Switch.OUTPUT_LINEAR, "output-linear", "with h = o·c instead of o·φ(c)", "who forgets the second tanh", "apply the activation to c");
        on(all, Switch.OUTPUT_ALWAYS_TANH, "output-tanh", "with h = o·tanh(c) whatever the activation", "fused kernels", "apply the model's activation to c");
    }

    private static void gates(List<Fault> all, String id, ActivationFunction function, String name) {
        add(all, id, "with " + name + " for its gates", "versions and libraries have different defaults", "use the recurrent activation of the model",
                plan -> plan.layers(LSTM.class, lstm -> lstm.recurrentActivation() == function ? lstm : lstm.recurrentActivation(function)));
    }

    private static void equations(List<Fault> all) {
        on(all, Switch.F_IS_1_MINUS_I, "coupled-f", "with f = 1 − i", "ONNX's input_forget", "compute both gates");
        on(all, Switch.I_IS_1_MINUS_F, "coupled-i", "with i = 1 − f", "TensorFlow Lite's CIFG", "compute both gates");
        on(all, Switch.INPUT_GATE_OPEN, "input-gate-open", "without its input gate", "hand-written cells", "c = f·c + i·g");
        on(all, Switch.FORGET_GATE_OPEN, "forget-gate-open", "without its forget gate", "the LSTM of 1997", "c = f·c + i·g");
        on(all, Switch.OUTPUT_GATE_OPEN, "output-gate-open", "without its output gate", "hand-written cells", "h = o·φ(c)");
        on(all, Switch.CELL_NOT_CARRIED, "c-not-carried", "that forgets c from step to step", "who hands on h alone", "carry c as well");
        on(all, Switch.STATE_IS_C, "c-for-h", "that multiplies c instead of h by the recurrent kernel", "states in the wrong order", "z takes h of the step before");
        on(all, Switch.OUTPUT_IS_C, "c-put-out", "that puts out c instead of h", "the tuple's other half", "put out h");
        on(all, Switch.OUTPUT_OF_CANDIDATE, "o-missing-in-output", "that puts out φ(c) but carries o·φ(c)", "hand-written cells", "put out h");
        on(all, Switch.OUTPUT_BY_OLD_CELL, "old-c-in-h", "with h = o·φ(c of the step before)", "updates in the wrong order", "update c first");
        on(all, Switch.MASK_HOLDS_ONLY_H, "mask-holds-h-only", "that holds h but not c at masked steps", "one state forgotten", "hold both");
        on(all, Switch.MASK_HOLDS_ONLY_C, "mask-holds-c-only", "that holds c but not h at masked steps", "one state forgotten", "hold both");
        for (double limit : new double[] {1, 3, 5, 10, 50}) {
            all.add(forward("c-clipped-" + (int) limit, "whose c is clipped to ±" + (int) limit, "cell_clip of TensorFlow and TensorFlow Lite",
                    "switch clipping off", plan -> plan.changes.forEach(own -> own.cellLimit = limit)));
            all.add(forward("z-clipped-" + (int) limit, "whose pre-activations are clipped to ±" + (int) limit, "ONNX's clip", "switch clipping off",
                    plan -> plan.changes.forEach(own -> own.gateLimit = limit)));
        }
    }

    private static void on(List<Fault> all, Switch one, String id, String what, String who, String mend) {
        all.add(forward(id, what, who, mend, plan -> plan.on(one)));
    }
}
