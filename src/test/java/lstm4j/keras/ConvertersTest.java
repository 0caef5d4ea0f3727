package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** Layouts of other systems, checked element by element with numbers that say where they belong: gate·1000 + row·10 + column. */
@Rule("FILE-85")
class ConvertersTest {
    private static final int F = 3;
    private static final int U = 2;
    private static final String GATES = "ifco";

    private static float number(int kind, int gate, int row, int unit) {
        return kind * 10000 + gate * 1000 + row * 10 + unit;
    }

    /** Keras's arrays: kinds 0 kernel, 1 recurrent kernel, 2 bias; columns of the gates i, f, c, o. */
    private static List<float[][]> keras() {
        List<float[][]> arrays = new ArrayList<>();
        for (int kind = 0; kind < 3; kind++) {
            float[][] array = new float[kind == 0 ? F : kind == 1 ? U : 1][4 * U];
            for (int row = 0; row < array.length; row++) {
                for (int k = 0; k < 4 * U; k++) {
                    array[row][k] = number(kind, k / U, row, k % U);
                }
            }
            arrays.add(array);
        }
        return arrays;
    }

    private static void assertKeras(List<float[][]> actual) {
        for (int kind = 0; kind < 3; kind++) {
            assertArrayEquals(keras().get(kind), actual.get(kind), "array " + kind);
        }
    }

    @Test
    void keras1HasTwelveArraysInTheOrderIcfo() {
        List<Tensor> gates = Converters.toKeras1(keras());
        for (int place = 0; place < 4; place++) {
            int gate = GATES.indexOf("icfo".charAt(place));
            assertEquals(number(0, gate, 2, 1), gates.get(3 * place).rows()[2][1]);
            assertEquals(number(1, gate, 1, 0), gates.get(3 * place + 1).rows()[1][0]);
            assertEquals(number(2, gate, 0, 1), gates.get(3 * place + 2).values()[1]);
        }
        assertEquals(List.of("(3, 2)", "(2, 2)", "(2,)"), gates.subList(0, 3).stream().map(Tensor::shapeText).toList());
        assertKeras(Converters.fromKeras1(gates).stream().map(Tensor::rows).toList());
    }

    @Test
    void pyTorchHasRowsInTheOrderIfgoAndTwoBiasesThatAreAdded() {
        List<Tensor> torch = Converters.toPyTorch(keras());
        assertEquals(List.of("(8, 3)", "(8, 2)", "(8,)", "(8,)"), torch.stream().map(Tensor::shapeText).toList());
        assertEquals(number(0, 2, 1, 1), torch.get(0).rows()[2 * U + 1][1]);
        assertKeras(Converters.fromPyTorch(torch));
        float[] hh = {1, 2, 3, 4, 5, 6, 7, 8};
        assertEquals(number(2, 3, 0, 1) + 8, Converters.fromPyTorch(List.of(torch.get(0), torch.get(1), torch.get(2), Tensor.of(hh))).get(2)[0][7]);
        assertEquals(2, Converters.fromPyTorch(Converters.toPyTorch(keras().subList(0, 2))).size());
    }

    @Test
    void onnxHasRowsInTheOrderIofc() {
        List<Tensor> onnx = Converters.toOnnx(keras());
        assertEquals(List.of("(1, 8, 3)", "(1, 8, 2)", "(1, 16)"), onnx.stream().map(Tensor::shapeText).toList());
        for (int place = 0; place < 4; place++) {
            int gate = GATES.indexOf("iofc".charAt(place));
            assertEquals(number(0, gate, 2, 1), onnx.get(0).rows()[place * U + 1][2]);
            assertEquals(number(1, gate, 1, 0), onnx.get(1).rows()[place * U][1]);
            assertEquals(number(2, gate, 0, 1), onnx.get(2).values()[place * U + 1]);
        }
        assertKeras(Converters.fromOnnx(onnx));
    }

    @Test
    void deeplearning4jHasColumnsInTheOrderCandidateForgetOutputInput() {
        List<float[][]> dl4j = Converters.toDeeplearning4j(keras());
        for (int place = 0; place < 4; place++) {
            int gate = GATES.indexOf("cfoi".charAt(place));
            assertEquals(number(0, gate, 2, 1), dl4j.get(0)[2][place * U + 1]);
            assertEquals(number(2, gate, 0, 0), dl4j.get(2)[0][place * U]);
        }
        assertKeras(Converters.fromDeeplearning4j(dl4j));
    }

    @Test
    void cudnnIsOneVectorOfPyTorchsArrays() {
        float[] vector = Converters.toCudnn(keras());
        assertEquals(4 * U * (F + U + 2), vector.length);
        assertEquals(number(0, 1, 2, 0), vector[(U) * F + 2]); // forget gate, unit 0, feature 2
        assertEquals(number(1, 0, 1, 1), vector[4 * U * F + U + 1]);
        assertKeras(Converters.fromCudnn(vector, F, U));
    }

    @Test
    void wrongShapesAreTheCallersMistake() {
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.fromCudnn(new float[3], F, U)).rule());
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.fromCudnn(new float[0], Integer.MAX_VALUE, Integer.MAX_VALUE)).rule());
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.fromKeras1(List.of())).rule());
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.toOnnx(List.of(new float[3][8], new float[3][8]))).rule());
        List<Tensor> torch = Converters.toPyTorch(keras());
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.fromPyTorch(List.of(torch.get(1), torch.get(0)))).rule());
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.fromOnnx(torch.subList(0, 3))).rule());
        assertEquals("FILE-85", assertThrows(RuleException.class, () -> Converters.toDeeplearning4j(keras().subList(0, 2))).rule());
    }
}
