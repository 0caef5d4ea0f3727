"""What all topics share: layers in Keras's words, weights for them, and the comparison of both sources."""

import re

import numpy as np

import real
import reference
import reference_layers


def layer(class_name, **config):
    return {"class_name": class_name, "config": config}


PARTS = {"LSTM": ("h", "c"), "GRU": ("h",), "SimpleRNN": ("h",), "Bidirectional": ("forward_h", "forward_c", "backward_h", "backward_c")}


def cells_of(layer):
    """The cells of an RNN as recurrent layers, the first at the bottom."""
    cells = layer["config"]["cell"]["config"]["cells"]
    return [{"class_name": cell["class_name"].removesuffix("Cell"), "config": cell["config"]} for cell in cells]


def parts_of(layer):
    """The names of the parts of a layer's state; of cells with Keras's number of each kind in front."""
    if layer["class_name"] != "RNN":
        return PARTS[layer["class_name"]]
    seen, names = {}, []
    for cell in cells_of(layer):
        base = snake(cell["class_name"]) + "_cell"
        count = seen.get(base, 0)
        seen[base] = count + 1
        names += [f"{base if count == 0 else f'{base}_{count}'}_{part}" for part in PARTS[cell["class_name"]]]
    return names


def state_of(layer, parts):
    """The parts of a layer's state by name."""
    return dict(zip(parts_of(layer), parts))


def units_of(layer):
    """The width of each part of a layer's state."""
    if layer["class_name"] == "RNN":
        return [units for cell in cells_of(layer) for units in units_of(cell)]
    if layer["class_name"] != "Bidirectional":
        return [layer["config"]["units"]] * len(PARTS[layer["class_name"]])
    halves = [layer["config"]["layer"], layer["config"].get("backward_layer", layer["config"]["layer"])]
    return [half["config"]["units"] for half in halves for _ in range(2)]


def draw_state(layer, rows, numbers):
    """h and c that differ, of each layer inside."""
    return [numbers.array(rows, units, scale=1.8 if k % 2 else 1.0) for k, units in enumerate(units_of(layer))]


def snake(name):
    """Keras's names of classes."""
    return re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)).lower()


def named(layers):
    """Layers with the names Keras gives them."""
    seen, out = {}, []
    for one in layers:
        base = snake(one["class_name"])
        count = seen.get(base, 0)
        seen[base] = count + 1
        out.append({"class_name": one["class_name"], "config": {"name": base if count == 0 else f"{base}_{count}", **one["config"]}})
    return out


def draw_weights(layers, input_shape, numbers, scale=0.9):
    """Weights for every layer, by the shapes that follow from input_shape."""
    features, rank, length, out = input_shape[-1], len(input_shape), input_shape[1], []
    for one in layers:
        config, arrays = one["config"], []
        if one["class_name"] in reference.RECURRENT:
            u = config["units"]
            columns = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[one["class_name"]] * u
            arrays = [numbers.array(features, columns, scale=scale), numbers.array(u, columns, scale=scale)]
            if config.get("use_bias", True):
                two = one["class_name"] == "GRU" and config.get("reset_after", True)
                arrays.append(numbers.array(*((2, columns) if two else (columns,)), scale=scale))
            features, rank = u, 3 if config.get("return_sequences") else 2
        elif one["class_name"] == "Dense":
            arrays = [numbers.array(features, config["units"], scale=scale)]
            if config.get("use_bias", True):
                arrays.append(numbers.array(config["units"], scale=scale))
            features = config["units"]
        elif one["class_name"] == "Bidirectional":
            halves = [config["layer"]["config"], config.get("backward_layer", config["layer"])["config"]]
            for half in halves:
                u = half["units"]
                arrays += [numbers.array(features, 4 * u, scale=scale), numbers.array(u, 4 * u, scale=scale), numbers.array(4 * u, scale=scale)]
            features = sum(h["units"] for h in halves) if config.get("merge_mode", "concat") == "concat" else u
            rank = 3 if halves[0].get("return_sequences") else 2
        elif one["class_name"] == "RNN":
            for cell in cells_of(one):
                arrays += draw_weights([cell], [*input_shape[:-1], features], numbers, scale)[0]
                features = cell["config"]["units"]
            rank = 3 if config.get("return_sequences") else 2
        elif one["class_name"] == "TimeDistributed":
            arrays = draw_weights([config["layer"]], [*input_shape[:-1], features], numbers, scale)[0]
            features = config["layer"]["config"].get("units", features)
        elif one["class_name"] == "RepeatVector":
            rank, length = 3, config["n"]
        elif one["class_name"] == "Flatten":
            features, rank = (features * length if rank == 3 else features), 2
        elif one["class_name"] in reference_layers.WEIGHTS:
            shapes = reference_layers.WEIGHTS[one["class_name"]](config, features)
            arrays = [numbers.array(*shape, scale=scale) for shape in shapes]
            if one["class_name"] == "BatchNormalization":
                arrays[-1] = abs(arrays[-1])  # a variance
        elif one["class_name"] in reference_layers.WEIGHTS_OF_STEPS:
            shapes = reference_layers.WEIGHTS_OF_STEPS[one["class_name"]](config, length, features, rank)
            arrays = [numbers.array(*shape, scale=scale) for shape in shapes]
        if one["class_name"] in reference_layers.SIZES:
            length, features, rank = reference_layers.SIZES[one["class_name"]](config, length, features)
        out.append(arrays)
    return out


