package lstm4j.check;

import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import lstm4j.layer.Dense;
import lstm4j.layer.Recurrent;

/** Mistakes in how weights are read, in all layers of a kind alike. */
final class WeightFaults {
    private static final Map<String, String> KNOWN = Map.of("iofc", "ONNX", "icfo", "Keras 1, TensorFlow 1 and WebNN's other layout",
            "cfoi", "Deeplearning4j", "fico", "OpenVINO in part", "fcio", "some hand-written cells", "cifo", "some hand-written cells",
            "rzh", "PyTorch and cuDNN");

    private final String type;
    private final Class<? extends Recurrent<?>> kind;
    private final String prefix;
    private final String gates;
    private final List<Fault> all = new ArrayList<>();

    private WeightFaults(String type, Class<? extends Recurrent<?>> kind, String prefix, String gates) {
        this.type = type;
        this.kind = kind;
        this.prefix = prefix;
        this.gates = gates;
    }

    /** Of a kind of recurrent layer: the beginning of the mistakes' ids, and its gates, a letter each; none where it has one block only. */
    static List<Fault> of(String type, Class<? extends Recurrent<?>> kind, String prefix, String gates) {
        WeightFaults faults = new WeightFaults(type, kind, prefix, gates);
        faults.orders("", gates);
        faults.biases();
        faults.kernels();
        return faults.all;
    }

    private void add(String id, String what, String who, String mend, UnaryOperator<double[][][]> change) {
        all.add(forward(prefix + id, what, who, mend, plan -> plan.weights(kind, change)).onlyIn(type));
    }

    private void orders(String start, String rest) {
        if (rest.isEmpty() && !start.equals(gates)) {
            add("gates-" + start, "that reads its gates in the order " + String.join(" ", start.split("")) + " instead of " + String.join(" ", gates.split("")),
                    KNOWN.getOrDefault(start, "who mixes two layouts"), "exchange the blocks of kernel, recurrent kernel and bias",
                    own -> Layouts.gates(own, gates, start));
        }
        for (int n = 0; n < rest.length(); n++) {
            orders(start + rest.charAt(n), rest.substring(0, n) + rest.substring(n + 1));
        }
    }

    private void biases() {
        add("bias-ignored", "without its bias", "ports that load kernels only", "add the bias to every pre-activation", own -> Layouts.bias(own, 0, 0));
        add("bias-doubled", "whose bias is added twice", "PyTorch, cuDNN and ONNX keep two biases", "put Keras's bias into one of the two, zeros into the other",
                own -> Layouts.bias(own, 2, 0));
        add("bias-halved", "with half its bias", "who spreads one bias over two places and adds one", "add both halves", own -> Layouts.bias(own, 0.5, 0));
        for (int q = 0; q < gates.length(); q++) {
            int gate = q;
            add("bias-of-" + gates.charAt(q) + "-missing", "without the bias of gate " + gates.charAt(q), "hand-written cells", "add it",
                    own -> Layouts.withoutBias(own, 0, 1, gate * own[1].length, (gate + 1) * own[1].length));
        }
    }

    private void kernels() {
        for (int q = 0; q < gates.length(); q++) {
            int gate = q;
            add("recurrent-" + gates.charAt(q) + "-transposed", "whose recurrent kernel of gate " + gates.charAt(q) + " is transposed",
                    "loaders that go gate by gate", "transpose its U by U block", own -> Layouts.with(own, 1, Layouts.blocksTransposed(own[1], gate)));
        }
        add("recurrent-transposed", "whose recurrent kernel is transposed block by block", "PyTorch's weight_hh has a row for each gate and unit",
                "transpose each gate's block", own -> Layouts.with(own, 1, Layouts.blocksTransposed(own[1], -1)));
        if (!gates.isEmpty()) {
            add("recurrent-across", "whose recurrent kernel (U, " + gates.length() + "U) was read as (" + gates.length() + "U, U)", "raw buffers",
                    "transpose the whole array", own -> Layouts.with(own, 1, Layouts.across(own[1])));
            add("gates-interleaved", "that takes unit by unit what is stored gate by gate", "cells that keep the gates of a unit together",
                    "columns are a block of U for each gate, not U blocks", WeightFaults::interleaved);
        }
        add("kernel-across", "whose kernel (F, N) was read as (N, F)", "raw buffers", "transpose the whole array", own -> Layouts.with(own, 0, Layouts.across(own[0])));
        add("recurrent-missing", "without its recurrent kernel", "who calls the layer step by step without state", "multiply h of the step before by it",
                own -> Layouts.with(own, 1, Layouts.times(own[1], 0)));
        add("kernel-missing", "that does not look at its input", "a pointer to the wrong buffer", "multiply x by the kernel",
                own -> Layouts.with(own, 0, Layouts.times(own[0], 0)));
    }

    private static double[][][] interleaved(double[][][] own) {
        int U = own[1].length;
        return new double[][][] {Layouts.interleaved(own[0], U), Layouts.interleaved(own[1], U), Layouts.interleaved(Layouts.bias(own, 1, 0)[2], U)};
    }

    static List<Fault> ofDense() {
        return List.of(
                dense("dense-transposed", "whose Dense kernel (F, K) was read as (K, F)", "PyTorch's Linear is (out, in)", "transpose it",
                        own -> Layouts.with(own, 0, Layouts.across(own[0]))),
                dense("dense-bias-missing", "whose Dense layer has no bias", "ports of the kernels only", "add it",
                        own -> own.length < 2 ? own : Layouts.with(own, 1, Layouts.times(own[1], 0))));
    }

    private static Fault dense(String id, String what, String who, String mend, UnaryOperator<double[][][]> change) {
        return forward(id, what, who, mend, plan -> plan.weights(Dense.class, change)).onlyIn("Dense");
    }
}
