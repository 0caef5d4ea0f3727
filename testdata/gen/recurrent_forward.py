"""recurrent_forward.json: outputs and final states of GRU and SimpleRNN layers, option by option."""

from common import draw_weights, forward_test, layer
from draw import Numbers
from lstm_masks import masked
from lstm_simple import lstm, simple


def gru(units, **config):
    return layer("GRU", units=units, **config)


def rnn(units, **config):
    return layer("SimpleRNN", units=units, **config)


def stateful(id, rules, make):
    """Two calls, the second from the state of the first, and one after a reset."""
    numbers, layers, shape = Numbers(id), [make(4, stateful=True)], (2, 3, 5)
    weights = draw_weights(layers, shape, numbers)
    calls = [{"x": numbers.array(*shape, scale=2.0)} for _ in range(3)]
    calls[2]["reset_states"] = True
    return forward_test(id, "The state goes from call to call.", rules, ["STATEFUL"], list(shape), layers, weights, calls)


def options(name, make, equations):
    """What every recurrent layer has, for one of them."""
    mask = layer("Masking", mask_value=0.0)
    return [
        simple(f"{name}-default", "Keras's defaults; what each step makes is recorded.", equations, ["GATE_ORDER", "TRANSPOSED"], (2, 4, 3), [make(5)], trace=True),
        simple(f"{name}-sequences", "Every output.", ["RNN-2"], ["RETURN_SEQUENCES"], (3, 5, 2), [make(4, return_sequences=True)]),
        simple(f"{name}-no-bias", "use_bias=False: two arrays.", equations, ["NO_BIAS"], (2, 3, 4), [make(5, use_bias=False)]),
        simple(f"{name}-smallest", "All sizes are 1.", equations, ["SMALLEST"], (1, 1, 1), [make(1)]),
        simple(f"{name}-initial-state", "A state is given.", ["RNN-2"], ["INITIAL_STATE"], (3, 4, 2), [make(5, return_sequences=True)], init=0),
        simple(f"{name}-backwards", "From the end.", ["RNN-2"], ["GO_BACKWARDS"], (2, 5, 3), [make(4, go_backwards=True, return_sequences=True)], init=0),
        simple(f"{name}-activation", "softsign.", equations, ["ACTIVATION"], (2, 4, 3), [make(5, activation="softsign")]),
        simple(f"{name}-relu", "relu.", equations, ["ACTIVATION"], (2, 4, 3), [make(5, activation="relu", return_sequences=True)]),
        simple(f"{name}-masked", "Rows of different length.", ["RNN-2"], ["MASK", "MASK_ALL"], (6, 5, 3), [mask, make(2)], x=masked(0.0)),
        simple(f"{name}-masked-sequences", "", ["RNN-2"], ["MASK", "MASK_FIRST_STEP"], (6, 5, 3), [mask, make(2, return_sequences=True)], x=masked(0.0)),
        simple(
            f"{name}-masked-zero", "Zeros at masked steps.", ["RNN-2"], ["MASK"], (6, 5, 3),
            [mask, make(2, return_sequences=True, zero_output_for_mask=True)], x=masked(0.0),
        ),
        simple(f"{name}-dropout", "In inference nothing is dropped.", ["RNN-2"], ["DROPOUT_INFERENCE"], (2, 4, 3), [make(5, dropout=0.5, recurrent_dropout=0.25)]),
        simple(
            f"{name}-stack", "Under and over an LSTM layer.", ["RNN-2"], ["STACK"], (2, 4, 3),
            [make(5, return_sequences=True), lstm(2, return_sequences=True), make(6), layer("Dense", units=3, activation="softmax")],
        ),
        stateful(f"{name}-stateful", ["RNN-2"], make),
    ]


def before(units, **config):
    return gru(units, reset_after=False, **config)


def gates():
    return [
        simple(f"gru-{name}", "", ["GRU-2", "GRU-3"], ["ACTIVATION"], (2, 4, 3), [make(5, recurrent_activation=f)])
        for name, make, f in [
            ("recurrent-hard-sigmoid", gru, "hard_sigmoid"), ("recurrent-relu", gru, "relu"), ("recurrent-tanh", gru, "tanh"),
            ("before-recurrent-hard-sigmoid", before, "hard_sigmoid"), ("before-recurrent-tanh", before, "tanh"),
        ]
    ]


def groups():
    return [
        {"name": "GRU", "tests": options("gru", gru, ["GRU-1", "GRU-2"]) + gates()},
        {"name": "GRU with reset_after=False", "tests": options("gru-before", before, ["GRU-1", "GRU-3"])[::2]},
        {"name": "SimpleRNN", "tests": options("rnn", rnn, ["RNN-1"])[:9]},
    ]