def kept(layer):
    return layer["config"].get("layer", layer)["config"].get("stateful", False)


def both(single, double):
    """A value from Keras in float32 and in float64."""
    return {"float32": np.asarray(single, "float32"), "float64": np.asarray(double, "float64")}


def compare(what, first, second, limit=1e-12):
    """The largest difference of two arrays, relative to the largest number; more than limit is an error of ours."""
    first, second = np.asarray(first), np.asarray(second)
    assert first.shape == second.shape, (what, first.shape, second.shape)
    if first.size == 0:
        return 0.0
    difference = float(np.abs(first - second).max() / max(1.0, float(np.abs(second).max())))
    assert difference <= limit, (what, difference)
    return difference


def doubles(weights):
    return [[np.asarray(w, "float64") for w in arrays] for arrays in weights]


def test(id, comment, rules, flags, input_shape, layers, weights, result="valid", **more):
    return {
        "id": id,
        "comment": comment,
        "rules": rules,
        "flags": flags,
        "result": result,
        "input_shape": list(input_shape),
        "model": layers,
        "weights": weights,
        **more,
    }


def forward_test(id, comment, rules, flags, input_shape, layers, weights, calls, trace=False, states=True, **more):
    """A test of outputs: calls on one model in turn, from Keras in both precisions, checked by the equations."""
    layers = named(layers)
    with real.precision("float32"):
        single = real.forward(layers, input_shape, weights, calls)
    with real.precision("float64"):
        double = real.forward(layers, input_shape, weights, calls)
    found, carried, worst = [], {}, 0.0
    rounded = "FLOAT32_CONSTANT" in flags
    for call, s, d in zip(calls, single, double):
        if call.get("reset_states"):
            carried = {}
        start = {n: [np.asarray(a, complex) for a in pair] for n, pair in call.get("states", {}).items()} or carried
        result = reference.forward(layers, doubles(weights), np.asarray(call["x"], "float64"), start)
        if any(kept(one) for one in layers):
            carried = {n: state for n, state in result.states.items() if kept(layers[n])}
        limit = 1e-7 if rounded else 1e-12
        worst = max(worst, compare(id, d["output"], result.output.real, limit))
        compare(id + " float32", s["output"], result.output.real, 1e-4)
        if rounded:
            d = {"output": result.output.real, "states": {n: [a.real for a in pair] for n, pair in result.states.items()}}
        expected = {"output": both(s["output"], d["output"])}
        for n, pair in d["states"].items():
            worst = max(worst, *(compare(id, a, b.real, limit) for a, b in zip(pair, result.states[n])))
        if states and d["states"]:
            expected["states"] = {
                layers[n]["config"]["name"]: state_of(layers[n], [both(a, b) for a, b in zip(s["states"][n], parts)])
                for n, parts in d["states"].items()
            }
        if trace:
            expected["trace"] = {
                layers[n]["config"]["name"]: [{k: v.real.astype("float64") for k, v in step.items()} for step in steps]
                for n, steps in result.trace.items()
            }
        given = {k: v for k, v in call.items() if k != "states"}
        if call.get("states"):
            given["initial_states"] = {layers[n]["config"]["name"]: state_of(layers[n], parts) for n, parts in call["states"].items()}
        found.append({**given, "expected": expected})
    return test(id, comment, rules, flags, input_shape, layers, weights, calls=found, agreement=worst, **more)
