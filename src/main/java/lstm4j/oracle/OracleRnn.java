package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Layer;
import lstm4j.layer.RNN;
import lstm4j.layer.Shape;

/**
 * Cells one on top of the other, each run over all steps on what the one below put out. Spec: chapter 15. Letters: n sample,
 * k place in the order of processing.
 */
final class OracleRnn implements OracleLayer {
    private final RNN layer;
    private final List<OracleLayer> cells = new ArrayList<>();
    private final int[] firstPart; // [cell + 1] of its state among the parts of the layer's

    OracleRnn(RNN layer, Shape input, double[][][] weights, Options options, OracleFactory factory) {
        this.layer = layer;
        List<Layer.Inside> inside = layer.inside(input);
        firstPart = new int[inside.size() + 1];
        OracleState state = options.initialState(layer.name());
        int first = 0;
        for (int i = 0; i < inside.size(); i++) {
            Layer.Inside one = inside.get(i);
            firstPart[i + 1] = firstPart[i] + one.layer().stateNames().size();
            int end = first + one.layer().weights(one.input()).size();
            Layer cell = layer.cells().get(i).name(layer.name() + "/" + one.role()); // a name that no layer of the model has
            cells.add(factory.of(cell, one.input(), Arrays.copyOfRange(weights, first, end),
                    state == null ? options : options.initialState(cell.name(), part(state, i))));
            first = end;
        }
    }

    /** The parts of the state of cell i. */
    private OracleState part(OracleState state, int i) {
        return state == null ? null : new OracleState(Arrays.copyOfRange(state.parts(), firstPart[i], firstPart[i + 1]));
    }

    /** The mask that cell i sees: those above the first get the steps in the order of processing. */
    private boolean[][] mask(boolean[][] mask, int i) {
        if (mask == null || i == 0 || !layer.goesBackwards()) {
            return mask;
        }
        boolean[][] turned = new boolean[mask.length][mask[0].length];
        for (int n = 0; n < mask.length; n++) {
            for (int k = 0; k < turned[n].length; k++) {
                turned[n][k] = mask[n][turned[n].length - 1 - k];
            }
        }
        return turned;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        List<LayerTrace> traces = run(x, mask);
        List<Step> steps = new ArrayList<>();
        List<double[][]> state = new ArrayList<>();
        for (LayerTrace trace : traces) {
            steps.addAll(trace.steps());
            state.addAll(List.of(trace.finalState().parts()));
        }
        return new LayerTrace(layer.name(), x, mask, traces.get(traces.size() - 1).output(), layer.passesMask() ? mask : null, steps,
                new OracleState(state.toArray(double[][][]::new)));
    }

    private List<LayerTrace> run(double[][][] x, boolean[][] mask) {
        List<LayerTrace> traces = new ArrayList<>();
        double[][][] rows = x;
        for (int i = 0; i < cells.size(); i++) {
            traces.add(cells.get(i).forward(rows, mask(mask, i)));
            rows = traces.get(i).output();
        }
        return traces;
    }

    /** The cells are run once more, for what they keep of their steps. */
    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        List<LayerTrace> traces = run(trace.input(), trace.mask());
        List<double[][]> dWeights = new ArrayList<>();
        List<double[][]> dState = new ArrayList<>();
        double[][][] dRows = dy;
        for (int i = cells.size() - 1; i >= 0; i--) {
            LayerGradients g = cells.get(i).backward(traces.get(i), dRows, part(dFinal, i));
            dWeights.addAll(0, List.of(g.weights()));
            dState.addAll(0, List.of(g.initialState().parts()));
            dRows = g.input();
        }
        return new LayerGradients(dRows, dWeights.toArray(double[][][]::new), new OracleState(dState.toArray(double[][][]::new)));
    }
}
