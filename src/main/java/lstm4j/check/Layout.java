package lstm4j.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.layer.RuleException;

/** How a backend keeps weights, their gradients and states; turned into Keras's names and axes. */
public enum Layout {
    /** kernel (F, 4U), recurrent_kernel (U, 4U), bias (4U); gates i f c o. */
    KERAS(""),
    /** weight_ih (4U, F), weight_hh (4U, U), two biases (4U); gates i f c o. */
    PYTORCH("weight_ih|weight_hh|bias_ih|bias_hh"),
    /** W (1, 4U, F), R (1, 4U, U), B (1, 8U); gates i o f c. */
    ONNX("W|R|B"),
    /** As PyTorch, array by array. */
    CUDNN("weight_ih|weight_hh|bias_ih|bias_hh");

    private final Pattern names;

    Layout(String names) {
        this.names = Pattern.compile("(.*/|)(d_|)(" + names + ")(?:_l0)?");
    }

    /** The arrays by Keras's names. A second bias is left out: its gradient is that of the first. [CHECK-2] for an array of wrong size. */
    public Map<String, Given> toKeras(Map<String, Given> arrays) {
        Map<String, Given> keras = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            Matcher match = names.matcher(name);
            String plain = name.replaceAll("(^|/)(hn|hy|Y_h)$", "$1h_n").replaceAll("(^|/)(cn|cy|Y_c)$", "$1c_n").replaceAll("^(y|Y)$", "output");
            if (this == KERAS || !match.matches()) {
                keras.put(plain, array);
            } else if (!match.group(3).equals("bias_hh")) {
                keras.put(match.group(1) + match.group(2) + kerasName(match.group(3)), converted(name, match.group(3), array));
            }
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

    private Given converted(String name, String kind, Given array) {
        boolean bias = kind.equals("bias_ih") || kind.equals("B");
        int rows = array.shape().length < 1 ? 0 : bias ? array.values().length / (this == ONNX ? 2 : 1) : array.shape()[Math.max(0, array.shape().length - 2)];
        if (rows == 0 || rows % 4 != 0) {
            throw new RuleException("CHECK-2", name, "an array of " + (bias ? "4U numbers a bias" : "4U rows"), array.shapeText(), "");
        }
        int columns = bias ? 1 : array.values().length / rows;
        double[] turned = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < columns; k++) {
                turned[k * rows + gate(r, rows / 4)] = array.values()[r * columns + k];
            }
        }
        return new Given(bias ? new int[] {rows} : new int[] {columns, rows}, Arrays.copyOf(turned, rows * columns));
    }

    /** Where row r of four blocks of U belongs in Keras's order. */
    private int gate(int r, int U) {
        return this == ONNX ? new int[] {0, 3, 1, 2}[r / U] * U + r % U : r;
    }
}
