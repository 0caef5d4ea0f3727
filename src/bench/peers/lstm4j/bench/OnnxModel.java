package lstm4j.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The model of a {@link Problem} as an ONNX file: input x (T, B, F), output p (B, K); with states also inputs h0, c0, h1 …
 * (1, B, U) and outputs hn0, cn0, … . Field numbers are those of onnx.proto.
 */
final class OnnxModel {
    private static final int[] QUARTERS = {0, 3, 1, 2}; // ONNX's order i o f c, as numbers of Keras's i f g o
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final Problem problem;
    private final boolean states;
    private final Protobuf graph = new Protobuf();

    private OnnxModel(Problem problem, boolean states) {
        this.problem = problem;
        this.states = states;
    }

    static byte[] bytes(Problem problem, boolean states) {
        return new OnnxModel(problem, states).build();
    }

    private byte[] build() {
        graph.text(2, "digits");
        tensor("axis0", INT64, longs(0), 1);
        tensor("axis1", INT64, longs(1), 1);
        value(11, "x", "T", "B", problem.features());
        String x = "x";
        for (int i = 0; i < Problem.LSTM_LAYERS; i++) {
            x = lstm(i, x, i == Problem.LSTM_LAYERS - 1);
        }
        float[][] kernel = problem.weights()[3 * Problem.LSTM_LAYERS];
        tensor("kernel", FLOAT, floats(kernel), kernel.length, kernel[0].length);
        tensor("bias", FLOAT, floats(problem.weights()[3 * Problem.LSTM_LAYERS + 1]), problem.classes());
        node("Gemm", new String[] {x, "kernel", "bias"}, "logits");
        node("Softmax", new String[] {"logits"}, "p");
        value(12, "p", "B", problem.classes());
        return new Protobuf().number(1, 8)                                   // ir_version
                .message(8, new Protobuf().text(1, "").number(2, 14))        // opset_import
                .message(7, graph).toBytes();
    }

    /** One LSTM node; returns the name of its output with the axis of directions taken out. */
    private String lstm(int i, String x, boolean last) {
        float[][][] w = problem.weights();
        int U = problem.units();
        tensor("W" + i, FLOAT, floats(transposed(w[3 * i])), 1, 4 * U, w[3 * i].length);
        tensor("R" + i, FLOAT, floats(transposed(w[3 * i + 1])), 1, 4 * U, U);
        float[][] bias = transposed(w[3 * i + 2]);
        float[][] both = new float[8 * U][1]; // ONNX adds two; the second stays zero
        System.arraycopy(bias, 0, both, 0, 4 * U);
        tensor("B" + i, FLOAT, floats(both), 1, 8 * U);
        if (states) {
            value(11, "h" + i, 1, "B", U);
            value(11, "c" + i, 1, "B", U);
            value(12, "hn" + i, 1, "B", U);
            value(12, "cn" + i, 1, "B", U);
        }
        String[] inputs = states ? new String[] {x, "W" + i, "R" + i, "B" + i, "", "h" + i, "c" + i}
                : new String[] {x, "W" + i, "R" + i, "B" + i};
        Protobuf node = named("LSTM", inputs, "y" + i, "hn" + i, "cn" + i);
        node.message(5, new Protobuf().text(1, "hidden_size").number(3, U).number(20, 2));
        graph.message(1, node);
        if (last) {
            node("Squeeze", new String[] {"hn" + i, "axis0"}, "s" + i);
        } else {
            node("Squeeze", new String[] {"y" + i, "axis1"}, "s" + i);
        }
        return "s" + i;
    }

    private void node(String operator, String[] inputs, String output) {
        graph.message(1, named(operator, inputs, output));
    }

    private static Protobuf named(String operator, String[] inputs, String... outputs) {
        Protobuf node = new Protobuf();
        for (String input : inputs) {
            node.text(1, input);
        }
        for (String output : outputs) {
            node.text(2, output);
        }
        return node.text(4, operator);
    }

    private void tensor(String name, int type, byte[] raw, long... sizes) {
        Protobuf tensor = new Protobuf();
        for (long size : sizes) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
    }

    /** An input (field 11) or output (field 12) of the graph; a size is a number or a name. */
    private void value(int field, String name, Object... sizes) {
        Protobuf shape = new Protobuf();
        for (Object size : sizes) {
            shape.message(1, size instanceof Integer n ? new Protobuf().number(1, n) : new Protobuf().text(2, size.toString()));
        }
        Protobuf tensor = new Protobuf().number(1, FLOAT).message(2, shape);
        graph.message(field, new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor)));
    }

    /** Keras's (inputs, 4U) as ONNX's (4U, inputs), with its order of gates. */
    private static float[][] transposed(float[][] array) {
        int U = array[0].length / 4;
        float[][] out = new float[4 * U][array.length];
        for (int q = 0; q < 4; q++) {
            for (int u = 0; u < U; u++) {
                for (int r = 0; r < array.length; r++) {
                    out[q * U + u][r] = array[r][QUARTERS[q] * U + u];
                }
            }
        }
        return out;
    }

    private static byte[] floats(float[][] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    private static byte[] longs(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }
}
