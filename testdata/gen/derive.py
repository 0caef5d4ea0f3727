"""A test of gradients: Keras in both precisions, checked by complex steps."""

import numpy as np

import real
import reference
from common import both, compare, doubles, draw_state, draw_weights, named, state_of, test
from draw import Numbers

MSE = {"class_name": "MeanSquaredError"}


def loss(name, **config):
    return {"class_name": name, "config": config} if config else {"class_name": name}


def l1l2(l1=0.0, l2=0.0):
    return {"class_name": "L1L2", "config": {"l1": l1, "l2": l2}}


def targets(kind, numbers, shape):
    """Labels that fit the loss, for an output of this shape."""
    if kind == "SparseCategoricalCrossentropy":
        return numbers.integers(shape[-1], *shape[:-1])
    if kind == "CategoricalCrossentropy":
        return numbers.one_hot(shape[-1], *shape[:-1])
    if kind == "BinaryCrossentropy":
        return numbers.integers(2, *shape).astype("float32")
    if kind == "CategoricalHinge":
        return numbers.one_hot(shape[-1], *shape[:-1])
    if kind in ("Hinge", "SquaredHinge"):
        return numbers.integers(2, *shape).astype("float32")
    if kind in ("KLDivergence", "Poisson", "MeanSquaredLogarithmicError"):
        return abs(numbers.array(*shape, scale=0.9))
    return numbers.array(*shape, scale=1.5)


def weights_like(before, single, double):
    return [[both(s, d) for s, d in zip(ss, dd)] for ss, dd in zip(single, double)]


def gradient_test(
    id, comment, rules, flags, shape, layers, rule, x=None, y=None, init=None, sample_weight=None, clip=None, scale=0.9, result="valid"
):
    numbers = Numbers(id)
    layers = named(layers)
    weights = draw_weights(layers, shape, numbers, scale)
    x = numbers.array(*shape, scale=2.0) if x is None else x(numbers)
    states = {}
    if init is not None:
        states = {init: draw_state(layers[init], shape[0], numbers)}
    out = reference.forward(layers, doubles(weights), np.asarray(x, "float64"), {n: [s.astype(complex) for s in p] for n, p in states.items()})
    y = targets(rule["class_name"], numbers, out.output.shape) if y is None else y(numbers)
    weight = None if sample_weight is None else sample_weight(numbers)
    found = {}
    for name in real.PRECISIONS:
        with real.precision(name):
            found[name] = real.gradients(layers, [None, *shape[1:]], weights, x, y, rule, weight, states, clip)
    single, double = found["float32"], found["float64"]
    second = reference.gradients(layers, doubles(weights), np.asarray(x, "float64"), y, rule, weight, states)
    total = reference.total_loss(layers, doubles(weights), np.asarray(x, "float64"), y, rule, weight, states)[0].real
    worst = compare(id + " loss", double["loss"], total, 1e-13 if not {"PROBABILITIES", "FLOAT32_CONSTANT"} & set(flags) else 1e-8)
    if "FLOAT32_CONSTANT" in flags:
        double["loss"], worst = total, 0.0
    compare(id + " loss float32", single["loss"], total, 1e-5)
    for a, b in zip(double["weights"], second["weights"]):
        worst = max([worst] + [compare(id, p, q, 1e-13) for p, q in zip(a, b)])
    worst = max(worst, compare(id + " x", double["x"], second["x"], 1e-13))
    for n, pair in double["states"].items():
        worst = max([worst] + [compare(id + " state", p, q, 1e-13) for p, q in zip(pair, second["states"][n])])
    expected = {
        "loss": both(single["loss"], double["loss"]),
        "output": both(single["output"], double["output"]),
        "gradients": {"weights": weights_like(weights, single["weights"], double["weights"]), "x": both(single["x"], double["x"])},
    }
    if any("regularizer" in key for one in layers for key in one["config"]):
        expected["penalty"] = both(single["penalty"], double["penalty"])
    if states:
        expected["gradients"]["initial_states"] = {
            layers[n]["config"]["name"]: state_of(layers[n], [both(a, b) for a, b in zip(single["states"][n], parts)])
            for n, parts in double["states"].items()
        }
    if clip:
        expected["gradients"]["clipped"] = weights_like(weights, single["clipped"], double["clipped"])
    given = {"x": x, "y": y}
    if weight is not None:
        given["sample_weight"] = weight
    if states:
        given["initial_states"] = {layers[n]["config"]["name"]: state_of(layers[n], parts) for n, parts in states.items()}
    more = {"clip": clip} if clip else {}
    return test(
        id,
        comment,
        rules,
        flags,
        [None, *shape[1:]],
        layers,
        weights,
        result=result,
        loss=rule,
        inputs=given,
        **more,
        expected=expected,
        agreement=worst,
    )


def masked(numbers):
    x = numbers.array(4, 3, 2, scale=2.0)
    x[1, 0] = x[1, 1] = x[2, 1] = x[3, 2] = 0
    return x
