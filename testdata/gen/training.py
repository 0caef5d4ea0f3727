"""training.json: twenty steps of training by every optimizer and loss: the loss of each step, weights after some of them."""

import functools

import numpy as np

import optimizers
import real
import reference
from common import both, compare, doubles, draw_weights, layer, named, test
from draw import Numbers
from derive import MSE, l1l2, loss, targets
from lstm_simple import lstm
from models import dense

STEPS = 20
RECORDED = (1, 2, 3, 5, 10, 20)
FEW = (1, 3, 20)
TINY = [lstm(2), dense(2)]


def training_test(
    id,
    comment,
    rules,
    flags,
    optimizer,
    rule=MSE,
    layers=None,
    shape=(4, 5, 3),
    batch_sizes=(4, 4, 1),
    weighted=False,
    x=None,
    batch=None,
    slack=1e-11,
    scale=0.9,
    recorded=RECORDED,
):
    numbers = Numbers(id)
    layers = named(layers or TINY)
    weights = draw_weights(layers, shape, numbers, scale)
    batches = []
    for rows in batch_sizes:
        one = {"x": (x or (lambda n, r: n.array(r, *shape[1:], scale=2.0)))(numbers, rows)}
        out = reference.forward(layers, doubles(weights), np.asarray(one["x"], "float64"))
        one["y"] = targets(rule["class_name"], numbers, out.output.shape)
        if weighted:
            one["sample_weight"] = abs(numbers.array(rows, scale=2.0))
        batches.append(one)
    input_shape = [batch, *shape[1:]]
    found = {}
    for name in real.PRECISIONS:
        with real.precision(name):
            found[name] = real.training(layers, input_shape, weights, batches, rule, optimizer, STEPS)
    second = optimizers.training(layers, weights, batches, rule, optimizer, STEPS)
    rounded = "DECIMAL_CONSTANTS" in flags or "SCHEDULE" in flags
    slack = 1e-5 if rounded else slack
    worst = compare(id, found["float64"][0], second[0], slack)
    for a, b in zip(found["float64"][1], second[1]):
        for p, q in zip(a, b):
            worst = max([worst] + [compare(id, s, t, slack) for s, t in zip(p, q)])
    if rounded:
        found["float64"] = second
    compare(id + " float32", found["float32"][0], second[0], 1e-2)
    steps = [
        {"step": n, "weights": [[both(s, d) for s, d in zip(ss, dd)] for ss, dd in zip(found["float32"][1][n - 1], found["float64"][1][n - 1])]}
        for n in recorded
    ]
    return test(
        id,
        comment,
        rules,
        flags,
        input_shape,
        layers,
        weights,
        loss=rule,
        optimizer=optimizer,
        batches=batches,
        steps=STEPS,
        expected={"losses": both(found["float32"][0], found["float64"][0]), "after": steps},
        agreement=worst,
    )


def use(name, **config):
    return {"class_name": name, "config": config}


def schedule(name, **config):
    return {"class_name": name, "config": config}


