package lstm4j.check;

import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import lstm4j.layer.LSTM;
import lstm4j.oracle.OracleState;

/** Mistakes with time, batch, states and masks. */
final class SequenceFaults {
    private SequenceFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        time(all);
        states(all);
        masks(all);
        return all;
    }

    private static void add(List<Fault> all, String id, String what, String who, String mend, Consumer<Plan> change) {
        all.add(forward(id, what, who, mend, change));
    }

    private static void time(List<Fault> all) {
        add(all, "backwards", "that reads its sequence from the other end", "go_backwards forgotten or set", "read in the model's direction",
                plan -> plan.lstms(lstm -> lstm.goBackwards(!lstm.goesBackwards())));
        add(all, "outputs-turned", "whose outputs stand in reverse order", "ONNX turns the outputs of a reverse layer to the order of time, Keras does not",
                "leave outputs in the order in which they are made", plan -> outputs(plan, SequenceFaults::turned));
        add(all, "outputs-late", "whose outputs are one step late", "return_sequences counted from 1", "the first output is that of the first step",
                plan -> outputs(plan, sample -> IntStream.range(0, sample.length).mapToObj(s -> s == 0 ? new double[sample[0].length] : sample[s - 1])
                        .toArray(double[][]::new)));
        add(all, "outputs-early", "whose outputs are one step early", "return_sequences counted from 1", "the first output is that of the first step",
                plan -> outputs(plan, sample -> IntStream.range(0, sample.length).mapToObj(s -> sample[Math.min(sample.length - 1, s + 1)])
                        .toArray(double[][]::new)));
        add(all, "first-step-skipped", "that begins with the second step", "loops from 1", "begin with step 0",
                plan -> plan.x = map(plan.x, sample -> java.util.Arrays.copyOfRange(sample, Math.min(1, sample.length - 1), sample.length)));
        add(all, "last-step-skipped", "that ends one step early", "loops to T − 1", "end with step T − 1",
                plan -> plan.x = map(plan.x, sample -> java.util.Arrays.copyOf(sample, Math.max(1, sample.length - 1))));
        add(all, "first-step-only", "that ends after the first step", "an LSTM cell taken for a layer", "loop over all steps",
                plan -> plan.x = map(plan.x, sample -> new double[][] {sample[0]}));
        add(all, "input-not-moving", "that reads the first step again and again", "a pointer that is not moved", "read x of each step",
                plan -> plan.x = map(plan.x, sample -> IntStream.range(0, sample.length).mapToObj(t -> sample[0]).toArray(double[][]::new)));
        add(all, "batch-is-time", "that takes the batch for the time", "PyTorch's and ONNX's default is (T, B, F)", "set batch_first, or exchange the axes",
                SequenceFaults::batchIsTime);
        add(all, "reshaped", "that reads (B, T, F) memory as (T, B, F)", "a reshape where a transpose is needed", "transpose, do not reshape",
                plan -> plan.x = reshaped(plan.x));
        add(all, "features-by-time", "that reads (T, F) of each sample as (F, T)", "channels-first data", "features are the last axis",
                plan -> plan.x = map(plan.x, Layouts::across));
        add(all, "features-turned", "whose features stand in reverse order", "byte order, BGR", "keep the order of features",
                plan -> plan.x = map(plan.x, sample -> java.util.Arrays.stream(sample).map(SequenceFaults::turned).toArray(double[][]::new)));
    }

    private static void states(List<Fault> all) {
        add(all, "states-swapped", "whose h0 and c0 are exchanged", "TensorFlow 1 has (c, h), Keras and PyTorch (h, c)", "exchange the two",
                plan -> plan.states.replaceAll((name, state) -> new OracleState(state.c(), state.h())));
        add(all, "states-ignored", "that begins with zeros instead of h0 and c0", "hx not passed on", "begin with the given state",
                plan -> plan.states.clear());
        add(all, "h0-ignored", "that begins with h = 0", "c passed alone", "begin with the given h",
                plan -> plan.states.replaceAll((name, state) -> new OracleState(new double[state.h().length][state.h()[0].length], state.c())));
        add(all, "c0-ignored", "that begins with c = 0", "h passed alone", "begin with the given c",
                plan -> plan.states.replaceAll((name, state) -> new OracleState(state.h(), new double[state.h().length][state.h()[0].length])));
        add(all, "state-leaks", "in which each row of a batch begins with the final state of the row before", "state not reset between samples",
                "begin every row with its own state", plan -> plan.on(Switch.ROWS_LEAK));
        add(all, "state-of-first-row", "in which all rows begin with the state of the first one", "a broadcast state", "each row has its own state",
                plan -> plan.states.replaceAll((name, state) -> new OracleState(first(state.h()), first(state.c()))));
        add(all, "final-states-swapped", "whose final h and c are exchanged", "TensorFlow 1 has (c, h)", "exchange the two",
                plan -> plan.after.add(out -> swap(plan, out)));
    }

    private static void masks(List<Fault> all) {
        mask(all, Switch.MASK_IGNORED, "mask-ignored", "that ignores the mask", "backends without masks", "skip masked steps");
        mask(all, Switch.MASK_ZEROES_INPUT, "mask-zeroes-x", "that computes masked steps with x = 0", "who multiplies x by the mask", "hold h and c");
        mask(all, Switch.MASK_ZEROES_OUTPUT, "mask-zeroes-y", "that puts out zeros at masked steps", "PyTorch's packed sequences, ONNX",
                "Keras repeats the output before, unless zero_output_for_mask");
        mask(all, Switch.MASK_CLEARS_STATE, "mask-clears-state", "that clears its state at a masked step", "who multiplies states by the mask", "hold h and c");
        mask(all, Switch.MASK_HOLDS_ONLY_H, "mask-holds-h-only", "that holds h but not c at masked steps", "one state forgotten", "hold both");
        mask(all, Switch.MASK_HOLDS_ONLY_C, "mask-holds-c-only", "that holds c but not h at masked steps", "one state forgotten", "hold both");
        mask(all, Switch.MASK_REPEATS, "zero-output-ignored", "that repeats outputs in spite of zero_output_for_mask", "an option forgotten", "put out zeros");
    }

    private static void mask(List<Fault> all, Switch one, String id, String what, String who, String mend) {
        add(all, id, what, who, mend, plan -> plan.on(one));
    }

    private static double[][][] map(double[][][] x, UnaryOperator<double[][]> change) {
        return java.util.Arrays.stream(x).map(change).toArray(double[][][]::new);
    }

    private static void outputs(Plan plan, UnaryOperator<double[][]> change) {
        boolean sequences = plan.architecture.outputShape().rank() == 3;
        plan.after.add(out -> out.all.replaceAll((name, array) -> sequences && name.equals("output") || name.endsWith("/h")
                ? map(array, change) : array));
    }

    private static double[][] turned(double[][] sample) {
        return IntStream.range(0, sample.length).mapToObj(s -> sample[sample.length - 1 - s]).toArray(double[][]::new);
    }

    private static double[] turned(double[] row) {
        return IntStream.range(0, row.length).mapToDouble(j -> row[row.length - 1 - j]).toArray();
    }

    private static double[][] first(double[][] rows) {
        return IntStream.range(0, rows.length).mapToObj(b -> rows[0]).toArray(double[][]::new);
    }

    private static void swap(Plan plan, Arrays3 out) {
        plan.architecture.layers().stream().filter(LSTM.class::isInstance).map(layer -> layer.name() + "/").forEach(name -> {
            double[][][] h = out.get(name + "h_n");
            if (h != null) {
                out.put(name + "h_n", out.get(name + "c_n"));
                out.put(name + "c_n", h);
            }
        });
    }

    private static double[][][] exchanged(double[][][] x) {
        int B = x.length, T = x[0].length;
        double[][][] turned = new double[T][B][];
        for (int b = 0; b < B; b++) {
            for (int t = 0; t < T; t++) {
                turned[t][b] = x[b][t];
            }
        }
        return turned;
    }

    private static void batchIsTime(Plan plan) {
        int B = plan.x.length;
        plan.x = exchanged(plan.x);
        plan.mask = null;
        plan.states.clear();
        plan.after.add(out -> out.all.replaceAll((name, array) -> array.length > 1 && array[0].length == B && B > 1 ? exchanged(array) : array));
    }

    private static double[][][] reshaped(double[][][] x) {
        int B = x.length, T = x[0].length;
        double[][][] read = new double[B][T][];
        for (int b = 0; b < B; b++) {
            for (int t = 0; t < T; t++) {
                int flat = t * B + b;
                read[b][t] = x[flat / T][flat % T];
            }
        }
        return read;
    }
}
