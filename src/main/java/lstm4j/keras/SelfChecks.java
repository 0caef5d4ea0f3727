package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonWriter;

/** The self-check entry of a {@code .keras} file: {@code {"input": {"shape": […], "values": […]}, "output": …}}. */
final class SelfChecks {
    private SelfChecks() {
    }

    static SelfCheck read(Json json, Limits limits) throws ModelFormatException {
        return new SelfCheck(tensor(json.need("input"), limits), tensor(json.need("output"), limits));
    }

    private static Tensor tensor(Json json, Limits limits) throws ModelFormatException {
        List<Json> sizes = json.need("shape").list();
        limits.check(Limit.TENSOR_RANK, sizes.size(), json.file(), -1);
        List<Json> numbers = json.need("values").list();
        int[] shape = new int[sizes.size()];
        long size = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = sizes.get(axis).integer();
            if (shape[axis] < 1 || (size *= shape[axis]) > numbers.size()) {
                throw json.error("FILE-72", "expected a shape of " + numbers.size() + " numbers, got " + json.get("shape"), "");
            }
        }
        if (size != numbers.size()) {
            throw json.error("FILE-72", "expected a shape of " + numbers.size() + " numbers, got " + json.get("shape"), "");
        }
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).number();
        }
        return new Tensor(shape, values);
    }

    static byte[] write(SelfCheck check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", plain(check.input()));
        json.put("output", plain(check.output()));
        return JsonWriter.write(json).getBytes(UTF_8);
    }

    private static Map<String, Object> plain(Tensor tensor) {
        List<Object> values = new ArrayList<>();
        for (float value : tensor.values()) {
            values.add(value);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shape", Arrays.stream(tensor.shape()).boxed().collect(Collectors.toList()));
        json.put("values", values);
        return json;
    }
}
