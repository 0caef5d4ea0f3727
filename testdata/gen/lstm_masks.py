"""Forward tests with masks, and of layers that keep their state."""

import numpy as np

from common import draw_weights, forward_test, layer
from draw import Numbers
from lstm_simple import lstm, simple

MASK = np.array([[1, 1, 1, 1, 1], [0, 0, 1, 1, 1], [1, 0, 1, 0, 1], [1, 1, 1, 0, 0], [0, 1, 0, 1, 0], [0, 0, 0, 0, 0]], bool)


def masked(value):
    def x(numbers):
        given = numbers.array(6, 5, 3, scale=2.0)
        given[~MASK] = value
        given[0, 2, 1] = value  # one feature alone does not mask a step
        return given

    return x


def masks():
    """Rows: no mask, left, middle, right, ends and middle, everything masked."""
    tests = []
    cases = {
        "sequences": ({"return_sequences": True}, ["MASK", "MASK_FIRST_STEP", "MASK_ALL"]),
        "last": ({}, ["MASK", "MASK_ALL"]),
        "zero-output": ({"return_sequences": True, "zero_output_for_mask": True}, ["MASK_ZERO_OUTPUT", "MASK_ALL"]),
        "zero-output-last": ({"zero_output_for_mask": True}, ["MASK_ZERO_OUTPUT", "MASK_ALL"]),
        "backwards": ({"return_sequences": True, "go_backwards": True}, ["MASK", "GO_BACKWARDS", "MASK_FIRST_STEP"]),
        "backwards-last": ({"go_backwards": True}, ["MASK", "GO_BACKWARDS"]),
        "backwards-zero-output": (
            {"return_sequences": True, "go_backwards": True, "zero_output_for_mask": True},
            ["MASK_ZERO_OUTPUT", "GO_BACKWARDS"],
        ),
    }
    for name, (config, flags) in cases.items():
        for init in (False, True):
            tests.append(
                simple(
                    f"lstm-mask-{name}{'-initial-state' if init else ''}",
                    "Six rows: no mask, left, middle, right, mixed, all masked.",
                    ["LSTM-8"],
                    flags + ["INITIAL_STATE"] * init,
                    (6, 5, 3),
                    [layer("Masking", mask_value=0.0), lstm(2, **config)],
                    init=1 if init else None,
                    x=masked(0.0),
                    result="acceptable" if init and "sequences" in config else "valid",
                )
            )
    tests.append(
        simple(
            "lstm-mask-value",
            "Masking(mask_value=-1): masked steps count as zeros.",
            ["LSTM-8"],
            ["MASK"],
            (6, 5, 3),
            [layer("Masking", mask_value=-1.0), lstm(2, return_sequences=True)],
            x=masked(-1.0),
        )
    )
    tests.append(
        simple(
            "lstm-mask-stack",
            "The mask goes through two LSTM layers.",
            ["LSTM-8"],
            ["MASK", "STACK", "MASK_FIRST_STEP"],
            (6, 5, 3),
            [layer("Masking", mask_value=0.0), lstm(2, return_sequences=True), lstm(4, return_sequences=True)],
            x=masked(0.0),
        )
    )
    tests.append(
        simple(
            "lstm-mask-stack-backwards",
            "Behind go_backwards Keras applies the mask unturned to turned outputs.",
            ["LSTM-8", "LSTM-6"],
            ["MASK_BACKWARDS", "STACK"],
            (6, 5, 3),
            [layer("Masking", mask_value=0.0), lstm(2, return_sequences=True, go_backwards=True), lstm(4, return_sequences=True)],
            x=masked(0.0),
            result="acceptable",
        )
    )
    return tests


def stateful(id, comment, layers, calls, shape=(2, 3, 4), x=None, resets=(), flags=()):
    numbers = Numbers(id)
    weights = draw_weights(layers, shape, numbers)
    made = []
    for k in range(calls):
        one = {"x": (x or (lambda n: n.array(*shape, scale=2.0)))(numbers)}
        if k in resets:
            one = {"reset_states": True, **one}
        made.append(one)
    return forward_test(id, comment, ["LSTM-9"], ["STATEFUL", *flags], list(shape), layers, weights, made)


def states():
    def with_masks(numbers):
        x = numbers.array(2, 3, 4, scale=2.0)
        x[0, 0] = 0
        x[1, 2] = 0
        return x

    return [
        stateful("lstm-stateful", "Three calls, a reset before the third.", [lstm(5, stateful=True)], 3, resets=(2,)),
        stateful("lstm-stateful-sequences", "Two calls.", [lstm(5, stateful=True, return_sequences=True)], 2),
        stateful(
            "lstm-stateful-backwards",
            "Each call reads its own steps backwards.",
            [lstm(5, stateful=True, go_backwards=True)],
            2,
            flags=["GO_BACKWARDS"],
        ),
        stateful(
            "lstm-stateful-stack",
            "Both layers keep their state.",
            [lstm(5, stateful=True, return_sequences=True), lstm(2, stateful=True)],
            2,
            flags=["STACK"],
        ),
        stateful(
            "lstm-stateful-one-of-two",
            "Only the first layer keeps its state.",
            [lstm(5, stateful=True, return_sequences=True), lstm(2)],
            2,
            flags=["STACK"],
        ),
        stateful(
            "lstm-stateful-masked",
            "The first masked step of the second call: output 0, though h is not 0.",
            [layer("Masking", mask_value=0.0), lstm(5, stateful=True, return_sequences=True)],
            2,
            x=with_masks,
            flags=["MASK", "MASK_FIRST_STEP"],
        ),
    ]
