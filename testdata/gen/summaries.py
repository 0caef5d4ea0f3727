"""summaries.json: the texts of summary(), as Keras prints them."""

import os

import numpy as np

import real
from common import layer, named
from lstm_simple import lstm
from models import dense
from training import use

DIGITS = [lstm(128, return_sequences=True), lstm(128, return_sequences=True), lstm(128), dense(10, activation="softmax")]
SMALL = [
    layer("Masking", mask_value=0.0),
    lstm(3, return_sequences=True),
    layer("Dropout", rate=0.5),
    layer("Flatten"),
    dense(2),
    layer("Activation", activation="softmax"),
]
LONG = [
    layer("Masking", mask_value=0.0, name="a_really_quite_extraordinarily_long_layer_name"),
    lstm(3, name="forecast_of_tomorrow_by_the_week_before"),
    dense(2, name="answer"),
]


def text(model, **options):
    lines = []
    model.summary(print_fn=lambda line, line_break=True: lines.append(line), **options)
    return "\n".join(lines).rstrip("\n").split("\n")


def train(model, shape, optimizer):
    model.compile(real.optimizer_of(optimizer), "mean_squared_error")
    rows = shape[0] or 2
    out = model.compute_output_shape(shape)
    model.train_on_batch(np.zeros((rows, *[n or 5 for n in shape[1:]]), "float32"), np.zeros((rows, *out[1:]), "float32"))


def summary_test(id, comment, flags, shape, layers, optimizer=None, columns=80, name="sequential", **options):
    import keras

    keras.backend.clear_session()
    layers = named(layers)
    os.environ["COLUMNS"] = str(columns)
    model = real.model_of(layers, shape, name)
    before = text(model, **options)
    expected = {"text": before}
    if optimizer:
        train(model, shape, optimizer)
        expected["text_after_training"] = text(model, **options)
    del os.environ["COLUMNS"]
    more = {"optimizer": optimizer} if optimizer else {}
    return {
        "id": id,
        "comment": comment,
        "rules": ["SHAPE-20", "SHAPE-8"],
        "flags": flags,
        "result": "valid",
        "input_shape": list(shape),
        "model": layers,
        "name": name,
        "columns": columns,
        "options": options,
        **more,
        "expected": expected,
    }


def keras2(id, shape, layers, columns=65):
    """The same in Keras 2, which TensorFlow shipped up to 2.15; here from the package tf_keras."""
    import tf_keras

    tf_keras.backend.clear_session()
    layers = named(layers)
    model = tf_keras.Sequential([getattr(tf_keras.layers, one["class_name"])(**one["config"]) for one in layers])
    model.build(shape)
    return {
        "id": id,
        "comment": "tf.keras 2.15 and the package tf_keras print this.",
        "rules": ["SHAPE-20", "SHAPE-8"],
        "flags": ["OLD_LAYOUT"],
        "result": "valid",
        "input_shape": list(shape),
        "model": layers,
        "name": "sequential",
        "columns": columns,
        "options": {},
        "expected": {"text": text2(model)},
    }


def text2(model):
    lines = []
    model.summary(print_fn=lambda line: lines.append(line))
    return "\n".join(lines).rstrip("\n").split("\n")


def groups():
    adam, t = use("Adam"), summary_test
    today = [
        t("summary-digits", "Three LSTM layers on rows of images, then Adam.", ["NAMES", "OPTIMIZER_LINES"], (None, 28, 28), DIGITS, adam),
        t("summary-all-layers", "Every kind of layer.", ["NAMES"], (None, 6, 4), SMALL, name="my_model"),
        t("summary-long-names", "Names too long for their column.", ["LONG_NAMES"], (None, 6, 4), LONG),
        t("summary-stateful", "A fixed batch.", ["NAMES"], (8, 6, 4), [lstm(3, stateful=True), dense(2)]),
        t("summary-any-length", "Time steps left open.", ["NAMES"], (None, None, 4), [lstm(3), dense(1)]),
        t(
            "summary-large",
            "Megabytes.",
            ["NAMES", "OPTIMIZER_LINES"],
            (None, 10, 300),
            [lstm(700, return_sequences=True), lstm(700), dense(1000)],
            use("SGD"),
        ),
        t("summary-tiny", "Bytes.", ["NAMES"], (None, 1), [dense(1)]),
        *(
            t(f"summary-optimizer-{name}", comment, ["OPTIMIZER_LINES"], (None, 2, 4), [lstm(3)], optimizer)
            for name, comment, optimizer in (
                ("sgd", "Two variables: iteration and learning rate.", use("SGD")),
                ("momentum", "One array more for each weight.", use("SGD", learning_rate=0.1, momentum=0.9)),
                ("rmsprop", "", use("RMSprop")),
                ("rmsprop-centered", "Three arrays for each weight.", use("RMSprop", centered=True, momentum=0.5)),
                ("adam", "", adam),
                ("amsgrad", "", use("Adam", amsgrad=True)),
            )
        ),
        *(t(f"summary-{columns}-columns", "Another console.", ["WIDTH"], (None, 28, 28), DIGITS, columns=columns) for columns in (40, 60, 92, 120)),
        t("summary-line-length-60", "line_length=60 in a console of 80.", ["WIDTH"], (None, 28, 28), DIGITS, line_length=60),
        t("summary-line-length-100", "line_length=100 in a console of 120.", ["WIDTH"], (None, 28, 28), DIGITS, columns=120, line_length=100),
        t("summary-show-trainable", "With the column Trainable.", ["WIDTH"], (None, 28, 28), DIGITS, show_trainable=True),
        t(
            "summary-show-trainable-120",
            "With the column Trainable in a wide console.",
            ["WIDTH"],
            (None, 28, 28),
            DIGITS,
            columns=120,
            show_trainable=True,
        ),
    ]
    old = [
        keras2("summary-keras2-digits", (None, 28, 28), DIGITS),
        keras2("summary-keras2-all-layers", (None, 6, 4), SMALL),
        keras2("summary-keras2-long-names", (None, 6, 4), LONG),
    ]
    return [{"name": "Keras 3", "tests": today}, {"name": "Keras 2", "tests": old}]
