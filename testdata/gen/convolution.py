"""convolution.json: Conv1D and the pooling layers, forward, gradients, training."""

from common import layer
from derive import MSE, gradient_test, l1l2, masked
from lstm_simple import lstm, simple
from models import dense
from training import FEW, training_test

MASK = layer("Masking", mask_value=0.0)


def conv(filters, size, **config):
    return layer("Conv1D", filters=filters, kernel_size=size, **config)


def pool(kind, **config):
    return layer(kind + "Pooling1D", **(config if kind.startswith("Global") else {"pool_size": 2, **config}))


def with_ties(numbers):
    """Numbers of which many are equal, so that several steps have the largest."""
    x = numbers.integers(2, 3, 7, 2).astype("float32")
    x[0] = 0.5
    return x


KINDS = {
    "valid": {},
    "same": {"padding": "same"},
    "causal": {"padding": "causal"},
    "stride": {"strides": 2},
    "same-stride": {"padding": "same", "strides": 3},
    "causal-stride": {"padding": "causal", "strides": 2},
    "dilated": {"dilation_rate": 2},
    "same-dilated": {"padding": "same", "dilation_rate": 3},
    "causal-dilated": {"padding": "causal", "dilation_rate": 2},
}


def convolutions():
    tests = [
        simple(f"conv-{name}", "", ["CONV-1"], ["WINDOW", "TAP_ORDER"], (2, 7, 3), [conv(4, 3, **config)]) for name, config in KINDS.items()
    ]
    return tests + [
        simple("conv-even", "An even window over both ends: one step more behind than in front.", ["CONV-1"], ["WINDOW"], (2, 5, 3), [conv(1, 4, padding="same")]),
        simple("conv-short", "A window longer than the sequence.", ["CONV-1"], ["WINDOW"], (2, 3, 1), [conv(2, 5, padding="same"), conv(3, 4, padding="causal")]),
        simple("conv-no-bias", "", ["CONV-1"], ["NO_BIAS"], (2, 5, 3), [conv(4, 2, use_bias=False, activation="relu")]),
        simple("conv-softmax", "A head at every step.", ["CONV-1"], ["ACTIVATION"], (2, 5, 3), [conv(4, 2, activation="softmax")]),
        simple("conv-masked", "A mask ends there.", ["CONV-4"], ["MASK_ENDS"], (4, 3, 2), [MASK, conv(3, 2, padding="same"), lstm(1)], x=masked),
        simple(
            "conv-lstm",
            "A convolution, a pooling, a memory, a head: the usual forecaster.",
            ["CONV-1", "POOL-1"],
            ["STACK", "WINDOW"],
            (2, 9, 1),
            [conv(3, 2, padding="causal", activation="relu"), pool("Max"), lstm(4), dense(2)],
        ),
    ]


def pools():
    tests = []
    for kind in ("Max", "Average"):
        for name, config in {
            "default": {},
            "same": {"pool_size": 3, "padding": "same"},
            "stride": {"pool_size": 3, "strides": 1},
            "same-stride": {"pool_size": 4, "strides": 2, "padding": "same"},
            "gaps": {"pool_size": 2, "strides": 3},
        }.items():
            tests.append(simple(f"pool-{kind.lower()}-{name}", "", ["POOL-1"], ["WINDOW"], (2, 7, 3), [pool(kind, **config)]))
        for name, config in {"": {}, "-keepdims": {"keepdims": True}}.items():
            tests.append(simple(f"pool-global-{kind.lower()}{name}", "", ["POOL-1"], ["WINDOW"], (2, 5, 3), [pool("Global" + kind, **config)]))
        tests.append(
            simple(f"pool-{kind.lower()}-masked", "A mask ends there.", ["POOL-4"], ["MASK_ENDS"], (4, 3, 2), [MASK, pool(kind), lstm(1)], x=masked)
        )
        tests.append(
            simple(
                f"pool-global-{kind.lower()}-masked",
                "The mean leaves masked steps out, the largest number does not.",
                ["POOL-4"],
                ["MASK_ENDS"],
                (4, 3, 2),
                [MASK, pool("Global" + kind), dense(3)],
                x=masked,
            )
        )
    return tests


def gradients():
    make = gradient_test
    tests = [
        make(f"gradient-conv-{name}", "", ["CONV-5"], ["WINDOW", "TAP_ORDER"], (2, 7, 3), [conv(2, 3, **config)], MSE)
        for name, config in KINDS.items()
    ]
    tests += [
        make(
            "gradient-conv-stack",
            "With penalties.",
            ["CONV-5"],
            ["STACK", "REGULARIZER"],
            (2, 7, 1),
            [
                conv(3, 2, padding="same", activation="tanh", kernel_regularizer=l1l2(l2=0.125), bias_regularizer=l1l2(l1=0.25)),
                pool("Max", pool_size=3, strides=2),
                conv(2, 2, activation="elu", use_bias=False),
                lstm(4),
            ],
            MSE,
        ),
    ]
    for kind in ("Max", "Average"):
        tests += [
            make(f"gradient-pool-{kind.lower()}", "", ["POOL-5"], ["WINDOW"], (2, 7, 3), [pool(kind, pool_size=3, strides=2, padding="same")], MSE),
            make(f"gradient-pool-global-{kind.lower()}", "", ["POOL-5"], ["WINDOW"], (2, 5, 3), [pool("Global" + kind)], MSE),
        ]
    return tests + [
        make("gradient-pool-max-ties", "To the first of the largest.", ["POOL-5"], ["TIES"], (3, 7, 2), [pool("Max", pool_size=3, strides=1)], MSE, x=with_ties),
        make("gradient-pool-global-max-ties", "To all of the largest.", ["POOL-5"], ["TIES"], (3, 7, 2), [pool("GlobalMax")], MSE, x=with_ties),
        make("gradient-pool-global-average-masked", "", ["POOL-4"], ["MASK_ENDS"], (4, 3, 2), [MASK, pool("GlobalAverage"), dense(3)], MSE, x=masked),
    ]


def trainings():
    def test(id, layers, optimizer="SGD", **config):
        rule = {"class_name": optimizer, "config": config}
        return training_test(id, "", ["CONV-5", "POOL-5"], ["STACK", "WINDOW"], rule, layers=layers, shape=(4, 7, 2), batch_sizes=(4, 3), recorded=FEW)

    causal = conv(3, 2, padding="causal", dilation_rate=2, activation="tanh")
    return [
        test("training-conv", [conv(3, 3, padding="same", strides=2), pool("Max"), lstm(2), dense(1)], learning_rate=0.25, momentum=0.5),
        test("training-conv-causal", [causal, pool("Average"), conv(2, 2, use_bias=False), pool("GlobalMax"), dense(1)], learning_rate=0.125, nesterov=True, momentum=0.5),
    ]


def groups():
    return [
        {"name": "convolution", "tests": convolutions()},
        {"name": "pooling", "tests": pools()},
        {"name": "gradients", "tests": gradients()},
        {"name": "training", "tests": trainings()},
    ]
