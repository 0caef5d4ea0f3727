"""lstm_forward.json: outputs and final states of LSTM layers, option by option."""

import numpy as np

from lstm_masks import masks, states
from lstm_simple import lstm, simple

ACTIVATIONS = [
    "linear",
    "relu",
    "relu6",
    "leaky_relu",
    "elu",
    "selu",
    "softsign",
    "softplus",
    "sigmoid",
    "hard_sigmoid",
    "silu",
    "gelu",
    "hard_tanh",
    "mish",
    "tanh_shrink",
    "squareplus",
]
RECURRENT = ["hard_sigmoid", "tanh", "linear", "relu", "softsign", "sparse_sigmoid", "hard_silu", "softplus", "elu", "exponential"]
BOUNDED = ("hard_sigmoid", "tanh", "softsign", "sparse_sigmoid")  # with the others large weights make c explode


def options():
    tests = [
        simple(
            "lstm-default",
            "Keras's defaults; every intermediate of every step is recorded.",
            ["LSTM-1", "LSTM-2", "LSTM-3"],
            ["GATE_ORDER", "TRANSPOSED"],
            (2, 4, 3),
            [lstm(5)],
            trace=True,
        ),
        simple(
            "lstm-sequences", "Every output.", ["LSTM-3", "LSTM-4"], ["GATE_ORDER", "RETURN_SEQUENCES"], (3, 5, 2), [lstm(4, return_sequences=True)]
        ),
        simple(
            "lstm-no-bias",
            "use_bias=False: two weight arrays.",
            ["LSTM-1", "LSTM-2"],
            ["NO_BIAS", "GATE_ORDER"],
            (2, 3, 4),
            [lstm(5, use_bias=False)],
        ),
        simple(
            "lstm-forget-bias",
            "unit_forget_bias=True with given weights: nothing is added to them.",
            ["LSTM-2"],
            ["FORGET_BIAS"],
            (4, 3, 2),
            [lstm(5, unit_forget_bias=True)],
        ),
        simple(
            "lstm-forget-bias-off",
            "The same numbers with unit_forget_bias=False would come out the same way.",
            ["LSTM-2"],
            ["FORGET_BIAS"],
            (2, 5, 3),
            [lstm(4, unit_forget_bias=False)],
        ),
        simple("lstm-state", "return_state: h equals the output, c does not.", ["LSTM-5"], ["STATE_ORDER"], (2, 5, 4), [lstm(3, return_state=True)]),
        simple(
            "lstm-sequences-state",
            "All outputs and the final state.",
            ["LSTM-4", "LSTM-5"],
            ["STATE_ORDER", "RETURN_SEQUENCES"],
            (4, 3, 5),
            [lstm(2, return_sequences=True, return_state=True)],
        ),
        simple(
            "lstm-initial-state",
            "h0 and c0 are given.",
            ["LSTM-5"],
            ["INITIAL_STATE", "STATE_ORDER", "TRANSPOSED"],
            (3, 4, 2),
            [lstm(5, return_sequences=True)],
            init=0,
        ),
        simple(
            "lstm-backwards", "go_backwards, last output: the one after x[0].", ["LSTM-6"], ["GO_BACKWARDS"], (2, 5, 3), [lstm(4, go_backwards=True)]
        ),
        simple(
            "lstm-backwards-sequences",
            "go_backwards, all outputs, in processing order.",
            ["LSTM-6", "LSTM-4"],
            ["GO_BACKWARDS"],
            (3, 4, 5),
            [lstm(2, go_backwards=True, return_sequences=True)],
        ),
        simple(
            "lstm-backwards-initial-state",
            "go_backwards begins with h0 at the last step.",
            ["LSTM-6", "LSTM-5"],
            ["GO_BACKWARDS", "INITIAL_STATE"],
            (2, 3, 4),
            [lstm(5, go_backwards=True, return_sequences=True)],
            init=0,
        ),
        simple(
            "lstm-saturated",
            "Pre-activations up to some hundreds.",
            ["LSTM-2", "NUM-3"],
            ["SATURATED"],
            (2, 4, 3),
            [lstm(5, return_sequences=True)],
            x=lambda n: n.array(2, 4, 3, scale=400.0),
        ),
        simple(
            "lstm-tiny",
            "Pre-activations near zero.",
            ["LSTM-2", "NUM-3"],
            ["SATURATED"],
            (2, 3, 4),
            [lstm(5, return_sequences=True, use_bias=False)],
            x=lambda n: (n.array(2, 3, 4) * np.float32(2.0**-60)).astype("float32"),
        ),
        simple(
            "lstm-zero-input",
            "Zeros in: the bias alone drives the cell.",
            ["LSTM-2"],
            ["GATE_ORDER"],
            (2, 4, 3),
            [lstm(5, return_sequences=True)],
            x=lambda n: np.zeros((2, 4, 3), "float32"),
        ),
        simple("lstm-long", "100 steps.", ["LSTM-3"], ["LONG"], (1, 100, 2), [lstm(3)]),
    ]
    for b, t, f, u in ((1, 1, 1, 1), (1, 3, 2, 4), (3, 1, 4, 2), (2, 4, 1, 3), (4, 2, 3, 1)):
        tests.append(
            simple(f"lstm-b{b}-t{t}-f{f}-u{u}", "Sizes of one.", ["LSTM-1", "LSTM-3"], ["SMALLEST"], (b, t, f), [lstm(u, return_sequences=True)])
        )
    return tests


