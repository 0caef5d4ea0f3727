"""normalization.json: LayerNormalization and BatchNormalization, forward, gradients, training."""

from common import layer
from convolution import conv
from derive import MSE, gradient_test, l1l2, masked
from lstm_simple import lstm, simple
from models import dense
from training import FEW, training_test

MASK = layer("Masking", mask_value=0.0)


def rows(**config):
    return layer("LayerNormalization", **config)


def batch(**config):
    return layer("BatchNormalization", **config)


def forward():
    tests = []
    for kind, make in (("layer", rows), ("batch", batch)):
        rules = ["LN-1"] if kind == "layer" else ["BN-1"]
        tests += [
            simple(f"{kind}-normalization", "", rules, ["STATISTICS"], (2, 3, 5), [make()]),
            simple(f"{kind}-normalization-rows", "Without time.", rules, ["STATISTICS"], (4, 3), [make(epsilon=0.125)]),
            simple(f"{kind}-normalization-plain", "Neither gamma nor beta.", rules, ["STATISTICS"], (2, 3, 5), [make(center=False, scale=False)]),
            simple(f"{kind}-normalization-masked", "The mask goes on.", rules, ["STATISTICS", "MASK"], (4, 3, 2), [MASK, make(center=False), lstm(1)], x=masked),
        ]
    return tests


def gradients():
    tests = []
    for kind, make in (("layer", rows), ("batch", batch)):
        rules = ["LN-2"] if kind == "layer" else ["BN-2"]
        stack = [lstm(3, return_sequences=True), make(gamma_regularizer=l1l2(l2=0.125)), lstm(2)]
        tests.append(gradient_test(f"gradient-{kind}-normalization-frozen", "Nothing of it learns, and all goes through.", rules, ["STATISTICS"], (2, 4, 1), [dense(3), make(trainable=False)], MSE))
        if kind == "layer":
            tests.append(gradient_test(f"gradient-{kind}-normalization", "", rules, ["STATISTICS", "REGULARIZER"], (2, 4, 1), stack, MSE))
    return tests


SGD = {"class_name": "SGD", "config": {"learning_rate": 0.25, "momentum": 0.5}}
ADAM = {"class_name": "Adam", "config": {"learning_rate": 0.0625, "beta_1": 0.875, "beta_2": 0.984375, "epsilon": 2.0**-20}}


def trainings():
    def test(id, comment, layers, shape=(4, 3, 2), optimizer=SGD, flags=("STATISTICS",), sizes=(4, 3), x=None, rules=("BN-3", "BN-4"), **more):
        return training_test(id, comment, list(rules), list(flags), optimizer, layers=layers, shape=shape, batch_sizes=sizes, x=x, **more)

    return [
        test("training-batch-normalization", "", [lstm(2, return_sequences=True), batch(momentum=0.75), dense(1)]),
        test("training-batch-normalization-masked", "Statistics are those of the steps that count.", [MASK, batch(momentum=0.5), layer("Flatten"), dense(1)], flags=("STATISTICS", "MASK"), x=holes),
        test("training-two-batch-normalizations", "Each with statistics of its own.", [batch(momentum=0.75), lstm(2, return_sequences=True), batch(momentum=0.5, scale=False), dense(1)], recorded=FEW),
        test("training-batch-normalization-frozen", "It uses its moving statistics and leaves them alone.", [lstm(2, return_sequences=True), batch(trainable=False), dense(1)], recorded=FEW, rules=("BN-3", "FRZ-1")),
        test("training-batch-normalization-rows", "Without time. (A bias in front of it would learn from rounding alone.)", [dense(3, use_bias=False), batch(momentum=0.5, epsilon=0.125), dense(1)], shape=(4, 3), optimizer=ADAM, recorded=FEW),
        test("training-layer-normalization", "Behind a convolution.", [conv(3, 2, activation="tanh"), rows(), lstm(2), rows(center=False), dense(1)], rules=("LN-2", "CONV-5"), recorded=FEW),
    ]


def holes(numbers, count):
    x = numbers.array(count, 3, 2, scale=2.0)
    x[0, 1:] = x[1, 0] = 0
    return x


def groups():
    return [
        {"name": "normalization", "tests": forward()},
        {"name": "gradients", "tests": gradients()},
        {"name": "training", "tests": trainings()},
    ]