def optimizers_group():
    t = training_test
    exact = {"learning_rate": 0.0625}
    rms, adam = {**exact, "rho": 0.875, "epsilon": 2.0**-20}, {**exact, "beta_1": 0.875, "beta_2": 0.984375, "epsilon": 2.0**-20}
    decay = {"initial_learning_rate": 0.25, "decay_steps": 4, "decay_rate": 0.5}
    return [
        t("train-sgd", "", ["OPT-4"], ["OPTIMIZER", "SHORT_BATCH"], use("SGD", learning_rate=0.25)),
        t("train-sgd-momentum", "", ["OPT-4"], ["OPTIMIZER"], use("SGD", learning_rate=0.125, momentum=0.875)),
        t("train-sgd-nesterov", "", ["OPT-4"], ["OPTIMIZER"], use("SGD", learning_rate=0.125, momentum=0.875, nesterov=True)),
        t("train-rmsprop", "", ["OPT-5"], ["OPTIMIZER"], use("RMSprop", **rms)),
        t(
            "train-rmsprop-epsilon",
            "A large epsilon, inside the root.",
            ["OPT-5"],
            ["OPTIMIZER", "EPSILON"],
            use("RMSprop", **{**rms, "epsilon": 0.015625}),
        ),
        t("train-rmsprop-momentum", "", ["OPT-5"], ["OPTIMIZER"], use("RMSprop", **{**rms, "learning_rate": 0.015625}, momentum=0.5)),
        t(
            "train-rmsprop-centered",
            "",
            ["OPT-5"],
            ["OPTIMIZER"],
            use("RMSprop", **{**rms, "learning_rate": 0.015625, "epsilon": 2.0**-10}, centered=True),
        ),
        t(
            "train-rmsprop-centered-momentum",
            "",
            ["OPT-5"],
            ["OPTIMIZER"],
            use("RMSprop", **{**rms, "learning_rate": 0.015625, "epsilon": 2.0**-10}, centered=True, momentum=0.5),
        ),
        t("train-adam", "", ["OPT-6"], ["OPTIMIZER"], use("Adam", **adam)),
        t(
            "train-adam-epsilon",
            "A large epsilon, beside the uncorrected root.",
            ["OPT-6"],
            ["OPTIMIZER", "EPSILON"],
            use("Adam", **{**adam, "epsilon": 0.015625}),
        ),
        t(
            "train-adam-amsgrad",
            "A quick beta_2, so that the maximum matters.",
            ["OPT-6"],
            ["OPTIMIZER"],
            use("Adam", **{**adam, "beta_2": 0.5}, amsgrad=True),
        ),
        t("train-sgd-default", "Keras's defaults, decimal.", ["OPT-4"], ["DECIMAL_CONSTANTS"], use("SGD")),
        t("train-rmsprop-default", "Keras's defaults, decimal.", ["OPT-5"], ["DECIMAL_CONSTANTS"], use("RMSprop")),
        t("train-adam-default", "Keras's defaults, decimal.", ["OPT-6"], ["DECIMAL_CONSTANTS"], use("Adam")),
        t("train-clipnorm", "", ["OPT-2"], ["CLIPPING"], use("SGD", learning_rate=0.25, clipnorm=0.125)),
        t("train-global-clipnorm", "", ["OPT-2"], ["CLIPPING"], use("SGD", learning_rate=0.25, global_clipnorm=0.125)),
        t("train-clipvalue", "", ["OPT-2"], ["CLIPPING"], use("SGD", learning_rate=0.25, clipvalue=0.03125)),
        t("train-adam-clipnorm", "", ["OPT-2", "OPT-6"], ["CLIPPING", "OPTIMIZER"], use("Adam", **adam, clipnorm=0.125)),
        t("train-exponential", "", ["OPT-3"], ["SCHEDULE"], use("SGD", learning_rate=schedule("ExponentialDecay", **decay))),
        t(
            "train-exponential-staircase",
            "With momentum: a changing rate tells Keras's momentum from PyTorch's.",
            ["OPT-3", "OPT-4"],
            ["SCHEDULE", "OPTIMIZER"],
            use("SGD", learning_rate=schedule("ExponentialDecay", **decay, staircase=True), momentum=0.5),
        ),
        t(
            "train-cosine",
            "",
            ["OPT-3"],
            ["SCHEDULE"],
            use("SGD", learning_rate=schedule("CosineDecay", initial_learning_rate=0.25, decay_steps=12, alpha=0.125)),
        ),
        t(
            "train-cosine-warmup",
            "",
            ["OPT-3"],
            ["SCHEDULE"],
            use(
                "SGD",
                learning_rate=schedule("CosineDecay", initial_learning_rate=0.03125, decay_steps=12, alpha=0.125, warmup_target=0.25, warmup_steps=4),
            ),
        ),
        t(
            "train-cosine-restarts",
            "Three periods, of 3, 6 and 12 steps.",
            ["OPT-3"],
            ["SCHEDULE"],
            use(
                "SGD",
                learning_rate=schedule("CosineDecayRestarts", initial_learning_rate=0.25, first_decay_steps=3, t_mul=2.0, m_mul=0.75, alpha=0.125),
            ),
        ),
        t(
            "train-cosine-restarts-equal",
            "Periods of the same length.",
            ["OPT-3"],
            ["SCHEDULE"],
            use(
                "SGD",
                learning_rate=schedule("CosineDecayRestarts", initial_learning_rate=0.25, first_decay_steps=6, t_mul=1.0, m_mul=0.5, alpha=0.0),
            ),
        ),
        t("train-inverse-time", "", ["OPT-3"], ["SCHEDULE"], use("SGD", learning_rate=schedule("InverseTimeDecay", **decay))),
        t(
            "train-inverse-time-staircase",
            "",
            ["OPT-3"],
            ["SCHEDULE"],
            use("SGD", learning_rate=schedule("InverseTimeDecay", **decay, staircase=True)),
        ),
        t(
            "train-polynomial",
            "",
            ["OPT-3"],
            ["SCHEDULE"],
            use("SGD", learning_rate=schedule("PolynomialDecay", initial_learning_rate=0.25, decay_steps=8, end_learning_rate=0.03125, power=2.0)),
        ),
        t(
            "train-polynomial-cycle",
            "",
            ["OPT-3"],
            ["SCHEDULE"],
            use(
                "SGD",
                learning_rate=schedule("PolynomialDecay", initial_learning_rate=0.25, decay_steps=8, end_learning_rate=0.03125, power=0.5, cycle=True),
            ),
        ),
        t(
            "train-piecewise",
            "The boundaries belong to the rates before them.",
            ["OPT-3"],
            ["SCHEDULE"],
            use("SGD", learning_rate=schedule("PiecewiseConstantDecay", boundaries=[2, 7], values=[0.25, 0.0625, 0.125])),
        ),
    ]