def activations():
    tests = []
    for name in ACTIVATIONS:
        tests.append(
            simple(
                f"lstm-activation-{name.replace('_', '-')}",
                "",
                ["LSTM-2", "LSTM-7"],
                ["ACTIVATION"] + ["FLOAT32_CONSTANT"] * (name in ("leaky_relu", "gelu")),
                (2, 3, 4),
                [lstm(5, activation=name, return_sequences=True)],
            )
        )
    for name in RECURRENT:
        tests.append(
            simple(
                f"lstm-recurrent-{name.replace('_', '-')}",
                "",
                ["LSTM-2", "LSTM-7"],
                ["ACTIVATION"] + ["HARD_SIGMOID"] * (name == "hard_sigmoid"),
                (2, 3, 4),
                [lstm(5, recurrent_activation=name, return_sequences=True)],
                scale=0.9 if name in BOUNDED else 0.3,
            )
        )
    tests.append(
        simple(
            "lstm-both-activations",
            "softsign and hard_sigmoid together, as a Keras 1 user may have them.",
            ["LSTM-2", "LSTM-7"],
            ["ACTIVATION", "HARD_SIGMOID"],
            (3, 4, 2),
            [lstm(5, activation="softsign", recurrent_activation="hard_sigmoid")],
        )
    )
    return tests


def stacks():
    return [
        simple("lstm-stack-2", "Two layers.", ["SHAPE-4", "LSTM-4"], ["STACK"], (2, 3, 4), [lstm(5, return_sequences=True), lstm(6)]),
        simple(
            "lstm-stack-3",
            "Three layers, the middle one backwards.",
            ["SHAPE-4", "LSTM-4", "LSTM-6"],
            ["STACK", "GO_BACKWARDS"],
            (2, 4, 3),
            [lstm(5, return_sequences=True), lstm(6, return_sequences=True, go_backwards=True), lstm(1, return_sequences=True)],
        ),
        simple(
            "lstm-stack-mixed",
            "Other activations and biases in each layer.",
            ["LSTM-2", "LSTM-7"],
            ["STACK", "ACTIVATION", "NO_BIAS"],
            (3, 4, 2),
            [lstm(3, return_sequences=True, activation="softsign", use_bias=False), lstm(5, recurrent_activation="hard_sigmoid")],
        ),
    ]


def groups():
    return [
        {"name": "options", "tests": options()},
        {"name": "activations", "tests": activations()},
        {"name": "masks", "tests": masks()},
        {"name": "stateful", "tests": states()},
        {"name": "stacks", "tests": stacks()},
    ]
