package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.npy.Npz;
import lstm4j.keras.safetensors.Safetensors;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that NumPy and safetensors saved, and broken ones. */
class ArraysTest {
    private static final Path FOLDER = Path.of("testdata/models/arrays");

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    private static Json expected() throws IOException {
        return JsonParser.parse(bytes("expected.json"), "expected.json", Limits.DEFAULT);
    }

    static Stream<String> npyFiles() throws IOException {
        return expected().members().keySet().stream().filter(name -> !name.contains(".") && !name.equals("torch"));
    }

    @ParameterizedTest
    @MethodSource("npyFiles")
    void numpysArraysHaveNumpysValues(String name) throws IOException {
        Tensor tensor = Npy.read(bytes(name + ".npy"), name, Limits.DEFAULT);
        Json expected = expected().need(name);
        int[] shape = new int[expected.need("shape").list().size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = expected.need("shape").list().get(axis).integer();
        }
        assertArrayEquals(shape, tensor.shape());
        assertArrayEquals(KerasModels.floats(expected), tensor.values());
    }

    @Test
    void theFileOfAFloatArrayIsNumpysOwn() throws IOException {
        assertArrayEquals(bytes("le_f4.npy"), Npy.write(Npy.read(bytes("le_f4.npy"), "a", Limits.DEFAULT)));
        assertArrayEquals(bytes("le_f2.npy"), Npy.write(Npy.read(bytes("le_f2.npy"), "a", Limits.DEFAULT), NumberType.F16));
        assertArrayEquals(bytes("scalar.npy"), Npy.write(Npy.read(bytes("scalar.npy"), "a", Limits.DEFAULT)));
        assertArrayEquals(bytes("i1.npy"), Npy.write(Npy.read(bytes("i1.npy"), "a", Limits.DEFAULT), NumberType.I8));
    }

