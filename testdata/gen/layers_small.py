"""layers_small.json: slopes, layers that move numbers, and noise outside training; forward, gradients, a training of PReLU."""

from common import layer
from derive import MSE, gradient_test
from lstm_simple import lstm, simple
from models import dense
from training import training_test

CASES = {
    "relu-max": ("RELU-1", (3, 4, 2), [layer("ReLU", max_value=0.5)]),
    "relu-low": ("RELU-1", (3, 4, 2), [layer("ReLU", max_value=0.125)]),
    "relu-all": ("RELU-1", (3, 4, 2), [layer("ReLU", max_value=1.0, negative_slope=0.25, threshold=0.125)]),
    "relu-leaky": ("RELU-1", (3, 4, 2), [layer("ReLU", negative_slope=0.25)]),
    "leaky-relu": ("RELU-1", (3, 4, 2), [layer("LeakyReLU", negative_slope=0.125)]),
    "elu": ("RELU-4", (3, 4, 2), [layer("ELU", alpha=0.75)]),
    "prelu": ("RELU-3", (3, 4, 2), [layer("PReLU")]),
    "prelu-shared-steps": ("RELU-3", (3, 4, 2), [layer("PReLU", shared_axes=[1])]),
    "prelu-shared-features": ("RELU-3", (3, 4, 2), [layer("PReLU", shared_axes=[2])]),
    "reshape": ("SHUF-1", (3, 6, 2), [layer("Reshape", target_shape=[4, 3])]),
    "reshape-rest": ("SHUF-1", (3, 6, 2), [layer("Reshape", target_shape=[-1, 4])]),
    "permute": ("SHUF-2", (3, 4, 2), [layer("Permute", dims=[2, 1])]),
    "zero-padding": ("SHUF-3", (3, 4, 2), [layer("ZeroPadding1D", padding=[2, 1])]),
    "cropping": ("SHUF-3", (3, 6, 2), [layer("Cropping1D", cropping=[1, 2])]),
    "up-sampling": ("SHUF-3", (3, 4, 2), [layer("UpSampling1D", size=3)]),
    "activity": ("REG-1", (3, 4, 2), [layer("ActivityRegularization", l1=0.25, l2=0.125)]),
    "noise": ("DROP-1", (3, 4, 2), [layer("SpatialDropout1D", rate=0.5), layer("GaussianNoise", stddev=0.5)]),
}
FLAGS = {"RELU-1": ["CORNERS"], "RELU-3": ["CORNERS", "SLOPES"], "RELU-4": ["CORNERS"], "SHUF-1": ["ORDER"], "SHUF-2": ["ORDER"], "SHUF-3": ["STEPS_MOVED"], "DROP-1": ["DROPOUT_INFERENCE"], "REG-1": ["ACTIVITY"]}


def chain(layers):
    """The layers between two with weights, so that gradients go through them."""
    return [lstm(2, return_sequences=True), *layers, lstm(5)]


def groups():
    forward = [simple(f"small-{name}", "", [rule], FLAGS[rule], shape, chain(layers)) for name, (rule, shape, layers) in CASES.items()]
    alone = [simple("small-prelu-row", "A slope for each feature.", ["RELU-3"], ["CORNERS", "SLOPES"], (3, 4), [layer("PReLU")])]
    gradients = [
        gradient_test(f"gradient-small-{name}", "", [rule], FLAGS[rule], shape, [*chain(layers), dense(6)], MSE)
        for name, (rule, shape, layers) in CASES.items()
        if name != "noise"
    ]
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.0625, "beta_1": 0.875, "beta_2": 0.984375, "epsilon": 0.0009765625}}
    training = [
        training_test("small-prelu-training", "The slopes learn.", ["RELU-3"], ["SLOPES"], adam, layers=[lstm(2, return_sequences=True), layer("PReLU"), lstm(4)]),
        training_test(
            "small-activity-training",
            "Batches of other sizes, whose sums are divided by them.",
            ["REG-1"],
            ["ACTIVITY"],
            adam,
            layers=[lstm(2, return_sequences=True), layer("ActivityRegularization", l1=0.0625, l2=0.125), lstm(4)],
        ),
    ]
    return [
        {"name": "small layers", "tests": forward + alone},
        {"name": "gradients of small layers", "tests": gradients},
        {"name": "training of small layers", "tests": training},
    ]
