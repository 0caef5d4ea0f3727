"""The gradients of losses, with weights and masks, penalties and clipping."""

import numpy as np

from common import layer
from derive import MSE, gradient_test, l1l2, loss, masked
from lstm_simple import lstm
from models import dense


def losses_group():
    make, tests = gradient_test, []
    linear, seq = [lstm(5), dense(2)], [lstm(5, return_sequences=True), dense(2)]
    for name, rule in (("mae", loss("MeanAbsoluteError")), ("huber", loss("Huber", delta=0.5)), ("huber-default", loss("Huber"))):
        tests.append(make(f"gradient-{name}", "", ["LOSS-2"], ["REDUCTION"], (3, 2, 4), linear, rule))
    for name, kind, head in (
        ("mape", "MeanAbsolutePercentageError", "linear"),
        ("msle", "MeanSquaredLogarithmicError", "linear"),
        ("log-cosh", "LogCosh", "linear"),
        ("poisson", "Poisson", "softplus"),
        ("cosine", "CosineSimilarity", "linear"),
        ("hinge", "Hinge", "tanh"),
        ("squared-hinge", "SquaredHinge", "linear"),
        ("categorical-hinge", "CategoricalHinge", "linear"),
        ("kl-divergence", "KLDivergence", "softmax"),
    ):
        tests.append(make(f"gradient-{name}", "", ["LOSS-11"], ["FLOAT32_CONSTANT" if name == "log-cosh" else "REDUCTION"], (4, 3), [dense(4, activation=head)], loss(kind)))
    tests.append(make("gradient-huber-sequences", "", ["LOSS-2", "LOSS-3"], ["REDUCTION"], (2, 3, 4), seq, loss("Huber", delta=0.5)))
    softmax = [lstm(5), dense(6, activation="softmax")]
    for name, rule, flags in (
        ("categorical", loss("CategoricalCrossentropy"), ["LABELS"]),
        ("sparse", loss("SparseCategoricalCrossentropy"), ["LABELS"]),
        ("smoothing", loss("CategoricalCrossentropy", label_smoothing=0.125), ["SMOOTHING"]),
    ):
        tests.append(make(f"gradient-crossentropy-{name}", "", ["LOSS-4", "LOSS-8"], flags, (3, 2, 4), softmax, rule))
    tests.append(
        make(
            "gradient-crossentropy-soft-labels",
            "Labels are probabilities that sum to 1.",
            ["LOSS-4", "LOSS-8"],
            ["LABELS"],
            (2, 3, 4),
            softmax,
            loss("CategoricalCrossentropy"),
            y=lambda n: np.array([[1, 2, 1, 0, 3, 1], [0, 4, 0, 2, 1, 1]], "float32") / 8,
        )
    )
    tests.append(
        make(
            "gradient-crossentropy-sequences",
            "A class for every step.",
            ["LOSS-4", "LOSS-8", "LOSS-3"],
            ["REDUCTION"],
            (2, 3, 4),
            [lstm(5, return_sequences=True), dense(6, activation="softmax")],
            loss("SparseCategoricalCrossentropy"),
        )
    )
    tests.append(
        make(
            "gradient-crossentropy-activation-layer",
            "Softmax as a layer of its own.",
            ["LOSS-4", "LOSS-8"],
            ["LABELS"],
            (3, 2, 4),
            [lstm(5), dense(6), layer("Activation", activation="softmax")],
            loss("CategoricalCrossentropy"),
        )
    )
    for name, rule in (
        ("categorical", loss("CategoricalCrossentropy", from_logits=True)),
        ("sparse", loss("SparseCategoricalCrossentropy", from_logits=True)),
    ):
        tests.append(make(f"gradient-from-logits-{name}", "", ["LOSS-5"], ["FROM_LOGITS"], (3, 2, 4), [lstm(5), dense(6)], rule))
    tests.append(
        make(
            "gradient-from-logits-binary",
            "",
            ["LOSS-5"],
            ["FROM_LOGITS"],
            (3, 2, 4),
            [lstm(5), dense(6)],
            loss("BinaryCrossentropy", from_logits=True),
        )
    )
    sigmoid = [lstm(5), dense(2, activation="sigmoid")]
    tests.append(make("gradient-binary", "Two labels for each row.", ["LOSS-4", "LOSS-8"], ["REDUCTION"], (3, 2, 4), sigmoid, loss("BinaryCrossentropy")))
    tests.append(
        make(
            "gradient-binary-one",
            "One label for each row.",
            ["LOSS-4", "LOSS-8"],
            ["REDUCTION"],
            (4, 3, 2),
            [lstm(5), dense(1, activation="sigmoid")],
            loss("BinaryCrossentropy"),
        )
    )
    tests.append(
        make(
            "gradient-binary-smoothing",
            "",
            ["LOSS-4", "LOSS-8"],
            ["SMOOTHING"],
            (3, 2, 4),
            [lstm(5), dense(6, activation="sigmoid")],
            loss("BinaryCrossentropy", label_smoothing=0.25),
        )
    )
    tests.append(
        make(
            "gradient-crossentropy-saturated",
            "The true class has probability 1e-17 or so.",
            ["LOSS-8"],
            ["CROSSENTROPY_CLIP"],
            (2, 3),
            [dense(4, activation="softmax")],
            loss("CategoricalCrossentropy"),
            x=lambda n: n.array(2, 3, scale=60.0),
            result="acceptable",
            y=lambda n: np.array([[1, 0, 0, 0], [0, 1, 0, 0]], "float32"),
        )
    )
    tests.append(
        make(
            "gradient-binary-saturated",
            "The same for a sigmoid.",
            ["LOSS-8"],
            ["CROSSENTROPY_CLIP"],
            (4, 3),
            [dense(1, activation="sigmoid")],
            loss("BinaryCrossentropy"),
            x=lambda n: n.array(4, 3, scale=60.0),
            result="acceptable",
            y=lambda n: np.array([[1], [0], [1], [0]], "float32"),
        )
    )
    tests.append(
        make(
            "gradient-crossentropy-probabilities",
            "softplus outputs are no probabilities: divided by their sum first.",
            ["LOSS-9"],
            ["PROBABILITIES"],
            (3, 4),
            [dense(5, activation="softplus")],
            loss("CategoricalCrossentropy"),
        )
    )
    tests.append(
        make(
            "gradient-sparse-probabilities",
            "The same with class numbers.",
            ["LOSS-9"],
            ["PROBABILITIES"],
            (3, 4),
            [dense(5, activation="hard_sigmoid")],
            loss("SparseCategoricalCrossentropy"),
            scale=0.3,
        )
    )
    tests.append(
        make(
            "gradient-sparse-zeros",
            "relu outputs, a whole row of them 0: clipped, then divided by their sum.",
            ["LOSS-9"],
            ["PROBABILITIES"],
            (4, 3),
            [dense(5, activation="relu", use_bias=False)],
            loss("SparseCategoricalCrossentropy"),
            x=lambda n: n.array(4, 3, scale=2.0) * np.array([[1], [0], [1], [1]], "float32"),
        )
    )
    for kind, head in (("Categorical", "sigmoid"), ("SparseCategorical", "sigmoid"), ("Binary", "softmax")):
        name = {"Categorical": "categorical", "SparseCategorical": "sparse", "Binary": "binary"}[kind]
        tests.append(
            make(
                f"gradient-{name}-behind-{head}",
                "The head of another loss: its logits are taken for the loss's own.",
                ["LOSS-8"],
                ["OTHER_HEAD"],
                (3, 4),
                [dense(5, activation=head)],
                loss(kind + "Crossentropy"),
            )
        )
    tests.append(
        make(
            "gradient-binary-probabilities",
            "hard_sigmoid outputs, some of them 0 or 1: clipped, without gradient there.",
            ["LOSS-9"],
            ["PROBABILITIES"],
            (4, 3),
            [dense(2, activation="hard_sigmoid")],
            loss("BinaryCrossentropy"),
            x=lambda n: n.array(4, 3, scale=6.0),
        )
    )
    return tests