    @Test
    void archivesOfNumpyAreRead() throws IOException {
        Map<String, Tensor> two = Npz.read(bytes("two.npz"), "two.npz", Limits.DEFAULT);
        assertEquals(List.of("first", "second"), List.copyOf(two.keySet()));
        assertEquals("(2, 3)", two.get("first").shapeText());
        assertArrayEquals(new float[] {1.5f, -2}, two.get("second").values());
        assertEquals(1000, Npz.read(bytes("compressed.npz"), "c.npz", Limits.DEFAULT).get("zeros").values().length);
        assertEquals(two, Npz.read(Npz.write(two), "back.npz", Limits.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"objects.npy", "complex.npy"})
    void objectsAndComplexNumbersAreRefused(String name) throws IOException {
        byte[] bytes = bytes(name);
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> Npy.read(bytes, name, Limits.DEFAULT));
        assertEquals("FILE-51", e.rule(), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,), }", "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), }", "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,), }", "__import__('os')", "{}"})
    void brokenHeadersAreRefused(String header) {
        ByteBuffer file = ByteBuffer.allocate(10 + header.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        assertTrue(List.of("FILE-50", "FILE-9").contains(
                assertThrows(ModelFormatException.class, () -> Npy.read(file.array(), "a.npy", Limits.DEFAULT)).rule()));
    }

    @Test
    void everyKindOfNumberInSafetensorsIsRead() throws IOException {
        Map<String, Tensor> kinds = Safetensors.read(bytes("kinds.safetensors"), "kinds.safetensors", Limits.DEFAULT);
        assertEquals(10, kinds.size());
        for (String name : kinds.keySet()) {
            assertArrayEquals(KerasModels.floats(expected().need("kinds." + name)), kinds.get(name).values(), name);
        }
        for (NumberType type : NumberType.values()) {
            Map<String, Tensor> small = Map.of("x", Tensor.of(new float[] {0, 1, 1}));
            assertEquals(small, Safetensors.read(Safetensors.write(small, type), "a", Limits.DEFAULT), type.name());
        }
    }

    private static String safetensorsRule(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
        return assertThrows(ModelFormatException.class, () -> Safetensors.read(file.array(), "a.safetensors", Limits.DEFAULT), header).rule();
    }

    @Test
    void everyRuleOfSafetensorsIsKept() {
        String entry = "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":";
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0,8]},\"b\":{" + entry + "[12,20]}}", 20)); // hole
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0,8]},\"b\":{" + entry + "[4,12]}}", 12)); // overlap
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0,8]},\"b\":{" + entry + "[0,8]}}", 8));   // shared
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[4,12]}}", 12));  // begins late
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0,8]}}", 9));    // more behind
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0,8]}}", 7));    // too little
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[8,0]}}", 8));    // backwards
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0,4]}}", 4));    // too few for the shape
        assertEquals("FILE-54", safetensorsRule("{\"a\":{" + entry + "[0]}}", 8));
        assertEquals("FILE-54", safetensorsRule("{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}", 8));
        assertEquals("FILE-54", safetensorsRule("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8));
        assertEquals("FILE-43", safetensorsRule("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", 8));
        assertEquals("FILE-55", safetensorsRule("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[0,2]}}", 2));
        assertEquals("FILE-42", safetensorsRule("{\"a\":{" + entry + "[0,8]},\"a\":{" + entry + "[8,16]}}", 16));
        assertEquals("FILE-43", safetensorsRule("{\"__metadata__\":{\"a\":1}}", 0));
        assertEquals("FILE-53", safetensorsRule("[]", 0));
        assertEquals("FILE-9", safetensorsRule("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}", 4));
        ByteBuffer huge = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).put((byte) '{');
        assertEquals("FILE-53", assertThrows(ModelFormatException.class, () -> Safetensors.read(huge.array(), "a", Limits.DEFAULT)).rule());
    }

    @Test
    void aPyTorchStateDictBecomesTheWeightsOfTheLayersItFits() throws IOException {
        Architecture architecture = Architecture.of(List.of(LSTM.units(4).returnSequences().inputShape(5, 3).name("lstm"),
                LSTM.units(4).name("second"), Dense.units(2).name("fc")));
        List<float[][]> weights = KerasReader.readWeights(bytes("torch.safetensors"), "torch.safetensors", architecture, false, Limits.DEFAULT);
        Map<String, Tensor> torch = Safetensors.read(bytes("torch.safetensors"), "a", Limits.DEFAULT);
        for (int l = 0; l < 2; l++) {
            float[] ih = torch.get("lstm.bias_ih_l" + l).values();
            float[] hh = torch.get("lstm.bias_hh_l" + l).values();
            for (int k = 0; k < 16; k++) {
                assertEquals(ih[k] + hh[k], weights.get(3 * l + 2)[0][k]);
                for (int j = 0; j < weights.get(3 * l).length; j++) {
                    assertEquals(torch.get("lstm.weight_ih_l" + l).rows()[k][j], weights.get(3 * l)[j][k]);
                }
            }
        }
        assertEquals(torch.get("fc.weight").rows()[1][3], weights.get(6)[3][1]);
    }

    @Test
    void modulesThatCannotBeToldApartAreRefusedUnlessNamed() throws IOException {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (String module : List.of("decoder", "encoder")) {
            state.put(module + ".weight_ih_l0", new Tensor(new int[] {8, 2}, values(16, module)));
            state.put(module + ".weight_hh_l0", new Tensor(new int[] {8, 2}, values(16, module)));
        }
        byte[] file = Safetensors.write(state);
        Architecture architecture = Architecture.of(List.of(LSTM.units(2).useBias(false).returnSequences().inputShape(3, 2).name("encoder"),
                LSTM.units(2).useBias(false).name("decoder")));
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.readWeights(file, "a.safetensors", architecture, false, Limits.DEFAULT));
        assertEquals("FILE-71", e.rule());
        assertTrue(e.getMessage().contains("decoder_l0 and encoder_l0"), e.getMessage());
        List<float[][]> weights = KerasReader.readWeights(file, "a.safetensors", architecture, true, Limits.DEFAULT);
        assertEquals("encoder".hashCode() % 1000, weights.get(0)[0][0]);
    }

    private static float[] values(int count, String module) {
        float[] values = new float[count];
        Arrays.fill(values, module.hashCode() % 1000);
        return values;
    }

    @Test
    void weightsGoThroughNpzAndSafetensorsByName() throws IOException {
        KerasModel model = KerasModels.golden("keras3/stack.keras").read();
        for (byte[] file : List.of(KerasWriter.npz(model), KerasWriter.safetensors(model), KerasWriter.weightsH5(model), KerasWriter.h5(model),
                KerasWriter.keras(model))) {
            for (boolean byName : new boolean[] {false, true}) {
                List<float[][]> weights = KerasReader.readWeights(file, "weights", model.architecture(), byName, Limits.DEFAULT);
                for (int i = 0; i < weights.size(); i++) {
                    assertArrayEquals(Tensor.of(model.weights().get(i)).values(), Tensor.of(weights.get(i)).values());
                }
            }
        }
    }
}
