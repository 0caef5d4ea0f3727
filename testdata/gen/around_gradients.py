"""around_gradients.json: derivatives through Bidirectional, RepeatVector and their like."""

from around_forward import MASK, both, cell, stack
from common import layer
from derive import MSE, gradient_test, masked
from lstm_simple import lstm
from models import dense


def bidirectional():
    make, tests = gradient_test, []
    for merge in ("concat", "sum", "mul", "ave"):
        tests.append(
            make(
                f"gradient-bidirectional-{merge}",
                "",
                ["BI-1", "BI-4"],
                ["MERGE", "BACKWARD_NOT_TURNED", "BACKPROP_STATE"],
                (3, 4, 1),
                [both(lstm(2, return_sequences=True), merge_mode=merge)],
                MSE,
                init=0,
            )
        )
    return tests + [
        make("gradient-bidirectional-last", "", ["BI-1"], ["MERGE"], (3, 4, 1), [both(lstm(2)), dense(5)], MSE),
        make(
            "gradient-bidirectional-masked",
            "",
            ["BI-3"],
            ["MASK", "MASK_ZERO_OUTPUT"],
            (4, 3, 2),
            [MASK, both(lstm(1, return_sequences=True)), layer("Flatten"), dense(1)],
            MSE,
            x=masked,
        ),
        make(
            "gradient-bidirectional-stack",
            "",
            ["BI-1"],
            ["STACK", "BACKWARD_NOT_TURNED"],
            (2, 3, 1),
            [both(lstm(2, return_sequences=True), merge_mode="mul"), both(lstm(4)), dense(5)],
            MSE,
        ),
    ]


def stacked():
    three = (cell("LSTM", 4), cell("GRU", 2), cell("SimpleRNN", 5))
    return [
        gradient_test(
            "gradient-stacked-cells",
            "",
            ["STACK-1", "STACK-3"],
            ["STACK", "BACKPROP_STATE"],
            (3, 4, 1),
            [stack(*three, return_sequences=True)],
            MSE,
            init=0,
        ),
        gradient_test(
            "gradient-stacked-cells-masked-backwards",
            "",
            ["STACK-3"],
            ["STACK", "MASK", "GO_BACKWARDS"],
            (4, 3, 2),
            [MASK, stack(cell("LSTM", 4), cell("LSTM", 1), go_backwards=True, return_sequences=True), layer("Flatten"), dense(1)],
            MSE,
            x=masked,
        ),
    ]


def repeated():
    return [
        gradient_test(
            "gradient-repeat-vector",
            "",
            ["RV-1"],
            ["REPEAT"],
            (3, 4, 1),
            [lstm(2), layer("RepeatVector", n=6), lstm(5, return_sequences=True), dense(2)],
            MSE,
        )
    ]


def every():
    return [
        gradient_test(
            "gradient-time-distributed-softmax",
            "A softmax inside gives its loss no logits: probabilities are clipped.",
            ["TD-1", "TD-4"],
            ["PROBABILITIES", "DENSE_3D"],
            (2, 4, 3),
            [lstm(5, return_sequences=True), layer("TimeDistributed", layer=dense(2, activation="softmax"))],
            {"class_name": "CategoricalCrossentropy"},
        )
    ]


def groups():
    return [
        {"name": "bidirectional", "tests": bidirectional()},
        {"name": "stacked cells", "tests": stacked()},
        {"name": "repeat vector", "tests": repeated()},
        {"name": "time distributed", "tests": every()},
    ]
