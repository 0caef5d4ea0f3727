"""A forward test with one call."""

from common import draw_state, draw_weights, forward_test, layer
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
        calls[0]["states"] = {init: draw_state(layers[init], shape[0], numbers)}
    return forward_test(id, comment, rules, flags, [None if free else shape[0], *shape[1:]], layers, weights, calls, **more)
