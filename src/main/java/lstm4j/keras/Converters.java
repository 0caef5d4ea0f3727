package lstm4j.keras;

import lstm4j.layer.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.RuleException;

/**
 * The weights of one LSTM layer in the layouts of other systems, to and from Keras's: kernel (F, 4U), recurrent kernel
 * (U, 4U), bias (1, 4U), columns of the gates i, f, c, o. Every method checks shapes ([FILE-85]), copies, and changes no
 * number but by adding two biases where the other system has two. Without bias, a list holds the two kernels alone.
 *
 * <table>
 * <caption>Layouts</caption>
 * <tr><th>system<th>arrays<th>gates
 * <tr><td>Keras 2, 3<td>(F, 4U), (U, 4U), (4U)<td>i f c o
 * <tr><td>Keras 1<td>twelve: W (F, U), U (U, U), b (U) a gate<td>i c f o
 * <tr><td>PyTorch<td>(4U, F), (4U, U), two biases (4U)<td>i f c o
 * <tr><td>ONNX<td>W (1, 4U, F), R (1, 4U, U), B (1, 8U)<td>i o f c
 * <tr><td>Deeplearning4j<td>(F, 4U), (U, 4U), (1, 4U)<td>c f o i
 * <tr><td>cuDNN<td>one vector: W_ih, W_hh, b_ih, b_hh as in PyTorch<td>i f c o
 * </table>
 */
public final class Converters {
    private static final int[] KERAS_1 = {0, 2, 1, 3};        // Keras's gate at each place of i c f o
    private static final int[] KERAS_1_GRU = {0, 1, 2};
    private static final int[] ONNX = {0, 3, 1, 2};           // … of i o f c
    private static final int[] DEEPLEARNING4J = {2, 1, 3, 0}; // … of c f o i

    private Converters() {
    }

    /** Keras 1's convolution along time: its kernel (taps, 1, channels, filters) without the axis of 1. */
    static List<Tensor> fromKeras1Convolution(List<Tensor> arrays) {
        List<Tensor> keras = new ArrayList<>(arrays);
        int[] shape = arrays.get(0).shape();
        if (shape[1] == 1) {
            keras.set(0, new Tensor(new int[] {shape[0], shape[2], shape[3]}, arrays.get(0).values()));
        }
        return keras;
    }