def decay_group():
    t = functools.partial(training_test, recorded=FEW)
    adam = {"learning_rate": 0.0625, "beta_1": 0.875, "beta_2": 0.984375, "epsilon": 2.0**-20}
    decay = {"weight_decay": 0.125}
    return [
        t("train-adamw", "", ["OPT-6", "OPT-13"], ["OPTIMIZER"], use("AdamW", **adam, **decay)),
        t("train-adamw-default", "Keras's defaults, decimal.", ["OPT-13"], ["DECIMAL_CONSTANTS"], use("AdamW")),
        t("train-adam-decay", "Adam with amsgrad, and decay.", ["OPT-13"], ["OPTIMIZER"], use("Adam", **adam, **decay, amsgrad=True)),
        t(
            "train-sgd-decay",
            "With momentum, Nesterov's, and clipping: decay comes before the step and is not clipped.",
            ["OPT-13"],
            ["OPTIMIZER", "CLIPPING"],
            use("SGD", learning_rate=0.125, momentum=0.5, nesterov=True, clipnorm=0.125, **decay),
        ),
        t("train-rmsprop-decay", "", ["OPT-13"], ["OPTIMIZER"], use("RMSprop", learning_rate=0.0625, rho=0.875, epsilon=2.0**-20, **decay)),
        t(
            "train-decay-schedule",
            "Decay goes with the rate of the step.",
            ["OPT-13", "OPT-3"],
            ["SCHEDULE"],
            use("AdamW", **{**adam, "learning_rate": schedule("PiecewiseConstantDecay", boundaries=[1, 4], values=[0.0625, 0.25, 0.015625])}, **decay),
        ),
        t("train-nadam", "0.96 is decimal.", ["OPT-14"], ["DECIMAL_CONSTANTS"], use("Nadam", **adam)),
        t("train-nadam-epsilon", "A large epsilon, beside the corrected root.", ["OPT-14"], ["DECIMAL_CONSTANTS", "EPSILON"], use("Nadam", **{**adam, "epsilon": 0.015625})),
        t("train-nadam-default", "Keras's defaults, decimal.", ["OPT-14"], ["DECIMAL_CONSTANTS"], use("Nadam")),
        t("train-nadam-decay", "", ["OPT-14", "OPT-13"], ["DECIMAL_CONSTANTS"], use("Nadam", **adam, **decay, clipvalue=0.03125)),
        t("train-adagrad", "", ["OPT-15"], ["OPTIMIZER"], use("Adagrad", learning_rate=0.125, initial_accumulator_value=0.125, epsilon=2.0**-20)),
        t(
            "train-adagrad-epsilon",
            "A large epsilon, inside the root, beside a sum that begins at 0.",
            ["OPT-15"],
            ["OPTIMIZER", "EPSILON"],
            use("Adagrad", learning_rate=0.125, initial_accumulator_value=0.0, epsilon=0.015625),
        ),
        t("train-adagrad-default", "Keras's defaults, decimal.", ["OPT-15"], ["DECIMAL_CONSTANTS"], use("Adagrad")),
    ]


