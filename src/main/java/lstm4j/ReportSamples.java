package lstm4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;
import lstm4j.report.SampleView;
import lstm4j.report.Walk;
import lstm4j.run.ArraySamples;

/** The samples of a {@link ModelReport}: how they are shown, and what the layers do with them. */
final class ReportSamples {
    private static final int LOOKED_AT = 16; // samples that are followed through the layers

    private final Sequential model;
    private final Architecture architecture;
    private final Object[] x;       // as the model takes them
    private final float[][][] rows; // [N][S][F] as the engine does

    ReportSamples(Sequential model, Object x) {
        this.model = model;
        this.architecture = model.architecture();
        this.rows = ArraySamples.rows("x", x, architecture); // refuses what is no array
        this.x = (Object[]) x;
    }

    float[][][] rows() {
        return rows;
    }

    private boolean isWords() {
        return architecture.layer(0).vocabulary() > 0;
    }

    /** How a sample is shown, its words by this vocabulary. */
    SampleView view(List<String> vocabulary) {
        return isWords() ? SampleView.words(vocabulary) : SampleView.numbers();
    }

    /** Some of them, as the model takes them. */
    Object batch(int from, int to) {
        return Arrays.copyOfRange(x, from, to);
    }

    /** The first sample, without the zeros at its end that stand for no word. */
    float[][] first() {
        return trimmed(rows[0]);
    }

    /** What the model says of it: a row, or one for each step. */
    float[][] firstOutputs() {
        int batch = architecture.isStateful() ? architecture.inputShape().batch() : 1;
        return model.predictAll(isWords() && batch == 1 ? first() : batch(0, batch), Map.of()).rows()[0];
    }

    private float[][] trimmed(float[][] sample) {
        int steps = sample[0].length;
        boolean masked = isWords() && architecture.layer(0).makesMask() && architecture.inputShape().get(1) == Shape.ANY;
        while (masked && steps > 1 && sample[0][steps - 1] == 0) {
            steps--;
        }
        return steps == sample[0].length ? sample : new float[][] {Arrays.copyOf(sample[0], steps)};
    }

    /** Outputs of all samples, in parts, so that memory is needed for one part only: [N][S][K]. */
    float[][][] predicted() {
        float[][][] outputs = new float[rows.length][][];
        for (int from = 0; from < rows.length; from += 256) {
            float[][][] part = model.predictAll(batch(from, Math.min(rows.length, from + 256)), Map.of()).rows();
            System.arraycopy(part, 0, outputs, from, part.length);
        }
        return outputs;
    }

    /** Of each recurrent layer what it did with the first samples. */
    List<List<Walk>> walks() {
        List<List<Walk>> layers = new ArrayList<>();
        for (int n = 0; n < Math.min(LOOKED_AT, rows.length); n++) {
            List<Trace> traces = isWords() || architecture.inputShape().rank() == 3 ? model.trace(trimmed(rows[n])) : List.of();
            for (int l = 0; l < traces.size(); l++) {
                if (n == 0) {
                    layers.add(new ArrayList<>());
                }
                layers.get(l).add(walk(traces.get(l)));
            }
        }
        return layers;
    }

    /** In the order of the sample: what was processed from its end is turned round. */
    private Walk walk(Trace trace) {
        Layer layer = architecture.layers().stream().filter(one -> one.name().equals(trace.layer())).findFirst().orElseThrow();
        Map<String, float[][]> parts = new LinkedHashMap<>();
        trace.parts().forEach((name, values) -> parts.put(name, layer.goesBackwards(name) ? reversed(values) : values));
        return new Walk(trace.layer(), parts);
    }

    private static float[][] reversed(float[][] steps) {
        float[][] turned = new float[steps.length][];
        for (int t = 0; t < turned.length; t++) {
            turned[t] = steps[steps.length - 1 - t];
        }
        return turned;
    }

    /** Why the model has no output after each step; empty if it has. */
    private String needsWholeSequence() {
        return architecture.layers().stream().filter(layer -> !layer.makesMask()).map(Layer::needsWholeSequence).filter(why -> !why.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Whether every layer goes from step to step, masks left aside. */
    boolean goStepByStep() {
        return needsWholeSequence().isEmpty();
    }

    /** What the model says of the first sample if it ends after step 1, 2, …: [T][K]; null where it takes only whole ones. */
    float[][] outputsAfterEachStep() {
        float[][] sample = first();
        if (architecture.inputShape().rank() != 3 && !isWords()) {
            return null;
        }
        if (architecture.layers().stream().allMatch(layer -> layer.needsWholeSequence().isEmpty())) {
            return stepped(sample);
        }
        return architecture.inputShape().get(1) == Shape.ANY ? prefixes(sample) : null;
    }

    private float[][] stepped(float[][] sample) {
        int steps = isWords() ? sample[0].length : sample.length;
        float[][] outputs = new float[steps][architecture.outputShape().features()];
        Predictor predictor = model.predictor();
        for (int t = 0; t < steps; t++) {
            predictor.step(isWords() ? new float[] {sample[0][t]} : sample[t], outputs[t]);
        }
        return outputs;
    }

    private float[][] prefixes(float[][] sample) {
        float[][] outputs = new float[isWords() ? sample[0].length : sample.length][];
        for (int t = 0; t < outputs.length; t++) {
            Object prefix = isWords() ? new float[][] {Arrays.copyOf(sample[0], t + 1)} : new float[][][] {Arrays.copyOf(sample, t + 1)};
            float[][] said = model.predictAll(prefix, Map.of()).rows()[0];
            outputs[t] = said[said.length - 1];
        }
        return outputs;
    }
}
