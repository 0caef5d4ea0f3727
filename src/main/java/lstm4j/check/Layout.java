package lstm4j.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.layer.RuleException;

/** How a backend keeps weights, their gradients and states; turned into Keras's names and axes. N is U for each gate. */
public enum Layout {
    /** kernel (F, N), recurrent_kernel (U, N), bias (N); gates i f c o, of a GRU z r h. */
    KERAS("", "ifco", "zrh"),
    /** weight_ih (N, F), weight_hh (N, U), two biases (N); gates i f c o, of a GRU r z h. */
    PYTORCH("weight_ih|weight_hh|bias_ih|bias_hh", "ifco", "rzh"),
    /** W (1, N, F), R (1, N, U), B (1, 2N); gates i o f c, of a GRU z r h. */
    ONNX("W|R|B", "iofc", "zrh"),
    /** As PyTorch, array by array. */
    CUDNN("weight_ih|weight_hh|bias_ih|bias_hh", "ifco", "rzh");

    private final Pattern names;
    private final String lstm;
    private final String gru;

    Layout(String names, String lstm, String gru) {
        this.names = Pattern.compile("(.*/|)(d_|)(" + names + ")(?:_l0)?");
        this.lstm = lstm;
        this.gru = gru;
    }

    /** The arrays of an LSTM by Keras's names, as {@link #toKeras(List, Map)}. */
    public Map<String, Given> toKeras(Map<String, Given> arrays) {
        return toKeras(List.of("i", "f", "c", "o"), arrays);
    }

    /**
     * The arrays by Keras's names. Of the gradients by an LSTM's two biases one is kept, since they are equal; the biases
     * themselves are added up; a GRU's are the rows of one array. [CHECK-2] for an array of wrong size.
     *
     * @param gates the gates of the recurrent layer as it names them; none of a SimpleRNN
     * @param arrays theirs
     */
    public Map<String, Given> toKeras(List<String> gates, Map<String, Given> arrays) {
        Map<String, Given> keras = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            Matcher match = names.matcher(name);
            String plain = name.replaceAll("(^|/)(hn|hy|Y_h)$", "$1h_n").replaceAll("(^|/)(cn|cy|Y_c)$", "$1c_n").replaceAll("^(y|Y)$", "output");
            if (this == KERAS || !match.matches()) {
                keras.put(plain, array);
                return;
            }
            String to = match.group(1) + match.group(2) + kerasName(match.group(3));
            Given made = converted(name, match.group(3), array, gates);
            keras.merge(to, made, (first, second) -> both(first, second, gates.size() == 3, !match.group(2).isEmpty()));
        });
        return keras;
    }

    private static String kerasName(String name) {
        return switch (name) {
            case "weight_ih", "W" -> "kernel";
            case "weight_hh", "R" -> "recurrent_kernel";
            default -> "bias";
        };
    }

    private static Given both(Given first, Given second, boolean rows, boolean gradients) {
        int n = first.values().length;
        if (rows) {
            double[] joined = Arrays.copyOf(first.values(), 2 * n);
            System.arraycopy(second.values(), 0, joined, n, second.values().length);
            return new Given(new int[] {2, n}, joined);
        }
        double[] sum = first.values().clone();
        for (int k = 0; !gradients && k < n; k++) {
            sum[k] += second.values()[k];
        }
        return new Given(first.shape(), sum);
    }

    private Given converted(String name, String kind, Given array, List<String> gates) {
        int blocks = Math.max(1, gates.size());
        boolean bias = kerasName(kind).equals("bias");
        int[] shape = array.shape();
        int rows = shape.length < 1 ? 0 : bias ? array.values().length / (this == ONNX ? 2 : 1) : shape[Math.max(0, shape.length - 2)];
        if (rows == 0 || rows % blocks != 0) {
            throw new RuleException("CHECK-2", name, "an array of " + blocks + "U " + (bias ? "numbers a bias" : "rows"), array.shapeText(), "");
        }
        if (this == ONNX && bias) {
            Given input = turned(Arrays.copyOf(array.values(), rows), rows, 1, gates);
            return both(input, turned(Arrays.copyOfRange(array.values(), rows, 2 * rows), rows, 1, gates), blocks == 3, name.contains("d_"));
        }
        Given turned = turned(array.values(), rows, array.values().length / rows, gates);
        return bias ? new Given(new int[] {rows}, turned.values()) : turned;
    }

    /** Rows of gates as columns in Keras's order. */
    private Given turned(double[] values, int rows, int columns, List<String> gates) {
        double[] turned = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                turned[k * rows + place(r, rows / Math.max(1, gates.size()), gates)] = values[r * columns + k];
            }
        }
        return new Given(columns == 1 ? new int[] {rows} : new int[] {columns, rows}, turned);
    }

    /** Where row r of a block of U for each gate belongs in Keras's order. */
    private int place(int r, int U, List<String> gates) {
        String theirs = gates.size() == 4 ? lstm : gru;
        return gates.isEmpty() ? r : gates.indexOf(theirs.substring(r / U, r / U + 1)) * U + r % U;
    }
}