def constraint(name, **config):
    return {"class_name": name, "config": config}


def constraints_group():
    sgd, t = use("SGD", learning_rate=0.25), functools.partial(training_test, recorded=FEW)

    def made(id, comment, lstm_constraints, dense_constraints, optimizer=sgd):
        layers = [lstm(2, **lstm_constraints), dense(3, **dense_constraints)]
        return t(id, comment, ["OPT-12"], ["CONSTRAINT"], optimizer, layers=layers, batch_sizes=(4, 3))

    most = constraint("MaxNorm", max_value=0.75, axis=0)
    return [
        made(
            "train-max-norm",
            "Of columns; of a bias the norm is that of the whole.",
            {"kernel_constraint": most, "recurrent_constraint": constraint("MaxNorm", max_value=0.5, axis=0), "bias_constraint": most},
            {"kernel_constraint": most, "bias_constraint": constraint("MaxNorm", max_value=0.25, axis=0)},
        ),
        made(
            "train-max-norm-axis",
            "Of rows, and of the whole array.",
            {"kernel_constraint": constraint("MaxNorm", max_value=1.0, axis=1), "recurrent_constraint": constraint("MaxNorm", max_value=1.25, axis=[0, 1])},
            {"kernel_constraint": constraint("MaxNorm", max_value=0.5, axis=1)},
        ),
        made(
            "train-non-neg",
            "",
            {"kernel_constraint": constraint("NonNeg"), "recurrent_constraint": constraint("NonNeg"), "bias_constraint": constraint("NonNeg")},
            {"kernel_constraint": constraint("NonNeg"), "bias_constraint": constraint("NonNeg")},
        ),
        made(
            "train-unit-norm",
            "",
            {"kernel_constraint": constraint("UnitNorm", axis=0), "recurrent_constraint": constraint("UnitNorm", axis=1), "bias_constraint": constraint("UnitNorm", axis=0)},
            {"kernel_constraint": constraint("UnitNorm", axis=[0, 1])},
        ),
        made(
            "train-min-max-norm",
            "A quarter of the way in each step.",
            {
                "kernel_constraint": constraint("MinMaxNorm", min_value=0.5, max_value=0.75, rate=0.25, axis=0),
                "recurrent_constraint": constraint("MinMaxNorm", min_value=1.5, max_value=2.0, rate=1.0, axis=1),
            },
            {"kernel_constraint": constraint("MinMaxNorm", min_value=2.0, max_value=2.5, rate=0.5, axis=[0, 1])},
        ),
        made(
            "train-constraint-adamw",
            "Constraints come after decay and step.",
            {"kernel_constraint": most},
            {"kernel_constraint": constraint("NonNeg")},
            use("AdamW", learning_rate=0.0625, beta_1=0.875, beta_2=0.984375, epsilon=2.0**-20, weight_decay=0.125),
        ),
    ]


def losses_group():
    sgd, t = use("SGD", learning_rate=0.25), training_test
    softmax, sequences = [lstm(2), dense(5, activation="softmax")], [lstm(2, return_sequences=True), dense(4, activation="softmax")]
    return [
        t("train-mae", "", ["LOSS-2"], ["REDUCTION"], sgd, loss("MeanAbsoluteError")),
        t("train-huber", "", ["LOSS-2"], ["REDUCTION"], sgd, loss("Huber", delta=0.5)),
        t("train-binary", "", ["LOSS-4", "LOSS-8"], ["REDUCTION"], sgd, loss("BinaryCrossentropy"), [lstm(2), dense(1, activation="sigmoid")]),
        t("train-categorical", "", ["LOSS-4", "LOSS-8"], ["LABELS"], sgd, loss("CategoricalCrossentropy"), softmax),
        t("train-sparse", "", ["LOSS-4", "LOSS-8"], ["LABELS"], sgd, loss("SparseCategoricalCrossentropy"), softmax),
        t("train-smoothing", "", ["LOSS-4", "LOSS-8"], ["SMOOTHING"], sgd, loss("CategoricalCrossentropy", label_smoothing=0.125), softmax),
        t("train-from-logits", "", ["LOSS-5"], ["FROM_LOGITS"], sgd, loss("SparseCategoricalCrossentropy", from_logits=True), [lstm(2), dense(5)]),
        t(
            "train-sequences",
            "A class for every step.",
            ["LOSS-3"],
            ["REDUCTION"],
            sgd,
            loss("SparseCategoricalCrossentropy"),
            sequences,
            shape=(3, 5, 1),
            batch_sizes=(3, 2),
        ),
    ]