    /** Keras's three arrays from Keras 1's twelve of an LSTM, or its nine of a GRU, whose gates stand in Keras's order. */
    public static List<Tensor> fromKeras1(List<Tensor> gates) {
        requireCount("Keras 1", gates.size() == 12 || gates.size() == 9, "12 arrays, or 9 of a GRU", gates);
        requireRank("Keras 1 array 0", 2, gates.get(0));
        requireRank("Keras 1 array 1", 2, gates.get(1));
        int[] places = gates.size() == 12 ? KERAS_1 : KERAS_1_GRU;
        int F = gates.get(0).shape()[0];
        int U = gates.get(1).shape()[0];
        List<Tensor> keras = new ArrayList<>();
        int[][] sizes = {{F, U}, {U, U}, {U}};
        for (int kind = 0; kind < 3; kind++) {
            int rows = kind == 0 ? F : kind == 1 ? U : 1;
            float[][] fused = new float[rows][places.length * U];
            for (int place = 0; place < places.length; place++) {
                Tensor gate = gates.get(3 * place + kind);
                requireShape("Keras 1 array " + (3 * place + kind), sizes[kind], gate);
                float[][] part = gate.rows();
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(part[r], 0, fused[r], places[place] * U, U);
                }
            }
            keras.add(kind == 2 ? Tensor.of(fused[0]) : Tensor.of(fused));
        }
        return keras;
    }

    /** Keras 1's twelve arrays from Keras's three. */
    public static List<Tensor> toKeras1(List<float[][]> keras) {
        int U = units(keras, 3);
        List<Tensor> gates = new ArrayList<>();
        for (int place = 0; place < 4; place++) {
            for (int kind = 0; kind < 3; kind++) {
                float[][] part = columns(keras.get(kind), KERAS_1[place] * U, U);
                gates.add(kind == 2 ? Tensor.of(part[0]) : Tensor.of(part));
            }
        }
        return gates;
    }

    /** Keras's arrays from PyTorch's weight_ih, weight_hh, bias_ih, bias_hh (or the first two): the biases are added. */
    public static List<float[][]> fromPyTorch(List<Tensor> torch) {
        requireCount("PyTorch", torch.size() == 4 || torch.size() == 2, "4 arrays, or 2 without bias", torch);
        requireRank("weight_ih", 2, torch.get(0));
        requireRank("weight_hh", 2, torch.get(1));
        int U = torch.get(1).shape()[1];
        requireShape("weight_ih", new int[] {4 * U, torch.get(0).shape()[1]}, torch.get(0));
        requireShape("weight_hh", new int[] {4 * U, U}, torch.get(1));
        List<float[][]> keras = new ArrayList<>(List.of(transposed(torch.get(0).rows()), transposed(torch.get(1).rows())));
        if (torch.size() == 4) {
            requireShape("bias_ih", new int[] {4 * U}, torch.get(2));
            requireShape("bias_hh", new int[] {4 * U}, torch.get(3));
            keras.add(new float[][] {sum(torch.get(2).values(), torch.get(3).values())});
        }
        return keras;
    }

    /** PyTorch's arrays: the whole bias becomes bias_ih, bias_hh is zero. How a bias was split before cannot be known. */
    public static List<Tensor> toPyTorch(List<float[][]> keras) {
        int U = units(keras, keras.size());
        List<Tensor> torch = new ArrayList<>(List.of(Tensor.of(transposed(keras.get(0))), Tensor.of(transposed(keras.get(1)))));
        if (keras.size() == 3) {
            torch.add(Tensor.of(keras.get(2)[0]));
            torch.add(Tensor.of(new float[4 * U]));
        }
        return torch;
    }

    /** Keras's arrays from ONNX's W, R and B (or the first two) of one direction: the halves of B are added. */
    public static List<float[][]> fromOnnx(List<Tensor> onnx) {
        requireCount("ONNX", onnx.size() == 3 || onnx.size() == 2, "W, R and B, or W and R", onnx);
        requireRank("R", 3, onnx.get(1));
        requireRank("W", 3, onnx.get(0));
        int U = onnx.get(1).shape()[2];
        requireShape("W", new int[] {1, 4 * U, onnx.get(0).shape()[2]}, onnx.get(0));
        requireShape("R", new int[] {1, 4 * U, U}, onnx.get(1));
        List<float[][]> keras = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            keras.add(toKerasOrder(transposed(onnx.get(i).rows()), ONNX));
        }
        if (onnx.size() == 3) {
            requireShape("B", new int[] {1, 8 * U}, onnx.get(2));
            float[][] both = onnx.get(2).rows();
            keras.add(toKerasOrder(new float[][] {sum(columns(both, 0, 4 * U)[0], columns(both, 4 * U, 4 * U)[0])}, ONNX));
        }
        return keras;
    }

    /** ONNX's W, R and B: the second half of B is zero. */
    public static List<Tensor> toOnnx(List<float[][]> keras) {
        int U = units(keras, keras.size());
        List<Tensor> onnx = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            onnx.add(Tensor.of(new float[][][] {transposed(fromKerasOrder(keras.get(i), ONNX))}));
        }
        if (keras.size() == 3) {
            float[] both = new float[8 * U];
            System.arraycopy(fromKerasOrder(keras.get(2), ONNX)[0], 0, both, 0, 4 * U);
            onnx.add(Tensor.of(new float[][] {both}));
        }
        return onnx;
    }

    /** Keras's arrays from those of Deeplearning4j's {@code LSTM}: W, RW and b. Its {@code GravesLSTM} has peepholes, which Keras has not. */
    public static List<float[][]> fromDeeplearning4j(List<float[][]> arrays) {
        units(arrays, 3);
        return arrays.stream().map(array -> toKerasOrder(array, DEEPLEARNING4J)).collect(Collectors.toList());
    }

    /** Deeplearning4j's W, RW and b. */
    public static List<float[][]> toDeeplearning4j(List<float[][]> keras) {
        units(keras, 3);
        return keras.stream().map(array -> fromKerasOrder(array, DEEPLEARNING4J)).collect(Collectors.toList());
    }

    /** Keras's arrays from cuDNN's vector for F inputs and U units: 4U(F + U + 2) numbers, else [FILE-85]. */
    public static List<float[][]> fromCudnn(float[] vector, int F, int U) {
        double expected = 4.0 * U * (2.0 + F + U); // more than a long holds, where somebody asks for it
        if (F < 1 || U < 1 || vector.length != expected) {
            throw new RuleException("FILE-85", "cuDNN", (long) expected + " numbers for " + F + " inputs and " + U + " units", String.valueOf(vector.length), "");
        }
        int hh = 4 * U * F;
        int bias = hh + 4 * U * U;
        float[][] flat = {vector};
        return fromPyTorch(List.of(new Tensor(new int[] {4 * U, F}, columns(flat, 0, hh)[0]),
                new Tensor(new int[] {4 * U, U}, columns(flat, hh, 4 * U * U)[0]),
                Tensor.of(columns(flat, bias, 4 * U)[0]), Tensor.of(columns(flat, bias + 4 * U, 4 * U)[0])));
    }

    /** cuDNN's vector; the second bias is zero. */
    public static float[] toCudnn(List<float[][]> keras) {
        int U = units(keras, 3);
        float[] vector = new float[4 * U * (keras.get(0).length + U + 2)];
        int at = 0;
        for (Tensor part : toPyTorch(keras)) {
            System.arraycopy(part.values(), 0, vector, at, part.values().length);
            at += part.values().length;
        }
        return vector;
    }

    /**
     * Keras's arrays from those of its {@code CuDNNLSTM} and {@code CuDNNGRU} layers: kernels whose gates are square blocks
     * laid down in the GPU's order, and two biases in one vector: an LSTM adds them, a GRU keeps both.
     * Source: Keras 2.3.1, {@code saving.py}, conversion of rnn weights.
     */
    static List<Tensor> fromCudnnLayer(List<Tensor> arrays, int gates) {
        int N = gates * arrays.get(1).shape()[0];
        float[][] both = arrays.get(2).rows();
        float[] first = columns(both, 0, N)[0], second = columns(both, N, N)[0];
        return List.of(Tensor.of(blocksTransposed(arrays.get(0).rows(), gates)), Tensor.of(blocksTransposed(arrays.get(1).rows(), gates)),
                gates == 4 ? Tensor.of(sum(first, second)) : Tensor.of(new float[][] {first, second}));
    }

    /** Each gate's numbers, read row by row from its (rows, U) block, are the gate's (U, rows) matrix: transposes it. */
    private static float[][] blocksTransposed(float[][] kernel, int gates) {
        int rows = kernel.length;
        int U = kernel[0].length / gates;
        float[][] result = new float[rows][gates * U];
        for (int gate = 0; gate < gates; gate++) {
            float[] flat = Tensor.of(columns(kernel, gate * U, U)).values();
            for (int r = 0; r < rows; r++) {
                for (int u = 0; u < U; u++) {
                    result[r][gate * U + u] = flat[u * rows + r];
                }
            }
        }
        return result;
    }

    private static float[][] toKerasOrder(float[][] array, int[] order) {
        return permuted(array, order, true);
    }

    private static float[][] fromKerasOrder(float[][] array, int[] order) {
        return permuted(array, order, false);
    }

    private static float[][] permuted(float[][] array, int[] order, boolean toKeras) {
        int U = array[0].length / 4;
        float[][] result = new float[array.length][4 * U];
        for (int r = 0; r < array.length; r++) {
            for (int place = 0; place < 4; place++) {
                int from = toKeras ? place : order[place];
                int to = toKeras ? order[place] : place;
                System.arraycopy(array[r], from * U, result[r], to * U, U);
            }
        }
        return result;
    }

    static float[][] transposed(float[][] rows) {
        if (rows.length == 0) {
            throw new RuleException("FILE-85", "kernel", "at least one row", "none", "");
        }
        float[][] result = new float[rows[0].length][rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < result.length; c++) {
                result[c][r] = rows[r][c];
            }
        }
        return result;
    }

    private static float[][] columns(float[][] array, int from, int count) {
        float[][] part = new float[array.length][count];
        for (int r = 0; r < array.length; r++) {
            System.arraycopy(array[r], from, part[r], 0, count);
        }
        return part;
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    /** The units of a layer in columns of gates, its shapes checked. */
    private static int units(List<float[][]> arrays, int count) {
        arrays.forEach(array -> Required.all("array", array));
        boolean fits = arrays.size() == count && (count == 2 || count == 3) && arrays.get(1).length > 0 && arrays.get(0).length > 0;
        int U = fits ? arrays.get(1).length : 0;
        for (int i = 0; fits && i < count; i++) {
            fits = i < 2 || arrays.get(i).length == 1;
            for (float[] row : arrays.get(i)) {
                fits &= row.length == 4 * U;
            }
        }
        if (!fits) {
            throw new RuleException("FILE-85", "LSTM weights", "kernel (F, 4U), recurrent kernel (U, 4U)" + (count == 2 ? "" : " and bias (1, 4U)"),
                    arrays.stream().map(a -> "(" + a.length + ", " + (a.length == 0 ? 0 : a[0].length) + ")").collect(Collectors.toList()).toString(), "");
        }
        return U;
    }

    private static void requireCount(String system, boolean fits, String expected, List<Tensor> arrays) {
        if (!fits) {
            throw new RuleException("FILE-85", system, expected, String.valueOf(arrays.size()), "");
        }
    }

    private static void requireRank(String what, int rank, Tensor tensor) {
        if (tensor.shape().length != rank) {
            throw new RuleException("FILE-85", what, rank + " axes", tensor.shapeText(), "");
        }
    }

    private static void requireShape(String what, int[] expected, Tensor tensor) {
        if (!Tensor.text(expected).equals(tensor.shapeText())) {
            throw new RuleException("FILE-85", what, Tensor.text(expected), tensor.shapeText(), "");
        }
    }
}
