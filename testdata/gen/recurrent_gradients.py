"""recurrent_gradients.json: derivatives of the loss by every weight and by the input, of models with GRU and SimpleRNN."""

from common import layer
from derive import MSE, gradient_test, masked
from lstm_simple import lstm
from recurrent_forward import before, gru, rnn


def of(name, make):
    mask = layer("Masking", mask_value=0.0)
    t = gradient_test
    return [
        t(f"gradient-{name}", "The last output.", ["RNN-3"], ["BACKPROP_STATE"], (3, 4, 2), [make(3)], MSE),
        t(f"gradient-{name}-sequences", "A loss at every step.", ["RNN-3"], ["BACKPROP_STATE"], (2, 3, 4), [make(3, return_sequences=True)], MSE),
        t(f"gradient-{name}-no-bias", "", ["RNN-3"], ["NO_BIAS"], (2, 4, 3), [make(3, use_bias=False)], MSE),
        t(f"gradient-{name}-backwards", "", ["RNN-3"], ["GO_BACKWARDS"], (3, 4, 2), [make(3, go_backwards=True, return_sequences=True)], MSE),
        t(f"gradient-{name}-activation", "elu.", ["RNN-3"], ["ACTIVATION"], (2, 4, 3), [make(3, activation="elu")], MSE),
        t(f"gradient-{name}-stack", "", ["RNN-3"], ["STACK"], (2, 3, 4), [make(3, return_sequences=True), lstm(4, return_sequences=True), make(2)], MSE),
        t(f"gradient-{name}-masked", "", ["RNN-3"], ["MASK"], (4, 3, 2), [mask, make(3, return_sequences=True)], MSE, x=masked),
    ]


def groups():
    return [
        {"name": "GRU", "tests": of("gru", gru)},
        {"name": "GRU with reset_after=False", "tests": of("gru-before", before)},
        {"name": "SimpleRNN", "tests": of("rnn", rnn)},
    ]
