"""A forward test with one call."""

import reference
from common import draw_weights, forward_test, layer
from draw import Numbers


def lstm(units, **config):
    return layer("LSTM", units=units, **config)


def simple(id, comment, rules, flags, shape, layers, init=None, x=None, free=True, scale=0.9, **more):
    """A test with one call; shape is (B, T, F)."""
    numbers = Numbers(id)
    weights = draw_weights(layers, shape, numbers, scale)
    x = numbers.array(*shape, scale=2.0) if x is None else x(numbers)
    calls = [{"x": x}]
    if init is not None:
        units = layers[init]["config"]["units"]
        states = [numbers.array(shape[0], units), numbers.array(shape[0], units, scale=1.8)]
        calls[0]["states"] = {init: states[: len(reference.STATES[layers[init]["class_name"]])]}
    return forward_test(id, comment, rules, flags, [None if free else shape[0], *shape[1:]], layers, weights, calls, **more)
