package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;

/**
 * States of layers for every row of a batch, in the parts that each layer names: what stateful layers keep between
 * batches, or what a caller gives a call to begin with. Spec: chapter 3, rules LSTM-5 and LSTM-9.
 */
public final class States {
    private final float[][][][] parts; // [layer][part][B][U], or null where the layer begins with zeros

    /** No states: every layer begins with zeros. */
    public States(Architecture architecture) {
        parts = new float[architecture.size()][][][];
    }

    /** The states that the stateful layers of a model keep, all zero. */
    public static States kept(Architecture architecture) {
        States states = new States(architecture);
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i).isStateful()) {
                states.set(i, zeros(architecture.layer(i), architecture.inputShape(i).batch()));
            }
        }
        return states;
    }

    /** Zero states of every layer that has one, for {@code batch} rows. */
    public static States all(Architecture architecture, int batch) {
        States states = new States(architecture);
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i).stateSizes().length > 0) {
                states.set(i, zeros(architecture.layer(i), batch));
            }
        }
        return states;
    }

    private static float[][][] zeros(Layer layer, int batch) {
        return Arrays.stream(layer.stateSizes()).mapToObj(size -> new float[batch][size]).toArray(float[][][]::new);
    }

    /** Whether layer i has states here. */
    public boolean has(int i) {
        return parts[i] != null;
    }

    /** The parts [part][B][U] of the state of layer i, not a copy. */
    public float[][][] parts(int i) {
        return parts[i];
    }

    /** Lets layer i begin with a state of these parts, [B][U] each. */
    public void set(int i, float[][]... state) {
        parts[i] = state;
    }

    /** Takes over the first rows of all states here from others. */
    void take(States others, int rows) {
        for (int i = 0; i < parts.length; i++) {
            for (int part = 0; has(i) && part < parts[i].length; part++) {
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(others.parts[i][part][r], 0, parts[i][part][r], 0, parts[i][part][r].length);
                }
            }
        }
    }

    /** Copies a state of the same sizes to layer i. */
    public void copy(int i, float[][][] state) {
        for (int part = 0; part < state.length; part++) {
            for (int r = 0; r < state[part].length; r++) {
                System.arraycopy(state[part][r], 0, parts[i][part][r], 0, state[part][r].length);
            }
        }
    }

    /** Sets every state to zero. */
    public void reset() {
        for (float[][][] state : parts) {
            for (int part = 0; state != null && part < state.length; part++) {
                for (float[] row : state[part]) {
                    Arrays.fill(row, 0);
                }
            }
        }
    }

    /** Puts the states of rows first … first + R − 1 into a workspace: those of {@code over} before those kept here, else zeros. */
    void into(Workspace workspace, States over, int first, int R) {
        for (int i = 0; i < parts.length; i++) {
            workspace.startFrom(i, over != null && over.has(i) ? over.parts[i] : parts[i], first, R);
        }
    }

    /** Takes over the final states of rows first … first + R − 1 of the layers that have states here. */
    void from(Workspace workspace, int first, int R) {
        for (int i = 0; i < parts.length; i++) {
            take(i, workspace.finalState(i), first, R);
        }
    }

    /** Likewise the gradients of the states that the layers began with. */
    public void gradientsFrom(Workspace workspace, int first, int R) {
        for (int i = 0; i < parts.length; i++) {
            take(i, workspace.stateGradient(i), first, R);
        }
    }

    private void take(int i, float[][][] state, int first, int R) {
        for (int part = 0; has(i) && part < state.length; part++) {
            for (int r = 0; r < R; r++) {
                float[] row = parts[i][part][first + r];
                System.arraycopy(state[part][r], 0, row, 0, row.length);
            }
        }
    }
}
