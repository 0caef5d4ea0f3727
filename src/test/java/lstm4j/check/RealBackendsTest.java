package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.npy.Npz;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.oracle.OracleLabels;
import lstm4j.testing.Rule;
import lstm4j.train.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch and ONNX Runtime made of four models, recorded by testdata/gen/backends.py, is called what it is. */
class RealBackendsTest {
    private Map<String, Doubles> file;

    private Check check(int number) throws IOException {
        Path path = Path.of("testdata/check/backends" + number + ".npz");
        file = Npz.readDoubles(Blob.of(Files.readAllBytes(path)), path.toString(), Limits.DEFAULT);
        double[][][] x = samples("x");
        Architecture architecture = Architecture.of(java.util.List.of(LSTM.units(file.get("bias").shape()[0] / 4).returnSequences()
                .inputShape(x[0].length, x[0][0].length)));
        return Check.of(architecture, new double[][][] {samples("kernel")[0], samples("recurrent_kernel")[0], samples("bias")[0]}).input(x)
                .training(Loss.MSE, OracleLabels.rows(samples("labels")), null, 1);
    }

    private double[][][] samples(String name) {
        int[] shape = file.get(name).shape();
        double[] values = file.get(name).values();
        int S = shape.length < 2 ? 1 : shape[shape.length - 2];
        int U = shape[shape.length - 1];
        double[][][] samples = new double[values.length / S / U][S][];
        for (int n = 0; n < values.length / U; n++) {
            samples[n / S][n % S] = java.util.Arrays.copyOfRange(values, n * U, (n + 1) * U);
        }
        return samples;
    }

    private Verdict verdict(int number, String backend) throws IOException {
        Check check = check(number);
        Map<String, Given> arrays = new LinkedHashMap<>();
        file.forEach((name, array) -> {
            if (name.startsWith(backend + ":")) {
                arrays.put(name.substring(backend.length() + 1), new Given(array.shape(), array.values()));
            }
        });
        Layout.PYTORCH.toKeras(arrays).forEach(check::actual);
        return check.verdict();
    }

    @Rule({"CHECK-6", "CHECK-7"})
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void pyTorchIsRightForwardAndBackward(int number) throws IOException {
        Verdict verdict = verdict(number, "torch");
        assertEquals(Verdict.Kind.CORRECT_IN_FLOAT32, verdict.kind(), verdict::toString);
        assertEquals(8, verdict.arrays().size(), verdict::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void onnxRuntimeIsRightAndItsTimeFirstIsSaid(int number) throws IOException {
        Verdict verdict = verdict(number, "onnxruntime");
        assertTrue(verdict.isCorrect(), verdict::toString);
        assertTrue(verdict.notes().get(0).contains("time first"), verdict::toString);
    }

    @Rule("CHECK-8")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void halfPrecisionsAreCalledByTheirNames(int number) throws IOException {
        for (Precision precision : new Precision[] {Precision.BFLOAT16, Precision.FLOAT16}) {
            Verdict verdict = verdict(number, precision.toString());
            assertEquals(Verdict.Kind.CORRECT_IN_LOWER_PRECISION, verdict.kind(), verdict::toString);
            assertEquals(precision, verdict.precision(), verdict::toString);
        }
    }

    @Rule("CHECK-9")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aBiasInBothPlacesOfPyTorchIsNamed(int number) throws IOException {
        Verdict verdict = verdict(number, "bias-doubled");
        assertEquals(Verdict.Kind.WRONG, verdict.kind());
        assertEquals("bias-doubled", verdict.faults().get(0).get(0).id(), verdict::toString);
        assertEquals(1, verdict.faults().size(), verdict::toString);
    }
}