def weighting_group():
    make = gradient_test
    mask = layer("Masking", mask_value=0.0)
    seq = [lstm(5, return_sequences=True), dense(6, activation="softmax")]
    return [
        make(
            "gradient-sample-weight",
            "One weight for each row.",
            ["LOSS-7"],
            ["SAMPLE_WEIGHT"],
            (3, 2, 4),
            [lstm(5), dense(2)],
            MSE,
            sample_weight=lambda n: np.array([0.5, 2.0, 0.0], "float32"),
        ),
        make(
            "gradient-sample-weight-steps",
            "One weight for each step of each row.",
            ["LOSS-7"],
            ["SAMPLE_WEIGHT"],
            (2, 3, 4),
            seq,
            loss("SparseCategoricalCrossentropy"),
            sample_weight=lambda n: abs(n.array(2, 3, scale=2.0)),
        ),
        make(
            "gradient-masked-sample-weight",
            "Weights and a mask: the divisor is the number of valid steps.",
            ["LOSS-6", "LOSS-7"],
            ["SAMPLE_WEIGHT", "MASK_LOSS"],
            (4, 3, 2),
            [mask, *seq],
            loss("SparseCategoricalCrossentropy"),
            x=masked,
            sample_weight=lambda n: abs(n.array(4, 3, scale=2.0)),
        ),
        make(
            "gradient-masked-crossentropy",
            "A tagger on rows of different length.",
            ["LOSS-6"],
            ["MASK_LOSS", "MASK"],
            (4, 3, 2),
            [mask, *seq],
            loss("CategoricalCrossentropy"),
            x=masked,
        ),
    ]


