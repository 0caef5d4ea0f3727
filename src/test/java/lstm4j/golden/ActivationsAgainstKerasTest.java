package lstm4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import lstm4j.engine.Activations;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Input;
import lstm4j.oracle.Forward;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** Every activation function, value and derivative, against Keras in double. */
class ActivationsAgainstKerasTest {
    static Stream<Golden> functions() {
        return Golden.of("activations").filter(test -> !test.flagged("KINK_AMBIGUOUS"));
    }

    @Test
    void everyFunctionHasAVectorButTheOneOfKeras2() {
        var tested = functions().map(test -> GoldenModel.function(test.json().get("function"))).collect(Collectors.toCollection(TreeSet::new));
        var all = new TreeSet<>(Arrays.asList(ActivationFunction.values()));
        all.remove(ActivationFunction.HARD_SIGMOID_KERAS2);
        assertEquals(all, tested);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void valuesOfTheOracleAreThoseOfKeras(Golden test) {
        double[][] x = rows(test);
        Oracle oracle = oracle(test, x[0].length);
        Forward forward = oracle.forward(new double[0][][], blocks(x));
        Flat.assertClose(test.id(), Flat.doubles(test.expected().get("value")), Flat.of(forward.output()), Budget.GOLDEN_ORACLE_ACTIVATION);
        List<double[]> derivatives = new ArrayList<>();
        for (int k = 0; k < x[0].length; k++) {
            derivatives.add(Flat.of(oracle.backward(new double[0][][], forward, unit(x, k), Map.of(), Options.NONE).input()));
        }
        Flat.assertClose(test.id() + " derivative", derivative(test), byRow(derivatives, x[0].length), Budget.GOLDEN_ORACLE_ACTIVATION);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void valuesOfTheEngineAreThoseOfKeras(Golden test) {
        ActivationFunction function = GoldenModel.function(test.json().get("function"));
        Activations activations = new Activations();
        double[][] x = rows(test);
        List<double[]> values = new ArrayList<>();
        List<double[]> derivatives = new ArrayList<>();
        for (double[] row : x) {
            float[] input = floats(row);
            float[] output = input.clone();
            activations.apply(function, new float[][] {output}, 1, output.length);
            values.add(Flat.of(output));
        }
        for (int k = 0; k < x[0].length; k++) {
            List<double[]> column = new ArrayList<>();
            for (int r = 0; r < x.length; r++) {
                float[] d = new float[x[r].length];
                d[k] = 1;
                activations.derivative(function, floats(x[r]), floats(values.get(r)), d, d.length);
                column.add(Flat.of(d));
            }
            derivatives.add(Flat.of(column.toArray(double[][]::new)));
        }
        Flat.assertClose(test.id(), Flat.doubles(test.expected().get("value")), Flat.of(values.toArray(double[][]::new)),
                Budget.GOLDEN_ENGINE_ACTIVATION);
        Flat.assertClose(test.id() + " derivative", derivative(test), byRow(derivatives, x[0].length), Budget.GOLDEN_ENGINE_ACTIVATION);
    }

    /** The points: each a row of its own, or rows where the function looks at whole rows. */
    private static double[][] rows(Golden test) {
        Object x = test.json().get("x");
        if (Json.list(x).get(0) instanceof List) {
            return Json.list(x).stream().map(row -> Flat.of(Json.row(row))).toArray(double[][]::new);
        }
        return Arrays.stream(Flat.of(Json.row(x))).mapToObj(number -> new double[] {number}).toArray(double[][]::new);
    }

    private static double[] derivative(Golden test) {
        return Flat.doubles(test.expected().get("derivative"));
    }

    /** derivatives.get(k) has output k by every input, row after row; Keras's Jacobian has row after row, output after output. */
    private static double[] byRow(List<double[]> derivatives, int width) {
        double[] ordered = new double[derivatives.get(0).length * derivatives.size()];
        int n = 0;
        for (int r = 0; r < derivatives.get(0).length / width; r++) {
            for (double[] output : derivatives) {
                System.arraycopy(output, r * width, ordered, n, width);
                n += width;
            }
        }
        return ordered;
    }

    private static Oracle oracle(Golden test, int width) {
        return Oracle.of(Architecture.of(List.of(Input.shape(width), Activation.of(GoldenModel.function(test.json().get("function"))))));
    }

    private static double[][][] blocks(double[][] rows) {
        return Arrays.stream(rows).map(row -> new double[][] {row}).toArray(double[][][]::new);
    }

    private static double[][][] unit(double[][] x, int k) {
        double[][][] unit = new double[x.length][1][x[0].length];
        for (double[][] row : unit) {
            row[0][k] = 1;
        }
        return unit;
    }

    private static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int j = 0; j < row.length; j++) {
            floats[j] = (float) row[j];
        }
        return floats;
    }
}
