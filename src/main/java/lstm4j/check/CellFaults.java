package lstm4j.check;

import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;

/** Mistakes in the weights and in the equations of one step, in all LSTM layers alike. */
final class CellFaults {
    private static final Map<String, String> KNOWN = Map.of("iofc", "ONNX", "icfo", "Keras 1, TensorFlow 1 and WebNN's other layout",
            "cfoi", "Deeplearning4j", "fico", "OpenVINO in part", "fcio", "some hand-written cells", "cifo", "some hand-written cells");

    private CellFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        orders("", "ifco", all);
        weights(all);
        functions(all);
        equations(all);
        return all;
    }

    private static void orders(String start, String rest, List<Fault> all) {
        if (rest.isEmpty() && !start.equals("ifco")) {
            all.add(forward("gates-" + start, "that reads its gates in the order " + String.join(" ", start.split("")) + " instead of i f c o",
                    KNOWN.getOrDefault(start, "who mixes two layouts"), "exchange the four blocks of kernel, recurrent kernel and bias",
                    plan -> plan.lstmWeights(own -> Layouts.gates(own, start))));
        }
        for (int n = 0; n < rest.length(); n++) {
            orders(start + rest.charAt(n), rest.substring(0, n) + rest.substring(n + 1), all);
        }
    }

    private static void weights(List<Fault> all) {
        all.add(forward("bias-ignored", "without its bias", "ports that load kernels only", "add the bias to every pre-activation",
                plan -> plan.lstmWeights(own -> Layouts.bias(own, 0, 0))));
        all.add(forward("bias-doubled", "whose bias is added twice", "PyTorch, cuDNN and ONNX keep two biases",
                "put Keras's bias into one of the two, zeros into the other", plan -> plan.lstmWeights(own -> Layouts.bias(own, 2, 0))));
        all.add(forward("bias-halved", "with half its bias", "who spreads one bias over two places and adds one", "add both halves",
                plan -> plan.lstmWeights(own -> Layouts.bias(own, 0.5, 0))));
        for (int q = 0; q < 4; q++) {
            int gate = q;
            all.add(forward("bias-of-" + "ifco".charAt(q) + "-missing", "without the bias of gate " + "ifco".charAt(q), "hand-written cells",
                    "add it", plan -> plan.lstmWeights(own -> Layouts.withoutBiasOf(own, gate))));
            all.add(forward("recurrent-" + "ifco".charAt(q) + "-transposed", "whose recurrent kernel of gate " + "ifco".charAt(q) + " is transposed",
                    "loaders that go gate by gate", "transpose its U by U block",
                    plan -> plan.lstmWeights(own -> Layouts.with(own, 1, Layouts.blocksTransposed(own[1], gate)))));
        }
        all.add(forward("forget-bias-added", "that adds 1 to the forget gate at run time", "TensorFlow 1's BasicLSTMCell",
                "Keras has the 1 in its stored bias: add nothing", plan -> plan.lstmWeights(own -> Layouts.bias(own, 1, 1))));
        all.add(forward("forget-bias-removed", "that takes 1 off the forget gate's bias", "converters that think it will be added again",
                "leave the stored bias alone", plan -> plan.lstmWeights(own -> Layouts.bias(own, 1, -1))));
        all.add(forward("recurrent-transposed", "whose recurrent kernel is transposed block by block", "PyTorch's weight_hh is (4U, U)",
                "transpose each gate's block", plan -> plan.lstmWeights(own -> Layouts.with(own, 1, Layouts.blocksTransposed(own[1], -1)))));
        all.add(forward("recurrent-across", "whose recurrent kernel (U, 4U) was read as (4U, U)", "raw buffers", "transpose the whole array",
                plan -> plan.lstmWeights(own -> Layouts.with(own, 1, Layouts.across(own[1])))));
        all.add(forward("kernel-across", "whose kernel (F, 4U) was read as (4U, F)", "raw buffers", "transpose the whole array",
                plan -> plan.lstmWeights(own -> Layouts.with(own, 0, Layouts.across(own[0])))));
        all.add(forward("gates-interleaved", "that takes unit by unit what is stored gate by gate", "cells that keep i f c o of a unit together",
                "columns are four blocks of U, not U blocks of four", plan -> plan.lstmWeights(own -> new double[][][] {Layouts.interleaved(own[0]),
                        Layouts.interleaved(own[1]), Layouts.interleaved(Layouts.bias(own, 1, 0)[2])})));
        all.add(forward("recurrent-missing", "without its recurrent kernel", "who calls the layer step by step without state",
                "multiply h of the step before by it", plan -> plan.lstmWeights(own -> Layouts.with(own, 1, Layouts.times(own[1], 0)))));
        all.add(forward("kernel-missing", "that does not look at its input", "a pointer to the wrong buffer", "multiply x by the kernel",
                plan -> plan.lstmWeights(own -> Layouts.with(own, 0, Layouts.times(own[0], 0)))));
        all.add(forward("dense-transposed", "whose Dense kernel (F, K) was read as (K, F)", "PyTorch's Linear is (out, in)", "transpose it",
                plan -> plan.denseWeights(own -> Layouts.with(own, 0, Layouts.across(own[0])))));
        all.add(forward("dense-bias-missing", "whose Dense layer has no bias", "ports of the kernels only", "add it",
                plan -> plan.denseWeights(own -> own.length < 2 ? own : Layouts.with(own, 1, Layouts.times(own[1], 0)))));
    }

    private static void functions(List<Fault> all) {
        function(all, "gates-sigmoid", ActivationFunction.SIGMOID, "sigmoid, the default of Keras since 2.3,");
        function(all, "gates-hard-sigmoid", ActivationFunction.HARD_SIGMOID, "Keras 3's hard_sigmoid (x/6)");
        function(all, "gates-hard-sigmoid-2", ActivationFunction.HARD_SIGMOID_KERAS2, "Keras 2's hard_sigmoid (x/5), also ONNX's,");
        function(all, "gates-tanh", ActivationFunction.TANH, "tanh");
        for (ActivationFunction function : List.of(ActivationFunction.TANH, ActivationFunction.RELU, ActivationFunction.LINEAR,
                ActivationFunction.SOFTSIGN, ActivationFunction.HARD_TANH)) {
            all.add(forward("activation-" + function.kerasName(), "with " + function.kerasName() + " as its activation", "fused kernels ignore the argument",
                    "use the activation of the model", plan -> plan.lstms(lstm -> lstm.activation() == function ? lstm : lstm.activation(function))));
        }
        all.add(forward("candidate-sigmoid", "that uses the gates' function for the candidate", "a loop over all four gates",
                "the candidate takes the activation", plan -> plan.on(Switch.CANDIDATE_BY_GATE_FUNCTION)));
        all.add(forward("functions-swapped", "that uses the activation for the gates", "arguments in the wrong order",
                "gates take the recurrent activation", plan -> plan.on(Switch.GATES_BY_ACTIVATION)));
        all.add(forward("output-linear", "with h = o·c instead of o·φ(c)", "who forgets the second tanh", "apply the activation to c",
                plan -> plan.on(Switch.OUTPUT_LINEAR)));
        all.add(forward("output-tanh", "with h = o·tanh(c) whatever the activation", "fused kernels", "apply the model's activation to c",
                plan -> plan.on(Switch.OUTPUT_ALWAYS_TANH)));
        all.add(forward("softmax-missing", "whose last layer has no activation", "ports that end with logits", "apply it",
                plan -> plan.layers.replaceAll(layer -> layer instanceof Dense dense ? dense.activation(ActivationFunction.LINEAR) : layer)));
        all.add(forward("softmax-is-sigmoid", "whose Dense layer uses sigmoid", "who mixes up two heads", "use the model's function",
                plan -> plan.layers.replaceAll(layer -> layer instanceof Dense dense ? dense.activation(ActivationFunction.SIGMOID) : layer)));
    }

    private static void function(List<Fault> all, String id, ActivationFunction function, String name) {
        all.add(forward(id, "with " + name + " for its gates", "versions and libraries have different defaults", "use the recurrent activation of the model",
                plan -> plan.lstms(lstm -> lstm.recurrentActivation() == function ? lstm : lstm.recurrentActivation(function))));
    }

    private static void equations(List<Fault> all) {
        on(all, Switch.F_IS_1_MINUS_I, "coupled-f", "with f = 1 − i", "ONNX's input_forget", "compute both gates");
        on(all, Switch.I_IS_1_MINUS_F, "coupled-i", "with i = 1 − f", "TensorFlow Lite's CIFG", "compute both gates");
        on(all, Switch.INPUT_GATE_OPEN, "input-gate-open", "without its input gate", "hand-written cells", "c = f·c + i·g");
        on(all, Switch.FORGET_GATE_OPEN, "forget-gate-open", "without its forget gate", "the LSTM of 1997", "c = f·c + i·g");
        on(all, Switch.OUTPUT_GATE_OPEN, "output-gate-open", "without its output gate", "hand-written cells", "h = o·φ(c)");
        on(all, Switch.CELL_NOT_CARRIED, "c-not-carried", "that forgets c from step to step", "who hands on h alone", "carry c as well");
        on(all, Switch.HIDDEN_NOT_CARRIED, "h-not-carried", "that forgets h from step to step", "who hands on c alone", "carry h as well");
        on(all, Switch.STATE_IS_C, "c-for-h", "that multiplies c instead of h by the recurrent kernel", "states in the wrong order", "z takes h of the step before");
        on(all, Switch.STATE_TWO_STEPS_OLD, "h-one-step-late", "that uses the h of two steps ago", "double buffers swapped at the wrong time",
                "swap buffers after each step");
        on(all, Switch.OUTPUT_IS_C, "c-put-out", "that puts out c instead of h", "the tuple's other half", "put out h");
        on(all, Switch.OUTPUT_OF_CANDIDATE, "o-missing-in-output", "that puts out φ(c) but carries o·φ(c)", "hand-written cells", "put out h");
        on(all, Switch.OUTPUT_BY_OLD_CELL, "old-c-in-h", "with h = o·φ(c of the step before)", "updates in the wrong order", "update c first");
        on(all, Switch.RESIDUAL, "residual", "whose output has its input added", "residual wrappers", "leave x out of the output");
        for (double limit : new double[] {1, 3, 5, 10, 50}) {
            all.add(forward("c-clipped-" + (int) limit, "whose c is clipped to ±" + (int) limit, "cell_clip of TensorFlow and TensorFlow Lite",
                    "switch clipping off", plan -> plan.cellLimit = limit));
            all.add(forward("z-clipped-" + (int) limit, "whose pre-activations are clipped to ±" + (int) limit, "ONNX's clip", "switch clipping off",
                    plan -> plan.gateLimit = limit));
        }
    }

    private static void on(List<Fault> all, Switch one, String id, String what, String who, String mend) {
        all.add(forward(id, what, who, mend, plan -> plan.on(one)));
    }
}
