package lstm4j.check;

import static lstm4j.check.Fault.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import lstm4j.layer.Recurrent;
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
                plan -> plan.layers(Recurrent.class, SequenceFaults::turned));
        add(all, "outputs-turned", "whose outputs stand in reverse order", "ONNX turns the outputs of a reverse layer to the order of time, Keras does not",
                "leave outputs in the order in which they are made", plan -> outputs(plan, SequenceFaults::turned));
        add(all, "outputs-late", "whose outputs are one step late", "return_sequences counted from 1", "the first output is that of the first step",
                plan -> outputs(plan, SequenceFaults::late));
        add(all, "layer-outputs-late", "whose outputs reach the next layer one step late", "return_sequences counted from 1",
                "the first output is that of the first step", plan -> plan.on(Switch.OUTPUTS_LATE));
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
        all.add(forward("states-swapped", "whose h0 and c0 are exchanged", "TensorFlow 1 has (c, h), Keras and PyTorch (h, c)", "exchange the two",
                SequenceFaults::statesSwapped).onlyIn("LSTM"));
        add(all, "states-ignored", "that begins with zeros instead of its initial state", "hx not passed on", "begin with the given state",
                plan -> plan.states.clear());
        all.add(forward("h0-ignored", "that begins with h = 0", "c passed alone", "begin with the given h", plan -> ignored(plan, "h")).onlyIn("LSTM"));
        all.add(forward("c0-ignored", "that begins with c = 0", "h passed alone", "begin with the given c", plan -> ignored(plan, "c")).onlyIn("LSTM"));
        add(all, "state-leaks", "in which each row of a batch begins with the final state of the row before", "state not reset between samples",
                "begin every row with its own state", plan -> plan.on(Switch.ROWS_LEAK));
        add(all, "state-of-first-row", "in which all rows begin with the state of the first one", "a broadcast state", "each row has its own state",
                plan -> plan.states((layer, part, rows) -> first(rows)));
        all.add(forward("final-states-swapped", "whose final h and c are exchanged", "TensorFlow 1 has (c, h)", "exchange the two",
                plan -> plan.after.add(SequenceFaults::finalsSwapped)).onlyIn("LSTM"));
        on(all, Switch.HIDDEN_NOT_CARRIED, "h-not-carried", "that forgets h from step to step", "who hands on c alone, or nothing", "carry h as well");
        on(all, Switch.STATE_TWO_STEPS_OLD, "h-one-step-late", "that uses the h of two steps ago", "double buffers swapped at the wrong time",
                "swap buffers after each step");
        on(all, Switch.RESIDUAL, "residual", "whose output has its input added", "residual wrappers", "leave x out of the output");
    }

    private static void masks(List<Fault> all) {
        on(all, Switch.MASK_IGNORED, "mask-ignored", "that ignores the mask", "backends without masks", "skip masked steps");
        on(all, Switch.MASK_ZEROES_INPUT, "mask-zeroes-x", "that computes masked steps with x = 0", "who multiplies x by the mask", "hold h and c");
        on(all, Switch.MASK_ZEROES_OUTPUT, "mask-zeroes-y", "that puts out zeros at masked steps", "PyTorch's packed sequences, ONNX",
                "Keras repeats the output before, unless zero_output_for_mask");
        on(all, Switch.MASK_CLEARS_STATE, "mask-clears-state", "that clears its state at a masked step", "who multiplies states by the mask", "hold h and c");
        on(all, Switch.MASK_REPEATS, "zero-output-ignored", "that repeats outputs in spite of zero_output_for_mask", "an option forgotten", "put out zeros");
    }

    private static void on(List<Fault> all, Switch one, String id, String what, String who, String mend) {
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

    private static double[][] late(double[][] sample) {
        return IntStream.range(0, sample.length).mapToObj(s -> s == 0 ? new double[sample[0].length] : sample[s - 1]).toArray(double[][]::new);
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

    private static Recurrent<?> turned(Recurrent<?> layer) {
        return layer.goBackwards(!layer.goesBackwards());
    }

    /** Parts stand in pairs: h and c of an LSTM, or of both halves. */
    private static void statesSwapped(Plan plan) {
        Map<String, OracleState> own = Map.copyOf(plan.states);
        plan.states((layer, part, rows) -> names(plan, layer).contains("c") ? own.get(layer).parts()[part ^ 1] : rows);
    }

    private static void ignored(Plan plan, String state) {
        plan.states((layer, part, rows) -> names(plan, layer).contains("c") && part % 2 == (state.equals("c") ? 1 : 0)
                ? new double[rows.length][rows[0].length] : rows);
    }

    /** The letters of the parts of a layer's state. */
    private static String names(Plan plan, String name) {
        return plan.architecture.layers().stream().filter(layer -> layer.name().equals(name)).flatMap(layer -> layer.stateNames().stream())
                .map(part -> part.replaceFirst("^(for|back)ward_", "")).collect(Collectors.joining());
    }

    private static void finalsSwapped(Arrays3 out) {
        for (String name : List.copyOf(out.all.keySet())) {
            if (name.endsWith("c_n")) {
                String h = name.replaceFirst("c_n$", "h_n");
                double[][][] kept = out.get(h);
                out.put(h, out.get(name));
                out.put(name, kept);
            }
        }
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
