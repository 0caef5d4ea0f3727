"""around_forward.json: outputs and states of Bidirectional, RepeatVector and their like."""

import copy

from common import draw_weights, forward_test, layer
from draw import Numbers
from lstm_masks import masked
from lstm_simple import lstm, simple
from models import dense

MASK = layer("Masking", mask_value=0.0)


def both(one, **config):
    return layer("Bidirectional", layer=copy.deepcopy(one), **config)


def bidirectional():
    tests = []
    for merge in ("concat", "sum", "mul", "ave"):
        for name, config in (("last", {}), ("sequences", {"return_sequences": True})):
            tests.append(
                simple(
                    f"bidirectional-{merge}-{name}",
                    "Two halves, one from each end.",
                    ["BI-1"],
                    ["MERGE", "BACKWARD_NOT_TURNED"],
                    (3, 4, 1),
                    [both(lstm(2, **config), merge_mode=merge)],
                )
            )
    other = lstm(2, go_backwards=True, return_sequences=True, activation="softsign")
    tests += [
        simple(
            "bidirectional-backward-layer",
            "A backward half of its own: other units, another activation.",
            ["BI-1"],
            ["MERGE", "BACKWARD_NOT_TURNED"],
            (3, 5, 1),
            [both(lstm(4, return_sequences=True), backward_layer=other)],
        ),
        simple(
            "bidirectional-turned",
            "The first half goes backwards, the second forward; the second one's outputs are turned all the same.",
            ["BI-1"],
            ["MERGE", "BACKWARD_NOT_TURNED"],
            (2, 3, 1),
            [both(lstm(4, return_sequences=True, go_backwards=True), backward_layer=lstm(4, return_sequences=True), merge_mode="sum")],
        ),
        simple(
            "bidirectional-initial-state",
            "Four parts: h and c of the first half, then of the second.",
            ["BI-4"],
            ["INITIAL_STATE", "STATE_ORDER"],
            (2, 3, 1),
            [both(lstm(4, return_sequences=True))],
            init=0,
        ),
        simple(
            "bidirectional-stack",
            "One on the other, and a head at every step: a tagger.",
            ["BI-1"],
            ["STACK", "BACKWARD_NOT_TURNED"],
            (3, 4, 1),
            [both(lstm(2, return_sequences=True)), both(lstm(5, return_sequences=True), merge_mode="sum"), dense(6, activation="softmax")],
        ),
        simple(
            "bidirectional-masked-last",
            "Six rows: no mask, left, middle, right, mixed, all masked.",
            ["BI-3"],
            ["MASK", "MASK_ALL"],
            (6, 5, 3),
            [MASK, both(lstm(2))],
            x=masked(0.0),
        ),
        simple(
            "bidirectional-masked-sequences",
            "The outputs of masked steps are zero in both halves, though nothing asks for it.",
            ["BI-3"],
            ["MASK", "MASK_ZERO_OUTPUT", "MASK_ALL"],
            (6, 5, 3),
            [MASK, both(lstm(2, return_sequences=True))],
            x=masked(0.0),
        ),
        simple(
            "bidirectional-masked-stack",
            "The mask goes on as it is.",
            ["BI-3"],
            ["MASK", "STACK"],
            (6, 5, 3),
            [MASK, both(lstm(2, return_sequences=True), merge_mode="mul"), both(lstm(4, return_sequences=True)), lstm(1)],
            x=masked(0.0),
        ),
        stateful(),
    ]
    return tests


def stateful():
    layers, numbers, shape = [both(lstm(4, stateful=True, return_sequences=True))], Numbers("bidirectional-stateful"), (2, 3, 1)
    weights = draw_weights(layers, shape, numbers)
    calls = [{"x": numbers.array(*shape, scale=2.0)} for _ in range(3)]
    calls[2] = {"reset_states": True, **calls[2]}
    return forward_test(
        "bidirectional-stateful", "Three calls, a reset before the third.", ["BI-4"], ["STATEFUL"], list(shape), layers, weights, calls
    )


def cell(kind, units, **config):
    return layer(kind + "Cell", units=units, **config)


def stack(*cells, **config):
    return layer("RNN", cell=layer("StackedRNNCells", cells=list(cells)), **config)


def stacked():
    three = (cell("LSTM", 4), cell("GRU", 2), cell("SimpleRNN", 5))
    return [
        simple(
            "stacked-cells-last",
            "Two LSTM cells at each step.",
            ["STACK-1"],
            ["STACK"],
            (3, 4, 1),
            [stack(cell("LSTM", 2), cell("LSTM", 5))],
        ),
        simple(
            "stacked-cells-of-every-kind",
            "An LSTM, on it a GRU, on it a SimpleRNN; states given and returned, cell by cell.",
            ["STACK-1", "STACK-3"],
            ["STACK", "INITIAL_STATE", "STATE_ORDER"],
            (2, 3, 1),
            [stack(*three, return_sequences=True)],
            init=0,
        ),
        simple(
            "stacked-cells-backwards",
            "From the end; what comes out stays in the order in which it is made.",
            ["STACK-1"],
            ["STACK", "GO_BACKWARDS"],
            (3, 5, 2),
            [stack(cell("GRU", 4, reset_after=False), cell("LSTM", 1, use_bias=False), go_backwards=True, return_sequences=True)],
        ),
        simple(
            "stacked-cells-masked",
            "Six rows: no mask, left, middle, right, mixed, all masked; every cell skips the same steps.",
            ["STACK-3"],
            ["STACK", "MASK", "MASK_ALL"],
            (6, 5, 3),
            [MASK, stack(*three, return_sequences=True), lstm(1)],
            x=masked(0.0),
        ),
        simple(
            "stacked-cells-masked-backwards",
            "The mask is turned round for all cells.",
            ["STACK-3"],
            ["STACK", "MASK", "GO_BACKWARDS", "MASK_ZERO_OUTPUT"],
            (6, 5, 3),
            [MASK, stack(*three, go_backwards=True, return_sequences=True, zero_output_for_mask=True)],
            x=masked(0.0),
        ),
    ]


def repeated():
    return [
        simple("repeat-vector", "No weights at all.", ["RV-1"], ["REPEAT"], (2, 3), [layer("RepeatVector", n=4)]),
        simple(
            "repeat-vector-autoencoder",
            "A sequence pressed into one row and unfolded.",
            ["RV-1"],
            ["REPEAT", "STACK"],
            (3, 4, 1),
            [lstm(2), layer("RepeatVector", n=6), lstm(5, return_sequences=True), dense(2)],
        ),
    ]


def every():
    return [
        simple(
            "time-distributed-dense",
            "The same Dense at every step.",
            ["TD-1"],
            ["DENSE_3D"],
            (2, 4, 3),
            [lstm(5, return_sequences=True), layer("TimeDistributed", layer=dense(2, activation="tanh")), lstm(1)],
        )
    ]


def groups():
    return [
        {"name": "bidirectional", "tests": bidirectional()},
        {"name": "stacked cells", "tests": stacked()},
        {"name": "repeat vector", "tests": repeated()},
        {"name": "time distributed", "tests": every()},
    ]