def penalty_group():
    make = gradient_test
    return [
        make("gradient-l2", "l2 on the kernel.", ["FIT-9"], ["REGULARIZER"], (2, 3, 4), [lstm(5, kernel_regularizer=l1l2(l2=0.125)), dense(1)], MSE),
        make(
            "gradient-l1",
            "l1 on the recurrent kernel.",
            ["FIT-9"],
            ["REGULARIZER"],
            (2, 3, 4),
            [lstm(5, recurrent_regularizer=l1l2(l1=0.0625)), dense(1)],
            MSE,
        ),
        make(
            "gradient-l1-l2-everywhere",
            "Every array has another penalty.",
            ["FIT-9"],
            ["REGULARIZER"],
            (3, 4, 2),
            [
                lstm(5, kernel_regularizer=l1l2(0.0625, 0.125), recurrent_regularizer=l1l2(0.03125, 0.25), bias_regularizer=l1l2(0.125, 0.03125)),
                dense(1, kernel_regularizer=l1l2(0.25, 0.0625), bias_regularizer=l1l2(0.0, 0.5)),
            ],
            MSE,
        ),
    ]


def clipping_group():
    tests = []
    for name, limit in (("clipnorm", 0.125), ("global_clipnorm", 0.125), ("clipvalue", 0.015625), ("clipnorm", 64.0), ("global_clipnorm", 64.0)):
        tests.append(
            gradient_test(
                f"gradient-{name.replace('_', '-')}-{'small' if limit < 1 else 'large'}",
                "Clipped gradients beside the unclipped ones.",
                ["OPT-2"],
                ["CLIPPING"],
                (2, 3, 4),
                [lstm(5, kernel_regularizer=l1l2(l2=0.125)), dense(2)],
                MSE,
                clip={"class_name": "SGD", "config": {name: limit}},
            )
        )
    return tests
