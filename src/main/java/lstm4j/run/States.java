package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;

/**
 * Output and cell states of LSTM layers for every row of a batch: what stateful layers keep between batches, or what a
 * caller gives a call to begin with. Spec: chapter 3, rules LSTM-5 and LSTM-9.
 */
public final class States {
    private final float[][][] h; // [layer][B][U] or null where the layer begins with zeros
    private final float[][][] c;

    /** No states: every layer begins with zeros. */
    public States(Architecture architecture) {
        h = new float[architecture.size()][][];
        c = new float[architecture.size()][][];
    }

    /** The states that the stateful layers of a model keep, all zero. */
    public static States kept(Architecture architecture) {
        States states = new States(architecture);
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i) instanceof LSTM lstm && lstm.isStateful()) {
                int batch = architecture.inputShape(i).batch();
                states.set(i, new float[batch][lstm.units()], new float[batch][lstm.units()]);
            }
        }
        return states;
    }

    /** Zero states of every LSTM layer for {@code batch} rows. */
    static States all(Architecture architecture, int batch) {
        States states = new States(architecture);
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i) instanceof LSTM lstm) {
                states.set(i, new float[batch][lstm.units()], new float[batch][lstm.units()]);
            }
        }
        return states;
    }

    /** Whether layer i has states here. */
    public boolean has(int i) {
        return h[i] != null;
    }

    /** The output states [B][U] of layer i, not a copy. */
    public float[][] hidden(int i) {
        return h[i];
    }

    /** The cell states [B][U] of layer i, not a copy. */
    public float[][] cell(int i) {
        return c[i];
    }

    /** Lets layer i begin with these states, [B][U] each. */
    public void set(int i, float[][] hidden, float[][] cell) {
        h[i] = hidden;
        c[i] = cell;
    }

    /** Sets every state to zero. */
    public void reset() {
        for (int i = 0; i < h.length; i++) {
            for (int r = 0; h[i] != null && r < h[i].length; r++) {
                Arrays.fill(h[i][r], 0);
                Arrays.fill(c[i][r], 0);
            }
        }
    }

    /** Puts the states of rows first … first + R − 1 into a workspace: those of {@code over} before those kept here, else zeros. */
    void into(Workspace workspace, Architecture architecture, States over, int first, int R) {
        for (int i = 0; i < h.length; i++) {
            if (architecture.layer(i) instanceof LSTM lstm) {
                States source = over != null && over.has(i) ? over : this;
                for (int r = 0; r < R; r++) {
                    copy(source.h[i], first + r, workspace.hidden(i)[r], lstm.units());
                    copy(source.c[i], first + r, workspace.cell(i)[r], lstm.units());
                }
            }
        }
    }

    private static void copy(float[][] from, int row, float[] to, int units) {
        if (from == null) {
            Arrays.fill(to, 0);
        } else {
            System.arraycopy(from[row], 0, to, 0, units);
        }
    }

    /** Takes over the final states of rows first … first + R − 1 of the layers that have states here. */
    void from(Workspace workspace, int first, int R) {
        for (int i = 0; i < h.length; i++) {
            for (int r = 0; h[i] != null && r < R; r++) {
                System.arraycopy(workspace.finalHidden(i)[r], 0, h[i][first + r], 0, h[i][first + r].length);
                System.arraycopy(workspace.finalCell(i)[r], 0, c[i][first + r], 0, c[i][first + r].length);
            }
        }
    }
}