def masked(numbers, rows):
    x = numbers.array(rows, 5, 3, scale=2.0)
    x[0, 3:] = 0
    x[-1, 0] = 0
    return x


def models_group():
    sgd, t = use("SGD", learning_rate=0.25), training_test
    mask = layer("Masking", mask_value=0.0)
    return [
        t(
            "train-stack",
            "Two layers.",
            ["BPTT-5"],
            ["STACK"],
            sgd,
            layers=[lstm(3, return_sequences=True), lstm(2), dense(1)],
            shape=(4, 5, 1),
            batch_sizes=(4, 3),
        ),
        t("train-backwards", "", ["BPTT-4"], ["GO_BACKWARDS"], sgd, layers=[lstm(2, go_backwards=True), dense(1)], batch_sizes=(4, 3)),
        t(
            "train-masked",
            "",
            ["BPTT-6", "LOSS-6"],
            ["MASK", "MASK_LOSS"],
            sgd,
            layers=[mask, lstm(2, return_sequences=True), dense(1)],
            x=masked,
            batch_sizes=(4, 3),
        ),
        t(
            "train-stateful",
            "The state goes from batch to batch, gradients do not.",
            ["LSTM-9", "BPTT-3"],
            ["STATEFUL"],
            sgd,
            layers=[lstm(2, stateful=True), dense(1)],
            batch_sizes=(4, 4),
            batch=4,
        ),
        t(
            "train-penalties",
            "l1 and l2 on every array.",
            ["FIT-9"],
            ["REGULARIZER"],
            sgd,
            layers=[
                lstm(2, kernel_regularizer=l1l2(l2=0.0625), recurrent_regularizer=l1l2(l1=0.015625), bias_regularizer=l1l2(0.015625, 0.0625)),
                dense(1, kernel_regularizer=l1l2(l2=0.03125)),
            ],
            batch_sizes=(4, 3),
        ),
        t(
            "train-frozen",
            "A frozen layer between two that learn: its penalty, decay and part of the norm are not there.",
            ["FRZ-1", "FRZ-2"],
            ["FROZEN"],
            use("AdamW", learning_rate=0.0625, beta_1=0.875, beta_2=0.984375, epsilon=2.0**-20, weight_decay=0.0625, global_clipnorm=0.25),
            layers=[
                lstm(2, return_sequences=True),
                lstm(3, return_sequences=True, trainable=False, kernel_regularizer=l1l2(l2=0.0625)),
                lstm(2),
                dense(1),
            ],
            batch_sizes=(4, 3),
        ),
        t(
            "train-frozen-front",
            "The first layer is frozen.",
            ["FRZ-1"],
            ["FROZEN"],
            sgd,
            layers=[lstm(2, return_sequences=True, trainable=False), lstm(2), dense(1, trainable=False)],
            batch_sizes=(4, 3),
        ),
        t("train-sample-weight", "One weight for each row.", ["LOSS-7"], ["SAMPLE_WEIGHT", "SHORT_BATCH"], sgd, weighted=True),
        t("train-no-bias", "", ["BPTT-1"], ["NO_BIAS"], sgd, layers=[lstm(2, use_bias=False), dense(2, use_bias=False)], batch_sizes=(4, 3)),
        t(
            "train-flatten",
            "",
            ["DENSE-3"],
            ["FLATTEN_ORDER"],
            sgd,
            layers=[lstm(2, return_sequences=True), layer("Flatten"), dense(1)],
            batch_sizes=(4, 3),
            shape=(4, 3, 1),
        ),
    ]


def groups():
    return [
        {"name": "optimizers", "tests": optimizers_group()},
        {"name": "decay", "tests": decay_group()},
        {"name": "constraints", "tests": constraints_group()},
        {"name": "losses", "tests": losses_group()},
        {"name": "models", "tests": models_group()},
    ]
