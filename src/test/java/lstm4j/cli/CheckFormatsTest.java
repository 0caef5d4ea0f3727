package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats, layouts and precisions of the command line, with what PyTorch made of a model (testdata/gen/backends.py). */
class CheckFormatsTest extends TypedCommands {
    private Map<String, Tensor> recorded;
    private final Map<String, Tensor> probe = new LinkedHashMap<>();
    private final Map<String, Tensor> theirs = new LinkedHashMap<>(); // PyTorch's names and axes
    private Sequential model;

    private int check(String input, String actual, String... more) {
        String[] words = {"check", file("model.keras"), "--input", file(input), "--actual", file(actual)};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return run(all);
    }

    @BeforeEach
    void record() throws IOException {
        Path file = Path.of("testdata/check/backends0.npz");
        recorded = Npz.read(Files.readAllBytes(file), file.toString(), Limits.DEFAULT);
        recorded.forEach((name, array) -> {
            if (name.startsWith("torch:")) {
                theirs.put(name.substring(6), array);
            }
        });
        probe.put("x", recorded.get("x"));
        probe.put("labels", recorded.get("labels"));
        float[][][] x = recorded.get("x").sequences();
        model = Sequential.of(LSTM.units(recorded.get("bias").shape()[0] / 4).returnSequences().inputShape(x[0].length, x[0][0].length));
        model.setWeights(new float[][][] {recorded.get("kernel").rows(), recorded.get("recurrent_kernel").rows(), recorded.get("bias").rows()});
        model.save(folder.resolve("model.keras"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe.npz", "probe.safetensors", "probe.json", "probe.NPZ", "probe", "x.npy", "x.csv"})
    @Rule("CHECK-2")
    void aProbeOfEveryFormatIsReadAgain(String name) throws IOException {
        assertEquals(0, run("probe", file("model.keras"), "--states", "--output", file("first.npz")), () -> printed);
        Map<String, Tensor> whole = Npz.read(Files.readAllBytes(folder.resolve("first.npz")), "first.npz", Limits.DEFAULT);
        assertEquals(0, run("probe", file("model.keras"), "--states", "--output", file(name)), () -> printed);
        boolean alone = name.startsWith("x");
        assertEquals("Wrote " + file(name) + ": " + (alone ? "x" : String.join(", ", whole.keySet())) + ".", printed.lines().findFirst().orElseThrow());
        Map<String, lstm4j.check.Given> read = ArrayFile.read(folder.resolve(name));
        assertEquals(alone ? 1 : whole.size(), read.size());
        whole.forEach((array, tensor) -> {
            if (!alone || array.equals("x")) {
                double[] values = read.get(alone ? "output" : array).values();
                assertTrue(Arrays.equals(tensor.values(), toFloats(values)), array);
            }
        });
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) values[k];
        }
        return floats;
    }

    @Test
    void anotherEndingIsRefusedAndAFolderHoldsOneProbe() throws IOException {
        assertEquals(2, run("probe", file("model.keras"), "--output", file("probe.bin")));
        assertTrue(printed.contains(".csv .json .npy .npz .safetensors"), printed);
        assertEquals(0, run("probe", file("model.keras"), "--states", "--output", file("probe")));
        assertEquals(1, run("probe", file("model.keras"), "--output", file("probe")));
        assertTrue(printed.contains("[CLI-9]"), printed);
        assertEquals(1, run("probe", file("model.keras"), "--output", file("probe"), "--force"));
        assertTrue(printed.contains("lstm.h0.npy") || printed.contains("lstm.c0.npy"), printed);
    }

    @Test
    void whatCameOutMayBeAnyFormatToo() throws IOException {
        write("probe.safetensors", probe);
        Tensor output = theirs.get("h");
        write("mine.safetensors", Map.of("output", output));
        Files.createDirectory(folder.resolve("mine"));
        Files.write(folder.resolve("mine/output.npy"), Npy.write(output));
        Files.writeString(folder.resolve("mine/lstm.h.csv"), NumberFile.csv(output.sequences()));
        Files.writeString(folder.resolve("mine/notes.txt"), "not an array");
        assertEquals(0, check("probe.safetensors", "mine.safetensors"), () -> printed);
        assertEquals(0, check("probe.safetensors", "mine"), () -> printed);
        assertTrue(printed.contains("lstm/h ") && printed.contains("output "), printed);
        Files.writeString(folder.resolve("mine/output.csv"), "1,2");
        assertEquals(1, check("probe.safetensors", "mine"));
        assertTrue(printed.contains("each array once, got output.npy beside"), printed);
        Files.createDirectory(folder.resolve("empty"));
        assertEquals(1, check("probe.safetensors", "empty"));
        assertTrue(printed.contains("a folder of arrays"), printed);
    }

    private void write(String name, Map<String, Tensor> arrays) throws IOException {
        Files.write(folder.resolve(name), name.endsWith(".npz") ? Npz.write(arrays) : Safetensors.write(arrays));
    }

    @Test
    @Rule("CHECK-7")
    void gradientsInOtherLayoutsAreUnderstood() throws IOException {
        write("probe.npz", probe);
        write("torch.npz", theirs);
        for (String layout : new String[] {"pytorch", "cudnn"}) {
            assertEquals(0, check("probe.npz", "torch.npz", "--layout", layout), () -> printed);
            assertTrue(printed.contains("d_kernel") && printed.contains("d_recurrent_kernel") && printed.contains("d_bias"), printed);
        }
        Map<String, Tensor> onnx = new LinkedHashMap<>(Map.of("Y", theirs.get("h")));
        onnx.put("d_W", turned(theirs.get("d_weight_ih")));
        onnx.put("d_R", turned(theirs.get("d_weight_hh")));
        Tensor bias = turned(theirs.get("d_bias_ih"));
        float[] both = Arrays.copyOf(bias.values(), 2 * bias.values().length);
        System.arraycopy(bias.values(), 0, both, bias.values().length, bias.values().length);
        onnx.put("d_B", new Tensor(new int[] {1, both.length}, both));
        write("onnx.npz", onnx);
        assertEquals(0, check("probe.npz", "onnx.npz", "--layout", "onnx"), () -> printed);
        assertTrue(printed.contains("d_kernel") && printed.contains("d_recurrent_kernel") && printed.contains("d_bias"), printed);
        assertEquals(1, check("probe.npz", "torch.npz", "--layout", "onnx", "--map", "d_weight_ih=d_W"), () -> printed);
    }

    /** Rows of gates i f c o as ONNX has them, (1, 4U, ·) in the order i o f c. */
    private static Tensor turned(Tensor rows) {
        int block = rows.values().length / 4;
        float[] turned = new float[4 * block];
        int[] order = {0, 3, 1, 2};
        for (int q = 0; q < 4; q++) {
            System.arraycopy(rows.values(), order[q] * block, turned, q * block, block);
        }
        int[] shape = rows.shape();
        return new Tensor(shape.length == 1 ? new int[] {1, shape[0]} : new int[] {1, shape[0], shape[1]}, turned);
    }

    @Test
    @Rule("CHECK-8")
    void tinyNumbersThatBecameZeroAreCalledThat() throws IOException {
        float[][][] w = model.getWeights();
        model.setWeights(new float[][][] {w[0], w[1], new float[1][w[2][0].length]});
        model.save(folder.resolve("model.keras"));
        float[][][] x = recorded.get("x").sequences();
        scaleLast(x);
        write("tiny.npz", Map.of("x", Tensor.of(x)));
        float[][][] y = model.predictSequences(x);
        float[][] last = y[y.length - 1];
        for (float[] row : last) {
            for (int u = 0; u < row.length; u++) {
                row[u] = Math.abs(row[u]) < Float.MIN_NORMAL ? 0 : row[u];
            }
        }
        write("flushed.npz", Map.of("output", Tensor.of(y)));
        assertEquals(0, check("tiny.npz", "flushed.npz"), () -> printed);
        assertTrue(printed.startsWith("CORRECT in float32 that flushes tiny numbers to zero, not in float32"), printed);
        assertEquals(0, check("tiny.npz", "flushed.npz", "--precision", "flush-to-zero"), () -> printed);
        assertEquals(1, check("tiny.npz", "flushed.npz", "--precision", "float32"), () -> printed);
        assertTrue(printed.contains("but float32 was claimed"), printed);
    }

    private static void scaleLast(float[][][] x) {
        for (float[] row : x[x.length - 1]) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= 0x1p-130f;
            }
        }
    }
}
