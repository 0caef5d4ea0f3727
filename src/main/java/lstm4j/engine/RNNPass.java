package lstm4j.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Layer;
import lstm4j.layer.RNN;
import lstm4j.layer.Shape;

/**
 * Cells one on top of the other: one pass after the other over all steps, since no cell hears of the cells above it. Spec:
 * chapter 15. Letters: S steps, R rows.
 */
final class RNNPass extends Pass {
    private final RNN layer;
    private final List<Layer.Inside> inside;
    private final Pass[] cells;
    private final int[] firstArray; // [cell] number of its first weight
    private final boolean turns;    // whether cells above the first see the sequence turned round, and so its mask
    private boolean[][] turned;     // [S][R] the mask in the order of processing

    RNNPass(RNN layer, Shape input, int which, Parameters parameters, Room room, PassFactory passes) {
        super(room);
        this.layer = layer;
        this.inside = layer.inside(input);
        this.cells = new Pass[inside.size()];
        this.firstArray = new int[cells.length + 1];
        this.turns = layer.goesBackwards() && cells.length > 1;
        boolean wanted = room.inputGradient(); // whether anything below this cell learns
        for (int i = 0; i < cells.length; i++) {
            Layer.Inside one = inside.get(i);
            firstArray[i + 1] = firstArray[i] + one.layer().weights(one.input()).size();
            Parameters own = parameters.part(firstArray[i], firstArray[i + 1]);
            cells[i] = passes.of(one.layer(), one.input(), which + i * BidirectionalPass.SECOND, own, room.inputGradient(wanted));
            wanted |= own.learn();
        }
        int parts = layer.stateSizes().length;
        this.state = new float[parts][][];
        this.finalState = new float[parts][][];
        this.stateGradient = new float[parts][][];
        int part = 0;
        for (Pass cell : cells) {
            part = put(cell.state, state, part);
        }
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        for (int i = 0; i < cells.length; i++) {
            cells[i].accumulateInto(gradients, first + firstArray[i]);
        }
    }

    @Override
    int outputSteps(int S, int columns) {
        return top().outputSteps(S, columns);
    }

    @Override
    int outputColumns(int S, int columns) {
        return top().outputColumns(S, columns);
    }

    private Pass top() {
        return cells[cells.length - 1];
    }

    @Override
    boolean[][] outputMask() {
        return layer.passesMask() ? mask : null;
    }

    @Override
    void allocate(int S, int columns) {
        turned = turns ? room.buffers().flags(S, room.rows()) : null;
        for (Pass cell : cells) {
            cell.reserve(S, columns);
            columns = cell.outputColumns(S, columns);
        }
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.mask = mask;
        boolean[][] seen = mask;
        float[][][] rows = x;
        int part = 0;
        for (Pass cell : cells) {
            cell.forward(rows, seen, S, R, call);
            rows = cell.y;
            seen = turns ? turned(mask, S, R) : mask;
            part = put(cell.finalState, finalState, part);
        }
        y = rows;
    }

    private boolean[][] turned(boolean[][] mask, int S, int R) {
        for (int s = 0; mask != null && s < S; s++) {
            System.arraycopy(mask[S - 1 - s], 0, turned[s], 0, R);
        }
        return mask == null ? null : turned;
    }

    /** From the last cell down, as long as one below learns or the input's gradient is wanted. */
    @Override
    void backward(float[][][] dy, int S, int R) {
        float[][][] gradient = dy;
        for (int i = cells.length - 1; i >= 0 && gradient != null; i--) {
            cells[i].backward(gradient, S, R);
            gradient = cells[i].dx; // null where nobody below wants it
        }
        dx = cells[0].dx;
        int part = 0;
        for (Pass cell : cells) {
            part = put(cell.stateGradient, stateGradient, part);
        }
    }

    /** Of every cell, in the order of processing. */
    @Override
    Map<String, float[]> trace(int k, int r) {
        Map<String, float[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            String role = inside.get(i).role();
            cells[i].trace(k, r).forEach((name, row) -> parts.put(role + "_" + name, row));
        }
        return parts;
    }
}
